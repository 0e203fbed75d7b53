import AtlasCore
import Glibc

/// The names in a folder.
package enum FolderNames {
  /// In no particular order, without `.` and `..`.
  package static func all(in folder: BytePath) throws(SystemError) -> [BytePath] {
    let descriptor = try FileDescriptor.folder(folder)
    guard let stream = fdopendir(descriptor.release()) else { throw SystemError.last("list", folder) }
    defer { closedir(stream) }
    var names: [BytePath] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in Array(raw.prefix { $0 != 0 }) }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(BytePath(name)) }
    }
    return names
  }
}
