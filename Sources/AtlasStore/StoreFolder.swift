import AtlasCore

/// The names inside the store's folder, and what is done to the files as files.
struct StoreFolder: Sendable {
  let path: BytePath

  var database: BytePath { path.appending("atlas.db") }
  var log: BytePath { path.appending("atlas.db-wal") }
  var index: BytePath { path.appending("atlas.db-shm") }
  var journal: BytePath { path.appending("atlas.db-journal") }
  var lock: BytePath { path.appending("atlas.lock") }
  var objects: BytePath { path.appending("objects") }

  /// Where the body with this digest stands when it is too large for the database.
  func object(_ digest: Digest) -> BytePath {
    let digits = digest.description
    return objects.appending(String(digits.prefix(2))).appending(String(digits.dropFirst(2)))
  }

  /// Makes the folder, and keeps it out of git where it did not exist.
  func make() -> Int32 {
    if StoreFiles.status(path)?.kind == .folder { return 0 }
    let error = StoreFiles.makeFolder(path)
    if error == 0 { _ = StoreFiles.write(Array("*\n".utf8), to: path.appending(".gitignore")) }
    return error
  }

  /// Moves the database and what belongs to it to names nobody opens, the database first: a log without a database is
  /// dropped by SQLite, a database without its log would be taken for whole. Gives the new name, or nil.
  ///
  /// Precondition: the caller holds the opening lock alone. Who has the files open goes on with them unharmed.
  func moveAside() -> BytePath? {
    let earlier = movedAside()
    let number = (earlier.last?.number ?? 0) + 1
    let target = BytePath(database.bytes + Array(".corrupt-\(number)".utf8))
    guard StoreFiles.move(database, to: target) == 0 else { return nil }
    _ = StoreFiles.move(log, to: BytePath(target.bytes + Array("-wal".utf8)))
    _ = StoreFiles.move(index, to: BytePath(target.bytes + Array("-shm".utf8)))
    _ = StoreFiles.move(journal, to: BytePath(target.bytes + Array("-journal".utf8)))
    // A disk that keeps damaging files must not also be filled by us.
    for old in earlier.dropLast(StoreFolder.keptAside - 1) { remove(old) }
    return target
  }

  /// Removes what `moveAside` kept.
  func removeMovedAside() {
    for old in movedAside() { remove(old) }
  }

  /// The databases that were moved aside, oldest first.
  func movedAside() -> [(number: Int, path: BytePath)] {
    let prefix = Array("atlas.db.corrupt-".utf8)
    return StoreFiles.names(in: path).compactMap { name in
      guard name.bytes.starts(with: prefix) else { return nil }
      guard let number = Int(String(decoding: name.bytes.dropFirst(prefix.count), as: UTF8.self)) else {
        return nil
      }
      return (number, path.appending(name))
    }.sorted { $0.number < $1.number }
  }

  private static let keptAside = 3

  private func remove(_ old: (number: Int, path: BytePath)) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
      StoreFiles.remove(BytePath(old.path.bytes + Array(suffix.utf8)))
    }
  }
}
