import Glibc

/// The Markdown files of a folder and of those in it.
enum CorpusPages {
  static func paths(under root: String) -> [String] {
    var paths: [String] = []
    var folders = [root]
    while let folder = folders.popLast() {
      guard let directory = opendir(folder) else { continue }
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name.hasPrefix(".") { continue }
        if entry.pointee.d_type == DT_DIR { folders.append("\(folder)/\(name)") }
        if name.hasSuffix(".md") { paths.append("\(folder)/\(name)") }
      }
    }
    return paths.sorted()
  }

  static func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}
