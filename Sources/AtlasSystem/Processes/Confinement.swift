import AtlasCore
import CLandlock
import Glibc

/// Keeps a command from writing outside one folder, by Landlock: this program starts itself with `Confinement.flag`, the
/// folder and the command, gives up the right to write elsewhere, and becomes the command. No privilege is needed, and
/// what the command starts is confined with it.
package enum Confinement {
  /// The first argument that asks for it. Not a flag of the command line: nobody types it.
  package static let flag = "--confined-to"

  /// Whether the kernel can confine.
  package static var isSupported: Bool { clandlock_version() > 0 }

  /// Where the arguments ask for it: confines this process and becomes the command. Returns only where that fails, with
  /// the exit status of shells: 126 for a command that cannot be started, 127 for one that is not there.
  package static func become(_ arguments: [[UInt8]]) -> Int32? {
    guard arguments.first == Array(flag.utf8) else { return nil }
    guard arguments.count >= 3 else { return complain("no command", status: 126) }
    guard confine(to: BytePath(arguments[1])) else {
      return complain("the kernel refuses to confine it: \(SystemError.text(of: errno))", status: 126)
    }
    let command = arguments.dropFirst(2).map { $0.map { CChar(bitPattern: $0) } + [0] }
    var pointers: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    pointers.append(nil)
    execv(pointers[0]!, pointers)
    let status: Int32 = errno == ENOENT ? 127 : 126
    return complain(SystemError.text(of: errno), status: status)
  }

  private static func confine(to folder: BytePath) -> Bool {
    var writing = UInt64(CLANDLOCK_WRITE_FILE | CLANDLOCK_REMOVE_DIR)
    writing |= UInt64(CLANDLOCK_REMOVE_FILE | CLANDLOCK_MAKE_ANY)
    let version = clandlock_version()
    if version >= 2 { writing |= UInt64(CLANDLOCK_REFER) }
    if version >= 3 { writing |= UInt64(CLANDLOCK_TRUNCATE) }
    let ruleset = clandlock_create(writing)
    guard ruleset >= 0 else { return false }
    defer { close(ruleset) }
    guard allow(ruleset, folder, writing) else { return false }
    // Programs throw output away at /dev/null; it keeps nothing.
    _ = allow(ruleset, "/dev/null", UInt64(CLANDLOCK_WRITE_FILE))
    return clandlock_enforce(ruleset) == 0
  }

  private static func allow(_ ruleset: Int32, _ path: BytePath, _ access: UInt64) -> Bool {
    let descriptor = SystemPath.withCString(path.bytes) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return clandlock_allow(ruleset, descriptor, access) == 0
  }

  private static func complain(_ reason: String, status: Int32) -> Int32 {
    StandardStreams.error.write("atlas-build: cannot start the command of a stage: \(reason)\n")
    return status
  }
}
