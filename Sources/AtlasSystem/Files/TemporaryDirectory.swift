import AtlasCore
import Glibc

/// A new, empty folder that only this user can enter, and that is gone with everything in it when its owner lets go.
package struct TemporaryDirectory: ~Copyable, Sendable {
  package let path: BytePath
  private let cleanup: ExitCleanup.Token

  /// Makes the folder in `$TMPDIR`, or in /tmp where that is unset or unusable.
  package init(prefix: String = "atlas") throws(SystemError) {
    var made: BytePath?
    var failure = SystemError("make temporary folder", code: ENOENT)
    for parent in TemporaryDirectory.parents() where made == nil {
      do throws(SystemError) { made = try TemporaryDirectory.make(prefix, in: parent) } catch {
        failure = error
      }
    }
    guard let made else { throw failure }
    path = made
    cleanup = ExitCleanup.register { try? FileTree.remove(made) }
  }

  deinit {
    ExitCleanup.unregister(cleanup)
    try? FileTree.remove(path)
  }

  private static func parents() -> [BytePath] {
    guard let named = ProcessEnvironment.value("TMPDIR"), !named.isEmpty else { return ["/tmp"] }
    let path = BytePath(named)
    return [path.isAbsolute ? path : ProcessEnvironment.currentDirectory.appending(path), "/tmp"]
  }

  private static func make(_ prefix: String, in parent: BytePath) throws(SystemError) -> BytePath {
    var template = parent.appending(prefix + "-XXXXXX").bytes + [0]
    let made = template.withUnsafeMutableBytes {
      mkdtemp($0.baseAddress!.assumingMemoryBound(to: CChar.self))
    }
    guard made != nil else { throw SystemError.last("make temporary folder in", parent) }
    return BytePath(template.dropLast())
  }
}
