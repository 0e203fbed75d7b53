import AtlasCore
import Glibc

/// Why a lock was not taken.
package enum FileLockError: Error, Hashable, Sendable {
  /// Somebody else holds it; the process id that the holder wrote into the file, if it could be read.
  case held(BytePath, by: Int32?)
  case system(SystemError)
}

extension FileLockError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .held(let path, let process):
      "\(path) is locked by \(process.map { "process \($0)" } ?? "another process"); wait for it to end"
    case .system(let error): error.description
    }
  }
}

/// A lock on a file, held until its owner lets go of it or the process ends, however it ends.
///
/// The file stays where it is: a lock file that is removed and made again is two files, and two processes would each
/// hold "the" lock. It holds the process id of its last holder, for messages only.
package struct FileLock: ~Copyable, Sendable {
  package enum Mode: Sendable {
    case exclusive
    case shared
  }

  private let file: FileDescriptor

  /// Takes the lock, waiting at most `timeout`; zero means now or never. Blocks its thread while it waits.
  package static func acquire(
    _ path: BytePath, mode: Mode = .exclusive, timeout: Duration = .zero
  ) throws(FileLockError) -> FileLock {
    let file: FileDescriptor
    do throws(SystemError) {
      file = try FileDescriptor(path, O_RDWR | O_CREAT | O_NOFOLLOW, mode: 0o666)
    } catch {
      throw .system(SystemError("lock", path, code: error.code))
    }
    let operation = (mode == .exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB
    let deadline = SystemClock.monotonic + timeout.nanoseconds
    var pause: Int64 = 500_000
    while flock(file.rawValue, operation) != 0 {
      let code = errno
      guard code == EWOULDBLOCK || code == EINTR else { throw .system(SystemError("lock", path, code: code)) }
      let left = deadline - SystemClock.monotonic
      guard left > 0 else { throw .held(path, by: holder(of: file)) }
      SystemClock.sleep(nanoseconds: min(pause, left))
      pause = min(pause * 2, 50_000_000)
    }
    if mode == .exclusive { sign(file) }
    return FileLock(file: file)
  }

  private init(file: consuming FileDescriptor) { self.file = file }

  private static func sign(_ file: borrowing FileDescriptor) {
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(file.rawValue, 0)
    _ = pwrite(file.rawValue, text, text.count, 0)
  }

  private static func holder(of file: borrowing FileDescriptor) -> Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(file.rawValue, &text, text.count, 0)
    guard count > 0, let end = text[..<count].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    return Int32(String(decoding: text[..<end], as: UTF8.self))
  }
}
