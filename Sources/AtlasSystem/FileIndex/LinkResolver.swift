import AtlasCore
import CLinux
import Glibc

/// Finds out where a name leads, link by link, and whether that is inside the project. The kernel would follow links by
/// itself, but it does not tell where the file lies that it found.
struct LinkResolver {
  enum Destination {
    case folder(FolderHandle, FileStatus)
    /// The folder it lies in, its name there, and what it is.
    case file(FolderHandle, [UInt8], FileStatus)
    /// A pipe, socket or device.
    case other
    case nothing
    case outside
    case loop
    case failed(Int32)
  }

  let root: FolderIdentity
  private static let mostLinks = 40
  /// Folders between a file and the project folder; more than any path this program takes can have.
  private static let mostSteps = 20_000

  /// Where `name` in an open folder leads; a name that is no link leads to itself.
  func resolve(_ name: [UInt8], in folder: FolderHandle) -> Destination {
    var folder = folder
    var name = name
    for _ in 0...LinkResolver.mostLinks {
      var raw = stat()
      let code = SystemPath.withCString(name) {
        fstatat(folder.descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno
      }
      if code != 0 { return failure(code) }
      let status = FileStatus(raw)
      switch status.kind {
      case .file: return isInside(folder) ? .file(folder, name, status) : .outside
      case .folder: return openFolder(name, in: folder)
      case .other: return .other
      case .link: break
      }
      guard let target = LinkResolver.target(name, in: folder) else { return .nothing }
      // A target that ends in a slash or a dot can only be a folder, and has no name of its own to look at.
      let last = BytePath(target).name.bytes
      if last.isEmpty || last == Array(".".utf8) || last == Array("..".utf8) {
        return openFolder(target, in: folder)
      }
      let parent = BytePath(target).parentForOpening
      if !parent.isEmpty {
        let next = SystemPath.open(folder.descriptor, parent, CLinuxFlag.pathOnly | O_DIRECTORY)
        if next < 0 { return failure(-next) }
        folder = FolderHandle(taking: next)
      }
      name = last
    }
    return .loop
  }

  /// Whether a folder is the other or lies in it.
  static func lies(_ folder: FolderHandle, in other: FolderIdentity, upTo root: FolderIdentity) -> Bool {
    climb(from: folder, upTo: root) { $0 == other }
  }

  private func isInside(_ folder: FolderHandle) -> Bool {
    LinkResolver.climb(from: folder, upTo: root) { $0 == root }
  }

  /// Walks up through `..`, as the kernel sees it, until `found` or the root of the project or of everything.
  private static func climb(
    from folder: FolderHandle, upTo root: FolderIdentity, _ found: (FolderIdentity) -> Bool
  ) -> Bool {
    var current = folder
    var last: FolderIdentity?
    for _ in 0..<mostSteps {
      var raw = stat()
      guard fstat(current.descriptor, &raw) == 0 else { return false }
      let identity = FolderIdentity(FileStatus(raw))
      if found(identity) { return true }
      if identity == root || identity == last { return false }
      last = identity
      let parent = SystemPath.open(current.descriptor, Array("..".utf8), CLinuxFlag.pathOnly | O_DIRECTORY)
      guard parent >= 0 else { return false }
      current = FolderHandle(taking: parent)
    }
    return false
  }

  private func openFolder(_ path: [UInt8], in folder: FolderHandle) -> Destination {
    // Judged before it is opened for reading: outside the project nothing is anybody's business.
    let position = SystemPath.open(folder.descriptor, path, CLinuxFlag.pathOnly | O_DIRECTORY)
    if position < 0 { return failure(-position) }
    guard isInside(FolderHandle(taking: position)) else { return .outside }
    let readable = SystemPath.open(folder.descriptor, path, O_RDONLY | O_DIRECTORY)
    if readable < 0 { return failure(-readable) }
    let handle = FolderHandle(taking: readable)
    var raw = stat()
    guard fstat(readable, &raw) == 0 else { return .failed(errno) }
    return .folder(handle, FileStatus(raw))
  }

  private func failure(_ code: Int32) -> Destination {
    switch code {
    case ENOENT, ENOTDIR: .nothing
    case ELOOP: .loop
    default: .failed(code)
    }
  }

  private static func target(_ name: [UInt8], in folder: FolderHandle) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: SystemPath.longestInOneCall)
    let count = SystemPath.withCString(name) { name in
      buffer.withUnsafeMutableBytes {
        readlinkat(folder.descriptor, name, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
      }
    }
    return count > 0 ? Array(buffer[..<count]) : nil
  }
}
