import AtlasCore
import Synchronization

/// One folder between being listed and being packed. Large folders are settled in parts, by whatever thread is free;
/// whoever settles the last part finishes the folder.
final class FolderTask: @unchecked Sendable {
  /// Entries a part has.
  static let partSize = 256

  let item: FolderWalk.FolderItem
  let handle: FolderHandle
  let identity: FolderIdentity
  let header: PackedFolder.Header
  /// What the index has of this folder, and where.
  let previous: PackedFolder?
  let previousPosition: Int?
  /// The new listing; nil when the names of `previous` still hold.
  let listing: FolderDraft?
  /// For each entry of the listing its position in `previous`, or -1.
  let ancestry: [Int32]

  private struct Progress {
    var partsLeft: Int
    var changes: [EntryChange] = []
  }

  /// Guards what the threads that settle the parts have found.
  private let progress: Mutex<Progress>

  init(
    _ item: FolderWalk.FolderItem, _ handle: FolderHandle, _ identity: FolderIdentity,
    _ header: PackedFolder.Header, previous: PackedFolder?, previousPosition: Int?, listing: FolderDraft?,
    ancestry: [Int32], parts: Int
  ) {
    self.item = item
    self.handle = handle
    self.identity = identity
    self.header = header
    self.previous = previous
    self.previousPosition = previousPosition
    self.listing = listing
    self.ancestry = ancestry
    progress = Mutex(Progress(partsLeft: parts))
  }

  /// Hands in what one part found; gives everything once the last part is in.
  func add(_ changes: [EntryChange]) -> [EntryChange]? {
    progress.withLock { progress in
      progress.changes += changes
      progress.partsLeft -= 1
      return progress.partsLeft == 0 ? progress.changes : nil
    }
  }

  func path(of name: UnsafeRawBufferPointer) -> BytePath {
    var path = item.path
    path.reserveCapacity(path.count + 1 + name.count)
    if !path.isEmpty { path.append(BytePath.separator) }
    path.append(contentsOf: name)
    return BytePath(path)
  }
}

/// An entry that is not as the index has it: its new record, or that it is gone.
struct EntryChange {
  var index: Int
  /// Stamp, digest and flags are new; the rest is not used.
  var record: PackedFolder.Record?
}
