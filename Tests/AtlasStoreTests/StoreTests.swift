import AtlasCore
import Testing

@testable import AtlasStore

struct StoreTests {
  private let workspace = StoreWorkspace()

  @Test(arguments: [Store.Bodies.now, .onDemand])
  func whatWasWrittenIsFound(_ bodies: Store.Bodies) {
    let results =
      Sample.results(50) + [Sample.result(50, size: 0), Sample.result(51, size: Sample.largeSize)]
    #expect(workspace.write(results) == nil)
    let store = workspace.open()
    let index = store.loadResults(bodies: bodies)
    for result in results {
      let found = index.lookup(result.key)
      #expect(found?.output == result.output)
      #expect(found.flatMap { index.body($0.slot) } == result.body)
      #expect(found.map { index.key($0.slot) } == result.key)
      #expect(store.result(for: result.key) == result)
    }
    #expect(index.count == results.count)
    #expect(index.lookup(Sample.key(1000)) == nil)
    #expect(store.result(for: Sample.key(1000)) == nil)
    #expect(store.problems.isEmpty)
  }

  @Test func laterWriteReplacesEarlierOne() {
    workspace.write(Sample.results(3))
    workspace.write([Sample.result(1, size: 40, edition: 1), Sample.result(1, size: 50, edition: 2)])
    let store = workspace.open()
    #expect(store.result(for: Sample.key(1)) == Sample.result(1, size: 50, edition: 2))
    #expect(store.hits(.now, among: 3)[1] == Sample.result(1, size: 50, edition: 2).body)
    #expect(store.hits(.onDemand, among: 3)[0] == Sample.result(0).body)
  }

  @Test func bodyMayChangeFromSmallToLargeAndBack() {
    for (edition, size) in [10, Sample.largeSize, StoredResult.largestInline, Sample.largeSize + 5]
      .enumerated()
    {
      let result = Sample.result(7, size: size, edition: edition)
      workspace.write([result])
      #expect(workspace.open().result(for: result.key) == result)
    }
  }

  @Test func stateOfARunComesBackWhole() {
    var changes = StoreChanges()
    changes.directories = [
      .init(path: "docs", snapshot: [1, 2]), .init(path: BytePath([0xFF, 0]), snapshot: []),
    ]
    changes.pages = [("docs/b.md", [5]), ("docs/a.md", [])]
    changes.meta = [("spec", [9, 9])]
    changes.run = StoredRun(
      number: 1, started: 77, version: "1.0", fingerprint: Digest(of: "f"), summary: [3])
    workspace.write([], changes)
    let store = workspace.open(.readOnly)
    let state = store.loadState()
    #expect(state.directories.map(\.path) == ["docs", BytePath([0xFF, 0])])
    #expect(state.directories.map(\.snapshot) == [[1, 2], []])
    #expect(state.pages.map(\.path) == ["docs/a.md", "docs/b.md"])
    #expect(state.lastRun == changes.run)
    #expect(store.meta("spec") == [9, 9])
    #expect(store.meta("other") == nil)
    #expect(store.page("docs/b.md") == StoredPage(path: "docs/b.md", current: [5], changed: 1))
    #expect(store.loadPages() == state.pages)
    #expect(store.loadDirectories() == state.directories)
  }

  @Test func pageKeepsTheRecordBeforeItsLastChange() {
    for (run, record) in [[1], [1], [2], [2]].enumerated() as EnumeratedSequence<[[UInt8]]> {
      var changes = StoreChanges()
      changes.pages = [("a.md", record)]
      changes.run = StoredRun(number: run + 1, started: 0, version: "", fingerprint: .zero, summary: [])
      workspace.write([], changes)
    }
    #expect(
      workspace.open().page("a.md") == StoredPage(path: "a.md", current: [2], previous: [1], changed: 3))
  }

  @Test func removedPagesAndDirectoriesAreGone() {
    var changes = StoreChanges()
    changes.pages = [("a.md", [1]), ("b.md", [2])]
    changes.directories = [.init(path: "x", snapshot: [1]), .init(path: "y", snapshot: [2])]
    workspace.write([], changes)
    var removal = StoreChanges()
    removal.removedPages = ["a.md", "never.md"]
    removal.removedDirectories = ["y"]
    workspace.write([], removal)
    let state = workspace.open().loadState()
    #expect(state.pages.map(\.path) == ["b.md"])
    #expect(state.directories.map(\.path) == ["x"])
  }

  @Test func onlyTheLatestRunsAreListed() {
    for number in 1...(StoredRun.kept + 5) {
      var changes = StoreChanges()
      changes.run = StoredRun(number: number, started: number, version: "", fingerprint: .zero, summary: [])
      workspace.write([], changes)
    }
    let runs = workspace.open().latestRuns(1000)
    #expect(runs.map(\.number) == (6...105).reversed())
  }

  @Test func runNumberThatIsTakenGivesTheNextOne() {
    var changes = StoreChanges()
    changes.run = StoredRun(number: 4, started: 1, version: "", fingerprint: .zero, summary: [])
    workspace.write([], changes)
    let writer = StoreWriter(workspace.open())
    writer.finishWaiting(changes)
    #expect(writer.runNumber == 5)
    #expect(workspace.open().latestRuns(9).map(\.number) == [5, 4])
  }

  @Test func contextIsKeptOnce() {
    let digest = Digest(of: "c")
    for _ in 0..<2 {
      let writer = StoreWriter(workspace.open())
      writer.add(context: [1, 2, 3], digest)
      writer.finishWaiting()
    }
    #expect(workspace.open().context(digest) == [1, 2, 3])
    #expect(workspace.open().context(.zero) == nil)
  }

  @Test func disabledStoreTouchesNothing() {
    let store = workspace.open(.disabled)
    let writer = StoreWriter(store)
    writer.add(Sample.result(1))
    #expect(writer.finishWaiting() == nil)
    #expect(store.loadResults().count == 0)
    #expect(store.problems.isEmpty)
    #expect(StoreFiles.status(workspace.folder) == nil)
  }

  @Test func readOnlyStoreIsNotMadeAndNotWritten() {
    let store = workspace.open(.readOnly)
    let writer = StoreWriter(store)
    writer.add(Sample.result(1))
    #expect(writer.finishWaiting() == nil)
    #expect(store.problems.isEmpty)
    #expect(StoreFiles.status(workspace.folder) == nil)
  }

  @Test func runThatWritesNothingLeavesEveryFileAsItWas() {
    workspace.write(Sample.results(10))
    let names = workspace.names()
    let before = names.filter { $0 != "atlas.db-shm" }.map {
      workspace.bytes(of: workspace.folder.appending($0))
    }
    let store = workspace.open()
    _ = store.loadResults(bodies: .now)
    _ = store.loadState()
    StoreWriter(store).finishWaiting()
    store.close()
    #expect(workspace.names() == names)
    #expect(
      names.filter { $0 != "atlas.db-shm" }.map { workspace.bytes(of: workspace.folder.appending($0)) }
        == before)
  }

  @Test func newFolderKeepsItselfOutOfGit() {
    workspace.write([])
    #expect(workspace.bytes(of: workspace.folder.appending(".gitignore")) == Array("*\n".utf8))
  }

  @Test func folderNameMayHoldAnyBytes() {
    let folder = workspace.root.appending(BytePath(Array("a ?#%\"'".utf8) + [0xFF, 0x0A]))
    let writer = StoreWriter(Store.open(folder: folder))
    writer.add(Sample.result(1))
    #expect(writer.finishWaiting() == nil)
    #expect(Store.open(folder: folder, mode: .readOnly).result(for: Sample.key(1)) == Sample.result(1))
  }
}
