import AtlasCore
import CLinux
import Glibc

/// Makes and removes folders with all that is in them.
package enum FileTree {
  /// Removes a file, link or folder and everything below it; links are removed, never followed. What is not there is
  /// no error. Complexity: at most 40 open descriptors, however deep the tree is.
  package static func remove(_ path: BytePath) throws(SystemError) {
    let parent = SystemPath.open(AT_FDCWD, path.parentForOpening, CLinuxFlag.pathOnly | O_DIRECTORY)
    guard parent >= 0 else {
      if parent == -ENOENT { return }
      throw SystemError("remove", path, code: -parent)
    }
    let folder = FileDescriptor(taking: parent)
    let name = path.components.last?.bytes ?? []
    guard !name.isEmpty, name != Array("..".utf8), name != Array(".".utf8) else {
      throw SystemError("remove", path, code: EINVAL)
    }
    let code = remove(name, in: folder.rawValue, top: folder.rawValue, depth: 0)
    if code != 0 { throw SystemError("remove", path, code: code) }
  }

  /// Makes a folder and those above it; one that is there already is no error.
  package static func makeFolder(_ path: BytePath, mode: mode_t = 0o777) throws(SystemError) {
    if SystemPath.withCString(path.bytes, { mkdir($0, mode) }) == 0 { return }
    switch errno {
    case EEXIST:
      guard (try? FileStatus(path))?.kind == .folder else {
        throw SystemError("make folder", path, code: ENOTDIR)
      }
    case ENOENT:
      let parent = path.parent
      guard !parent.bytes.isEmpty, parent != path else {
        throw SystemError("make folder", path, code: ENOENT)
      }
      try makeFolder(parent, mode: mode)
      guard SystemPath.withCString(path.bytes, { mkdir($0, mode) }) == 0 || errno == EEXIST else {
        throw SystemError.last("make folder", path)
      }
    default: throw SystemError.last("make folder", path)
    }
  }

  private static let deepestDescent = 32

  /// Removes one entry of an open folder; gives an error number, or 0. A folder that lies too deep is first moved up
  /// to `top`, so that neither the stack nor the number of open descriptors grows with the tree.
  private static func remove(_ name: [UInt8], in folder: Int32, top: Int32, depth: Int) -> Int32 {
    let failure = SystemPath.withCString(name) { unlinkat(folder, $0, 0) == 0 ? 0 : errno }
    if failure == 0 || failure == ENOENT { return 0 }
    guard failure == EISDIR || failure == EPERM else { return failure }

    let child = openForRemoval(name, in: folder)
    if child == -ENOTDIR || child == -ELOOP { return failure }
    guard child >= 0 else { return -child }
    let owner = FileDescriptor(taking: child)
    do throws(FolderListing.Failure) {
      for entry in try FolderListing.names(of: child) {
        let code: Int32
        if depth >= deepestDescent, let moved = lift(entry, from: child, to: top) {
          code = remove(moved, in: top, top: top, depth: 1)
        } else {
          code = remove(entry, in: child, top: top, depth: depth + 1)
        }
        if code != 0 { return code }
      }
    } catch {
      return error.code
    }
    _ = consume owner
    return SystemPath.withCString(name) {
      unlinkat(folder, $0, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : errno
    }
  }

  /// Opens a folder whose rights may forbid it, by giving its owner all rights first.
  private static func openForRemoval(_ name: [UInt8], in folder: Int32) -> Int32 {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW
    let child = SystemPath.open(folder, name, flags)
    if child >= 0 {
      if faccessat(child, ".", W_OK | X_OK, 0) != 0 { _ = fchmod(child, 0o700) }
      return child
    }
    guard child == -EACCES else { return child }
    _ = SystemPath.withCString(name) { fchmodat(folder, $0, 0o700, 0) }
    return SystemPath.open(folder, name, flags)
  }

  /// Moves a subfolder to the top under a name nobody else uses; nil where it is no folder or cannot be moved.
  private static func lift(_ name: [UInt8], from folder: Int32, to top: Int32) -> [UInt8]? {
    var raw = stat()
    guard SystemPath.withCString(name, { fstatat(folder, $0, &raw, AT_SYMLINK_NOFOLLOW) }) == 0,
      FileStatus.kind(ofMode: raw.st_mode) == .folder
    else { return nil }
    let moved = Array(".removing-\(getpid())-\(raw.st_ino)".utf8)
    let done = SystemPath.withCString(name) { old in
      SystemPath.withCString(moved) { renameat(folder, old, top, $0) == 0 }
    }
    return done ? moved : nil
  }
}

extension BytePath {
  /// The folder that holds this name, in a form `open` takes: `/` for what lies there, empty for the current folder.
  var parentForOpening: [UInt8] {
    var trimmed = bytes
    while trimmed.count > 1, trimmed.last == BytePath.separator { trimmed.removeLast() }
    let parent = BytePath(trimmed).parent.bytes
    return parent.isEmpty && isAbsolute ? [BytePath.separator] : parent
  }
}
