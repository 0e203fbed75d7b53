import AtlasCore

/// What is written in one transaction.
struct StoreBatch: Sendable {
  var results: [StoredResult] = []
  var contexts: [(digest: Digest, content: [UInt8])] = []
  var changes = StoreChanges()

  var isEmpty: Bool { results.isEmpty && contexts.isEmpty && changes.isEmpty }
}

/// The state a run leaves to the next one, as changes to the state it found. All of it is written in one transaction,
/// after every result of the run.
package struct StoreChanges: Sendable {
  package var directories: [StoredDirectory] = []
  package var removedDirectories: [BytePath] = []
  /// Pages and their new records.
  package var pages: [(path: BytePath, record: [UInt8])] = []
  package var removedPages: [BytePath] = []
  package var meta: [(name: String, value: [UInt8])] = []
  package var run: StoredRun?

  package init() {}

  package var isEmpty: Bool {
    directories.isEmpty && removedDirectories.isEmpty && pages.isEmpty && removedPages.isEmpty && meta.isEmpty
      && run == nil
  }
}

extension StoreBatch {
  /// Writes all of it and gives the number under which the run was recorded.
  func write(_ connection: inout Connection) throws(SQLiteError) -> Int? {
    for result in results { try StoreRows.put(result, &connection) }
    for context in contexts { try StoreRows.put(context: context.content, context.digest, &connection) }
    for path in changes.removedDirectories { try StoreRows.removeDirectory(path, &connection) }
    for directory in changes.directories { try StoreRows.put(directory, &connection) }
    for path in changes.removedPages { try StoreRows.removePage(path, &connection) }
    let run = changes.run?.number ?? 0
    for page in changes.pages { try StoreRows.put(page: page.path, page.record, run: run, &connection) }
    for entry in changes.meta { try StoreRows.put(meta: entry.name, entry.value, &connection) }
    guard let record = changes.run else { return nil }
    return try StoreRows.put(record, &connection)
  }
}
