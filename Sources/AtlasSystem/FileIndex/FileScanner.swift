import AtlasCore
import Glibc

/// Looks at every file of the project that matters and says what changed since the last scan.
///
/// See docs/engineering/file-index.md. In short: one walk on two threads, each folder open once and everything asked
/// relative to it; an entry of the index that still has its times is believed, unless they are too young to be; a folder
/// that still has its times is not listed again; everything else is read and hashed on the spot. What cannot be read is a
/// problem of the result, never an error.
package struct FileScanner: Sendable {
  /// The project folder.
  package var root: BytePath
  /// Folders or files relative to it; the empty path or `.` is the project folder itself.
  package var roots: [BytePath]
  /// Files below a root that count. A file that is itself a root counts whatever this says.
  package var include: GlobSet
  /// Files that do not, and folders that are not entered.
  package var exclude: GlobSet
  package var racyRule: RacyRule
  /// Threads at work, the caller's included. More are started while reading waits for the disk.
  package var threads = 2
  /// Bytes of new and changed files that are handed to the caller, so that it need not read them again.
  package var contentLimit = FileScanner.usualContentLimit

  package static let usualContentLimit = 64 << 20
  /// Threads that read while the page cache is cold: a disk answers 32 questions almost as fast as one.
  static let mostThreads = 32
  /// Four times what the kernel takes in one call. Deeper trees would cost memory with the square of their depth.
  package static let longestPath = 16_384

  /// For tests.
  var seams = Seams()

  struct Seams: Sendable {
    /// Gives directory entries an order that depends on it.
    var shuffleSeed: UInt64?
    /// Called between listing a folder and looking at its files.
    var afterListing: (@Sendable (BytePath) -> Void)?
    /// Called before each attempt to read a file, when it is open.
    var beforeReading: (@Sendable (BytePath, Int) -> Void)?
    /// Descriptors that may be kept open for folders still to be entered.
    var openFolderLimit: Int?
  }

  package init(
    root: BytePath, roots: [BytePath], include: GlobSet, exclude: GlobSet = .none, racyRule: RacyRule
  ) {
    self.root = root
    self.roots = roots
    self.include = include
    self.exclude = exclude
    self.racyRule = racyRule
  }

  /// Throws only where the project folder itself cannot be opened. Blocks; the result does not depend on threads or on
  /// the order in which the file system lists.
  package func scan(previous: FileIndex = .empty) throws(SystemError) -> FileScan {
    let folder = try FileDescriptor.folder(root)
    let status = try FileStatus(of: folder)
    let pass = ScanPass(self, previous, root: folder.release(), rootIdentity: FolderIdentity(status))
    return pass.run()
  }

  /// Of everything that decides which names of a folder are kept.
  var selection: Digest {
    var writer = ByteWriter()
    writer.write("atlas file selection 1")
    for set in [include, exclude] { writer.write(set.globs) { $1.write($0.pattern) } }
    return Digest(of: writer.bytes)
  }
}

/// Which folder it is, under whatever name.
struct FolderIdentity: Hashable {
  var device: UInt64
  var inode: UInt64

  init(_ status: FileStatus) {
    device = status.device
    inode = status.inode
  }
}

/// An open folder, closed when nobody needs it any more.
final class FolderHandle: Sendable {
  let descriptor: Int32
  init(taking descriptor: Int32) { self.descriptor = descriptor }
  deinit { close(descriptor) }
}

/// Where a walk began: a root, or the folder a link leads to.
final class WalkBase: Sendable {
  let handle: FolderHandle
  let path: [UInt8]

  init(_ handle: FolderHandle, _ path: [UInt8]) {
    self.handle = handle
    self.path = path
  }

  /// Opens a folder of the walk again from its beginning, name by name and through no link; a negated error number when
  /// that fails. For what is left when too many folders would be open.
  func reopen(_ path: [UInt8]) -> Int32 {
    var current = fcntl(handle.descriptor, F_DUPFD_CLOEXEC, 0)
    if current < 0 { return -errno }
    for name in path[self.path.count...].split(separator: BytePath.separator) {
      let next = SystemPath.open(current, Array(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      close(current)
      if next < 0 { return next }
      current = next
    }
    return current
  }
}
