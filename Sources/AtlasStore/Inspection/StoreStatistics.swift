import AtlasCore

/// How much of what is in the store.
package struct StoreStatistics: Equatable, Sendable {
  package struct Table: Equatable, Sendable {
    package var name: String
    package var rows: Int
    /// The bytes of its values, without what SQLite needs around them.
    package var bytes: Int
  }

  package struct Run: Equatable, Sendable {
    package var number: Int
    package var results: Int
    package var bytes: Int
    /// The microseconds its results took to make: what clearing them would cost.
    package var cost: Int
  }

  package var tables: [Table] = []
  package var results = 0
  package var inlineBodies = 0
  package var inlineBytes = 0
  package var objectBodies = 0
  package var objectBytes = 0
  /// The results by the run that made them, oldest first.
  package var runs: [Run] = []
  /// The sizes of the files on the disk.
  package var databaseSize = 0
  package var logSize = 0
  /// Databases that were moved aside.
  package var movedAside: [BytePath] = []

  package init() {}

  package var oldestRun: Int? { runs.first?.number }
  package var newestRun: Int? { runs.last?.number }
}

extension StoreInspection {
  package func statistics() -> StoreStatistics {
    var statistics = store.read(StoreStatistics()) { connection throws(SQLiteError) in
      let transaction = try Transaction(connection, .read)
      var statistics = StoreStatistics()
      let tables = try connection.statement(StoreInspection.countTables)
      while try tables.step() {
        statistics.tables.append(
          .init(name: tables.text(0), rows: Int(tables.integer(1)), bytes: Int(tables.integer(2))))
      }
      statistics.results = statistics.tables.first { $0.name == "result" }?.rows ?? 0
      let bodies = try connection.statement(StoreInspection.countBodies)
      while try bodies.step() {
        let (count, bytes) = (Int(bodies.integer(1)), Int(bodies.integer(2)))
        if bodies.integer(0) == 0 {
          (statistics.inlineBodies, statistics.inlineBytes) = (count, bytes)
        } else {
          (statistics.objectBodies, statistics.objectBytes) = (count, bytes)
        }
      }
      let runs = try connection.statement(StoreInspection.countRuns)
      while try runs.step() {
        statistics.runs.append(
          .init(
            number: Int(runs.integer(0)), results: Int(runs.integer(1)), bytes: Int(runs.integer(2)),
            cost: Int(runs.integer(3))))
      }
      try transaction.commit()
      return statistics
    }
    statistics.databaseSize = StoreFiles.status(store.folder.database)?.size ?? 0
    statistics.logSize = StoreFiles.status(store.folder.log)?.size ?? 0
    statistics.movedAside = store.folder.movedAside().map(\.path)
    return statistics
  }

  /// `total` gives a number that cannot overflow, whatever damage made of the values.
  private static let countTables: StaticString = """
    SELECT 'result', count(*), CAST(total(length(key) + length(value)) AS INTEGER) FROM result
    UNION ALL SELECT 'body', count(*), CAST(total(length(manifest) + ifnull(length(content), 0)) AS INTEGER) FROM body
    UNION ALL SELECT 'context', count(*), CAST(total(length(content)) AS INTEGER) FROM context
    UNION ALL SELECT 'directory', count(*), CAST(total(length(path) + length(snapshot)) AS INTEGER) FROM directory
    UNION ALL SELECT 'page', count(*),
      CAST(total(length(path) + length(current) + ifnull(length(previous), 0)) AS INTEGER) FROM page
    UNION ALL SELECT 'run', count(*), CAST(total(length(summary)) AS INTEGER) FROM run
    UNION ALL SELECT 'meta', count(*), CAST(total(length(name) + length(value)) AS INTEGER) FROM meta
    """
  private static let countBodies: StaticString =
    "SELECT content IS NULL, count(*), CAST(total(size) AS INTEGER) FROM body GROUP BY 1"
  private static let countRuns: StaticString = """
    SELECT run, count(*), CAST(total(size) AS INTEGER), CAST(total(cost) AS INTEGER)
    FROM body GROUP BY run ORDER BY run
    """
}
