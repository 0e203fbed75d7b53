import CLinux
import Glibc

/// Tells a thread that waits in `poll` to stop. Made by one side, asked for by any.
final class StopRequest: Sendable {
  /// Becomes readable, and stays so, when somebody asks to stop.
  let descriptor: Int32

  init() throws(SystemError) {
    descriptor = eventfd(0, O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw SystemError.last("make an event") }
  }

  deinit { close(descriptor) }

  func request() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }

  var isRequested: Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) > 0
  }
}
