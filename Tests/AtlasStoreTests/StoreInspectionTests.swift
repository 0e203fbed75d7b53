import AtlasCore
import Testing

@testable import AtlasStore

struct StoreInspectionTests {
  private let workspace = StoreWorkspace()

  @Test func statisticsCountRowsAndBytes() throws {
    workspace.write([Sample.result(1, size: 100)])
    workspace.write([Sample.result(2, size: 50, edition: 4), Sample.result(3, size: 20_000, edition: 4)])
    let statistics = StoreInspection(workspace.open(.readOnly)).statistics()
    #expect(statistics.results == 3)
    #expect(statistics.inlineBodies == 2 && statistics.inlineBytes == 150)
    #expect(statistics.objectBodies == 1 && statistics.objectBytes == 20_000)
    #expect(
      statistics.runs == [
        .init(number: 1, results: 1, bytes: 100, cost: 1),
        .init(number: 5, results: 2, bytes: 20_050, cost: 5),
      ])
    #expect(statistics.oldestRun == 1 && statistics.newestRun == 5)
    #expect(statistics.tables.map(\.name) == Schema.tableNames)
    #expect(statistics.tables.first?.bytes == 3 * (16 + 40))
    #expect(statistics.databaseSize > 0 && statistics.logSize > 0)
  }

  @Test func statisticsOfNoStoreAreEmpty() {
    #expect(StoreInspection(workspace.open(.readOnly)).statistics() == StoreStatistics())
    #expect(StoreInspection(workspace.open(.readOnly)).list(limit: 5).isEmpty)
    #expect(StoreInspection(workspace.open(.readOnly)).find("a") == .none)
  }

  @Test func listIsInKeyOrderAndGoesOn() {
    let results = Sample.results(20)
    workspace.write(results)
    let inspection = StoreInspection(workspace.open(.readOnly))
    let keys = results.map(\.key).sorted()
    #expect(inspection.list(limit: 8).map(\.key) == Array(keys[..<8]))
    #expect(inspection.list(after: keys[7], limit: 100).map(\.key) == Array(keys[8...]))
    #expect(inspection.list(limit: -1).isEmpty)
    let line = inspection.list(limit: 20).first { $0.key == Sample.key(3) }
    #expect(line == .init(key: Sample.key(3), output: results[3].output, size: 300, run: 1, cost: 3))
  }

  @Test func resultIsFoundByAPrefixOfItsKey() throws {
    let results = Sample.results(40)
    workspace.write(results)
    let inspection = StoreInspection(workspace.open(.readOnly))
    for result in results {
      #expect(inspection.find(result.key.description) == .one(result))
      #expect(inspection.find(result.key.description.uppercased()) == .one(result))
    }
    let digit = try #require(
      "0123456789abcdef".first { digit in results.count { $0.key.description.first == digit } > 1 })
    let keys = results.map(\.key).filter { $0.description.first == digit }.sorted()
    #expect(inspection.find(String(digit)) == .ambiguous(Array(keys.prefix(10))))
    #expect(inspection.find("") == .notAPrefix)
    #expect(inspection.find("xyz") == .notAPrefix)
    #expect(inspection.find(String(repeating: "0", count: 33)) == .notAPrefix)
    #expect(inspection.find(String(repeating: "0", count: 32)) == .none)
  }

  @Test func damagedResultIsNamed() throws {
    workspace.write([Sample.result(1)])
    try workspace.sql("UPDATE body SET content = x'00'")
    #expect(StoreInspection(workspace.open()).find(Sample.key(1).short) == .damaged(Sample.key(1)))
  }

  @Test func clearEmptiesTheStoreWhileOthersHaveItOpen() {
    workspace.write(Sample.results(2000) + [Sample.result(2000, size: Sample.largeSize)])
    workspace.replace(workspace.folder.appending("atlas.db.corrupt-1"), with: [1])
    let other = workspace.open()
    let index = other.loadResults()
    let clearing = StoreInspection(workspace.open()).clear()
    #expect(clearing.problem == nil && clearing.removedRows == 2001 && clearing.removedFiles == 2)
    #expect(index.lookup(Sample.key(1)).flatMap { index.body($0.slot) } == nil)
    #expect(other.loadResults().count == 0)
    #expect(other.problems.isEmpty)
    #expect(workspace.names() == [".gitignore", "atlas.db", "atlas.db-shm", "atlas.db-wal", "atlas.lock"])
    #expect((StoreFiles.status(workspace.database)?.size ?? .max) < 200_000)
    #expect(workspace.write(Sample.results(3)) == nil)
    #expect(workspace.open().hits(.now, among: 3).count == 3)
  }

  @Test func clearTakesAwayWhatCannotBeUsed() throws {
    workspace.write(Sample.results(3))
    try workspace.sql("PRAGMA user_version = 99")
    #expect(StoreInspection(workspace.open()).clear().problem == nil)
    #expect(workspace.open().problems.isEmpty)
    #expect(!workspace.names().contains { $0.contains("corrupt") })
  }

  @Test func clearIsRefusedWhereNothingMayBeWritten() {
    workspace.write(Sample.results(3))
    #expect(StoreInspection(workspace.open(.readOnly)).clear().problem?.kind == .readOnly)
    #expect(workspace.open().hits(.now, among: 3).count == 3)
  }

  @Test func soundStoreIsSound() {
    workspace.write(Sample.results(30) + [Sample.result(30, size: Sample.largeSize)])
    var expected = StoreIntegrity()
    expected.checkedResults = 31
    #expect(StoreInspection(workspace.open(.readOnly)).integrity() == expected)
  }

  @Test func everyKindOfDamageIsNamed() throws {
    var changes = StoreChanges()
    changes.pages = [("a.md", [1])]
    workspace.write(
      Sample.results(4) + [
        Sample.result(4, size: Sample.largeSize), Sample.result(5, size: Sample.largeSize + 1),
      ],
      changes)
    let loose = workspace.folder.appending("objects/00/loose")
    #expect(StoreFiles.makeFolder(loose.parent) == 0)
    workspace.replace(loose, with: [1])
    for number in [4, 5] {
      let path = StoreFolder(path: workspace.folder).object(
        Digest(of: Sample.result(number, size: Sample.largeSize + number - 4).body))
      if number == 4 { StoreFiles.remove(path) } else { workspace.replace(path, with: [1]) }
    }
    try workspace.sql(
      """
      UPDATE body SET content = x'00' WHERE id = 1; DELETE FROM body WHERE id = 2;
      UPDATE result SET value = zeroblob(40) WHERE id = 3; UPDATE page SET current = x'09';
      INSERT INTO body (id, run, cost, size, seal, manifest) VALUES (77, 0, 0, 0, 0, x'')
      """)
    let integrity = StoreInspection(workspace.open(.readOnly)).integrity()
    #expect(!integrity.isSound)
    #expect(integrity.structure.isEmpty)
    #expect(Set(integrity.damagedResults) == [Sample.key(0), Sample.key(5)])
    #expect(Set(integrity.resultsWithoutBody) == [Sample.key(1), Sample.key(4)])
    #expect(integrity.damagedRows == 2)
    #expect(integrity.bodiesWithoutResult == 1)
    #expect(integrity.filesWithoutResult == [loose])
    #expect(integrity.checkedResults == 6)
  }

  @Test func unreadableStoreSaysWhy() {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    workspace.replace(workspace.database, with: Array("garbage".utf8))
    #expect(StoreInspection(workspace.open(.readOnly)).integrity().structure.count == 1)
  }
}
