import AtlasCore

/// What is wrong in a store. Nothing of it can spoil a result: it says what will be made again, and what only takes room.
package struct StoreIntegrity: Equatable, Sendable {
  /// What SQLite says of the file's structure; empty where it is sound.
  package var structure: [String] = []
  /// Results of which a value, the body or the body's file is not what was written.
  package var damagedResults: [Digest] = []
  /// Results whose body is gone.
  package var resultsWithoutBody: [Digest] = []
  /// Rows of which not even the key can be trusted.
  package var damagedRows = 0
  /// Bodies that no result names.
  package var bodiesWithoutResult = 0
  /// Files in objects/ that no result names.
  package var filesWithoutResult: [BytePath] = []
  package var checkedResults = 0

  package init() {}

  package var isSound: Bool {
    structure.isEmpty && damagedResults.isEmpty && resultsWithoutBody.isEmpty && damagedRows == 0
  }
}

extension StoreInspection {
  /// Reads everything and checks every byte of it.
  package func integrity() -> StoreIntegrity {
    let folder = store.folder
    let files = objectFiles()
    var integrity = store.read(nil as (StoreIntegrity, Set<BytePath>)?) { connection throws(SQLiteError) in
      let transaction = try Transaction(connection, .read)
      var integrity = StoreIntegrity()
      try checkStructure(&connection, &integrity)
      let named = try checkResults(&connection, &integrity, folder)
      integrity.bodiesWithoutResult = try connection.integer(StoreInspection.countLooseBodies)
      try transaction.commit()
      return (integrity, named)
    }.map { integrity, named in
      var integrity = integrity
      integrity.filesWithoutResult = files.filter { !named.contains($0) }
      return integrity
    }
    if integrity != nil { integrity!.damagedRows += damagedStateRows() }
    return integrity ?? unreadable()
  }

  /// Where nothing can be read, the reason is all there is to say.
  private func unreadable() -> StoreIntegrity {
    var integrity = StoreIntegrity()
    integrity.structure = store.problems.filter { $0.gravity == .warning }.map(\.message)
    return integrity
  }

  private func checkStructure(
    _ connection: inout Connection, _ integrity: inout StoreIntegrity
  ) throws(SQLiteError) {
    let statement = try connection.statement(StoreInspection.quickCheck)
    while try statement.step() {
      let line = statement.text(0)
      if line != "ok" { integrity.structure.append(line) }
    }
  }

  /// Gives the object files that results name.
  private func checkResults(
    _ connection: inout Connection, _ integrity: inout StoreIntegrity, _ folder: StoreFolder
  ) throws(SQLiteError) -> Set<BytePath> {
    var named: Set<BytePath> = []
    let statement = try connection.statement(StoreInspection.everything)
    while try statement.step() {
      integrity.checkedResults += 1
      guard let entry = ResultEntry(statement) else {
        integrity.damagedRows += 1
        continue
      }
      if statement.isNull(3) {
        integrity.resultsWithoutBody.append(entry.key)
        continue
      }
      let found = Found(statement, entry)
      if found.object != nil {
        let path = folder.object(entry.body)
        named.insert(path)
        if StoreFiles.status(path) == nil {
          integrity.resultsWithoutBody.append(entry.key)
          continue
        }
      }
      if found.complete(in: folder) == nil { integrity.damagedResults.append(entry.key) }
    }
    return named
  }

  private func damagedStateRows() -> Int {
    let fresh = Store.open(folder: store.folder.path, mode: .readOnly, options: store.options)
    _ = fresh.loadState()
    _ = fresh.latestRuns(StoredRun.kept)
    return fresh.damagedRowCount
  }

  func objectFiles() -> [BytePath] {
    StoreFiles.names(in: store.folder.objects).flatMap { part in
      let folder = store.folder.objects.appending(part)
      return StoreFiles.names(in: folder).map { folder.appending($0) }
    }
  }

  private static let quickCheck: StaticString = "PRAGMA quick_check"
  private static let everything: StaticString = """
    SELECT result.id, key, value, run, cost, size, seal, manifest, content
    FROM result LEFT JOIN body ON body.id = result.id ORDER BY key
    """
  private static let countLooseBodies: StaticString =
    "SELECT count(*) FROM body WHERE id NOT IN (SELECT id FROM result)"
}
