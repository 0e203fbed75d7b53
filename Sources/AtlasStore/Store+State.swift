import AtlasCore

/// One folder of the file index.
package struct StoredDirectory: Equatable, Sendable {
  package var path: BytePath
  package var snapshot: [UInt8]

  package init(path: BytePath, snapshot: [UInt8]) {
    self.path = path
    self.snapshot = snapshot
  }
}

/// What a page came to.
package struct StoredPage: Equatable, Sendable {
  package var path: BytePath
  package var current: [UInt8]
  /// What it came to before `current` replaced it; nil where the page was new then.
  package var previous: [UInt8]?
  /// The number of the run that last changed `current`.
  package var changed: Int

  package init(path: BytePath, current: [UInt8], previous: [UInt8]? = nil, changed: Int) {
    self.path = path
    self.current = current
    self.previous = previous
    self.changed = changed
  }
}

/// What a run left to the next one.
package struct StoredState: Equatable, Sendable {
  package var directories: [StoredDirectory] = []
  package var pages: [StoredPage] = []
  package var lastRun: StoredRun?

  package init() {}
}

extension Store {
  /// The file index, the pages and the last run, all as one and the same run left them.
  package func loadState() -> StoredState {
    load(StoredState()) { connection, damaged throws(SQLiteError) in
      let transaction = try Transaction(connection, .read)
      var state = StoredState()
      state.directories = try StoredDirectory.all(&connection, &damaged)
      state.pages = try StoredPage.all(&connection, &damaged)
      state.lastRun = try StoredRun.latest(1, &connection, &damaged).first
      try transaction.commit()
      return state
    }
  }

  /// The file index, in the order of paths.
  package func loadDirectories() -> [StoredDirectory] {
    load([]) { connection, damaged throws(SQLiteError) in try StoredDirectory.all(&connection, &damaged) }
  }

  /// The pages, in the order of paths.
  package func loadPages() -> [StoredPage] {
    load([]) { connection, damaged throws(SQLiteError) in try StoredPage.all(&connection, &damaged) }
  }

  package func page(_ path: BytePath) -> StoredPage? {
    load(nil) { connection, damaged throws(SQLiteError) in
      try StoredPage.find(path, &connection, &damaged)
    }
  }

  /// The runs that are still listed, latest first.
  package func latestRuns(_ limit: Int) -> [StoredRun] {
    load([]) { connection, damaged throws(SQLiteError) in
      try StoredRun.latest(limit, &connection, &damaged)
    }
  }

  package var lastRun: StoredRun? { latestRuns(1).first }

  /// The readable part of keys that this digest stands for.
  package func context(_ digest: Digest) -> [UInt8]? {
    load(nil) { connection, damaged throws(SQLiteError) in
      let statement = try connection.statement(Store.findContext)
      try statement.bind(digest, at: 1)
      guard try statement.step() else { return nil }
      let content = statement.bytes(1)
      guard StoreRows.contextSeal(digest, content) == statement.integer(0) else {
        damaged += 1
        return nil
      }
      return content
    }
  }

  package func meta(_ name: String) -> [UInt8]? {
    load(nil) { connection, damaged throws(SQLiteError) in
      let statement = try connection.statement(Store.findMeta)
      try statement.bind(name, at: 1)
      guard try statement.step() else { return nil }
      let value = statement.bytes(1)
      guard StoreRows.metaSeal(name, value) == statement.integer(0) else {
        damaged += 1
        return nil
      }
      return value
    }
  }

  /// Reads, and notes how many rows were not what was written.
  private func load<Value: Sendable>(
    _ absent: Value, _ body: (inout Connection, inout Int) throws(SQLiteError) -> Value
  ) -> Value {
    let loaded = read((value: absent, damaged: 0)) { connection throws(SQLiteError) in
      var damaged = 0
      let value = try body(&connection, &damaged)
      return (value, damaged)
    }
    noteDamagedRows(loaded.damaged)
    return loaded.value
  }

  private static let findContext: StaticString = "SELECT seal, content FROM context WHERE digest = ?1"
  private static let findMeta: StaticString = "SELECT seal, value FROM meta WHERE name = ?1"
}

extension StoredDirectory {
  var seal: Int64 { Seal(3).adding(path.bytes).adding(snapshot).value }

  fileprivate static func all(
    _ connection: inout Connection, _ damaged: inout Int
  ) throws(SQLiteError) -> [StoredDirectory] {
    let statement = try connection.statement(scan)
    var directories: [StoredDirectory] = []
    while try statement.step() {
      let directory = StoredDirectory(path: BytePath(statement.bytes(0)), snapshot: statement.bytes(2))
      if directory.seal == statement.integer(1) { directories.append(directory) } else { damaged += 1 }
    }
    return directories
  }

  private static let scan: StaticString = "SELECT path, seal, snapshot FROM directory ORDER BY path"
}

extension StoredPage {
  var seal: Int64 {
    let seal = Seal(4).adding(path.bytes).adding(Int64(changed)).adding(current)
    return previous.map { seal.adding($0).value } ?? seal.value
  }

  fileprivate static func all(
    _ connection: inout Connection, _ damaged: inout Int
  ) throws(SQLiteError) -> [StoredPage] {
    let statement = try connection.statement(scan)
    var pages: [StoredPage] = []
    while try statement.step() {
      if let page = StoredPage(statement) { pages.append(page) } else { damaged += 1 }
    }
    return pages
  }

  static func find(
    _ path: BytePath, _ connection: inout Connection, _ damaged: inout Int
  ) throws(SQLiteError) -> StoredPage? {
    let statement = try connection.statement(one)
    try statement.bind(path.bytes, at: 1)
    guard try statement.step() else { return nil }
    let page = StoredPage(statement)
    if page == nil { damaged += 1 }
    return page
  }

  private init?(_ row: borrowing Statement) {
    self.init(
      path: BytePath(row.bytes(0)), current: row.bytes(3), previous: row.isNull(4) ? nil : row.bytes(4),
      changed: Int(row.integer(1)))
    guard seal == row.integer(2) else { return nil }
  }

  private static let scan: StaticString =
    "SELECT path, changed, seal, current, previous FROM page ORDER BY path"
  private static let one: StaticString =
    "SELECT path, changed, seal, current, previous FROM page WHERE path = ?1"
}
