import AtlasCore
import Glibc

extension FileStatus {
  /// Whether anything is there that can be looked at.
  package static func exists(_ path: BytePath) -> Bool { (try? FileStatus(path)) != nil }

  package static func isFile(_ path: BytePath) -> Bool { (try? FileStatus(path))?.kind == .file }

  /// Whether it is a file that this user may execute.
  package static func isExecutableFile(_ path: BytePath) -> Bool {
    isFile(path) && access(path.bytes.map { CChar(bitPattern: $0) } + [0], X_OK) == 0
  }
}

extension SystemError {
  /// Whether there is nothing at the path.
  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
}
