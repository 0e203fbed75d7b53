import AtlasCore
import CSQLite
import Testing

@testable import AtlasStore

struct SQLiteTests {
  private let workspace = StoreWorkspace()

  private func open() throws -> Connection {
    let connection = try Connection.open(workspace.root.appending("test.db"), .create)
    try connection.execute("CREATE TABLE IF NOT EXISTS t (a, b)")
    return connection
  }

  @Test func valuesComeBackAsTheyWere() throws {
    var connection = try open()
    let insert = try connection.statement("INSERT INTO t VALUES (?1, ?2)")
    try insert.bind(Int64.min, at: 1)
    try insert.bind([0, 1, 255], at: 2)
    try insert.run()
    try insert.bind("ä\0b", at: 1)
    try insert.bind([], at: 2)
    try insert.run()
    try insert.bindNull(at: 1)
    try insert.bind("", at: 2)
    try insert.run()
    try insert.bind(Digest(high: 1, low: 2), at: 1)
    let bytes: [UInt8] = [4, 5]
    try bytes.withUnsafeBytes { bytes in
      try insert.bind(unowned: bytes, at: 2)
      try insert.run()
    }
    var rows: [Row] = []
    let select = try connection.statement("SELECT a, b FROM t ORDER BY rowid")
    while try select.step() { rows.append(Row(select)) }
    #expect(rows.count == 4)
    #expect(rows[0].integer == .min && rows[0].bytes == [0, 1, 255])
    #expect(rows[1].text == "ä\0b" && rows[1].bytes == [] && !rows[1].isNull)
    #expect(rows[2].isNull && rows[2].bytes == [] && rows[2].digest == nil)
    #expect(rows[3].digest == Digest(high: 1, low: 2) && rows[3].bytes == [4, 5])
  }

  /// The columns as plain values: the macros cannot look into a statement.
  private struct Row {
    var integer: Int64
    var text: String
    var isNull: Bool
    var digest: Digest?
    var bytes: [UInt8]

    init(_ row: borrowing Statement) {
      isNull = row.isNull(0)
      integer = row.integer(0)
      text = row.text(0)
      digest = row.digest(0)
      bytes = row.bytes(1)
    }
  }

  @Test func statementIsPreparedOnceAndStartsClean() throws {
    var connection = try open()
    let sql: StaticString = "SELECT ?1"
    for expected in [7, 0] as [Int64] {
      let statement = try connection.statement(sql)
      if expected == 7 { try statement.bind(7, at: 1) }
      _ = try statement.step()
      let found = statement.integer(0)
      #expect(found == expected)
    }
    let second = sqlite3_next_stmt(connection.database, sqlite3_next_stmt(connection.database, nil))
    #expect(second == nil)
  }

  @Test func transactionThatEndsWithoutCommitIsRolledBack() throws {
    var connection = try open()
    do {
      let transaction = try Transaction(connection, .write)
      try connection.execute("INSERT INTO t VALUES (1, 1)")
      _ = consume transaction
    }
    let countAfterRollback = try connection.integer("SELECT count(*) FROM t")
    #expect(countAfterRollback == 0)
    let transaction = try Transaction(connection, .write)
    try connection.execute("INSERT INTO t VALUES (1, 1)")
    try transaction.commit()
    let countAfterCommit = try connection.integer("SELECT count(*) FROM t")
    #expect(countAfterCommit == 1)
  }

  @Test func errorTellsCodeMessageAndStatement() throws {
    let connection = try open()
    let error = caught { () throws(SQLiteError) in try connection.execute("SELECT * FROM nowhere") }
    #expect(error?.code == SQLITE_ERROR)
    #expect(error?.message == "no such table: nowhere")
    #expect(error?.sql == "SELECT * FROM nowhere")
    #expect(error?.meaning == .damaged)
    let path = workspace.root.appending("no/such/folder.db")
    let refusal = caught { () throws(SQLiteError) in _ = try Connection.open(path, .create) }
    #expect(refusal?.meaning == .inaccessible)
  }

  @Test(arguments: [
    (SQLITE_CORRUPT, SQLiteError.Meaning.damaged), (SQLITE_NOTADB, .damaged), (SQLITE_FULL, .full),
    (SQLITE_BUSY, .busy),
    (SQLITE_READONLY, .readOnly), (SQLITE_CANTOPEN, .inaccessible), (SQLITE_IOERR, .other),
    (SQLITE_NOMEM, .other),
  ])
  func everyErrorHasAMeaning(_ code: Int32, _ meaning: SQLiteError.Meaning) {
    #expect(SQLiteError(code: code, extendedCode: code, message: "", sql: "").meaning == meaning)
  }

  @Test func bindingWhatIsNotThereIsAnError() throws {
    var connection = try open()
    let statement = try connection.statement("SELECT 1")
    let error = caught { () throws(SQLiteError) in try statement.bind(1, at: 5) }
    #expect(error?.code == SQLITE_RANGE)
  }

  private func caught(_ body: () throws(SQLiteError) -> Void) -> SQLiteError? {
    do throws(SQLiteError) {
      try body()
      return nil
    } catch {
      return error
    }
  }
}
