import AtlasCore
import Testing

@testable import AtlasStore

/// Random runs against a dictionary: whatever the order of writes, replacements, removals and reopenings, the store
/// holds what the dictionary holds.
struct StoreModelTests {
  @Test(arguments: 0..<20)
  func storeEqualsADictionary(seed: Int) {
    let workspace = StoreWorkspace()
    var random = Sequence64(seed: UInt64(seed))
    var results: [Digest: StoredResult] = [:]
    var pages: [BytePath: StoredPage] = [:]
    var directories: [BytePath: [UInt8]] = [:]
    for run in 1...12 {
      var options = StoreOptions()
      options.batchSize = 1 + random.below(20)
      let store = workspace.open(.readWrite, options)
      let writer = StoreWriter(store)
      for _ in 0..<random.below(40) {
        let sizes = [0, 1, 300, 4096, StoredResult.largestInline, Sample.largeSize]
        let result = Sample.result(
          random.below(60), size: sizes[random.below(6)], edition: random.below(1000))
        writer.add(result)
        results[result.key] = result
      }
      let changes = Self.change(&pages, &directories, run, &random)
      #expect(writer.finishWaiting(changes) == nil)
      expect(workspace.open(), results, pages, directories)
    }
  }

  private static func change(
    _ pages: inout [BytePath: StoredPage], _ directories: inout [BytePath: [UInt8]], _ run: Int,
    _ random: inout Sequence64
  ) -> StoreChanges {
    var changes = StoreChanges()
    changes.run = StoredRun(number: run, started: 0, version: "", fingerprint: .zero, summary: [])
    for number in 0..<12 {
      let path = BytePath("docs/\(number).md")
      switch random.below(4) {
      case 0:
        let record = [UInt8(random.below(3))]
        changes.pages.append((path, record))
        if pages[path]?.current != record {
          pages[path] = StoredPage(path: path, current: record, previous: pages[path]?.current, changed: run)
        }
      case 1:
        changes.removedPages.append(path)
        pages[path] = nil
      case 2:
        directories[path] = [UInt8(random.below(200))]
        changes.directories.append(.init(path: path, snapshot: directories[path]!))
      default:
        changes.removedDirectories.append(path)
        directories[path] = nil
      }
    }
    return changes
  }

  private func expect(
    _ store: Store, _ results: [Digest: StoredResult], _ pages: [BytePath: StoredPage],
    _ directories: [BytePath: [UInt8]]
  ) {
    for bodies in [Store.Bodies.now, .onDemand] {
      let index = store.loadResults(bodies: bodies)
      #expect(index.count == results.count)
      for (key, result) in results {
        let found = index.lookup(key)
        #expect(found?.output == result.output)
        #expect(found.flatMap { index.body($0.slot) } == result.body)
      }
    }
    for (key, result) in results { #expect(store.result(for: key) == result) }
    let state = store.loadState()
    #expect(state.pages == pages.values.sorted { $0.path < $1.path })
    #expect(state.directories.map(\.path) == directories.keys.sorted())
    #expect(state.directories.allSatisfy { directories[$0.path] == $0.snapshot })
    #expect(StoreInspection(store).list(limit: 1000).map(\.key) == results.keys.sorted())
    #expect(store.problems.isEmpty)
  }
}

/// The same numbers for the same seed, on every machine.
struct Sequence64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int((state >> 11) % UInt64(limit))
  }
}
