import AtlasCore
import Glibc

/// What the kernel says of a file: everything that a change of its content changes, and what it is.
package struct FileStatus: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case file
    case folder
    case link
    /// A named pipe, socket or device: nothing to read from here.
    case other
  }

  package var kind: Kind
  package var size: Int64
  /// Nanoseconds since 1970 of the last change of the content; anyone may set it to anything.
  package var modified: Int64
  /// Nanoseconds since 1970 of the last change of content, name or rights; the kernel alone sets it.
  package var changed: Int64
  package var inode: UInt64
  package var device: UInt64
  /// Permission bits.
  package var mode: UInt32

  /// The file at a path; a symbolic link at its end is followed unless told otherwise.
  package init(_ path: BytePath, followLinks: Bool = true) throws(SystemError) {
    self = try FileStatus.read(path, folder: AT_FDCWD, followLinks: followLinks)
  }

  package init(
    _ path: BytePath, relativeTo folder: borrowing FileDescriptor, followLinks: Bool = true
  ) throws(SystemError) {
    self = try FileStatus.read(path, folder: folder.rawValue, followLinks: followLinks)
  }

  /// The file that is open.
  package init(of descriptor: borrowing FileDescriptor) throws(SystemError) {
    var raw = stat()
    guard fstat(descriptor.rawValue, &raw) == 0 else { throw SystemError.last("examine") }
    self.init(raw)
  }

  /// Whether there is anything at a path, if only a link to nothing.
  package static func exists(_ path: BytePath) -> Bool {
    (try? FileStatus(path, followLinks: false)) != nil
  }

  /// Whether a path leads to a regular file.
  package static func isFile(_ path: BytePath) -> Bool { (try? FileStatus(path))?.kind == .file }

  /// Whether a path leads to a regular file that this process may execute.
  package static func isExecutableFile(_ path: BytePath) -> Bool {
    isFile(path) && SystemPath.withCString(path.bytes) { access($0, X_OK) == 0 }
  }

  init(_ raw: stat) {
    kind = FileStatus.kind(ofMode: raw.st_mode)
    size = Int64(raw.st_size)
    modified = FileStatus.nanoseconds(raw.st_mtim)
    changed = FileStatus.nanoseconds(raw.st_ctim)
    inode = UInt64(raw.st_ino)
    device = UInt64(raw.st_dev)
    mode = UInt32(raw.st_mode & 0o7777)
  }

  static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// Wraps instead of trapping: some file systems hold dates that nanoseconds cannot count, and only equality matters.
  @inline(__always)
  static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  private static func read(
    _ path: BytePath, folder: Int32, followLinks: Bool
  ) throws(SystemError) -> FileStatus {
    if path.bytes.count >= SystemPath.longestInOneCall {
      let flags = CLinuxFlag.pathOnly | (followLinks ? 0 : O_NOFOLLOW)
      let raw = SystemPath.open(folder, path.bytes, flags)
      guard raw >= 0 else { throw SystemError("examine", path, code: -raw) }
      return try FileStatus(of: FileDescriptor(taking: raw))
    }
    if path.bytes.contains(0) { throw SystemError("examine", path, code: ENOENT) }
    var raw = stat()
    let failed = SystemPath.withCString(path.bytes) {
      fstatat(folder, $0, &raw, followLinks ? 0 : AT_SYMLINK_NOFOLLOW) != 0
    }
    if failed { throw SystemError.last("examine", path) }
    return FileStatus(raw)
  }
}
