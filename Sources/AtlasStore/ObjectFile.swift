import AtlasCore
import Glibc

/// A body too large for the database, as a file named by its digest.
enum ObjectFile {
  /// Writes it, over whatever stands there: a body is written because what stood there, if anything, was not right.
  static func write(_ body: [UInt8], to path: BytePath) -> Int32 {
    let error = StoreFiles.write(body, to: path)
    switch error {
    case ENOENT:
      let error = StoreFiles.makeFolder(path.parent)
      return error == 0 ? StoreFiles.write(body, to: path) : error
    case EISDIR, ENOTEMPTY, EEXIST:
      StoreFiles.remove(path)
      return StoreFiles.write(body, to: path)
    case ENOTDIR:
      // Something that is not a folder stands where a folder belongs.
      for folder in [path.parent.parent, path.parent] where StoreFiles.status(folder)?.kind != .folder {
        StoreFiles.remove(folder)
      }
      let error = StoreFiles.makeFolder(path.parent)
      return error == 0 ? StoreFiles.write(body, to: path) : error
    default: return error
    }
  }

  static func problem(_ error: Int32, at path: BytePath) -> StoreProblem {
    switch error {
    case ENOSPC, EDQUOT:
      StoreProblem(
        kind: .full,
        message:
          "\(path): \(StoreFiles.text(of: error)); the rest of this run is not kept; make room or clear the cache"
      )
    case EACCES, EPERM, EROFS: .readOnly(path)
    default: .inaccessible(path, StoreFiles.text(of: error))
    }
  }
}
