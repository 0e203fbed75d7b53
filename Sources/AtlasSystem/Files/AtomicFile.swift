import AtlasCore
import Glibc
import Synchronization

/// Writes files whole or not at all: readers see the old bytes or the new ones, whatever happens in between.
///
/// There is no `fsync`: everything written here can be made again from the sources, a crash of the program loses nothing
/// (the kernel has the bytes), and after a crash of the machine the next run compares bytes and writes again. It would
/// cost milliseconds a file.
package enum AtomicFile {
  /// Writes `bytes` to `path` and says whether it did; a file that already has these bytes is left untouched, with its
  /// times. A link at `path` is written through; an existing file keeps its rights, a new one gets those that the umask
  /// leaves.
  @discardableResult
  package static func write(
    _ bytes: [UInt8], to path: BytePath, unlessEqual: Bool = true, createParents: Bool = false
  ) throws(SystemError) -> Bool {
    let target = try resolved(path)
    let existing = try? FileStatus(target)
    if unlessEqual, holds(bytes, target, existing) { return false }
    if createParents, !target.parent.bytes.isEmpty { try FileTree.makeFolder(target.parent) }

    let folder = try openFolder(of: target)
    let temporary = try makeTemporary(in: folder, beside: target)
    do throws(SystemError) {
      try fill(temporary.file, bytes, mode: existing?.mode, target)
      try rename(temporary.name, in: folder, to: target)
    } catch {
      _ = SystemPath.withCString(temporary.name) { unlinkat(folder.rawValue, $0, 0) }
      throw error
    }
    return true
  }

  private static func holds(_ bytes: [UInt8], _ path: BytePath, _ existing: FileStatus?) -> Bool {
    guard let existing, existing.kind == .file, existing.size == Int64(bytes.count) else { return false }
    return (try? FileContent.read(path))?.bytes == bytes
  }

  /// Where a link at `path` leads; the path itself where there is no link or nothing at all.
  private static func resolved(_ path: BytePath) throws(SystemError) -> BytePath {
    guard (try? FileStatus(path, followLinks: false))?.kind == .link else { return path }
    guard let real = SystemPath.withCString(path.bytes, { realpath($0, nil) }) else {
      throw SystemError.last("write to", path)
    }
    defer { free(real) }
    return BytePath(Array(UnsafeRawBufferPointer(start: real, count: strlen(real))))
  }

  private static func openFolder(of path: BytePath) throws(SystemError) -> FileDescriptor {
    let raw = SystemPath.open(AT_FDCWD, path.parentForOpening, O_RDONLY | O_DIRECTORY)
    guard raw >= 0 else { throw SystemError("write to", path, code: -raw) }
    return FileDescriptor(taking: raw)
  }

  private struct Temporary: ~Copyable {
    let name: [UInt8]
    let file: FileDescriptor
  }

  private static let counter = Atomic<UInt64>(0)

  /// A name of its own, not derived from the target's: that may already be as long as names can be.
  private static func makeTemporary(
    in folder: borrowing FileDescriptor, beside path: BytePath
  ) throws(SystemError) -> Temporary {
    while true {
      let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
      let name = Array(".atlas-\(getpid())-\(number).tmp".utf8)
      let raw = SystemPath.open(folder.rawValue, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o666)
      if raw >= 0 { return Temporary(name: name, file: FileDescriptor(taking: raw)) }
      guard raw == -EEXIST else { throw SystemError("write to", path, code: -raw) }
    }
  }

  private static func fill(
    _ file: borrowing FileDescriptor, _ bytes: [UInt8], mode: UInt32?, _ path: BytePath
  ) throws(SystemError) {
    if let mode, fchmod(file.rawValue, mode_t(mode)) != 0 { throw SystemError.last("write to", path) }
    let code = bytes.withUnsafeBytes { DescriptorWriting.writeAll($0, to: file.rawValue) }
    if code != 0 { throw SystemError("write to", path, code: code) }
  }

  private static func rename(
    _ name: [UInt8], in folder: borrowing FileDescriptor, to path: BytePath
  ) throws(SystemError) {
    let descriptor = folder.rawValue
    let last = path.components.last?.bytes ?? []
    guard !last.isEmpty, !path.bytes.contains(0) else { throw SystemError("write to", path, code: EINVAL) }
    let done = SystemPath.withCString(name) { old in
      SystemPath.withCString(last) { renameat(descriptor, old, descriptor, $0) == 0 }
    }
    if !done { throw SystemError.last("write to", path) }
  }
}
