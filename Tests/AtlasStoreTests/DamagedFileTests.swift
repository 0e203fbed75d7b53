import AtlasCore
import Testing

@testable import AtlasStore

/// Whatever happens to the files between two runs: no wrong hit, and the store is whole again after the next runs.
struct DamagedFileTests {
  private let workspace = StoreWorkspace()
  private let count = 40

  /// A store of some pages, with everything in the main file or everything in the log.
  private func original(logged: Bool) -> StoreWorkspace {
    let original = StoreWorkspace()
    // A new store is filled without a log.
    if logged { original.write([Sample.result(0, size: 200)]) }
    var changes = StoreChanges()
    changes.pages = (0..<20).map { (BytePath("docs/\($0).md"), Array("record \($0)".utf8)) }
    changes.directories = (0..<20).map {
      .init(path: BytePath("docs/\($0)"), snapshot: Array("snap \($0)".utf8))
    }
    changes.run = StoredRun(number: 1, started: 1, version: "1", fingerprint: .zero, summary: Array("s".utf8))
    original.write(Sample.results(count, size: 200), changes)
    return original
  }

  private func expectNoWrongHit(_ store: Store, _ what: String) {
    for (number, body) in store.hits(.onDemand, among: count) {
      #expect(body == Sample.result(number, size: 200).body, "\(what)")
    }
    for (number, body) in store.hits(.now, among: count) {
      #expect(body == Sample.result(number, size: 200).body, "\(what)")
    }
    for number in 0..<count {
      if let result = store.result(for: Sample.key(number)) {
        #expect(result == Sample.result(number, size: 200), "\(what)")
      }
    }
    let index = store.loadResults()
    for number in 0..<count {
      if let found = index.lookup(Sample.key(number)) {
        #expect(found.output == Sample.result(number, size: 200).output, "\(what)")
      }
    }
    let state = store.loadState()
    for page in state.pages {
      let number = page.path.name.description.split(separator: ".").first.map(String.init) ?? ""
      #expect(page.current == Array("record \(number)".utf8) && page.previous == nil, "\(what)")
    }
    for directory in state.directories {
      #expect(directory.snapshot == Array("snap \(directory.path.name)".utf8), "\(what)")
    }
    if let run = state.lastRun { #expect(run.summary == Array("s".utf8), "\(what)") }
  }

  /// Writes all again, as a run whose lookups missed would, at most twice: damage that only writing finds costs a round.
  private func expectHealing(_ workspace: StoreWorkspace, _ what: String) {
    for _ in 0..<2 {
      let store = workspace.open()
      let hits = store.hits(.now, among: count)
      let missing = (0..<count).filter { hits[$0] == nil }
      if missing.isEmpty { break }
      let writer = StoreWriter(store)
      writer.add(missing.map { Sample.result($0, size: 200) })
      writer.finishWaiting()
    }
    let healed = workspace.open().hits(.now, among: count)
    #expect(healed.count == count, "\(what)")
  }

  @Test func emptyFileIsANewStore() {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    workspace.replace(workspace.database, with: [])
    #expect(workspace.write(Sample.results(2)) == nil)
    let store = workspace.open()
    #expect(store.hits(.now, among: 2).count == 2)
    #expect(store.problems.isEmpty)
    #expect(!workspace.names().contains("atlas.db.corrupt-1"))
  }

  @Test func emptyFileNextToAForeignLogIsANewStore() {
    let logged = original(logged: true)
    let log = logged.bytes(of: logged.folder.appending("atlas.db-wal"))
    #expect(log.count > 10_000)
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    workspace.replace(workspace.database, with: [])
    workspace.replace(workspace.folder.appending("atlas.db-wal"), with: log)
    let store = workspace.open()
    #expect(store.loadResults().count == 0)
    #expect(store.problems.isEmpty)
    expectHealing(workspace, "foreign log")
  }

  @Test func randomBytesAreMovedAsideAndSaid() {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    var random = SystemRandomNumberGenerator()
    let garbage = (0..<9000).map { _ in UInt8.random(in: 1...255, using: &random) }
    workspace.replace(workspace.database, with: garbage)
    let store = workspace.open()
    #expect(store.problems.map(\.kind) == [.damaged])
    #expect(store.problems.first?.message.contains("atlas.db.corrupt-1") == true)
    #expect(workspace.bytes(of: workspace.folder.appending("atlas.db.corrupt-1")) == garbage)
    expectHealing(workspace, "random bytes")
    #expect(workspace.open().problems.isEmpty)
  }

  @Test func anotherProgramsDatabaseIsMovedAside() throws {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    let other = try Connection.open(workspace.database, .create)
    try other.execute("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    let store = workspace.open()
    #expect(store.problems.map(\.kind) == [.damaged])
    #expect(store.isWritable)
    expectHealing(workspace, "other program")
  }

  @Test func folderInThePlaceOfTheFileIsMovedAside() {
    #expect(StoreFiles.makeFolder(workspace.database.appending("inside")) == 0)
    #expect(workspace.open().problems.map(\.kind) == [.damaged])
    expectHealing(workspace, "folder")
  }

  @Test func movedAsideFilesDoNotPileUp() {
    for number in 1...6 {
      workspace.write(Sample.results(number))
      for name in ["atlas.db", "atlas.db-journal"] {
        workspace.replace(workspace.folder.appending(name), with: Array("garbage \(number)".utf8))
      }
      _ = workspace.open()
    }
    let aside = workspace.names().filter { $0.hasPrefix("atlas.db.corrupt-") }
    #expect(
      aside
        == (4...6).flatMap { number in
          ["", "-shm", "-wal"].map { "atlas.db.corrupt-\(number)\($0)" }
        })
  }

  @Test func readOnlyModeRepairsNothing() {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    workspace.replace(workspace.database, with: Array("garbage".utf8))
    let store = workspace.open(.readOnly)
    #expect(store.problems.map(\.kind) == [.damaged])
    #expect(store.loadResults().count == 0)
    #expect(workspace.bytes(of: workspace.database) == Array("garbage".utf8))
  }

  @Test(arguments: [false, true])
  func everyTruncationIsHarmless(ofTheLog: Bool) {
    let whole = original(logged: ofTheLog)
    let name = ofTheLog ? "atlas.db-wal" : "atlas.db"
    let bytes = whole.bytes(of: whole.folder.appending(name))
    #expect(bytes.count > 16_384)
    for length in stride(from: 0, to: bytes.count, by: 512) {
      let damaged = StoreWorkspace()
      whole.copyStore(to: damaged)
      damaged.replace(damaged.folder.appending(name), with: Array(bytes[..<length]))
      expectNoWrongHit(damaged.open(), "\(name) cut at \(length)")
      expectHealing(damaged, "\(name) cut at \(length)")
    }
  }

  @Test(arguments: [false, true])
  func everyFlippedByteIsHarmless(ofTheLog: Bool) {
    let whole = original(logged: ofTheLog)
    let name = ofTheLog ? "atlas.db-wal" : "atlas.db"
    let bytes = whole.bytes(of: whole.folder.appending(name))
    // The places are the same in every run: some in the head of each page, some in its middle, some in its cells.
    for page in 0..<(bytes.count / 4096) {
      for offset in [0, 3, 5, 8, 19, 60, 97, 2500, 3500, 3800, 4000, 4050, 4090] {
        let place = page * 4096 + (offset + page * 7) % 4096
        let damaged = StoreWorkspace()
        whole.copyStore(to: damaged)
        var flipped = bytes
        flipped[place] ^= UInt8(1 << (place % 8))
        damaged.replace(damaged.folder.appending(name), with: flipped)
        expectNoWrongHit(damaged.open(), "\(name) flipped at \(place)")
        // A version number that was raised is left alone, as a later version's would be.
        guard !damaged.open().problems.contains(where: { $0.kind == .newer || $0.kind == .readOnly }) else {
          continue
        }
        guard damaged.open(.readWrite).isWritable else { continue }
        expectHealing(damaged, "\(name) flipped at \(place)")
      }
    }
  }

  @Test func logOfAnotherDatabaseIsHarmless() {
    let first = original(logged: true)
    let second = original(logged: false)
    second.write((0..<count).map { Sample.result($0, size: 200) })
    let damaged = StoreWorkspace()
    second.copyStore(to: damaged)
    damaged.replace(
      damaged.folder.appending("atlas.db-wal"), with: first.bytes(of: first.folder.appending("atlas.db-wal")))
    expectNoWrongHit(damaged.open(), "foreign log")
    expectHealing(damaged, "foreign log")
  }

  @Test func missingLogIsHarmless() {
    let whole = original(logged: true)
    let damaged = StoreWorkspace()
    whole.copyStore(to: damaged)
    StoreFiles.remove(damaged.folder.appending("atlas.db-wal"))
    expectNoWrongHit(damaged.open(), "no log")
    expectHealing(damaged, "no log")
  }

  @Test func laterSchemaIsLeftUntouched() throws {
    workspace.write(Sample.results(3))
    try workspace.sql("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)")
    let before = workspace.bytes(of: workspace.database)
    let store = workspace.open()
    #expect(store.problems.map(\.kind) == [.newer])
    #expect(store.loadResults().count == 0)
    let writer = StoreWriter(store)
    writer.add(Sample.result(9))
    #expect(writer.finishWaiting()?.kind == .newer)
    #expect(store.problems.count == 1)
    #expect(workspace.bytes(of: workspace.database) == before)
  }

  @Test func earlierSchemaIsEmptiedAndSaid() throws {
    workspace.write([Sample.result(1), Sample.result(2, size: Sample.largeSize)])
    try workspace.sql("PRAGMA user_version = 0; CREATE TABLE gone (a)")
    let store = workspace.open()
    #expect(store.problems.map(\.kind) == [.older])
    #expect(store.problems.map(\.gravity) == [.information])
    #expect(store.loadResults().count == 0)
    #expect(workspace.onlyObject() == nil)
    #expect(workspace.write(Sample.results(3)) == nil)
    #expect(workspace.open().hits(.now, among: 3).count == 3)
  }

  @Test func schemaThatChangesWhileWeRunStopsOurWrites() throws {
    workspace.write(Sample.results(1))
    let store = workspace.open()
    let writer = StoreWriter(store)
    writer.add(Sample.result(5))
    try workspace.sql("PRAGMA user_version = 99")
    #expect(writer.finishWaiting() != nil)
    try workspace.sql("PRAGMA user_version = \(Schema.current)")
    #expect(workspace.open().result(for: Sample.key(5)) == nil)
  }

  @Test func missingTableIsDamage() throws {
    workspace.write(Sample.results(3))
    try workspace.sql("DROP TABLE body")
    let store = workspace.open()
    #expect(store.hits(.now, among: 3).isEmpty)
    #expect(store.problems.map(\.kind) == [.damaged])
    expectHealing(workspace, "missing table")
  }

  @Test func damageFoundWhileReadingIsRepairedInTheSameRun() throws {
    workspace.write(Sample.results(3))
    try workspace.sql("DROP TABLE result")
    let store = workspace.open()
    #expect(store.loadResults().count == 0)
    let writer = StoreWriter(store)
    writer.add(Sample.results(3))
    #expect(writer.finishWaiting() == nil)
    #expect(store.problems.map(\.kind) == [.damaged])
    #expect(workspace.open().hits(.now, among: 3).count == 3)
  }

  @Test func rowThatIsNotAsWrittenIsAMissThatHeals() throws {
    workspace.write(Sample.results(3))
    try workspace.sql("UPDATE body SET content = zeroblob(300) WHERE id = 2")
    let store = workspace.open()
    #expect(store.hits(.now, among: 3).keys.sorted() == [0, 2])
    #expect(store.problems.map(\.kind) == [.damagedRows])
    #expect(store.problems.first?.gravity == .information)
    workspace.write([Sample.result(1)])
    #expect(workspace.open().hits(.now, among: 3).count == 3)
  }

  @Test(arguments: [
    "UPDATE result SET value = zeroblob(40)", "UPDATE result SET value = x'00'",
    "UPDATE result SET value = 'text'",
    "DELETE FROM body", "UPDATE body SET content = NULL", "UPDATE body SET content = 5, size = -1",
    "UPDATE body SET size = 9223372036854775807, content = NULL", "UPDATE result SET key = randomblob(16)",
    "UPDATE result SET key = 7", "UPDATE result SET id = 9223372036854775807",
  ])
  func rowsThatMakeNoSenseAreMisses(_ damage: String) throws {
    workspace.write([Sample.result(0)])
    try workspace.sql(damage)
    for bodies in [Store.Bodies.now, .onDemand] { #expect(workspace.open().hits(bodies, among: 1).isEmpty) }
    #expect(workspace.open().result(for: Sample.key(0)) == nil)
    expectHealing(workspace, damage)
  }

  @Test(arguments: [
    "UPDATE page SET current = x'01'", "UPDATE page SET changed = 9", "UPDATE page SET previous = x'02'",
    "UPDATE directory SET snapshot = x'01'", "UPDATE run SET summary = x'01'",
    "UPDATE run SET fingerprint = x'01'",
    "UPDATE run SET number = 9223372036854775807", "UPDATE meta SET value = x'01'",
    "UPDATE context SET content = x'01'",
  ])
  func stateRowsThatAreNotAsWrittenAreAbsentAndHeal(_ damage: String) throws {
    let digest = Digest(of: "context")
    var changes = StoreChanges()
    changes.pages = [("a.md", [7])]
    changes.directories = [.init(path: "docs", snapshot: [7])]
    changes.meta = [("name", [7])]
    changes.run = StoredRun(number: 1, started: 1, version: "1", fingerprint: .zero, summary: [7])
    func write() {
      let writer = StoreWriter(workspace.open())
      writer.add(context: [7], digest)
      writer.finishWaiting(changes)
    }
    func found() -> [Bool] {
      let store = workspace.open()
      let state = store.loadState()
      return [
        state.pages.first?.current == [7], state.directories.first?.snapshot == [7],
        store.meta("name") == [7],
        state.lastRun?.summary == [7], store.context(digest) == [7],
      ]
    }
    write()
    #expect(found() == [true, true, true, true, true])
    try workspace.sql(damage)
    #expect(found().filter { !$0 }.count == 1)
    write()
    #expect(found() == [true, true, true, true, true])
  }
}
