import AtlasCore

/// A file of the index.
package struct ScannedFile: Hashable, Sendable {
  package var path: BytePath
  package var digest: Digest
  package var size: Int64
  /// False when it changed whenever it was read: what is made of it must not be stored.
  package var isStable: Bool
}

/// What is different since the index that the scan was given; each list in the order of the paths.
package struct FileChanges: Hashable, Sendable {
  package var added: [BytePath] = []
  package var changed: [BytePath] = []
  package var removed: [BytePath] = []

  package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }
}

/// What a scan found. Lists of files are made only when asked for.
package struct FileScan: Sendable {
  /// To hand to the next scan.
  package let index: FileIndex
  /// The folders of `index` that the store does not have like this yet.
  package let updatedFolders: [DirectorySnapshot]
  /// The folders that the store has and `index` has not.
  package let removedFolders: [BytePath]
  /// In the order of their paths.
  package let problems: [ScanProblem]
  /// One digest of all paths and contents.
  package let fingerprint: Digest
  /// Whether paths and contents are those of the index the scan was given.
  package let isUnchanged: Bool

  private let previous: FileIndex
  private let contents: [BytePath: [UInt8]]

  /// `isSame` holds the positions in `previous` of folders that are in `index` as they are there.
  init(
    previous: FileIndex, index: FileIndex, isSame: Set<Int>, problems: [ScanProblem],
    contents: [BytePath: [UInt8]]
  ) {
    self.previous = previous
    self.index = index
    self.problems = problems
    self.contents = contents
    var updated: [DirectorySnapshot] = []
    var removed: [BytePath] = []
    FileScan.compare(previous, index) { position, new in
      guard let new else { return removed.append(previous.folders[position!].path) }
      guard let position else { return updated.append(new) }
      if !isSame.contains(position), previous.folders[position].bytes != new.bytes { updated.append(new) }
    }
    updatedFolders = updated
    removedFolders = removed
    fingerprint = index.fingerprint
    // A folder that changed may still hold the same files with other times.
    isUnchanged = updated.isEmpty && removed.isEmpty || fingerprint == previous.fingerprint
  }

  /// The bytes of a new or changed file as they were hashed, or nil where there was no room to keep them.
  package func content(of path: BytePath) -> [UInt8]? { contents[path] }

  /// Complexity: linear in the entries of the folders that changed.
  package func changes() -> FileChanges {
    var changes = FileChanges()
    FileScan.compare(previous, index) { position, new in
      let old = position.map { previous.folders[$0] }
      if let old, let new, old.bytes == new.bytes { return }
      FolderFiles.compare(old, new, &changes)
    }
    changes.added.sort()
    changes.changed.sort()
    changes.removed.sort()
    return changes
  }

  /// Every file, in the order of the paths. Complexity: linear, one path each.
  package func files() -> [ScannedFile] { OrderedFiles.all(of: index) }

  /// The file at a path, or nil. Complexity: two binary searches.
  package func file(at path: BytePath) -> ScannedFile? {
    let (folder, single) = (index.position(of: path.parent.bytes), index.position(of: path.bytes))
    for position in [folder, single].compactMap(\.self) {
      guard let packed = PackedFolder(index.folders[position].bytes),
        packed.isSingleFile == (position == single), let record = packed.file(named: path.name.bytes)
      else { continue }
      return ScannedFile(path, record)
    }
    return nil
  }

  /// Goes through two indexes side by side: a position in the old one, a folder of the new one, or both.
  private static func compare(
    _ old: FileIndex, _ new: FileIndex, _ body: (Int?, DirectorySnapshot?) -> Void
  ) {
    var position = 0
    for folder in new.folders {
      var order: Int32 = 1
      while position < old.folders.count {
        order = ByteOrder.compare(old.folders[position].path.bytes, folder.path.bytes)
        if order >= 0 { break }
        body(position, nil)
        position += 1
      }
      if position < old.folders.count, order == 0 {
        body(position, folder)
        position += 1
      } else {
        body(nil, folder)
      }
    }
    while position < old.folders.count {
      body(position, nil)
      position += 1
    }
  }
}

extension ScannedFile {
  init(_ path: BytePath, _ record: PackedFolder.Record) {
    self.init(
      path: path, digest: record.digest, size: record.stamp.size,
      isStable: record.flags & PackedFolder.Record.unstable == 0)
  }
}

/// The files of one packed folder.
struct FolderFiles {
  let path: BytePath
  let isSingleFile: Bool
  private let packed: PackedFolder
  /// Positions of the records that count as files, by the bytes of their names.
  let positions: [Int]

  /// Nil where nothing is known of the folder.
  init?(_ snapshot: DirectorySnapshot?) {
    guard let snapshot, let packed = PackedFolder(snapshot.bytes) else { return nil }
    path = snapshot.path
    self.packed = packed
    isSingleFile = packed.isSingleFile
    positions = packed.withContents { contents in
      let files = packed.files.filter { contents.record($0).isFile }
      let linked = packed.links.filter { contents.record($0).isFile }
      if linked.isEmpty { return files }
      return (files + linked).sorted {
        ByteOrder.compare(contents.name(contents.record($0)), contents.name(contents.record($1))) < 0
      }
    }
  }

  func record(_ number: Int) -> PackedFolder.Record { packed.withContents { $0.record(positions[number]) } }

  func path(_ number: Int) -> BytePath {
    if isSingleFile { return path }
    return packed.withContents { contents in
      let name = contents.name(contents.record(positions[number]))
      return BytePath(
        [UInt8](unsafeUninitializedCapacity: path.bytes.count + 1 + name.count) { buffer, count in
          let raw = UnsafeMutableRawBufferPointer(buffer)
          count = path.bytes.count
          path.bytes.withUnsafeBytes { raw.copyMemory(from: $0) }
          if count > 0 {
            raw[count] = BytePath.separator
            count += 1
          }
          (raw.baseAddress! + count).copyMemory(from: name.baseAddress!, byteCount: name.count)
          count += name.count
        })
    }
  }

  /// The order of a name here and of some bytes.
  func compare(_ number: Int, _ bytes: UnsafeRawBufferPointer) -> Int32 {
    packed.withContents { ByteOrder.compare($0.name($0.record(positions[number])), bytes) }
  }

  private func compare(_ number: Int, _ other: FolderFiles, _ otherNumber: Int) -> Int32 {
    other.packed.withContents { compare(number, $0.name($0.record(other.positions[otherNumber]))) }
  }

  /// Adds what differs between two states of one folder.
  static func compare(_ old: DirectorySnapshot?, _ new: DirectorySnapshot?, _ changes: inout FileChanges) {
    let (old, new) = (FolderFiles(old), FolderFiles(new))
    let (oldCount, newCount) = (old?.positions.count ?? 0, new?.positions.count ?? 0)
    var (left, right) = (0, 0)
    while left < oldCount || right < newCount {
      let order: Int32
      if let old, let new, left < oldCount, right < newCount {
        order = old.compare(left, new, right)
      } else {
        order = left < oldCount ? -1 : 1
      }
      if order == 0, let old, let new, old.record(left).digest != new.record(right).digest {
        changes.changed.append(new.path(right))
      }
      if order < 0, let old { changes.removed.append(old.path(left)) }
      if order > 0, let new { changes.added.append(new.path(right)) }
      if order <= 0 { left += 1 }
      if order >= 0 { right += 1 }
    }
  }
}

/// All files of an index in the order of their paths, without sorting them: folders are taken in the order in which their
/// contents stand (by path and closing slash), and each is let in between the files of the folder it lies in.
private enum OrderedFiles {
  static func all(of index: FileIndex) -> [ScannedFile] {
    let folders = index.folders.compactMap(FolderFiles.init).map { (key: key($0), files: $0) }
      .sorted { ByteOrder.compare($0.key, $1.key) < 0 }
    var found: [ScannedFile] = []
    found.reserveCapacity(folders.reduce(0) { $0 + $1.files.positions.count })
    // The folders that the current one lies in, each with the next of its files.
    var open: [(key: [UInt8], files: FolderFiles, next: Int)] = []

    func emit(_ level: Int, before limit: ArraySlice<UInt8>?) {
      let files = open[level].files
      var next = open[level].next
      while next < files.positions.count {
        if let limit, limit.withUnsafeBytes({ files.compare(next, $0) }) > 0 { break }
        found.append(ScannedFile(files.path(next), files.record(next)))
        next += 1
      }
      open[level].next = next
    }

    for folder in folders {
      while let last = open.last, !folder.key.starts(with: last.key) {
        emit(open.count - 1, before: nil)
        open.removeLast()
      }
      if let last = open.last { emit(open.count - 1, before: folder.key[last.key.count...]) }
      open.append((folder.key, folder.files, 0))
    }
    while !open.isEmpty {
      emit(open.count - 1, before: nil)
      open.removeLast()
    }
    return found
  }

  private static func key(_ folder: FolderFiles) -> [UInt8] {
    let path = folder.path.bytes
    return folder.isSingleFile || path.isEmpty ? path : path + [BytePath.separator]
  }
}
