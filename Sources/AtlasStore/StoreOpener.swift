import AtlasCore
import CSQLite

/// Finds or makes the database: the ladder from "it is there and ours" down to "the run goes on without it".
///
/// Looking takes the opening lock with others, changing takes it alone and looks again first, because another process
/// may have done the work while this one waited.
struct StoreOpener {
  struct Opened: ~Copyable {
    var connection: Connection
    var file: StoreFiles.Status
    var isReadOnly: Bool
  }

  let folder: StoreFolder
  let mode: Store.Mode
  let options: StoreOptions
  private(set) var problems: [StoreProblem] = []

  init(_ folder: StoreFolder, _ mode: Store.Mode, _ options: StoreOptions) {
    self.folder = folder
    self.mode = mode
    self.options = options
  }

  mutating func open() -> Opened? {
    // Two rounds do; more are for a neighbour that undoes our work between our locks.
    for _ in 0..<4 {
      switch looked() {
      case .ready(let opened): return opened
      case .refused(let problem):
        problems.append(problem)
        return nil
      case .absent:
        guard mode == .readWrite, repair() else { return nil }
      case .damaged(let reason):
        guard mode == .readWrite else {
          problems.append(.damaged(folder.database, reason))
          return nil
        }
        guard repair() else { return nil }
      case .older(let version):
        guard mode == .readWrite else {
          problems.append(.older(folder.database, version: version))
          return nil
        }
        guard repair() else { return nil }
      }
    }
    problems.append(.busy(folder.database))
    return nil
  }

  private enum Sight: ~Copyable {
    case ready(Opened)
    case absent
    case older(Int)
    case damaged(String)
    case refused(StoreProblem)
  }

  private func looked() -> Sight {
    guard StoreFiles.status(folder.database) != nil else { return .absent }
    do throws(OpeningLock.Failure) {
      return try OpeningLock.holding(
        folder.lock, exclusive: false, patience: options.settings.busyTimeout
      ) { look() }
    } catch {
      return .refused(refusal(error))
    }
  }

  /// What stands there. SQLite opens its log when it reads for the first time; the lock is held until then, so that
  /// nobody exchanges the files between.
  private func look() -> Sight {
    guard let file = StoreFiles.status(folder.database) else { return .absent }
    // The file is never opened here by other means than SQLite: closing it would drop the locks that this process
    // holds on it.
    guard file.kind == .file else { return .damaged("not a regular file") }
    if file.size == 0 { return .absent }
    do throws(SQLiteError) {
      var connection = try connect()
      let version = try connection.integer(StoreOpener.version)
      let application = try connection.integer(StoreOpener.application)
      if application == 0 && version == 0 {
        // Whoever made it was stopped half way.
        let count = try connection.integer(StoreOpener.objectCount)
        if count == 0 { return .absent }
      }
      guard application == Schema.applicationID else { return .damaged("not a database of this program") }
      if version > Schema.current { return .refused(.newer(folder.database, version: version)) }
      if version < Schema.current { return .older(version) }
      let isReadOnly = connection.isReadOnly
      return .ready(Opened(connection: connection, file: file, isReadOnly: isReadOnly))
    } catch {
      if error.meaning == .damaged { return .damaged(error.description) }
      return .refused(StoreProblem(error, at: folder.database))
    }
  }

  private func connect() throws(SQLiteError) -> Connection {
    do throws(SQLiteError) {
      let access: Connection.Access = mode == .readOnly ? .readOnly : .readWrite
      var connection = try Connection.open(folder.database, access, options.settings)
      _ = try connection.integer(StoreOpener.version)
      return connection
    } catch {
      guard error.meaning == .inaccessible || error.meaning == .readOnly else { throw error }
      // Without its log the main file alone may be half of a checkpoint, without its journal half of a transaction;
      // only where both are empty is it whole.
      guard (StoreFiles.status(folder.log)?.size ?? 0) == 0,
        (StoreFiles.status(folder.journal)?.size ?? 0) == 0
      else { throw error }
      return try Connection.open(folder.database, .immutable, options.settings)
    }
  }

  /// Makes, empties or replaces the database; false where that failed and has been said.
  private mutating func repair() -> Bool {
    let error = folder.make()
    guard error == 0 else {
      problems.append(.inaccessible(folder.path, StoreFiles.text(of: error)))
      return false
    }
    do throws(OpeningLock.Failure) {
      return try OpeningLock.holding(
        folder.lock, exclusive: true, patience: options.settings.busyTimeout
      ) { repaired() }
    } catch {
      problems.append(refusal(error))
      return false
    }
  }

  private mutating func repaired() -> Bool {
    switch look() {
    case .ready: return true
    case .absent: return made()
    case .older(let version):
      guard made() else { return false }
      StoreFiles.remove(folder.objects)
      problems.append(.older(folder.database, version: version))
      return true
    case .damaged(let reason):
      guard let aside = folder.moveAside() else {
        problems.append(.damaged(folder.database, reason))
        return false
      }
      problems.append(.damaged(folder.database, reason, movedTo: aside))
      return made()
    case .refused(let problem):
      problems.append(problem)
      return false
    }
  }

  private mutating func made() -> Bool {
    do throws(SQLiteError) {
      try make()
      return true
    } catch {
      problems.append(StoreProblem(error, at: folder.database))
      return false
    }
  }

  /// Empties whatever database is there and writes the tables, all or nothing.
  private func make() throws(SQLiteError) {
    var settings = options.settings
    settings.writes = true
    var connection = try Connection.open(folder.database, .create, settings)
    // An empty store is not worth waiting for the disk; one that the power takes with it is made anew. What fills it
    // turns to the log when it is done: see `StoreFilling`.
    try connection.execute("PRAGMA synchronous = OFF")
    let usesLog = try connection.usesLog()
    if !usesLog { try connection.execute("PRAGMA journal_mode = TRUNCATE") }
    let transaction = try Transaction(connection, .write)
    for name in try connection.tableNames() { try connection.execute("DROP TABLE \"\(name)\"") }
    try connection.execute(Schema.tables)
    try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
    try connection.execute("PRAGMA user_version = \(Schema.current)")
    try transaction.commit()
    // What is as good as empty is kept in the main file, where a folder that turns read-only can still be read.
    if usesLog { try connection.checkpoint() }
  }

  private func refusal(_ failure: OpeningLock.Failure) -> StoreProblem {
    switch failure {
    case .timedOut: .busy(folder.lock)
    case .refused(let error): .inaccessible(folder.lock, StoreFiles.text(of: error))
    }
  }

  static let version: StaticString = "PRAGMA user_version"
  private static let application: StaticString = "PRAGMA application_id"
  private static let objectCount: StaticString = "SELECT count(*) FROM sqlite_schema"
}

extension Connection {
  fileprivate mutating func tableNames() throws(SQLiteError) -> [String] {
    let statement = try statement(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }
}
