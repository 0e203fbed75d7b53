import AtlasCore
import CLinux
import Glibc

/// An open file, closed when its owner lets go of it.
package struct FileDescriptor: ~Copyable, Sendable {
  package let rawValue: Int32

  /// Takes ownership of a descriptor that is open.
  package init(taking rawValue: Int32) { self.rawValue = rawValue }

  deinit { Glibc.close(rawValue) }

  /// Opens a file or folder; `O_CLOEXEC` is always added. Works for paths longer than the kernel's limit too.
  package init(
    _ path: BytePath, _ flags: Int32, mode: mode_t = 0o666
  ) throws(SystemError) {
    self.init(taking: try FileDescriptor.raw(path, flags, mode: mode, folder: AT_FDCWD))
  }

  /// The same, relative to an open folder; an absolute path ignores the folder.
  package init(
    _ path: BytePath, _ flags: Int32, mode: mode_t = 0o666, relativeTo folder: borrowing FileDescriptor
  ) throws(SystemError) {
    self.init(taking: try FileDescriptor.raw(path, flags, mode: mode, folder: folder.rawValue))
  }

  /// A folder, for reading and as the start of relative paths.
  package static func folder(_ path: BytePath) throws(SystemError) -> FileDescriptor {
    try FileDescriptor(path, O_RDONLY | O_DIRECTORY)
  }

  /// Gives up ownership without closing.
  package consuming func release() -> Int32 {
    let value = rawValue
    discard self
    return value
  }

  static func raw(
    _ path: BytePath, _ flags: Int32, mode: mode_t, folder: Int32
  ) throws(SystemError) -> Int32 {
    let descriptor = SystemPath.open(folder, path.bytes, flags, mode)
    guard descriptor >= 0 else { throw SystemError("open", path, code: -descriptor) }
    return descriptor
  }
}

/// Paths as the kernel takes them: bytes with a zero at the end, and no more than `PATH_MAX` of them in one call.
enum SystemPath {
  /// What the kernel takes in one call, its closing zero included.
  static let longestInOneCall = 4096

  /// Calls `body` with the path and its closing zero; an empty path stands for the current folder.
  /// A path that holds a zero byte names nothing: `body` gets a path that ends there, so callers check first.
  static func withCString<Result, Failure: Error>(
    _ path: [UInt8], _ body: (UnsafePointer<CChar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var bytes = path.isEmpty ? [UInt8(ascii: ".")] : path
    bytes.append(0)
    // The closure of `withUnsafeBytes` cannot carry a typed error through, hence the detour.
    let result = bytes.withUnsafeBufferPointer { buffer -> Swift.Result<Result, Failure> in
      buffer.withMemoryRebound(to: CChar.self) { characters in
        do throws(Failure) { return .success(try body(characters.baseAddress!)) } catch {
          return .failure(error)
        }
      }
    }
    return try result.get()
  }

  /// `openat` with `O_CLOEXEC`, repeated when a signal interrupts it; the negated error number when it fails.
  static func open(_ folder: Int32, _ path: [UInt8], _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    if path.contains(0) { return -ENOENT }
    if path.count >= longestInOneCall { return openInSteps(folder, path, flags, mode) }
    return withCString(path) { open(folder, $0, flags, mode) }
  }

  /// The same for a name that already ends in a zero.
  static func open(_ folder: Int32, _ name: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t = 0) -> Int32
  {
    while true {
      let descriptor = openat(folder, name, flags | O_CLOEXEC, mode)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { return -errno }
    }
  }

  /// Opens a longer path piece by piece, each piece relative to the folder that the one before it led to.
  private static func openInSteps(_ folder: Int32, _ path: [UInt8], _ flags: Int32, _ mode: mode_t) -> Int32 {
    var rest = path[...]
    var current = folder
    var owned = false
    defer { if owned { close(current) } }
    while rest.count >= longestInOneCall {
      let window = rest.prefix(longestInOneCall - 1)
      guard let slash = window.lastIndex(of: BytePath.separator), slash > rest.startIndex else {
        return -ENAMETOOLONG
      }
      let next = withCString(Array(rest[..<slash])) {
        open(current, $0, CLinuxFlag.pathOnly | O_DIRECTORY)
      }
      guard next >= 0 else { return next }
      if owned { close(current) }
      (current, owned) = (next, true)
      rest = rest[slash...].drop { $0 == BytePath.separator }
    }
    return withCString(Array(rest)) { open(current, $0, flags, mode) }
  }
}

enum CLinuxFlag {
  /// `O_PATH`: a handle to stand on, which needs no right to read.
  static let pathOnly = Int32(CLINUX_O_PATH)
}
