import AtlasCore
import Glibc

/// The bytes of a file, and whether they are the bytes of one moment: a file that changes while it is read is read
/// once more, and if it changes again the caller learns that what it holds may belong together or may not.
package struct FileContent: Sendable {
  package var bytes: [UInt8]
  /// What the file was when its last byte had been read.
  package var status: FileStatus
  /// False when the file changed during the second reading too: use the bytes for this run, store nothing made of them.
  package var isStable: Bool

  /// Files above 2 GiB - 1 byte are refused: no page is that long, and one read call takes no more.
  package static let largestSize = Int(Int32.max)

  /// Reads a whole file. Never waits for a pipe, a device or a lock: what is not a file is an error.
  package static func read(_ path: BytePath) throws(SystemError) -> FileContent {
    try read(path, folder: AT_FDCWD)
  }

  package static func read(
    _ path: BytePath, relativeTo folder: borrowing FileDescriptor
  ) throws(SystemError) -> FileContent {
    try read(path, folder: folder.rawValue)
  }

  /// `beforeReading` is for tests: it is called with the number of the attempt, between the first look and the reading.
  static func read(
    _ path: BytePath, folder: Int32, beforeReading: ((Int) -> Void)? = nil
  ) throws(SystemError) -> FileContent {
    let raw = SystemPath.open(folder, path.bytes, FileReader.flags)
    guard raw >= 0 else { throw SystemError("open", path, code: -raw) }
    let descriptor = FileDescriptor(taking: raw)
    var reader = FileReader()
    let outcome: FileReader.Outcome
    do throws(FileReader.Failure) {
      outcome = try reader.read(descriptor.rawValue, beforeReading: beforeReading)
    } catch {
      throw error.systemError(path)
    }
    return FileContent(bytes: Array(reader.bytes), status: outcome.status, isStable: outcome.isStable)
  }
}

/// Reads one file after another into the same memory, which it owns.
struct FileReader: ~Copyable {
  /// Without `O_NONBLOCK` the opening of a named pipe would wait for its writer.
  static let flags = O_RDONLY | O_NONBLOCK | O_NOCTTY

  struct Outcome {
    var status: FileStatus
    var isStable: Bool
  }

  enum Failure: Error, Hashable {
    case system(Int32)
    case isNoFile(FileStatus.Kind)
    case tooLarge
    /// Written to faster than it can be read.
    case keepsGrowing

    func systemError(_ path: BytePath) -> SystemError {
      switch self {
      case .system(let code): SystemError("read", path, code: code)
      case .isNoFile(.folder): SystemError("read", path, code: EISDIR)
      case .isNoFile: SystemError("read", path, code: EINVAL, detail: "not a regular file")
      case .tooLarge:
        SystemError("read", path, code: EFBIG, detail: "larger than \(FileContent.largestSize) bytes")
      case .keepsGrowing: SystemError("read", path, code: EFBIG, detail: "grows while being read")
      }
    }
  }

  /// What may be added to a file while it is read, before the reader gives up.
  static let largestGrowth = 16 << 20

  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
  private var count = 0

  deinit { memory.deallocate() }

  /// What the last `read` gave. Valid until the next one.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Reads all of an open file, again if it changed meanwhile.
  mutating func read(
    _ descriptor: Int32, beforeReading: ((Int) -> Void)? = nil
  ) throws(Failure) -> Outcome {
    var before = try status(descriptor)
    guard before.kind == .file else { throw .isNoFile(before.kind) }
    var attempt = 1
    while true {
      beforeReading?(attempt)
      try readOnce(descriptor, expected: before.size)
      let after = try status(descriptor)
      // A size of 0 with content is how /proc describes its files.
      let isStable = after == before && (Int64(count) == before.size || before.size == 0)
      if isStable || attempt == 2 { return Outcome(status: after, isStable: isStable) }
      before = after
      attempt += 1
    }
  }

  private func status(_ descriptor: Int32) throws(Failure) -> FileStatus {
    var raw = stat()
    guard fstat(descriptor, &raw) == 0 else { throw .system(errno) }
    return FileStatus(raw)
  }

  private mutating func readOnce(_ descriptor: Int32, expected: Int64) throws(Failure) {
    guard expected <= Int64(FileContent.largestSize) else { throw .tooLarge }
    count = 0
    // One byte more than expected, so that the read which meets the end of the file is the one that read it.
    reserve(Int(expected) + 1)
    while true {
      if count == memory.count { reserve(count * 2) }
      let got = pread(
        descriptor, memory.baseAddress! + count, min(memory.count - count, 1 << 30), off_t(count))
      if got == 0 { return }
      if got < 0 {
        if errno == EINTR { continue }
        throw .system(errno)
      }
      count += got
      guard count <= FileContent.largestSize else { throw .tooLarge }
      if count > Int(expected) + FileReader.largestGrowth { throw .keepsGrowing }
    }
  }

  private mutating func reserve(_ needed: Int) {
    guard needed > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: needed, alignment: 16)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    memory.deallocate()
    memory = larger
  }
}
