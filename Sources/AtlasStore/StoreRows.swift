import AtlasCore

/// Writes rows, inside a transaction that the caller has begun.
enum StoreRows {
  /// Precondition: a body that is not inline is in its file already.
  static func put(_ result: StoredResult, _ connection: inout Connection) throws(SQLiteError) {
    let body = Digest(of: result.body)
    let value = ResultEntry.value(key: result.key, output: result.output, body: body)
    let insert = try connection.statement(insertResult)
    try insert.bind(result.key, at: 1)
    try insert.bind(value, at: 2)
    try insert.run()
    let isNew = connection.changes > 0
    let id = isNew ? connection.lastInsertedID : try replace(result.key, value, &connection)
    try putBody(result, id, &connection)
  }

  /// A context that is there is left alone, unless it is not what was written.
  static func put(context content: [UInt8], _ digest: Digest, _ connection: inout Connection)
    throws(SQLiteError)
  {
    if try isThere(digest, content, &connection) { return }
    let statement = try connection.statement(putContext)
    try statement.bind(digest, at: 1)
    try statement.bind(contextSeal(digest, content), at: 2)
    try statement.bind(content, at: 3)
    try statement.run()
  }

  static func put(_ directory: StoredDirectory, _ connection: inout Connection) throws(SQLiteError) {
    let statement = try connection.statement(putDirectory)
    try statement.bind(directory.path.bytes, at: 1)
    try statement.bind(directory.seal, at: 2)
    try statement.bind(directory.snapshot, at: 3)
    try statement.run()
  }

  static func removeDirectory(_ path: BytePath, _ connection: inout Connection) throws(SQLiteError) {
    let statement = try connection.statement(deleteDirectory)
    try statement.bind(path.bytes, at: 1)
    try statement.run()
  }

  /// What was the current record becomes the previous one; a record that did not change leaves the row as it is.
  static func put(
    page path: BytePath, _ current: [UInt8], run: Int, _ connection: inout Connection
  ) throws(SQLiteError) {
    var damaged = 0
    let old = try StoredPage.find(path, &connection, &damaged)
    if old?.current == current { return }
    let page = StoredPage(path: path, current: current, previous: old?.current, changed: run)
    let statement = try connection.statement(putPage)
    try statement.bind(path.bytes, at: 1)
    try statement.bind(run, at: 2)
    try statement.bind(page.seal, at: 3)
    try statement.bind(current, at: 4)
    if let previous = page.previous { try statement.bind(previous, at: 5) }
    try statement.run()
  }

  static func removePage(_ path: BytePath, _ connection: inout Connection) throws(SQLiteError) {
    let statement = try connection.statement(deletePage)
    try statement.bind(path.bytes, at: 1)
    try statement.run()
  }

  static func put(meta name: String, _ value: [UInt8], _ connection: inout Connection) throws(SQLiteError) {
    let statement = try connection.statement(putMeta)
    try statement.bind(name, at: 1)
    try statement.bind(metaSeal(name, value), at: 2)
    try statement.bind(value, at: 3)
    try statement.run()
  }

  /// Records the run under its number, or under the next free one where another process has taken that, and drops the
  /// oldest records. Gives the number.
  static func put(_ run: StoredRun, _ connection: inout Connection) throws(SQLiteError) -> Int {
    let forget = try connection.statement(deleteImpossibleRuns)
    try forget.bind(largestRun, at: 1)
    try forget.run()
    var run = run
    run.number = min(max(run.number, try connection.integer(lastRun) + 1), largestRun)
    let statement = try connection.statement(insertRun)
    try statement.bind(run.number, at: 1)
    try statement.bind(run.started, at: 2)
    try statement.bind(run.version, at: 3)
    try statement.bind(run.fingerprint, at: 4)
    try statement.bind(run.seal, at: 5)
    try statement.bind(run.summary, at: 6)
    try statement.run()
    let prune = try connection.statement(pruneRuns)
    try prune.bind(StoredRun.kept, at: 1)
    try prune.run()
    return run.number
  }

  static func contextSeal(_ digest: Digest, _ content: [UInt8]) -> Int64 {
    Seal(6).adding(digest).adding(content).value
  }

  static func metaSeal(_ name: String, _ value: [UInt8]) -> Int64 { Seal(7).adding(name).adding(value).value }

  private static func isThere(
    _ digest: Digest, _ content: [UInt8], _ connection: inout Connection
  ) throws(SQLiteError) -> Bool {
    let statement = try connection.statement(findContext)
    try statement.bind(digest, at: 1)
    guard try statement.step() else { return false }
    return statement.integer(0) == contextSeal(digest, content) && statement.bytes(1) == content
  }

  private static func replace(
    _ key: Digest, _ value: [UInt8], _ connection: inout Connection
  ) throws(SQLiteError) -> Int64 {
    let find = try connection.statement(findID)
    try find.bind(key, at: 1)
    guard try find.step() else {
      throw SQLiteError(
        code: 11, extendedCode: 11, message: "a key stands in the index only", sql: findID.description)
    }
    let id = find.integer(0)
    // The key is written again too: where its copy in the row was damaged, SQLite now notices.
    let update = try connection.statement(updateResult)
    try update.bind(id, at: 1)
    try update.bind(key, at: 2)
    try update.bind(value, at: 3)
    try update.run()
    return id
  }

  private static func putBody(
    _ result: StoredResult, _ id: Int64, _ connection: inout Connection
  ) throws(SQLiteError) {
    let (run, cost, size) = (Int64(result.run), Int64(result.cost), Int64(result.body.count))
    let seal = result.manifest.withUnsafeBytes {
      ResultEntry.bodySeal(key: result.key, run: run, cost: cost, size: size, manifest: $0)
    }
    let statement = try connection.statement(putBody)
    try statement.bind(id, at: 1)
    try statement.bind(run, at: 2)
    try statement.bind(cost, at: 3)
    try statement.bind(size, at: 4)
    try statement.bind(seal, at: 5)
    try statement.bind(result.manifest, at: 6)
    if result.isInline { try statement.bind(result.body, at: 7) }
    try statement.run()
  }

  private static let insertResult: StaticString =
    "INSERT INTO result (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO NOTHING"
  private static let findID: StaticString = "SELECT id FROM result WHERE key = ?1"
  private static let updateResult: StaticString = "UPDATE result SET key = ?2, value = ?3 WHERE id = ?1"
  private static let putBody: StaticString = """
    INSERT OR REPLACE INTO body (id, run, cost, size, seal, manifest, content)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  private static let findContext: StaticString = "SELECT seal, content FROM context WHERE digest = ?1"
  private static let putContext: StaticString =
    "INSERT OR REPLACE INTO context (digest, seal, content) VALUES (?1, ?2, ?3)"
  private static let putDirectory: StaticString =
    "INSERT OR REPLACE INTO directory (path, seal, snapshot) VALUES (?1, ?2, ?3)"
  private static let deleteDirectory: StaticString = "DELETE FROM directory WHERE path = ?1"
  private static let putPage: StaticString =
    "INSERT OR REPLACE INTO page (path, changed, seal, current, previous) VALUES (?1, ?2, ?3, ?4, ?5)"
  private static let deletePage: StaticString = "DELETE FROM page WHERE path = ?1"
  private static let putMeta: StaticString =
    "INSERT OR REPLACE INTO meta (name, seal, value) VALUES (?1, ?2, ?3)"
  private static let lastRun: StaticString = "SELECT max(number) FROM run"
  /// Larger numbers come from damage only; what counts on from them would overflow.
  private static let largestRun = 1 << 53
  private static let deleteImpossibleRuns: StaticString = "DELETE FROM run WHERE number >= ?1"
  private static let insertRun: StaticString = """
    INSERT INTO run (number, started, version, fingerprint, seal, summary) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """
  private static let pruneRuns: StaticString =
    "DELETE FROM run WHERE number NOT IN (SELECT number FROM run ORDER BY number DESC LIMIT ?1)"
}
