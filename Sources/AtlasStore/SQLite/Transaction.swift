import CSQLite

/// A transaction that is committed or rolled back exactly once: where it ends without `commit`, it is rolled back.
///
/// Precondition: it ends before its connection does.
package struct Transaction: ~Copyable {
  package enum Kind: Sendable {
    /// Takes the right to write at once, so that it can never fail half way because somebody else has it.
    case write
    /// Several reads that see one state of the store.
    case read
  }

  private let database: OpaquePointer

  package init(_ connection: borrowing Connection, _ kind: Kind) throws(SQLiteError) {
    switch kind {
    case .write: try connection.execute("BEGIN IMMEDIATE")
    case .read: try connection.execute("BEGIN")
    }
    database = connection.database
  }

  deinit {
    // Some errors have rolled the transaction back already.
    if sqlite3_get_autocommit(database) == 0 { sqlite3_exec(database, "ROLLBACK", nil, nil, nil) }
  }

  package consuming func commit() throws(SQLiteError) {
    let code = sqlite3_exec(database, "COMMIT", nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(of: database, code: code, sql: "COMMIT") }
  }
}
