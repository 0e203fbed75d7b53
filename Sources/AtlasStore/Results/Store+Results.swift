import AtlasCore

extension Store {
  package enum Bodies: Sendable {
    /// Reads and checks all bodies: best where most of them are needed, and every lookup is a complete hit.
    case now
    /// Reads a body when it is asked for, at some microseconds each.
    case onDemand
  }

  /// Every result by key, in one scan.
  package func loadResults(bodies: Bodies = .onDemand) -> ResultIndex {
    let loaded = read((index: ResultIndex(), damaged: 0)) { connection throws(SQLiteError) in
      let transaction = try Transaction(connection, .read)
      let (entries, damaged) = try loadEntries(&connection)
      let loaded: ResultBodies? =
        switch bodies {
        case .now: try loadBodies(of: entries, &connection)
        case .onDemand: nil
        }
      try transaction.commit()
      return (
        ResultIndex(entries, bodies: loaded, reader: BodyReader(self, entries)),
        damaged + (loaded?.missing ?? 0)
      )
    }
    noteDamagedRows(loaded.damaged)
    return loaded.index
  }

  /// One result with all that belongs to it, or nil: absent, or not what was written.
  package func result(for key: Digest) -> StoredResult? {
    let found = read(nil as Found?) { connection throws(SQLiteError) in
      let statement = try connection.statement(Store.findResult)
      try statement.bind(key, at: 1)
      guard try statement.step() else { return nil }
      guard let entry = ResultEntry(statement), entry.key == key else {
        return Found(result: nil, object: nil)
      }
      return Found(statement, entry)
    }
    guard let found else { return nil }
    guard let result = found.complete(in: folder) else {
      noteDamagedRows(1)
      return nil
    }
    return result
  }

  /// The body that the entry names, from the database or its file; nil unless every byte is right.
  func body(of entry: ResultEntry) -> [UInt8]? {
    let found = read(nil as (content: [UInt8]?, size: Int)?) { connection throws(SQLiteError) in
      let statement = try connection.statement(Store.findBody)
      try statement.bind(entry.id, at: 1)
      guard try statement.step() else { return nil }
      return (statement.isNull(0) ? nil : statement.bytes(0), Int(statement.integer(1)))
    }
    guard let found else { return nil }
    let body = found.content ?? StoreFiles.read(folder.object(entry.body), size: found.size)
    guard let body, Digest(of: body) == entry.body else {
      noteDamagedRows(1)
      return nil
    }
    return body
  }

  /// All bodies of the entries, where they are what was written.
  func bodies(of entries: [ResultEntry]) -> ResultBodies? {
    read(nil) { connection throws(SQLiteError) in try loadBodies(of: entries, &connection) }
  }

  private func loadEntries(_ connection: inout Connection) throws(SQLiteError) -> (
    [ResultEntry], damaged: Int
  ) {
    var entries: [ResultEntry] = []
    // The ids have gaps at most where results were removed; a damaged one must not make us ask for much memory.
    entries.reserveCapacity(min(max(0, try connection.integer(Store.lastResult)), 1 << 20))
    var damaged = 0
    let statement = try connection.statement(Store.scanResults)
    while try statement.step() {
      if let entry = ResultEntry(statement) { entries.append(entry) } else { damaged += 1 }
    }
    return (entries, damaged)
  }

  /// Goes through both tables in the order of ids, side by side.
  private func loadBodies(
    of entries: [ResultEntry], _ connection: inout Connection
  ) throws(SQLiteError) -> ResultBodies {
    var bodies = ResultBodies(capacity: entries.count)
    let statement = try connection.statement(Store.scanBodies)
    while try statement.step() {
      let id = statement.integer(0)
      while bodies.count < entries.count, entries[bodies.count].id < id { bodies.addMissing() }
      guard bodies.count < entries.count, entries[bodies.count].id == id else { continue }
      let expected = entries[bodies.count].body
      if statement.isNull(1) {
        let body = StoreFiles.read(folder.object(expected), size: Int(statement.integer(2)))
        if let body, Digest(of: body) == expected { bodies.addOutside() } else { bodies.addMissing() }
      } else {
        let body = statement.unownedBytes(1)
        if Digest(of: body) == expected { bodies.add(body) } else { bodies.addMissing() }
      }
    }
    while bodies.count < entries.count { bodies.addMissing() }
    return bodies
  }

  private static let scanResults: StaticString = "SELECT id, key, value FROM result ORDER BY id"
  private static let lastResult: StaticString = "SELECT max(id) FROM result"
  private static let scanBodies: StaticString = "SELECT id, content, size FROM body ORDER BY id"
  private static let findBody: StaticString = "SELECT content, size FROM body WHERE id = ?1"
  private static let findResult: StaticString = """
    SELECT result.id, key, value, run, cost, size, seal, manifest, content
    FROM result JOIN body ON body.id = result.id WHERE key = ?1
    """
}

/// A result as its rows have it, before its body has been looked at.
struct Found: Sendable {
  var result: StoredResult?
  /// Where the body is in a file: its digest and size.
  var object: (digest: Digest, size: Int)?
  private var body = Digest.zero

  init(result: StoredResult?, object: (digest: Digest, size: Int)?) {
    self.result = result
    self.object = object
  }

  /// Reads the columns from `run` on, as `findResult` has them.
  init(_ row: borrowing Statement, _ entry: ResultEntry) {
    let (run, cost, size) = (row.integer(3), row.integer(4), row.integer(5))
    let seal = ResultEntry.bodySeal(
      key: entry.key, run: run, cost: cost, size: size, manifest: row.unownedBytes(7))
    guard seal == row.integer(6) else { return }
    body = entry.body
    if row.isNull(8) { object = (entry.body, Int(size)) }
    result = StoredResult(
      key: entry.key, output: entry.output, body: row.bytes(8), manifest: row.bytes(7), run: Int(run),
      cost: Int(cost))
  }

  /// The result with its body, or nil where anything of it is not what was written.
  func complete(in folder: StoreFolder) -> StoredResult? {
    guard var result else { return nil }
    if let object {
      guard let body = StoreFiles.read(folder.object(object.digest), size: object.size) else { return nil }
      result.body = body
    }
    return Digest(of: result.body) == body ? result : nil
  }
}
