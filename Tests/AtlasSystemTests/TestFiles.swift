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
    try AtomicFile.write(Array(text.utf8), to: path(name), unlessEqual: false, createParents: true)
  }

  func makeFolder(_ name: BytePath) throws { try FileTree.makeFolder(path(name)) }

  func link(_ name: BytePath, to target: BytePath) throws {
    try check(symlink(target.cString, path(name).cString), "symlink")
  }

  func makePipe(_ name: BytePath) throws { try check(mkfifo(path(name).cString, 0o666), "mkfifo") }

  func remove(_ name: BytePath) throws { try FileTree.remove(path(name)) }

  func rename(_ old: BytePath, to new: BytePath) throws {
    try check(Glibc.rename(path(old).cString, path(new).cString), "rename")
  }

  func setMode(_ name: BytePath, _ mode: mode_t) throws {
    try check(chmod(path(name).cString, mode), "chmod")
  }

  /// Sets the modification time; the kernel sets the change time to now.
  func setModified(_ name: BytePath, _ nanoseconds: Int64) throws {
    let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    try check(utimensat(AT_FDCWD, path(name).cString, [time, time], 0), "utimensat")
  }

  /// Not `#require`, which would record a failure that a caller with `try?` expects.
  private func check(_ answer: Int32, _ operation: String) throws(SystemError) {
    if answer != 0 { throw SystemError.last(operation) }
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
