import AtlasCore
import Glibc
import Testing

@testable import AtlasStore

/// What only another process can show: sharing, being killed, having no permission.
@Suite(.serialized)
struct StoreProcessTests {
  private let workspace = StoreWorkspace()

  @Test(arguments: [2, 8])
  func processesThatStartAtOnceOnAColdCacheAllSucceed(_ count: Int) async {
    await withTaskGroup(of: Void.self) { group in
      for process in 0..<count {
        group.addTask { [path = workspace.folder.description] in
          await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
            let store = Store.open(folder: BytePath(path))
            let writer = StoreWriter(store)
            for number in 0..<300 { writer.add(Sample.result(number)) }
            writer.add(Sample.result(1000 + process, size: Sample.largeSize))
            var changes = StoreChanges()
            changes.pages = [(BytePath("\(process).md"), [UInt8(process)])]
            changes.run = StoredRun(number: 1, started: 1, version: "1", fingerprint: .zero, summary: [])
            guard writer.finishWaiting(changes) == nil, store.problems.isEmpty else { exit(EXIT_FAILURE) }
            guard store.hits(.now, among: 300).count == 300 else { exit(EXIT_FAILURE) }
            exit(EXIT_SUCCESS)
          }
        }
      }
    }
    let store = workspace.open()
    #expect(store.loadResults(bodies: .now).count == 300 + count)
    #expect(store.latestRuns(100).map(\.number) == (1...count).reversed())
    #expect(store.loadPages().count == count)
    #expect(StoreInspection(store).integrity().isSound)
    #expect(store.problems.isEmpty)
  }

  @Test func processesThatMeetADamagedFileAllSucceed() async {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    workspace.replace(workspace.database, with: Array("garbage".utf8))
    await withTaskGroup(of: Void.self) { group in
      for process in 0..<8 {
        group.addTask { [path = workspace.folder.description] in
          await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
            let store = Store.open(folder: BytePath(path))
            let writer = StoreWriter(store)
            writer.add(Sample.result(process))
            guard writer.finishWaiting() == nil, store.isWritable else { exit(EXIT_FAILURE) }
            exit(EXIT_SUCCESS)
          }
        }
      }
    }
    #expect(workspace.open().hits(.now, among: 8).count == 8)
    #expect(workspace.names().filter { $0.hasPrefix("atlas.db.corrupt-") && $0.utf8.count == 18 }.count == 1)
  }

  /// Kills a writer at some moment, many times over the same store or each time over a new one, which is filled without
  /// a log: what is there is always right, and whatever was once reported as finished stays.
  @Test(arguments: [false, true]) func killedWriterLeavesASoundStore(thatIsNew: Bool) async {
    for seed in 0..<50 {
      if thatIsNew { StoreFiles.remove(workspace.folder) }
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = workspace.folder.description as String, seed = seed as Int] in
        // The seeds spread the kill over opening, writing files, batches, the end and the checkpoint.
        let delay = useconds_t((seed * 7919) % 25_000)
        var thread = pthread_t()
        let pointer = UnsafeMutablePointer<useconds_t>.allocate(capacity: 1)
        pointer.pointee = delay
        pthread_create(
          &thread, nil,
          { argument in
            usleep(argument!.assumingMemoryBound(to: useconds_t.self).pointee)
            kill(getpid(), SIGKILL)
            return nil
          }, pointer)
        var options = StoreOptions()
        options.batchInterval = 2
        options.batchSize = 40
        var round = seed * 1000
        while true {
          let writer = StoreWriter(Store.open(folder: BytePath(path), options: options))
          for number in 0..<200 {
            writer.add(Sample.result(number, size: number % 20 == 0 ? Sample.largeSize : 300, edition: round))
          }
          var changes = StoreChanges()
          // Both rows tell the round: they may only ever be seen together.
          changes.pages = [("page.md", Array("\(round)".utf8))]
          changes.directories = [.init(path: "docs", snapshot: Array("\(round)".utf8))]
          changes.run = StoredRun(
            number: 1, started: 1, version: "1", fingerprint: .zero, summary: Array("\(round)".utf8))
          writer.finishWaiting(changes)
          round += 1
        }
      }
      expectSoundStore(afterSeed: seed)
    }
  }

  private func expectSoundStore(afterSeed seed: Int) {
    let store = workspace.open()
    let integrity = StoreInspection(store).integrity()
    #expect(integrity.structure.isEmpty && integrity.damagedRows == 0, "seed \(seed)")
    for key in integrity.damagedResults + integrity.resultsWithoutBody {
      Issue.record("seed \(seed): \(key)")
    }
    let state = store.loadState()
    let round = state.lastRun?.summary
    #expect(state.pages.first?.current == round, "seed \(seed)")
    #expect(state.directories.first?.snapshot == round, "seed \(seed)")
    // The state is written after the results: none of them is older than it.
    if let round, let edition = Int(String(decoding: round, as: UTF8.self)) {
      for number in 0..<200 {
        let result = store.result(for: Sample.key(number))
        #expect((result?.run ?? 0) >= 1 + edition, "seed \(seed), result \(number)")
      }
    }
    #expect(store.problems.isEmpty, "seed \(seed): \(store.problems)")
  }

  enum Refusal: Codable, CaseIterable { case file, folder, folderWithoutIndex }

  /// Root may write everywhere, so the process becomes somebody else first.
  @Test(.enabled(if: geteuid() == 0, "needs root to become another user"), arguments: Refusal.allCases)
  func hitsStillCountWhereNothingCanBeWritten(_ refusal: Refusal) async throws {
    workspace.write(Sample.results(5))
    try workspace.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    let modes: [(BytePath, mode_t)] = [
      (workspace.root, 0o755), (workspace.folder, refusal == .file ? 0o777 : 0o555),
      (workspace.database, 0o444),
    ]
    for (path, mode) in modes { #expect(path.withCString { chmod($0, mode) } == 0) }
    if refusal == .folderWithoutIndex {
      StoreFiles.remove(workspace.folder.appending("atlas.db-shm"))
      StoreFiles.remove(workspace.folder.appending("atlas.db-wal"))
    }
    await #expect(processExitsWith: .success) { [path = workspace.folder.description as String] in
      guard setgid(65534) == 0, setuid(65534) == 0 else { exit(90) }
      let store = Store.open(folder: BytePath(path))
      guard store.hits(.now, among: 5).count == 5 else { exit(91) }
      guard store.problems.isEmpty else { exit(92) }
      let writer = StoreWriter(store)
      writer.add(Sample.result(9))
      guard writer.finishWaiting()?.kind == .readOnly else { exit(93) }
      guard store.problems.map(\.kind) == [.readOnly] else { exit(94) }
      exit(EXIT_SUCCESS)
    }
    #expect(workspace.open().result(for: Sample.key(9)) == nil)
  }

  @Test(.enabled(if: geteuid() == 0, "needs root to become another user"))
  func folderThatMayNotBeMadeOrReadCostsOneWarning() async {
    #expect(workspace.root.withCString { chmod($0, 0o755) } == 0)
    await #expect(processExitsWith: .success) { [path = workspace.folder.description as String] in
      guard setgid(65534) == 0, setuid(65534) == 0 else { exit(90) }
      let store = Store.open(folder: BytePath(path))
      guard store.loadResults().count == 0, store.problems.map(\.kind) == [.inaccessible] else { exit(91) }
      let writer = StoreWriter(store)
      writer.add(Sample.result(9))
      guard writer.finishWaiting()?.kind == .inaccessible, store.problems.count == 1 else { exit(92) }
      exit(EXIT_SUCCESS)
    }
    workspace.write(Sample.results(5))
    #expect(workspace.database.withCString { chmod($0, 0) } == 0)
    await #expect(processExitsWith: .success) { [path = workspace.folder.description as String] in
      guard setgid(65534) == 0, setuid(65534) == 0 else { exit(90) }
      let store = Store.open(folder: BytePath(path))
      guard store.loadResults().count == 0, store.problems.map(\.kind) == [.inaccessible] else { exit(91) }
      exit(EXIT_SUCCESS)
    }
  }

  /// A file system of one megabyte, so that it is the kernel that says there is no room.
  @Test(.enabled(if: StoreProcessTests.mayMount, "needs the right to mount"), arguments: [300, 40_000])
  func fullDiskKeepsWhatWasCommittedAndSaysSoOnce(bodySize: Int) {
    #expect(StoreFiles.makeFolder(workspace.folder) == 0)
    #expect(workspace.folder.withCString { mount("tmpfs", $0, "tmpfs", 0, "size=1m") } == 0)
    defer { _ = workspace.folder.withCString { umount2($0, Int32(MNT_DETACH)) } }
    workspace.write(Sample.results(5))
    let store = workspace.open()
    let writer = StoreWriter(store)
    writer.add((5..<(2_000_000 / bodySize)).map { Sample.result($0, size: bodySize) })
    var changes = StoreChanges()
    changes.pages = [("a.md", [1])]
    let problem = writer.finishWaiting(changes)
    #expect(problem?.kind == .full)
    #expect(store.problems == [problem])
    #expect(store.hits(.now, among: 5).count == 5)
    let next = workspace.open()
    #expect(next.hits(.now, among: 5).count == 5)
    #expect(next.loadPages().isEmpty)
  }

  private static let mayMount: Bool = {
    let workspace = StoreWorkspace()
    guard workspace.root.withCString({ mount("tmpfs", $0, "tmpfs", 0, "size=64k") }) == 0 else {
      return false
    }
    return workspace.root.withCString { umount2($0, Int32(MNT_DETACH)) } == 0
  }()
}
