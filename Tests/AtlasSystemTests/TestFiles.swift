import AtlasCore
import AtlasSystem
import Glibc
import Testing

/// A temporary folder and the few things that tests do in it.
struct TestFolder: ~Copyable {
  let directory: TemporaryDirectory
  var path: BytePath { directory.path }

  init() throws { directory = try TemporaryDirectory(prefix: "atlas-test") }

  func path(_ name: BytePath) -> BytePath { path.appending(name) }

  func write(_ name: BytePath, _ text: String = "text") throws {
    try AtomicFile.write(Array(text.utf8), to: path(name), unlessEqual: false, makeFolders: true)
  }

  func makeFolder(_ name: BytePath) throws { try FileTree.makeFolder(path(name)) }

  func link(_ name: BytePath, to target: BytePath) throws {
    try #require(symlink(target.cString, path(name).cString) == 0)
  }

  func makePipe(_ name: BytePath) throws { try #require(mkfifo(path(name).cString, 0o666) == 0) }

  func remove(_ name: BytePath) throws { try FileTree.remove(path(name)) }

  func rename(_ old: BytePath, to new: BytePath) throws {
    try #require(Glibc.rename(path(old).cString, path(new).cString) == 0)
  }

  func setMode(_ name: BytePath, _ mode: mode_t) throws { try #require(chmod(path(name).cString, mode) == 0) }

  /// Sets the modification time; the kernel sets the change time to now.
  func setModified(_ name: BytePath, _ nanoseconds: Int64) throws {
    let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    try #require(utimensat(AT_FDCWD, path(name).cString, [time, time], 0) == 0)
  }

  func names(_ folder: BytePath = "") throws -> [String] {
    guard let stream = opendir(path(folder).cString) else { throw SystemError.last("list", path(folder)) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

extension BytePath {
  var cString: [CChar] { bytes.map { CChar(bitPattern: $0) } + [0] }

  var exists: Bool { (try? FileStatus(self, followLinks: false)) != nil }
}

/// How many descriptors this process has open.
func openDescriptorCount() -> Int {
  (0..<4096).count { fcntl(Int32($0), F_GETFD) >= 0 }
}
