import AtlasCore

/// The record of a run: written with the state it left, so that it never claims more than is stored.
package struct StoredRun: Equatable, Sendable {
  package var number: Int
  /// Seconds since 1970. Shown to people, and part of nothing else.
  package var started: Int
  /// Of the program.
  package var version: String
  /// The digest of all that the run depended on.
  package var fingerprint: Digest
  package var summary: [UInt8]

  package init(number: Int, started: Int, version: String, fingerprint: Digest, summary: [UInt8]) {
    self.number = number
    self.started = started
    self.version = version
    self.fingerprint = fingerprint
    self.summary = summary
  }

  /// How many runs are listed; older ones are dropped.
  package static let kept = 100

  var seal: Int64 {
    Seal(5).adding(Int64(number)).adding(Int64(started)).adding(version).adding(fingerprint).adding(summary)
      .value
  }

  static func latest(
    _ limit: Int, _ connection: inout Connection, _ damaged: inout Int
  ) throws(SQLiteError) -> [StoredRun] {
    let statement = try connection.statement(scan)
    try statement.bind(limit, at: 1)
    var runs: [StoredRun] = []
    while try statement.step() {
      if let run = StoredRun(statement) { runs.append(run) } else { damaged += 1 }
    }
    return runs
  }

  private init?(_ row: borrowing Statement) {
    guard let fingerprint = row.digest(3) else { return nil }
    self.init(
      number: Int(row.integer(0)), started: Int(row.integer(1)), version: row.text(2),
      fingerprint: fingerprint,
      summary: row.bytes(5))
    guard seal == row.integer(4) else { return nil }
  }

  private static let scan: StaticString =
    "SELECT number, started, version, fingerprint, seal, summary FROM run ORDER BY number DESC LIMIT ?1"
}
