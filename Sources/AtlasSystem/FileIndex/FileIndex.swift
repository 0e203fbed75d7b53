import AtlasCore

/// A folder of the index as the store keeps it: one row.
package struct DirectorySnapshot: Hashable, Sendable {
  /// Relative to the project folder; empty for the project folder itself.
  package var path: BytePath
  /// Opaque; written by a scan and read by the next.
  package var bytes: [UInt8]

  package init(path: BytePath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// What the last scan found: every folder, in the order of its path. Bytes that cannot be read stand for a folder of
/// which nothing is known.
package struct FileIndex: Sendable {
  /// Sorted by the bytes of their paths, each path once.
  package let folders: [DirectorySnapshot]

  package static let empty = FileIndex([])

  /// Takes the folders in any order; of two with one path the first stands.
  package init(_ folders: [DirectorySnapshot]) {
    var isSorted = true
    for index in folders.indices.dropFirst()
    where ByteOrder.compare(folders[index - 1].path.bytes, folders[index].path.bytes) >= 0 {
      isSorted = false
      break
    }
    if isSorted {
      self.folders = folders
      return
    }
    var unique: [DirectorySnapshot] = []
    for folder in folders.sorted(by: { ByteOrder.compare($0.path.bytes, $1.path.bytes) < 0 })
    where unique.last?.path != folder.path { unique.append(folder) }
    self.folders = unique
  }

  /// One digest of all paths and contents. Complexity: a few bytes a folder.
  package var fingerprint: Digest {
    var bytes: [UInt8] = []
    for folder in folders {
      guard let header = PackedFolder.header(folder.bytes), header.fingerprint != .zero else { continue }
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: folder.path.bytes.count)) {
        bytes.append(contentsOf: $0)
      }
      bytes += folder.path.bytes
      withUnsafeBytes(of: header.fingerprint) { bytes.append(contentsOf: $0) }
    }
    return Digest(of: bytes)
  }

  /// Complexity: a binary search.
  func position(of path: [UInt8]) -> Int? {
    var low = 0
    var high = folders.count
    while low < high {
      let middle = (low + high) / 2
      let order = ByteOrder.compare(folders[middle].path.bytes, path)
      if order == 0 { return middle }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
