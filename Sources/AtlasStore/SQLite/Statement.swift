import AtlasCore
import CSQLite

/// One use of a prepared statement: bind, step, read columns. When the use ends, the statement is reset and its bindings
/// are cleared; the connection keeps it for the next use and finalizes it when it closes.
package struct Statement: ~Copyable {
  private let handle: OpaquePointer

  init(_ handle: OpaquePointer) { self.handle = handle }

  deinit {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// Parameters count from 1, as in SQL.
  package func bind(_ value: Int64, at parameter: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_int64(handle, parameter, value))
  }

  package func bind(_ value: Int, at parameter: Int32) throws(SQLiteError) {
    try bind(Int64(value), at: parameter)
  }

  package func bind(_ text: String, at parameter: Int32) throws(SQLiteError) {
    var text = text
    try check(
      text.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text64(
            handle, parameter, $0.baseAddress ?? Statement.nothing, UInt64($0.count), Statement.copied,
            UInt8(SQLITE_UTF8))
        }
      })
  }

  /// Binds a copy of the bytes.
  package func bind(_ bytes: [UInt8], at parameter: Int32) throws(SQLiteError) {
    try check(bytes.withUnsafeBytes { bindBlob($0, parameter, Statement.copied) })
  }

  /// Binds the bytes where they stand.
  ///
  /// Precondition: they stay there until the statement is reset or its use ends.
  package func bind(unowned bytes: UnsafeRawBufferPointer, at parameter: Int32) throws(SQLiteError) {
    try check(bindBlob(bytes, parameter, nil))
  }

  package func bind(_ digest: Digest, at parameter: Int32) throws(SQLiteError) {
    let words = (digest.high.bigEndian, digest.low.bigEndian)
    try check(withUnsafeBytes(of: words) { bindBlob($0, parameter, Statement.copied) })
  }

  package func bindNull(at parameter: Int32) throws(SQLiteError) {
    try check(sqlite3_bind_null(handle, parameter))
  }

  /// Goes on to the next row; false where there is none.
  package func step() throws(SQLiteError) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let code: throw error(code)
    }
  }

  /// Runs a statement that gives no rows, and makes it ready for the next values.
  package func run() throws(SQLiteError) {
    _ = try step()
    reset()
  }

  package func reset() { sqlite3_reset(handle) }

  /// Columns count from 0, as in SQLite.
  package func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  package func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The column's bytes, which stay where they are until the next step.
  package func unownedBytes(_ column: Int32) -> UnsafeRawBufferPointer {
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(handle, column)))
  }

  package func bytes(_ column: Int32) -> [UInt8] { Array(unownedBytes(column).bindMemory(to: UInt8.self)) }

  package func text(_ column: Int32) -> String { String(decoding: unownedBytes(column), as: UTF8.self) }

  /// Nil where the column does not hold 16 bytes.
  package func digest(_ column: Int32) -> Digest? { Digest(blob: unownedBytes(column)) }

  private func bindBlob(
    _ bytes: UnsafeRawBufferPointer, _ parameter: Int32, _ owner: sqlite3_destructor_type?
  ) -> Int32 {
    sqlite3_bind_blob64(
      handle, parameter, bytes.baseAddress ?? UnsafeRawPointer(Statement.nothing), UInt64(bytes.count), owner)
  }

  private func check(_ code: Int32) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw error(code) }
  }

  private func error(_ code: Int32) -> SQLiteError {
    SQLiteError(
      of: sqlite3_db_handle(handle), code: code, sql: sqlite3_sql(handle).map { String(cString: $0) } ?? "")
  }

  /// SQLITE_TRANSIENT, which is a cast in C and therefore no constant here.
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Where an empty blob begins: a null pointer would bind NULL.
  nonisolated(unsafe) private static let nothing = UnsafePointer(
    UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}

extension Digest {
  /// Reads 16 bytes in the order in which `Statement.bind` writes them, which is also the order of digests.
  init?(blob: UnsafeRawBufferPointer) {
    guard blob.count == 16 else { return nil }
    self.init(blob: blob, at: 0)
  }

  /// Precondition: 16 bytes stand there.
  init(blob: UnsafeRawBufferPointer, at offset: Int) {
    self.init(
      high: UInt64(bigEndian: blob.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
      low: UInt64(bigEndian: blob.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)))
  }

  var blob: [UInt8] {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
  }
}
