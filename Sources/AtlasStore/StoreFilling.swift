import AtlasCore

/// How a new database is filled. A log would hold every page once and the database once more, so the first run writes
/// to the file itself, under a rollback journal that has next to nothing to hold, and does not wait for the disk before
/// its end; then the file turns to the log for good.
///
/// A process that is killed leaves a journal that SQLite rolls back. What the power takes with it is made again.
enum StoreFilling {
  /// Whether the connection will fill the database; it is set up for that then. One in a folder of a network keeps its
  /// journal, and its syncs.
  static func begins(_ connection: inout Connection, in folder: StoreFolder) throws(SQLiteError) -> Bool {
    if try connection.usesLog() || NetworkFolder.holds(folder.path) { return false }
    try connection.execute("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF")
    return true
  }

  /// From the next transaction on each is on the disk when it ends, and with it all before it.
  static func waitForDisk(_ connection: borrowing Connection) throws(SQLiteError) {
    try connection.execute("PRAGMA synchronous = NORMAL")
  }

  /// Turns to the log. Where somebody else uses the database at this moment, the next who writes does.
  static func end(_ connection: borrowing Connection) throws(SQLiteError) {
    try waitForDisk(connection)
    try connection.useLog()
  }
}
