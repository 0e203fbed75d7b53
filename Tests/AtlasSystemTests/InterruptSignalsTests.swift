import AtlasCore
import Glibc
import Testing

@testable import AtlasSystem

@Suite struct InterruptSignalsTests {
  @Test func theFirstSignalCallsTheHandlerOnce() async {
    await #expect(processExitsWith: .exitCode(42)) {
      let log = EventLog()
      InterruptSignals.install { signal in
        log.add("\(signal)")
        _exit(log.events == ["interrupt"] ? 42 : 1)
      }
      kill(getpid(), SIGINT)
      while true { sleep(60) }
    }
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func theSecondEndsTheProcessAndCleansUp(_ number: Int32) async throws {
    await #expect(processExitsWith: .exitCode(number == SIGINT ? 130 : 143)) { [number] in
      let folder = try TemporaryDirectory()
      let handled = Monitor(false)
      InterruptSignals.install { _ in
        handled.withLock { $0 = true }
        handled.wakeAll()
      }
      kill(getpid(), number)
      handled.wait { $0 ? () : nil }
      // Registered last, so run first: if the folder were not removed after it, the status below would differ.
      let path = folder.path
      _ = ExitCleanup.register { if !path.exists { _exit(99) } }
      kill(getpid(), number)
      while true { sleep(60) }
    }
  }
}
