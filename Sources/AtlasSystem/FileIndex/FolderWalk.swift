import AtlasCore
import CLinux
import Glibc
import Synchronization

/// The threads of a scan and the work they share: folders to enter, and parts of large folders.
///
/// Work is taken from the end, so that what was opened last is finished first and few folders are open at once. Each
/// thread gathers its results for itself and hands them over when it runs out of work.
final class FolderWalk: Sendable {
  enum Job {
    case folder(FolderItem)
    case part(FolderTask, Range<Int>)
  }

  /// A folder to enter.
  struct FolderItem {
    var base: WalkBase
    /// From the project folder.
    var path: [UInt8]
    var nameStart: Int
    /// Nil for the base itself, and where the parent was not kept open.
    var parent: KeptFolder?
    var isBase: Bool
    var visited: VisitedFolders
  }

  private struct State {
    var jobs: [Job] = []
    /// Threads that work, or hold results nobody has yet.
    var active = 0
    var threads = 1
    var idle = 0
    var isClosed = false
    var results = WalkResults()
  }

  let settings: WalkSettings
  private let state = Monitor(State())
  private let openFolders = Atomic<Int>(0)
  private let contentLeft: Atomic<Int>

  init(_ settings: WalkSettings) {
    self.settings = settings
    contentLeft = Atomic(settings.contentLimit)
  }

  /// Walks everything below a folder and gives what was found, in no order. Folders visited before are left out.
  func run(_ base: WalkBase, visited: Set<FolderIdentity>) -> WalkResults {
    let first = FolderItem(
      base: base, path: base.path, nameStart: 0, parent: nil, isBase: true, visited: VisitedFolders(visited))
    state.withLock { state in
      state.jobs = [.folder(first)]
      state.active += 1
    }
    var worker = WalkWorker(self)
    work(&worker, isCaller: true)
    return state.withLock { state in
      defer { state.results = WalkResults() }
      return state.results
    }
  }

  /// Ends the threads.
  func close() {
    state.withLock { $0.isClosed = true }
    state.wakeAll()
    state.wait { $0.threads == 1 ? () : nil }
  }

  func push(_ jobs: [Job]) {
    guard !jobs.isEmpty else { return }
    let mustStart = state.withLock { state in
      state.jobs += jobs
      return state.idle == 0 && state.threads < settings.threads && settings.isWorthThreads(state.jobs.count)
    }
    if mustStart { startThread(limit: settings.threads) } else { state.wakeAll() }
  }

  /// Called by a thread that found itself waiting for the disk.
  func readingBlocks() {
    let hasWork = state.withLock { $0.jobs.count > 1 && $0.idle == 0 }
    if hasWork { startThread(limit: settings.mostThreads) }
  }

  /// Keeps a folder open for its subfolders, or gives nil where too many are open already.
  func keepOpen(_ folder: FolderHandle) -> KeptFolder? {
    if openFolders.wrappingAdd(1, ordering: .relaxed).newValue <= settings.openFolderLimit {
      return KeptFolder(folder, self)
    }
    openFolders.wrappingSubtract(1, ordering: .relaxed)
    return nil
  }

  fileprivate func letGo() { openFolders.wrappingSubtract(1, ordering: .relaxed) }

  /// Whether this many bytes of content may be kept.
  func takeContentBudget(_ count: Int) -> Bool {
    if contentLeft.wrappingSubtract(count, ordering: .relaxed).newValue >= 0 { return true }
    contentLeft.wrappingAdd(count, ordering: .relaxed)
    return false
  }

  private func startThread(limit: Int) {
    let mayStart = state.withLock { state in
      guard state.threads < limit, !state.isClosed else { return false }
      state.threads += 1
      // Counted as active from now on, so that the run cannot end before the thread has begun.
      state.active += 1
      return true
    }
    guard mayStart else { return }
    let thread = SystemThread { [self] in
      var worker = WalkWorker(self)
      work(&worker, isCaller: false)
    }
    if let thread {
      thread.detach()
    } else {
      state.withLock { state in
        state.threads -= 1
        state.active -= 1
      }
      state.wakeAll()
    }
  }

  private func work(_ worker: inout WalkWorker, isCaller: Bool) {
    var isActive = true
    while true {
      let job: Job? = state.wait { state -> Job?? in
        if let job = state.jobs.popLast() {
          if !isActive {
            state.active += 1
            state.idle -= 1
            isActive = true
          }
          return .some(job)
        }
        if isActive {
          state.results.take(&worker.results)
          state.active -= 1
          state.idle += 1
          isActive = false
          if state.active == 0 { self.state.wakeAll() }
        }
        if isCaller, state.active == 0 {
          state.idle -= 1
          return .some(nil)
        }
        if state.isClosed, !isCaller {
          state.idle -= 1
          state.threads -= 1
          self.state.wakeAll()
          return .some(nil)
        }
        return nil
      }
      guard let job else { return }
      switch job {
      case .folder(let item): worker.enter(item)
      case .part(let task, let range): worker.settle(task, range)
      }
    }
  }
}

/// The folders that earlier runs visited, and to which links lead by another name.
final class VisitedFolders: Sendable {
  let identities: Set<FolderIdentity>
  init(_ identities: Set<FolderIdentity>) { self.identities = identities }
}

/// A folder that stays open until its last subfolder has been entered.
final class KeptFolder: Sendable {
  let handle: FolderHandle
  private let walk: FolderWalk

  fileprivate init(_ handle: FolderHandle, _ walk: FolderWalk) {
    self.handle = handle
    self.walk = walk
  }

  deinit { walk.letGo() }
}

/// What the threads of a walk need to know and nobody changes.
struct WalkSettings: Sendable {
  var previous: FileIndex
  var include: GlobSet
  var exclude: GlobSet
  var selection: Digest
  var racyRule: RacyRule
  var threads: Int
  /// While reading waits for the disk.
  var mostThreads: Int
  var contentLimit: Int
  var openFolderLimit: Int
  var seams: FileScanner.Seams
  /// A second thread costs about what 100 files cost.
  var expectedEntries: Int

  func isWorthThreads(_ waiting: Int) -> Bool { threads > 1 && (expectedEntries >= 200 || waiting >= 4) }
}

/// What threads found.
struct WalkResults: Sendable {
  var folders: [WalkedFolder] = []
  var problems: [ScanProblem] = []
  var contents: [(path: BytePath, bytes: [UInt8])] = []

  /// Takes everything out of another.
  mutating func take(_ other: inout WalkResults) {
    folders += other.folders
    problems += other.problems
    contents += other.contents
    other = WalkResults()
  }
}

/// A folder that was visited.
struct WalkedFolder: Sendable {
  enum Outcome: Sendable {
    /// As the index has it; its position there.
    case same(Int)
    case packed([UInt8])
    /// It has links, which are looked at when everything else has been visited.
    case open(FolderDraft, PackedFolder.Header, dropped: Set<Int>)
  }

  var path: [UInt8]
  var identity: FolderIdentity
  var base: WalkBase
  var outcome: Outcome
}
