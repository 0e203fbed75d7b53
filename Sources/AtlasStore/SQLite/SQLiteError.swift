import CSQLite
import Glibc

/// What SQLite answered instead of doing what it was asked.
package struct SQLiteError: Error, Equatable, Sendable {
  package var code: Int32
  package var extendedCode: Int32
  package var message: String
  package var sql: String

  package init(code: Int32, extendedCode: Int32, message: String, sql: String) {
    self.code = code
    self.extendedCode = extendedCode
    self.message = message
    self.sql = sql
  }

  /// The error that `database` has just reported.
  init(of database: OpaquePointer?, code: Int32, sql: String) {
    // A file that cannot grow is an I/O error or one of opening to SQLite, wherever it is not the database itself.
    let isFull = database.map { [ENOSPC, EDQUOT].contains(sqlite3_system_errno($0)) } ?? false
    if isFull, [SQLITE_IOERR, SQLITE_CANTOPEN].contains(code & 0xFF) {
      self.init(
        code: SQLITE_FULL, extendedCode: SQLITE_FULL, message: String(cString: sqlite3_errstr(SQLITE_FULL)),
        sql: sql)
      return
    }
    let message = database.flatMap { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
    self.init(
      code: code & 0xFF, extendedCode: database.map { sqlite3_extended_errcode($0) } ?? code,
      message: message.map { String(cString: $0) } ?? "error \(code)", sql: sql)
  }
}

extension SQLiteError {
  /// What the error means for a store: what it does next depends on this and on nothing else.
  package enum Meaning: Equatable, Sendable {
    /// The file is not a database, or not the one that our statements were written for.
    case damaged
    case full
    case busy
    case readOnly
    case inaccessible
    case other
  }

  package var meaning: Meaning {
    switch code {
    // Our statements are fixed: where they do not fit the schema, or a value has the wrong type, it is the file
    // that is wrong.
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_ERROR, SQLITE_MISMATCH, SQLITE_CONSTRAINT:
      .damaged
    case SQLITE_FULL: .full
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .busy
    case SQLITE_READONLY: .readOnly
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH: .inaccessible
    default: .other
    }
  }
}

extension SQLiteError: CustomStringConvertible {
  package var description: String { "\(message) (SQLite \(extendedCode))" }
}
