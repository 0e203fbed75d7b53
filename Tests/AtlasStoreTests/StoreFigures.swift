import AtlasCore
import Glibc
import Testing

@testable import AtlasStore

/// Prints what docs/engineering/store.md quotes; judges nothing, because no test may fail on a clock.
///
///     ATLAS_MEASURE=1 swift test -c release -Xswiftc -enable-testing \
///       --scratch-path .build/release-tests --filter StoreFigures
@Suite(.enabled(if: getenv("ATLAS_MEASURE") != nil, "set ATLAS_MEASURE=1"), .serialized)
struct StoreFigures {
  private let workspace = StoreWorkspace()

  @Test(arguments: [15_000, 600_000])
  func loading(_ count: Int) async {
    await fillElsewhere(count)
    for bodies in [Store.Bodies.onDemand, .now] {
      let before = residentBytes()
      let index = workspace.open().loadResults(bodies: bodies)
      print("FIGURE \(index.count) rows: memory, bodies \(bodies): \((residentBytes() - before) / 1000) kB")
    }
    for bodies in [Store.Bodies.onDemand, .now] {
      let best = (0..<7).map { _ in
        let store = workspace.open()
        _ = store.lastRun
        return milliseconds { _ = store.loadResults(bodies: bodies).count }
      }.min()!
      report("\(count) rows: load, bodies \(bodies)", best)
    }
    let index = workspace.open().loadResults(bodies: .now)
    let keys = (0..<count).map {
      Digest(high: UInt64($0) &* 0x9E37_79B9_7F4A_7C15, low: Digest(of: "\($0)").low)
    }
    var found = 0
    let lookups = milliseconds { for key in keys where index.lookup(key) != nil { found += 1 } }
    report("\(found) lookups", lookups)
    let lazy = workspace.open().loadResults()
    let step = max(1, count / 15_000)
    let slots = stride(from: 0, to: count, by: step).compactMap { lazy.lookup(keys[$0])?.slot }
    var bytes = 0
    let bodies = milliseconds { for slot in slots { bytes += lazy.body(slot)?.count ?? 0 } }
    report("\(slots.count) bodies on demand", bodies)
    let store = workspace.open()
    let points = milliseconds {
      for position in stride(from: 0, to: count, by: count / 1000) {
        bytes += store.result(for: keys[position])?.body.count ?? 0
      }
    }
    report("1000 single results", points)
    #expect(found == count && bytes > 0)
  }

  @Test func opening() {
    fill(15_000)
    let all = (0..<200).map { _ in milliseconds { _ = workspace.open().isOpen } }.sorted()
    report("open and check the schema, median", all[100])
    report("open and check the schema, best", all[0])
    let state = (0..<50).map { _ in milliseconds { _ = workspace.open().lastRun } }.sorted()
    report("open and read the last run, median", state[25])
    let cold = (0..<20).map { _ in
      let fresh = StoreWorkspace()
      return milliseconds { _ = fresh.open().isOpen }
    }.sorted()
    report("make a new store, median", cold[10])
  }

  @Test(arguments: [1, 20, 60, 90])
  func openingWithALog(batches: Int) {
    fill(15_000)
    var options = StoreOptions()
    options.batchSize = 10
    for batch in 0..<batches {
      let writer = StoreWriter(workspace.open())
      writer.add((0..<3).map { Sample.result(1_000_000 + batch * 10 + $0) })
      writer.finishWaiting()
    }
    let log = StoreFiles.status(workspace.folder.appending("atlas.db-wal"))?.size ?? 0
    let all = (0..<50).map { _ in milliseconds { _ = workspace.open().isOpen } }.sorted()
    report("open with \(log) bytes of log, median", all[25])
  }

  @Test func smallRun() {
    fill(15_000)
    var number = 0
    let all = (0..<50).map { _ in
      let store = workspace.open()
      return milliseconds {
        let writer = StoreWriter(store)
        for _ in 0..<6 {
          writer.add(Sample.result(2_000_000 + number))
          number += 1
        }
        var changes = StoreChanges()
        changes.pages = [("docs/a.md", Array("\(number)".utf8))]
        changes.run = StoredRun(number: 1, started: 1, version: "1", fingerprint: .zero, summary: [1])
        writer.finishWaiting(changes)
      }
    }.sorted()
    report("write 6 results, a page and a run, median", all[25])
    report("the same, worst of 50", all[49])
  }

  @Test func state() {
    var changes = StoreChanges()
    changes.pages = (0..<100_000).map {
      (BytePath("docs/\($0 / 100)/page-\($0).md"), [UInt8](repeating: 7, count: 200))
    }
    changes.directories = (0..<1000).map {
      .init(path: BytePath("docs/\($0)"), snapshot: [UInt8](repeating: 7, count: 6000))
    }
    report("write 100000 pages and 1000 folders", milliseconds { workspace.write([], changes) })
    let pages = (0..<5).map { _ in milliseconds { _ = workspace.open().loadPages().count } }.min()!
    report("load 100000 pages", pages)
    let folders = (0..<5).map { _ in milliseconds { _ = workspace.open().loadDirectories().count } }.min()!
    report("load 1000 folders of 6 kB", folders)
  }

  /// In a process of its own, so that the memory it takes is not ours.
  private func fillElsewhere(_ count: Int) async {
    await #expect(processExitsWith: .success) {
      [path = workspace.folder.description as String, count = count as Int] in
      let spent = StoreFigures.milliseconds { StoreFigures.fill(BytePath(path), count) }
      StoreFigures.report("\(count) rows: writing with finish", spent)
      exit(EXIT_SUCCESS)
    }
  }

  private func fill(_ count: Int) { StoreFigures.fill(workspace.folder, count) }

  private static func fill(_ folder: BytePath, _ count: Int) {
    let store = Store.open(folder: folder)
    let writer = StoreWriter(store)
    var body = [UInt8](repeating: 7, count: 300)
    for number in 0..<count {
      let low = Digest(of: "\(number)").low
      withUnsafeBytes(of: low) { body.replaceSubrange(0..<8, with: $0) }
      writer.add(
        StoredResult(
          key: Digest(high: UInt64(number) &* 0x9E37_79B9_7F4A_7C15, low: low),
          output: Digest(high: low, low: 1),
          body: body, manifest: Array(body[..<96]), run: 1, cost: 100))
    }
    writer.finishWaiting()
  }

  fileprivate static func milliseconds(_ work: () -> Void) -> Double {
    let start = ContinuousClock.now
    work()
    let spent = ContinuousClock.now - start
    return Double(spent.components.attoseconds) / 1e15 + Double(spent.components.seconds) * 1e3
  }

  fileprivate static func report(_ what: String, _ milliseconds: Double) {
    print("FIGURE \(what): \((milliseconds * 1000).rounded() / 1000) ms")
  }

  private func milliseconds(_ work: () -> Void) -> Double { StoreFigures.milliseconds(work) }

  private func report(_ what: String, _ milliseconds: Double) { StoreFigures.report(what, milliseconds) }

  private func residentBytes() -> Int {
    let text = StoreFiles.text(ofFile: "/proc/self/statm")
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
  }
}

extension StoreFiles {
  /// A file of /proc, which has no size.
  fileprivate static func text(ofFile path: String) -> String {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
  }
}
