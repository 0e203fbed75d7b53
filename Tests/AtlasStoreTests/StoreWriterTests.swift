import AtlasCore
import CSQLite
import Glibc
import Testing

@testable import AtlasStore

struct StoreWriterTests {
  private let workspace = StoreWorkspace()

  @Test func batchIsWrittenWithoutWaitingForTheEnd() async throws {
    var options = StoreOptions()
    options.batchSize = 10
    options.batchInterval = 60_000
    let writer = StoreWriter(workspace.open(.readWrite, options))
    writer.add(Sample.results(10))
    let reader = workspace.open(.readOnly)
    while reader.loadResults().count < 10 { try await Task.sleep(for: .milliseconds(1)) }
    await writer.finish()
  }

  @Test func fewResultsAreWrittenAfterTheInterval() async throws {
    var options = StoreOptions()
    options.batchInterval = 1
    let writer = StoreWriter(workspace.open(.readWrite, options))
    writer.add(Sample.result(0))
    let reader = workspace.open(.readOnly)
    while reader.loadResults().count < 1 { try await Task.sleep(for: .milliseconds(1)) }
    await writer.finish()
  }

  @Test func anyTaskMayGiveResults() async {
    let writer = StoreWriter(workspace.open())
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { for number in 0..<250 { writer.add(Sample.result(task * 250 + number)) } }
      }
    }
    #expect(await writer.finish() == nil)
    #expect(workspace.open().hits(.now, among: 2000).count == 2000)
  }

  @Test func eightThreadsWithStoresOfTheirOwnAllSucceed() async {
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask { [workspace] in
          let store = workspace.open()
          let writer = StoreWriter(store)
          writer.add((0..<200).map { Sample.result($0) } + [Sample.result(1000 + task)])
          #expect(await writer.finish() == nil)
          #expect(store.problems.isEmpty)
        }
      }
    }
    #expect(workspace.open().loadResults(bodies: .now).count == 208)
  }

  @Test func manyTasksMayReadAtOnce() async {
    workspace.write(Sample.results(200))
    for bodies in [Store.Bodies.now, .onDemand] {
      let index = workspace.open().loadResults(bodies: bodies)
      await withTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask {
            (0..<200).count {
              index.lookup(Sample.key($0)).flatMap { index.body($0.slot) } == Sample.result($0).body
            }
          }
        }
        for await found in group { #expect(found == 200) }
      }
    }
  }

  @Test func readersSeeTheStateOfOneRunWhileAnotherWrites() async {
    let writing = Task { [workspace] in
      for round in 1...60 {
        var changes = StoreChanges()
        changes.pages = [("a.md", Array("\(round)".utf8))]
        changes.directories = [.init(path: "docs", snapshot: Array("\(round)".utf8))]
        changes.run = StoredRun(
          number: round, started: 0, version: "", fingerprint: .zero, summary: Array("\(round)".utf8))
        workspace.write([], changes)
      }
    }
    let reader = workspace.open()
    for _ in 0..<200 {
      let state = reader.loadState()
      #expect(state.pages.first?.current == state.lastRun?.summary)
      #expect(state.directories.first?.snapshot == state.lastRun?.summary)
      await Task.yield()
    }
    await writing.value
    #expect(reader.loadState().lastRun?.number == 60)
  }

  @Test func fullFileDropsTheRestAndTheStateAndSaysSoOnce() {
    workspace.write(Sample.results(5))
    var options = StoreOptions()
    options.settings.maximumPageCount = 30
    options.batchSize = 5
    let store = workspace.open(.readWrite, options)
    let writer = StoreWriter(store)
    for number in 5..<2000 { writer.add(Sample.result(number)) }
    var changes = StoreChanges()
    changes.pages = [("a.md", [1])]
    let problem = writer.finishWaiting(changes)
    #expect(problem?.kind == .full)
    #expect(store.problems == [problem])
    writer.add(Sample.result(1))
    #expect(writer.finishWaiting() == problem)
    let next = workspace.open()
    #expect(next.hits(.now, among: 5).count == 5)
    #expect(next.loadPages().isEmpty)
    #expect(StoreInspection(next).integrity().isSound)
    #expect(workspace.write(Sample.results(2000)) == nil)
    #expect(workspace.open().hits(.now, among: 2000).count == 2000)
  }

  @Test func lockedFileCostsOneWarning() throws {
    workspace.write(Sample.results(5))
    let other = try Connection.open(workspace.database, .readWrite)
    let transaction = try Transaction(other, .write)
    var options = StoreOptions()
    options.settings.busyTimeout = 20
    let store = workspace.open(.readWrite, options)
    let writer = StoreWriter(store)
    writer.add(Sample.result(9))
    #expect(writer.finishWaiting()?.kind == .busy)
    #expect(store.problems.map(\.kind) == [.busy])
    #expect(store.hits(.now, among: 10).count == 5)
    try transaction.commit()
  }

  /// Opening waits for whoever makes the store, and making it for whoever is opening it.
  @Test(arguments: [true, false])
  func makingAStoreKeepsAllOthersOut(exclusive: Bool) throws {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    let lock = try OpeningLock(workspace.folder.appending("atlas.lock"), exclusive: exclusive, patience: 0)
    var options = StoreOptions()
    options.settings.busyTimeout = 20
    let store = workspace.open(.readWrite, options)
    #expect(store.problems.map(\.kind) == [.busy])
    _ = consume lock
    #expect(workspace.open(.readWrite, options).problems.isEmpty)
  }

  @Test func damageFoundWhileWritingIsMovedAsideForTheNextRun() throws {
    workspace.write(Sample.results(5))
    let store = workspace.open()
    _ = store.loadResults()
    try workspace.sql("DROP TABLE body")
    let writer = StoreWriter(store)
    writer.add(Sample.result(9))
    #expect(writer.finishWaiting()?.kind == .damaged)
    #expect(store.problems.map(\.kind) == [.damaged])
    #expect(workspace.write(Sample.results(5)) == nil)
    #expect(workspace.open().hits(.now, among: 5).count == 5)
  }

  @Test func newStoreIsFilledWithoutALogAndHasOneAfterwards() throws {
    let writer = StoreWriter(workspace.open())
    writer.add(Sample.results(2000))
    writer.flush()
    writer.add(Sample.results(2400))
    writer.finishWaiting()
    var connection = try Connection.open(workspace.database, .readOnly)
    #expect(try connection.usesLog())
    #expect(StoreFiles.status(workspace.folder.appending("atlas.db-wal"))?.size == 0)
    #expect(StoreFiles.status(workspace.folder.appending("atlas.db-journal")) == nil)
    #expect(workspace.open().hits(.now, among: 2400).count == 2400)
  }

  /// Somebody reads at the moment in which the first writer would turn to the log.
  @Test func whoWritesNextTurnsToTheLogWhereTheFirstCouldNot() throws {
    let writer = StoreWriter(workspace.open())
    writer.add(Sample.results(20))
    writer.flush()
    let reader = workspace.open(.readOnly)
    while reader.loadResults().count < 20 { usleep(1000) }
    var other = try Connection.open(workspace.database, .readOnly)
    let transaction = try Transaction(other, .read)
    #expect(try other.integer("SELECT count(*) FROM result") == 20)
    #expect(writer.finishWaiting() == nil)
    #expect(try other.usesLog() == false)
    try transaction.commit()
    #expect(workspace.write(Sample.results(25)) == nil)
    var later = try Connection.open(workspace.database, .readOnly)
    #expect(try later.usesLog())
    #expect(workspace.open().hits(.now, among: 25).count == 25)
  }

  @Test func longLogIsEmptiedAtTheEndAndAShortOneIsLeft() {
    let log = workspace.folder.appending("atlas.db-wal")
    workspace.write(Sample.results(3))
    workspace.write(Sample.results(5))
    #expect((StoreFiles.status(log)?.size ?? 0) > 0)
    workspace.write(Sample.results(3000))
    #expect(StoreFiles.status(log)?.size == 0)
    #expect(workspace.open().hits(.now, among: 3000).count == 3000)
  }
}
