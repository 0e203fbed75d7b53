import AtlasCore

/// What clearing a store did.
package struct StoreClearing: Equatable, Sendable {
  package var removedRows = 0
  package var removedFiles = 0
  /// What stood in the way; nil where the store is empty now.
  package var problem: StoreProblem?

  package init() {}
}

extension StoreInspection {
  /// Removes everything that the store keeps, and what was moved aside. The folder, its .gitignore and its lock stay.
  /// Builds that run meanwhile go on: what they look for is simply no longer there.
  package func clear() -> StoreClearing {
    var clearing = StoreClearing()
    guard store.mode == .readWrite else {
      clearing.problem = .readOnly(store.folder.database)
      return clearing
    }
    if store.isWritable { clearRows(&clearing) } else { replace(&clearing) }
    guard clearing.problem == nil else { return clearing }
    // Rows first: a row without its file is a miss, a file without a row is only room.
    clearing.removedFiles += objectFiles().count
    StoreFiles.remove(store.folder.objects)
    clearing.removedFiles += store.folder.movedAside().count
    store.folder.removeMovedAside()
    return clearing
  }

  private func clearRows(_ clearing: inout StoreClearing) {
    do throws(SQLiteError) {
      var settings = store.options.settings
      settings.writes = true
      var connection = try Connection.open(store.folder.database, .readWrite, settings)
      let transaction = try Transaction(connection, .write)
      clearing.removedRows = try connection.integer(StoreInspection.countRows)
      for name in Schema.tableNames { try connection.execute("DELETE FROM \(name)") }
      try transaction.commit()
      // Gives the room back as far as nobody reads; what cannot be given back now is used again later.
      try? connection.execute("VACUUM")
      try? connection.checkpoint()
    } catch {
      store.note(error)
      clearing.problem = StoreProblem(error, at: store.folder.database)
    }
  }

  /// A database that cannot be used, damaged or of a later version, is taken away whole.
  private func replace(_ clearing: inout StoreClearing) {
    guard StoreFiles.status(store.folder.database) != nil else { return }
    do throws(OpeningLock.Failure) {
      let aside = try OpeningLock.holding(
        store.folder.lock, exclusive: true, patience: store.options.settings.busyTimeout
      ) { store.folder.moveAside() }
      if aside == nil { clearing.problem = .readOnly(store.folder.database) }
    } catch {
      clearing.problem = .busy(store.folder.lock)
    }
  }

  private static let countRows: StaticString = """
    SELECT (SELECT count(*) FROM result) + (SELECT count(*) FROM context) + (SELECT count(*) FROM directory)
      + (SELECT count(*) FROM page) + (SELECT count(*) FROM run) + (SELECT count(*) FROM meta)
    """
}
