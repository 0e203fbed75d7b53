import AtlasCore
import CSQLite

/// An open database. Closes itself, and the statements it has prepared with it.
///
/// It is opened without SQLite's own locks: whoever owns it sees to it that one thread at a time uses it. Closing never
/// checkpoints, so a run that wrote nothing leaves every file as it was.
package struct Connection: ~Copyable {
  package enum Access: Equatable, Sendable {
    case create
    case readWrite
    case readOnly
    /// Reads the main file alone and takes no locks, for folders in which nothing can be written.
    case immutable
  }

  package struct Settings: Equatable, Sendable {
    /// How long a statement waits for another process, in milliseconds.
    package var busyTimeout: Int32 = 5000
    /// The most pages the file may grow to; nil for SQLite's own limit.
    package var maximumPageCount: Int?
    /// Whether the connection will write: it then gets a cache that holds the inner pages of a large store.
    package var writes = false

    package init() {}
  }

  let database: OpaquePointer
  private var kept: [(sql: UnsafePointer<UInt8>, handle: OpaquePointer)] = []

  private init(database: OpaquePointer) { self.database = database }

  package static func open(
    _ path: BytePath, _ access: Access, _ settings: Settings = Settings()
  ) throws(SQLiteError) -> Connection {
    var opened: OpaquePointer?
    let name = access == .immutable ? Connection.immutableName(of: path) : path.bytes
    let code = (name + [0]).withUnsafeBytes {
      sqlite3_open_v2($0.bindMemory(to: CChar.self).baseAddress, &opened, access.flags, nil)
    }
    guard code == SQLITE_OK, let opened else {
      let error = SQLiteError(of: opened, code: code, sql: "")
      sqlite3_close_v2(opened)
      throw error
    }
    let connection = Connection(database: opened)
    try connection.configure(settings)
    return connection
  }

  deinit {
    for statement in kept { sqlite3_finalize(statement.handle) }
    sqlite3_close_v2(database)
  }

  /// Whether SQLite could open the file for reading only.
  package var isReadOnly: Bool { sqlite3_db_readonly(database, "main") != 0 }

  /// The rows that the last INSERT, UPDATE or DELETE changed.
  package var changes: Int { Int(sqlite3_changes64(database)) }

  package var lastInsertedID: Int64 { sqlite3_last_insert_rowid(database) }

  /// Runs one or more statements that give no rows.
  package func execute(_ sql: String) throws(SQLiteError) {
    let code = sqlite3_exec(database, sql, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(of: database, code: code, sql: sql) }
  }

  /// The statement, prepared when it is first asked for and kept until the connection closes.
  ///
  /// Precondition: `sql` is a `static let`, and the statement given for it before is no longer in use.
  package mutating func statement(_ sql: StaticString) throws(SQLiteError) -> Statement {
    for statement in kept where statement.sql == sql.utf8Start { return Statement(statement.handle) }
    var handle: OpaquePointer?
    let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount) {
      sqlite3_prepare_v3(
        database, $0, Int32(sql.utf8CodeUnitCount), UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    }
    guard code == SQLITE_OK, let handle else {
      throw SQLiteError(of: database, code: code, sql: sql.description)
    }
    kept.append((sql.utf8Start, handle))
    return Statement(handle)
  }

  /// The first column of the first row, or 0 where there is none.
  package mutating func integer(_ sql: StaticString) throws(SQLiteError) -> Int {
    let statement = try statement(sql)
    return try statement.step() ? Int(statement.integer(0)) : 0
  }

  /// Copies what the write-ahead log holds into the database and empties the log; gives up at once where somebody reads.
  package func checkpoint() throws(SQLiteError) {
    sqlite3_busy_timeout(database, 0)
    let code = sqlite3_wal_checkpoint_v2(database, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED else {
      throw SQLiteError(of: database, code: code, sql: "checkpoint")
    }
  }

  /// Whether transactions go to a write-ahead log, which is a property of the file.
  package mutating func usesLog() throws(SQLiteError) -> Bool {
    let statement = try statement(Connection.journalMode)
    return try statement.step() && statement.text(0) == "wal"
  }

  /// Lets all transactions from now on go to a write-ahead log, and makes it; gives up at once where somebody else uses
  /// the database.
  package func useLog() throws(SQLiteError) {
    let sql = "PRAGMA journal_mode = WAL; PRAGMA schema_version"
    sqlite3_busy_timeout(database, 0)
    let code = sqlite3_exec(database, sql, nil, nil, nil)
    guard code == SQLITE_OK || code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED else {
      throw SQLiteError(of: database, code: code, sql: sql)
    }
  }

  private static let journalMode: StaticString = "PRAGMA journal_mode"

  private func configure(_ settings: Settings) throws(SQLiteError) {
    sqlite3_extended_result_codes(database, 1)
    sqlite3_busy_timeout(database, settings.busyTimeout)
    atlas_sqlite3_leave_log_on_close(database)
    try execute("PRAGMA cell_size_check = ON")
    guard settings.writes else { return }
    // secure_delete is on in Debian's build and would overwrite with zeros every page that is given up.
    try execute(
      """
      PRAGMA synchronous = NORMAL; PRAGMA secure_delete = OFF; PRAGMA cache_size = -32768;
      PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY
      """)
    if let limit = settings.maximumPageCount { try execute("PRAGMA max_page_count = \(limit)") }
  }

  /// `file:…?immutable=1` with every byte that means something in a URI written as `%NN`.
  private static func immutableName(of path: BytePath) -> [UInt8] {
    var name = Array("file:".utf8)
    for byte in path.bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        name.append(byte)
      default:
        let digits = Array(String(byte, radix: 16).utf8)
        name += [UInt8(ascii: "%")] + (digits.count == 1 ? [UInt8(ascii: "0")] : []) + digits
      }
    }
    return name + Array("?immutable=1".utf8)
  }
}

extension Connection.Access {
  fileprivate var flags: Int32 {
    switch self {
    case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    case .readOnly: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
    case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI
    }
  }
}
