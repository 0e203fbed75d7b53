import AtlasCore
import CLinux
import Glibc

/// The names in an open folder, as the kernel gives them: one system call for some hundred names, in no order.
package struct FolderListing: ~Copyable {
  struct Failure: Error { var code: Int32 }

  /// The kinds that matter here; `unknown` is what some file systems answer for everything.
  enum Kind: Hashable {
    case file
    case folder
    case link
    case other
    case unknown
  }

  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

  deinit { buffer.deallocate() }

  /// Calls `body` with each name (without its closing zero) and kind, leaving out `.` and `..`.
  func forEach(
    in folder: Int32, _ body: (UnsafeRawBufferPointer, Kind) -> Void
  ) throws(Failure) {
    while true {
      let got = getdents64(folder, buffer.baseAddress!, buffer.count)
      if got == 0 { return }
      if got < 0 {
        if errno == EINTR { continue }
        throw Failure(code: errno)
      }
      var offset = 0
      // struct linux_dirent64: inode (8), offset (8), length of the record (2), kind (1), name.
      while offset < got {
        let length = Int(buffer.loadUnaligned(fromByteOffset: offset + 16, as: UInt16.self))
        let name = buffer.baseAddress! + offset + 19
        let bytes = UnsafeRawBufferPointer(
          start: name, count: strlen(name.assumingMemoryBound(to: CChar.self)))
        let kind = FolderListing.kind(buffer[offset + 18])
        offset += length
        if !FolderListing.isSelfOrParent(bytes) { body(bytes, kind) }
      }
    }
  }

  /// The names in a folder, hidden ones too, in the order of their bytes.
  package static func names(in path: BytePath) throws(SystemError) -> [BytePath] {
    let folder = try FileDescriptor.folder(path)
    do throws(Failure) {
      return try names(of: folder.rawValue).map(BytePath.init).sorted()
    } catch {
      throw SystemError("list", path, code: error.code)
    }
  }

  static func names(of folder: Int32) throws(Failure) -> [[UInt8]] {
    var names: [[UInt8]] = []
    try FolderListing().forEach(in: folder) { name, _ in names.append(Array(name)) }
    return names
  }

  private static func isSelfOrParent(_ name: UnsafeRawBufferPointer) -> Bool {
    let dot = UInt8(ascii: ".")
    return name.count == 1 && name[0] == dot || name.count == 2 && name[0] == dot && name[1] == dot
  }

  private static func kind(_ raw: UInt8) -> Kind {
    switch raw {
    case 0: .unknown
    case 4: .folder
    case 8: .file
    case 10: .link
    default: .other
    }
  }
}
