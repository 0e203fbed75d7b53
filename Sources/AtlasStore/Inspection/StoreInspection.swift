import AtlasCore

/// Looks into a store for people: what is there, what it weighs, whether it is sound; and empties it. Everything but
/// `clear` works on a store that was opened for reading only, and while builds run.
package struct StoreInspection: Sendable {
  let store: Store

  package init(_ store: Store) { self.store = store }

  /// One line of a list of results.
  package struct Line: Equatable, Sendable {
    package var key: Digest
    package var output: Digest
    package var size: Int
    package var run: Int
    package var cost: Int
  }

  package enum Match: Equatable, Sendable {
    case one(StoredResult)
    /// More than one key begins so; the first ten, in order.
    case ambiguous([Digest])
    case none
    /// A row is there, and is not what was written.
    case damaged(Digest)
    /// Not one to 32 hexadecimal digits.
    case notAPrefix
  }

  /// The results in the order of their keys, at most `limit`, from behind `key` on.
  package func list(after key: Digest? = nil, limit: Int) -> [Line] {
    store.read([]) { connection throws(SQLiteError) in
      let statement = try connection.statement(StoreInspection.lines)
      try statement.bind(key?.blob ?? [], at: 1)
      try statement.bind(max(0, limit), at: 2)
      var lines: [Line] = []
      while try statement.step() {
        guard let entry = ResultEntry(statement) else { continue }
        lines.append(
          Line(
            key: entry.key, output: entry.output, size: Int(statement.integer(5)),
            run: Int(statement.integer(3)),
            cost: Int(statement.integer(4))))
      }
      return lines
    }
  }

  /// The result whose key begins with these hexadecimal digits.
  package func find(_ prefix: String) -> Match {
    let digits = prefix.lowercased()
    guard !digits.isEmpty, digits.utf8.count <= 32,
      let first = Digest(digits + String(repeating: "0", count: 32 - digits.utf8.count)),
      let last = Digest(digits + String(repeating: "f", count: 32 - digits.utf8.count))
    else { return .notAPrefix }
    let keys = store.read([] as [Digest]) { connection throws(SQLiteError) in
      let statement = try connection.statement(StoreInspection.keys)
      try statement.bind(first, at: 1)
      try statement.bind(last, at: 2)
      var keys: [Digest] = []
      while try statement.step() { if let key = statement.digest(0) { keys.append(key) } }
      return keys
    }
    guard let key = keys.first else { return .none }
    guard keys.count == 1 else { return .ambiguous(keys) }
    return store.result(for: key).map { .one($0) } ?? .damaged(key)
  }

  private static let lines: StaticString = """
    SELECT result.id, key, value, run, cost, size FROM result LEFT JOIN body ON body.id = result.id
    WHERE key > ?1 ORDER BY key LIMIT ?2
    """
  private static let keys: StaticString =
    "SELECT key FROM result WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT 10"
}
