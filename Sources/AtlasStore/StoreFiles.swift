import AtlasCore
import Glibc

/// The few calls to the kernel that the store makes. An error is the errno, 0 is success.
enum StoreFiles {
  struct Status: Equatable {
    enum Kind { case file, folder, other }

    var kind: Kind
    var size: Int
    var device: UInt64
    var inode: UInt64

    /// Whether both stand for the same file on the disk, whatever it holds.
    func isSameFile(as other: Status) -> Bool { device == other.device && inode == other.inode }
  }

  /// What stands at the path, following links; nil where nothing does or it cannot be asked for.
  static func status(_ path: BytePath) -> Status? {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0 else { return nil }
    return Status(status)
  }

  /// The whole file, where it is a regular one of exactly `size` bytes.
  static func read(_ path: BytePath, size: Int) -> [UInt8]? {
    // A pipe in the place of a file must not make us wait.
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var found = stat()
    guard fstat(descriptor, &found) == 0, Status(found).kind == .file, Int(found.st_size) == size else {
      return nil
    }
    var filled = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while filled < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + filled, size - filled)
        if got < 0 && errno == EINTR { continue }
        guard got > 0 else { break }
        filled += got
      }
      count = filled
    }
    return filled == size ? bytes : nil
  }

  /// Writes a file under a name of its own beside `path` and moves it there, so that nobody ever sees half of it.
  static func write(_ bytes: [UInt8], to path: BytePath) -> Int32 {
    let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    let temporary = BytePath(path.bytes + Array(".tmp-\(mark)".utf8))
    let descriptor = temporary.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
    guard descriptor >= 0 else { return errno }
    var error = write(bytes, to: descriptor)
    if close(descriptor) != 0 && error == 0 { error = errno }
    if error == 0 { error = move(temporary, to: path) }
    if error != 0 { _ = temporary.withCString { unlink($0) } }
    return error
  }

  static func move(_ path: BytePath, to target: BytePath) -> Int32 {
    path.withCString { path in target.withCString { rename(path, $0) } } == 0 ? 0 : errno
  }

  static func makeFolder(_ path: BytePath) -> Int32 {
    if path.withCString({ mkdir($0, 0o777) }) == 0 { return 0 }
    switch errno {
    case EEXIST: return status(path)?.kind == .folder ? 0 : EEXIST
    case ENOENT where !path.parent.bytes.isEmpty:
      let error = makeFolder(path.parent)
      guard error == 0 else { return error }
      return path.withCString { mkdir($0, 0o777) } == 0 || errno == EEXIST ? 0 : errno
    case let error: return error
    }
  }

  /// The names in a folder, in the order of their bytes; empty where it cannot be read.
  static func names(in folder: BytePath) -> [BytePath] {
    guard let listing = folder.withCString({ opendir($0) }) else { return [] }
    defer { closedir(listing) }
    var names: [BytePath] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: UInt8.self, capacity: 256) {
          Array(UnsafeBufferPointer(start: $0, count: strnlen($0, 256)))
        }
      }
      if name != Array(".".utf8) && name != Array("..".utf8) { names.append(BytePath(name)) }
    }
    return names.sorted()
  }

  /// Removes a file, or a folder with all that is in it, following no links.
  static func remove(_ path: BytePath) {
    if path.withCString({ unlink($0) }) == 0 || errno == ENOENT { return }
    for name in names(in: path) { remove(path.appending(name)) }
    _ = path.withCString { rmdir($0) }
  }

  static func text(of error: Int32) -> String {
    // As SQLite says it, so that the same cause has the same words.
    [ENOSPC, EDQUOT].contains(error) ? "database or disk is full" : String(cString: strerror(error))
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return errno }
      written += count
    }
    return 0
  }
}

/// The lock that whoever makes, rebuilds or moves the database holds alone, and whoever opens it holds with others. The
/// kernel gives it back when the process ends, however it ends; its file is never removed, because a lock on a removed
/// file keeps nobody out.
struct OpeningLock: ~Copyable {
  enum Failure: Error {
    /// Somebody else held it all the time.
    case timedOut
    case refused(errno: Int32)
  }

  private let descriptor: Int32

  /// Waits at most `patience` milliseconds. In a folder where nothing can be written there is no lock to take, and
  /// nobody to keep out.
  init(_ path: BytePath, exclusive: Bool, patience: Int32) throws(Failure) {
    var descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o666) }
    if descriptor < 0 && (errno == EACCES || errno == EROFS || errno == EPERM) {
      let refusal = errno
      descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
      if descriptor < 0 && !exclusive {
        self.descriptor = -1
        return
      }
      // That there is no lock to read is not the reason: that none can be made is.
      guard descriptor >= 0 else { throw .refused(errno: refusal) }
    }
    guard descriptor >= 0 else { throw .refused(errno: errno) }
    var waited: Int32 = 0
    while flock(descriptor, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0 {
      let error = errno
      guard error == EWOULDBLOCK || error == EINTR, waited < patience else {
        close(descriptor)
        // Some file systems know no locks; a cache on them is shared by nobody or at one's own risk.
        if error == ENOLCK || error == ENOSYS || error == EOPNOTSUPP {
          self.descriptor = -1
          return
        }
        if error == EWOULDBLOCK { throw .timedOut }
        throw .refused(errno: error)
      }
      usleep(2000)
      waited += 2
    }
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Does something while the lock is held.
  static func holding<Value: ~Copyable>(
    _ path: BytePath, exclusive: Bool, patience: Int32, _ body: () -> Value
  ) throws(Failure) -> Value {
    let lock = try OpeningLock(path, exclusive: exclusive, patience: patience)
    let value = body()
    _ = consume lock
    return value
  }
}

extension StoreFiles.Status {
  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    size = Int(status.st_size)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }
}

extension BytePath {
  func withCString<Value>(_ body: (UnsafePointer<CChar>) -> Value) -> Value {
    (bytes + [0]).withUnsafeBytes { body($0.bindMemory(to: CChar.self).baseAddress!) }
  }
}
