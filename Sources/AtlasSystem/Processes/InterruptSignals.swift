import CLinux
import Glibc
import Synchronization

/// What SIGINT and SIGTERM do: the first asks the program to stop, the second ends it at once.
package enum InterruptSignals {
  /// The two signals that ask a program to end, and the exit status of a program that did.
  package enum Signal: Sendable {
    case interrupt
    case terminate

    package var exitStatus: Int32 {
      switch self {
      case .interrupt: 130
      case .terminate: 143
      }
    }

    init?(number: UInt8) {
      switch Int32(number) {
      case SIGINT: self = .interrupt
      case SIGTERM: self = .terminate
      default: return nil
      }
    }
  }

  /// Calls `handler` once, on a thread of its own, at the first SIGINT or SIGTERM. The second runs `ExitCleanup` and
  /// ends the process; a third ends it without. May be called from anywhere and at any time; the first call counts.
  package static func install(_ handler: @escaping @Sendable (Signal) -> Void) {
    guard claim() else { return }
    ignoreBrokenPipes()
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else { return }
    let reader = ends[0]
    SignalNotes.shared.writer.store(ends[1], ordering: .releasing)
    guard let thread = SystemThread({ listen(reader, handler) }) else { return }
    thread.detach()

    for number in [SIGINT, SIGTERM] where !isIgnored(number) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { SignalNotes.shared.note($0) }
      sigemptyset(&action.sa_mask)
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
  }

  /// A write to a closed pipe becomes an error code, in this process only: children get the signal back.
  package static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  private static let isInstalled = Mutex(false)

  private static func claim() -> Bool {
    isInstalled.withLock { isInstalled in
      defer { isInstalled = true }
      return !isInstalled
    }
  }

  /// A program started with `nohup` or in the background of a script keeps ignoring what it was told to ignore.
  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0, let handler = action.__sigaction_handler.sa_handler else {
      return false
    }
    return unsafeBitCast(handler, to: Int.self) == 1
  }

  private static func listen(_ reader: Int32, _ handler: @Sendable (Signal) -> Void) {
    var isFirst = true
    while true {
      var number: UInt8 = 0
      let count = read(reader, &number, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, let signal = Signal(number: number) else { return }
      if isFirst {
        isFirst = false
        handler(signal)
      } else {
        ExitCleanup.runAll()
        _exit(signal.exitStatus)
      }
    }
  }
}

/// What the signal handler itself touches: a number and a counter, made before the handler is installed, so that
/// nothing is initialised, locked or allocated inside it.
private final class SignalNotes: Sendable {
  static let shared = SignalNotes()

  let writer = Atomic<Int32>(-1)
  private let count = Atomic<Int32>(0)

  func note(_ number: Int32) {
    let saved = errno
    if count.wrappingAdd(1, ordering: .relaxed).newValue > 2 { _exit(128 + number) }
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(writer.load(ordering: .acquiring), &byte, 1)
    errno = saved
  }
}
