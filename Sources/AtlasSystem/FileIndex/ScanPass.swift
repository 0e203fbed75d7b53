import AtlasCore
import Glibc

/// One scan from its roots to its result: walks the roots, then looks where the links lead, and walks what they add.
///
/// Links come last and in the order of their paths, so that which of two names a folder is visited under does not depend
/// on which thread came first.
struct ScanPass: ~Copyable {
  private let scanner: FileScanner
  private let settings: WalkSettings
  private let previous: FileIndex
  private let root: FolderHandle
  private let resolver: LinkResolver
  private let walk: FolderWalk
  private var worker: WalkWorker
  private var visited: Set<FolderIdentity> = []
  private var results = WalkResults()
  private var singleFiles: [DirectorySnapshot] = []

  init(_ scanner: FileScanner, _ previous: FileIndex, root: Int32, rootIdentity: FolderIdentity) {
    self.scanner = scanner
    self.previous = previous
    self.root = FolderHandle(taking: root)
    resolver = LinkResolver(root: rootIdentity)
    settings = WalkSettings(scanner, previous)
    walk = FolderWalk(settings)
    worker = WalkWorker(walk)
  }

  consuming func run() -> FileScan {
    var files: [(BytePath, FolderHandle, [UInt8])] = []
    for path in Set(scanner.roots.map(\.normalized)).sorted() { visit(root: path, &files) }
    followLinks()
    for (path, folder, name) in files where !isCovered(path) { addSingleFile(path, folder, name) }
    results.take(&worker.results)
    walk.close()
    return result()
  }

  // MARK: Roots

  private mutating func visit(root path: BytePath, _ files: inout [(BytePath, FolderHandle, [UInt8])]) {
    if path.isAbsolute || path.components.first == ".." { return report(path, .rootOutside) }
    if path.bytes.isEmpty { return walkFolder(root, path.bytes) }
    let parent = SystemPath.open(root.descriptor, path.parent.bytes, CLinuxFlag.pathOnly | O_DIRECTORY)
    guard parent >= 0 else {
      return report(path, -parent == EACCES ? .unreadableFolder(EACCES) : .missingRoot)
    }
    switch resolver.resolve(path.name.bytes, in: FolderHandle(taking: parent)) {
    case .folder(let handle, let status):
      if !visited.contains(FolderIdentity(status)) { walkFolder(handle, path.bytes) }
    case .file(let folder, let name, _): files.append((path, folder, name))
    case .nothing: report(path, .missingRoot)
    case .outside: report(path, .rootOutside)
    case .loop: report(path, .linkLoop)
    case .failed(let code): report(path, .unreadableFolder(code))
    case .other: report(path, .unreadableFile(EINVAL))
    }
  }

  private mutating func walkFolder(_ handle: FolderHandle, _ path: [UInt8]) {
    var found = walk.run(WalkBase(handle, path), visited: visited)
    for folder in found.folders { visited.insert(folder.identity) }
    results.take(&found)
  }

  private mutating func report(_ path: BytePath, _ reason: ScanProblem.Reason) {
    results.problems.append(ScanProblem(path, reason))
  }

  /// Whether a file that is a root was found by the walk of another root.
  private func isCovered(_ path: BytePath) -> Bool {
    guard let folder = results.folders.first(where: { $0.path == path.parent.bytes }) else { return false }
    let name = path.name.bytes
    switch folder.outcome {
    case .same(let position): return PackedFolder(previous.folders[position].bytes)?.file(named: name) != nil
    case .packed(let bytes): return PackedFolder(bytes)?.file(named: name) != nil
    case .open(let draft, _, let dropped):
      return draft.records.indices.contains {
        draft.records[$0].isFile && !dropped.contains($0) && draft.name(draft.records[$0]) == name
      }
    }
  }

  private mutating func addSingleFile(_ path: BytePath, _ folder: FolderHandle, _ name: [UInt8]) {
    let filter = EntryFilter(settings, folder: path.parent)
    let isExcluded = path.name.bytes.withUnsafeBytes { filter.isExcluded($0) }
    if isExcluded { return }
    let old = previous.position(of: path.bytes).flatMap { PackedFolder(previous.folders[$0].bytes) }
    let oldRecord = old?.isSingleFile == true ? old?.withContents { $0.record(0) } : nil
    guard let record = settle(name, in: folder, oldRecord, path) else { return }
    var draft = FolderDraft()
    path.name.bytes.withUnsafeBytes { draft.append($0, kind: PackedFolder.Record.file) }
    draft.records[0].stamp = record.stamp
    draft.records[0].digest = record.digest
    draft.records[0].flags = record.flags
    var header = PackedFolder.Header()
    header.flags = PackedFolder.Header.singleFile
    header.selection = settings.selection
    singleFiles.append(DirectorySnapshot(path: path, bytes: draft.packed(header)))
  }

  /// A file that was found by its name alone: as the index has it, or read.
  private mutating func settle(
    _ name: [UInt8], in folder: FolderHandle, _ old: PackedFolder.Record?, _ path: BytePath
  ) -> PackedFolder.Record? {
    var raw = stat()
    if let old, old.flags == 0,
      SystemPath.withCString(name, { fstatat(folder.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0,
      FileStatus.kind(ofMode: raw.st_mode) == .file, FileStamp(FileStatus(raw)) == old.stamp
    {
      return old
    }
    // The closing zero of `withCString`, without its closure: `worker` is needed inside.
    let cString = name.map { CChar(bitPattern: $0) } + [0]
    return cString.withUnsafeBufferPointer {
      worker.readFile($0.baseAddress!, in: folder.descriptor, old: old) { path }
    }
  }

  // MARK: Links

  private struct PendingLink {
    var path: [UInt8]
    var folder: Int
    var record: Int
  }

  private mutating func followLinks() {
    var looked = 0
    while looked < results.folders.count {
      var pending: [PendingLink] = []
      for index in looked..<results.folders.count {
        guard case .open(let draft, _, _) = results.folders[index].outcome else { continue }
        let folder = BytePath(results.folders[index].path)
        for (number, record) in draft.records.enumerated() where FolderDraft.group(record.kind) == 1 {
          pending.append(
            PendingLink(
              path: folder.appending(BytePath(draft.name(record))).bytes, folder: index, record: number))
        }
      }
      looked = results.folders.count
      pending.sort { ByteOrder.compare($0.path, $1.path) < 0 }
      for link in pending { follow(link) }
    }
  }

  private mutating func follow(_ link: PendingLink) {
    let folder = results.folders[link.folder]
    guard case .open(var draft, let header, let dropped) = folder.outcome else { return }
    let name = draft.name(draft.records[link.record])
    let path = BytePath(link.path)
    let opened = folder.base.path == folder.path ? nil : folder.base.reopen(folder.path)
    if let opened, opened < 0 { return report(path, .vanished) }
    let handle = opened.map(FolderHandle.init(taking:)) ?? folder.base.handle

    var record = draft.records[link.record]
    let old = record
    (record.kind, record.flags) = (PackedFolder.Record.link, 0)
    (record.stamp, record.digest) = (FileStamp(), .zero)
    let filter = EntryFilter(settings, folder: BytePath(folder.path))
    switch resolver.resolve(name, in: handle) {
    case .file(let place, let realName, _):
      guard name.withUnsafeBytes({ filter.wantsFile($0) }) else { break }
      let known = old.kind == PackedFolder.Record.linkedFile ? old : oldLink(folder.path, name)
      guard let found = settle(realName, in: place, known, path) else { break }
      (record.kind, record.flags) = (PackedFolder.Record.linkedFile, found.flags)
      (record.stamp, record.digest) = (found.stamp, found.digest)
    case .folder(let target, let status):
      guard name.withUnsafeBytes({ filter.wantsFolder($0) }) else { break }
      let identity = FolderIdentity(status)
      if LinkResolver.lies(handle, in: identity, upTo: resolver.root) {
        report(path, .linkLoop)
      } else if !visited.contains(identity), path.bytes.count <= FileScanner.longestPath {
        walkFolder(target, path.bytes)
      }
    case .nothing: report(path, .danglingLink)
    case .outside: report(path, .linkOutOfRoot)
    case .loop: report(path, .linkLoop)
    case .failed(let code): report(path, .unreadableFile(code))
    case .other: break
    }
    draft.records[link.record] = record
    results.folders[link.folder].outcome = .open(draft, header, dropped: dropped)
  }

  /// What the index has of a linked file, where its folder was listed anew.
  private func oldLink(_ folder: [UInt8], _ name: [UInt8]) -> PackedFolder.Record? {
    let packed = previous.position(of: folder).flatMap { PackedFolder(previous.folders[$0].bytes) }
    guard let record = packed?.file(named: name), record.kind == PackedFolder.Record.linkedFile else {
      return nil
    }
    return record
  }

  // MARK: Result

  private func result() -> FileScan {
    var folders = singleFiles
    folders.reserveCapacity(folders.count + results.folders.count)
    var isSame: Set<Int> = []
    for folder in results.folders {
      switch folder.outcome {
      case .same(let position):
        isSame.insert(position)
        folders.append(previous.folders[position])
      case .packed(let bytes): folders.append(DirectorySnapshot(path: BytePath(folder.path), bytes: bytes))
      case .open(let draft, let header, let dropped):
        let bytes = draft.packed(header) { dropped.contains($0) }
        folders.append(DirectorySnapshot(path: BytePath(folder.path), bytes: bytes))
      }
    }
    return FileScan(
      previous: previous, index: FileIndex(folders), isSame: isSame,
      problems: results.problems.sorted(by: ScanProblem.precedes),
      contents: Dictionary(
        results.contents.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension WalkSettings {
  init(_ scanner: FileScanner, _ previous: FileIndex) {
    self.previous = previous
    include = scanner.include
    exclude = scanner.exclude
    selection = scanner.selection
    racyRule = scanner.racyRule
    threads = max(1, scanner.threads)
    contentLimit = max(0, scanner.contentLimit)
    seams = scanner.seams
    expectedEntries = previous.folders.reduce(0) { $0 + $1.bytes.count / (PackedFolder.recordSize + 16) }

    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let descriptors = Int(clamping: limit.rlim_cur)
    openFolderLimit = scanner.seams.openFolderLimit ?? max(2, min(256, descriptors / 4))
    mostThreads = max(threads, min(FileScanner.mostThreads, descriptors / 8))
  }
}

extension PackedFolder {
  /// The record of a file or linked file that counts.
  func file(named name: [UInt8]) -> Record? {
    name.withUnsafeBytes { name in
      withContents { contents in
        for group in [files, links] {
          var (low, high) = (group.lowerBound, group.upperBound)
          while low < high {
            let middle = (low + high) / 2
            let record = contents.record(middle)
            let order = ByteOrder.compare(contents.name(record), name)
            if order == 0 {
              if record.isFile { return record }
              break
            }
            if order < 0 { low = middle + 1 } else { high = middle }
          }
        }
        return nil
      }
    }
  }
}
