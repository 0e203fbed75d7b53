import Glibc

/// The two clocks: one to measure with, one that people read.
package enum SystemClock {
  /// Nanoseconds that only ever grow; no relation to any date.
  package static var monotonic: Int64 { read(CLOCK_MONOTONIC) }

  /// Seconds since 1970. Never enters an output or a key: see `SOURCE_DATE_EPOCH`.
  package static var wallSeconds: Int64 { read(CLOCK_REALTIME) / 1_000_000_000 }

  /// CPU time of this process, in nanoseconds.
  package static var processTime: Int64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// CPU time of this thread, in nanoseconds.
  package static var threadTime: Int64 { read(CLOCK_THREAD_CPUTIME_ID) }

  /// Blocks the thread; a signal does not shorten it.
  static func sleep(nanoseconds: Int64) {
    var request = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    var rest = timespec()
    while nanosleep(&request, &rest) != 0, errno == EINTR { request = rest }
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return FileStatus.nanoseconds(time)
  }
}

extension Duration {
  /// Saturates instead of trapping: a limit of a thousand years is no limit.
  package var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    guard seconds < 4_000_000_000 else { return 4_000_000_000_000_000_000 }
    guard seconds > -4_000_000_000 else { return -4_000_000_000_000_000_000 }
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
