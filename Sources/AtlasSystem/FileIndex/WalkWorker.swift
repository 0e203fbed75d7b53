import AtlasCore
import CLinux
import Glibc

/// What one thread of a walk does: enters folders, compares their files with the index, reads what changed.
struct WalkWorker: ~Copyable {
  typealias Record = PackedFolder.Record

  private let walk: FolderWalk
  private let settings: WalkSettings
  private let listing = FolderListing()
  private var reader = FileReader()
  private var pulse = DiskPulse()
  var results = WalkResults()

  init(_ walk: FolderWalk) {
    self.walk = walk
    settings = walk.settings
  }

  // With too many descriptors open: others of ours will be closed in a moment.
  private static let mostAttempts = 100
  private static let pause: Int64 = 2_000_000

  // MARK: Folders

  mutating func enter(_ item: FolderWalk.FolderItem) {
    guard let handle = open(item) else { return }
    var raw = stat()
    guard fstat(handle.descriptor, &raw) == 0 else {
      return report(BytePath(item.path), .unreadableFolder(errno))
    }
    let status = FileStatus(raw)
    let identity = FolderIdentity(status)
    if item.visited.identities.contains(identity) { return }

    let position = settings.previous.position(of: item.path)
    let previous = position.flatMap { PackedFolder(settings.previous.folders[$0].bytes) }
    if let previous, let position, isCurrent(previous, status) {
      let task = FolderTask(
        item, handle, identity, previous.header, previous: previous, previousPosition: position, listing: nil,
        ancestry: [], parts: parts(previous.files.count))
      pushSubfolders(task, previous)
      settleInParts(task, previous.files)
    } else {
      enterAnew(item, handle, status, previous, position)
    }
  }

  private func isCurrent(_ previous: PackedFolder, _ status: FileStatus) -> Bool {
    let header = previous.header
    return header.modified == status.modified && header.changed == status.changed
      && header.inode == status.inode && header.flags == 0 && header.selection == settings.selection
  }

  private mutating func enterAnew(
    _ item: FolderWalk.FolderItem, _ handle: FolderHandle, _ status: FileStatus, _ previous: PackedFolder?,
    _ position: Int?
  ) {
    var header = PackedFolder.Header()
    header.selection = settings.selection
    (header.modified, header.changed, header.inode) = (status.modified, status.changed, status.inode)
    if settings.racyRule.isRacy(modified: status.modified, changed: status.changed) {
      header.flags = PackedFolder.Header.racyListing
    }
    var draft: FolderDraft
    do throws(FolderListing.Failure) { draft = try list(item, handle) } catch {
      return report(BytePath(item.path), .unreadableFolder(error.code))
    }
    draft.sort()
    settings.seams.afterListing?(BytePath(item.path))
    let files = draft.records.firstIndex { $0.kind == Record.file } ?? draft.records.count
    let range = files..<draft.records.count
    let task = FolderTask(
      item, handle, FolderIdentity(status), header, previous: previous, previousPosition: position,
      listing: draft,
      ancestry: FolderAncestry.of(draft, in: previous), parts: parts(range.count))
    pushSubfolders(task, draft)
    settleInParts(task, range)
  }

  private mutating func open(_ item: FolderWalk.FolderItem) -> FolderHandle? {
    if item.isBase { return item.base.handle }
    var descriptor: Int32
    if let parent = item.parent {
      descriptor = SystemPath.open(
        parent.handle.descriptor, Array(item.path[item.nameStart...]), O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    } else {
      descriptor = item.base.reopen(item.path)
    }
    var attempts = 0
    while descriptor == -EMFILE || descriptor == -ENFILE, attempts < WalkWorker.mostAttempts {
      SystemClock.sleep(nanoseconds: WalkWorker.pause)
      descriptor = item.base.reopen(item.path)
      attempts += 1
    }
    guard descriptor >= 0 else {
      switch -descriptor {
      case ENOENT, ENOTDIR, ELOOP: report(BytePath(item.path), .vanished)
      default: report(BytePath(item.path), .unreadableFolder(-descriptor))
      }
      return nil
    }
    return FolderHandle(taking: descriptor)
  }

  /// The names that count, with their kinds, in the order of the file system.
  private mutating func list(
    _ item: FolderWalk.FolderItem, _ handle: FolderHandle
  ) throws(FolderListing.Failure) -> FolderDraft {
    let path = BytePath(item.path)
    let filter = EntryFilter(settings, folder: path)
    var draft = FolderDraft()
    var entries: [(name: [UInt8], kind: FolderListing.Kind)] = []
    let isShuffled = settings.seams.shuffleSeed != nil
    lseek(handle.descriptor, 0, SEEK_SET)
    try listing.forEach(in: handle.descriptor) { name, kind in
      if isShuffled { return entries.append((Array(name), kind)) }
      if let kind = filter.kind(name, kind, in: handle.descriptor) { draft.append(name, kind: kind) }
    }
    if var generator = settings.seams.shuffleSeed.map(SplitMix.init) {
      entries.shuffle(using: &generator)
      for entry in entries {
        entry.name.withUnsafeBytes { name in
          if let kind = filter.kind(name, entry.kind, in: handle.descriptor) {
            draft.append(name, kind: kind)
          }
        }
      }
    }
    return draft
  }

  private mutating func pushSubfolders(_ task: FolderTask, _ packed: PackedFolder) {
    guard !packed.folders.isEmpty else { return }
    push(
      task,
      packed.withContents { contents in
        packed.folders.map { task.path(of: contents.name(contents.record($0))) }
      })
  }

  private mutating func pushSubfolders(_ task: FolderTask, _ draft: FolderDraft) {
    let folders = draft.records.prefix { $0.kind == Record.folder }
    guard !folders.isEmpty else { return }
    push(task, folders.map { BytePath(task.item.path).appending(BytePath(draft.name($0))) })
  }

  private mutating func push(_ task: FolderTask, _ paths: [BytePath]) {
    var jobs: [FolderWalk.Job] = []
    jobs.reserveCapacity(paths.count)
    let parent = walk.keepOpen(task.handle)
    let nameStart = task.item.path.isEmpty ? 0 : task.item.path.count + 1
    // The last is taken first; in that order the walk follows the paths.
    for path in paths.reversed() {
      guard path.bytes.count <= FileScanner.longestPath else {
        report(path, .pathTooLong)
        continue
      }
      jobs.append(
        .folder(
          .init(
            base: task.item.base, path: path.bytes, nameStart: nameStart, parent: parent, isBase: false,
            visited: task.item.visited)))
    }
    walk.push(jobs)
  }

  // MARK: Files

  private func parts(_ count: Int) -> Int { max(1, (count + FolderTask.partSize - 1) / FolderTask.partSize) }

  private mutating func settleInParts(_ task: FolderTask, _ range: Range<Int>) {
    var ranges = stride(from: range.lowerBound, to: range.upperBound, by: FolderTask.partSize).map {
      $0..<min($0 + FolderTask.partSize, range.upperBound)
    }
    let own = ranges.popLast() ?? range
    walk.push(ranges.map { .part(task, $0) })
    settle(task, own)
  }

  mutating func settle(_ task: FolderTask, _ range: Range<Int>) {
    let changes: [EntryChange]
    if let listing = task.listing {
      changes = settle(listing, range, task)
    } else if let previous = task.previous {
      changes = compare(previous, range, task)
    } else {
      changes = []
    }
    if let all = task.add(changes) { finish(task, all) }
  }

  /// The path of nearly every file of nearly every scan: the names of the index, its times, one question each.
  private mutating func compare(
    _ previous: PackedFolder, _ range: Range<Int>, _ task: FolderTask
  ) -> [EntryChange] {
    let descriptor = task.handle.descriptor
    let suspects: [Int] = previous.withContents { contents in
      var suspects: [Int] = []
      var raw = stat()
      for index in range {
        let record = contents.record(index)
        if record.flags == 0, fstatat(descriptor, contents.cString(record), &raw, AT_SYMLINK_NOFOLLOW) == 0,
          raw.st_mode & S_IFMT == S_IFREG, Int64(raw.st_size) == record.stamp.size,
          FileStatus.nanoseconds(raw.st_mtim) == record.stamp.modified,
          FileStatus.nanoseconds(raw.st_ctim) == record.stamp.changed,
          UInt64(raw.st_ino) == record.stamp.inode
        {
          continue
        }
        suspects.append(index)
      }
      return suspects
    }
    if suspects.isEmpty { return [] }
    return previous.withContents { contents in
      suspects.map { index in
        let old = contents.record(index)
        return EntryChange(index: index, record: read(task, contents.name(old), old: old))
      }
    }
  }

  /// The same for a folder that was listed anew: entries without ancestry are read without being asked for their times.
  private mutating func settle(
    _ listing: FolderDraft, _ range: Range<Int>, _ task: FolderTask
  ) -> [EntryChange] {
    let descriptor = task.handle.descriptor
    return listing.names.withUnsafeBytes { names in
      range.map { index in
        let record = listing.records[index]
        let name = UnsafeRawBufferPointer(
          start: names.baseAddress! + Int(record.nameOffset), count: Int(record.nameLength))
        guard let previous = task.previous, task.ancestry[index] >= 0 else {
          return EntryChange(index: index, record: read(task, name, old: nil))
        }
        let old = previous.withContents { $0.record(Int(task.ancestry[index])) }
        var raw = stat()
        let cString = name.baseAddress!.assumingMemoryBound(to: CChar.self)
        if old.flags == 0, fstatat(descriptor, cString, &raw, AT_SYMLINK_NOFOLLOW) == 0,
          raw.st_mode & S_IFMT == S_IFREG, FileStamp(FileStatus(raw)) == old.stamp
        {
          return EntryChange(index: index, record: old)
        }
        return EntryChange(index: index, record: read(task, name, old: old))
      }
    }
  }

  private mutating func read(
    _ task: FolderTask, _ name: UnsafeRawBufferPointer, old: Record?
  ) -> Record? {
    pulse.beat(walk)
    return readFile(
      name.baseAddress!.assumingMemoryBound(to: CChar.self), in: task.handle.descriptor, old: old,
      path: { task.path(of: name) })
  }

  /// Reads and hashes a file; nil when there is none any more. `old` is what the index has of it.
  mutating func readFile(
    _ name: UnsafePointer<CChar>, in folder: Int32, old: Record?, path: () -> BytePath
  ) -> Record? {
    var raw = SystemPath.open(folder, name, FileReader.flags | O_NOFOLLOW)
    var attempts = 0
    while raw == -EMFILE || raw == -ENFILE, attempts < WalkWorker.mostAttempts {
      SystemClock.sleep(nanoseconds: WalkWorker.pause)
      raw = SystemPath.open(folder, name, FileReader.flags | O_NOFOLLOW)
      attempts += 1
    }
    guard raw >= 0 else { return failed(path(), .system(-raw)) }
    let descriptor = FileDescriptor(taking: raw)
    let outcome: FileReader.Outcome
    let seam = settings.seams.beforeReading.map { seam in
      let path = path()
      return { (attempt: Int) in seam(path, attempt) }
    }
    do throws(FileReader.Failure) {
      outcome = try reader.read(descriptor.rawValue, beforeReading: seam)
    } catch {
      return failed(path(), error)
    }
    var record = Record()
    record.stamp = FileStamp(outcome.status)
    record.digest = Digest(of: reader.bytes)
    if settings.racyRule.isRacy(modified: outcome.status.modified, changed: outcome.status.changed) {
      record.flags |= Record.racy
    }
    if !outcome.isStable {
      record.flags |= Record.unstable
      report(path(), .unstable)
    }
    let isNew = old.map { !$0.isFile || $0.digest != record.digest } ?? true
    if isNew, walk.takeContentBudget(reader.bytes.count) {
      results.contents.append((path(), Array(reader.bytes)))
    }
    return record
  }

  private mutating func failed(_ path: BytePath, _ failure: FileReader.Failure) -> Record? {
    switch failure {
    case .system(ENOENT), .system(ENOTDIR), .system(ELOOP), .isNoFile, .system(ENXIO):
      report(path, .vanished)
      return nil
    case .system(let code): report(path, .unreadableFile(code))
    case .tooLarge, .keepsGrowing: report(path, .tooLarge)
    }
    var record = Record()
    record.flags = Record.unreadable
    return record
  }

  mutating func report(_ path: BytePath, _ reason: ScanProblem.Reason) {
    results.problems.append(ScanProblem(path, reason))
  }

  // MARK: Finishing

  private mutating func finish(_ task: FolderTask, _ changes: [EntryChange]) {
    let outcome: WalkedFolder.Outcome
    if task.listing == nil, changes.isEmpty, let position = task.previousPosition,
      task.previous?.links.isEmpty == true
    {
      outcome = .same(position)
    } else {
      outcome = WalkWorker.outcome(of: task, changes)
    }
    results.folders.append(
      WalkedFolder(path: task.item.path, identity: task.identity, base: task.item.base, outcome: outcome))
  }

  private static func outcome(of task: FolderTask, _ changes: [EntryChange]) -> WalkedFolder.Outcome {
    var draft = task.listing ?? task.previous.map(FolderDraft.init) ?? FolderDraft()
    var dropped: Set<Int> = []
    for change in changes {
      if let record = change.record {
        draft.records[change.index].stamp = record.stamp
        draft.records[change.index].digest = record.digest
        draft.records[change.index].flags = record.flags
      } else {
        dropped.insert(change.index)
      }
    }
    let hasLinks = draft.records.contains { FolderDraft.group($0.kind) == 1 }
    if hasLinks { return .open(draft, task.header, dropped: dropped) }
    return .packed(draft.packed(task.header) { dropped.contains($0) })
  }
}

/// Notices that reading waits for the disk: a thread that reads from memory hardly ever gives up its core.
private struct DiskPulse {
  private var beats = 0
  private var switches = 0

  mutating func beat(_ walk: FolderWalk) {
    beats += 1
    guard beats % 16 == 0 else { return }
    var usage = rusage()
    getrusage(__rusage_who_t(CLINUX_RUSAGE_THREAD), &usage)
    let now = Int(usage.ru_nvcsw)
    if now - switches >= 8 { walk.readingBlocks() }
    switches = now
  }
}

/// Makes a shuffled order from a number.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
