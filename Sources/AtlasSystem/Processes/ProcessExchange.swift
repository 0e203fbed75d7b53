import Glibc

/// Talks to a child until it has ended: one loop over `poll` feeds it, collects what it says, watches the time, and ends
/// it when told to. Blocks its thread; no pipe that is full or held open by others can block it for good.
struct ProcessExchange: ~Copyable {
  private enum Phase {
    case running
    /// Asked to end; killed at the given time.
    case asked(killAt: Int64)
    case killed
  }

  /// How long pipes are read that others hold open: after the child's own end, and after its group was killed.
  private static let patience: Int64 = 200_000_000

  private var child: ChildProcess
  private let stop: StopRequest
  private let gracePeriod: Int64
  private let deadline: Int64?
  private let input: [UInt8]
  private var written = 0
  private var inputIsOpen: Bool
  private var output: Collected
  private var errorOutput: Collected
  private var phase = Phase.running
  private var timedOut = false
  private var cancelled = false

  init(_ command: Subprocess, _ child: consuming ChildProcess, _ stop: StopRequest, started: Int64) {
    self.child = child
    self.stop = stop
    gracePeriod = max(0, command.gracePeriod.nanoseconds)
    deadline = command.timeLimit.map { started + $0.nanoseconds }
    input = command.input
    inputIsOpen = true
    output = Collected(limit: command.outputLimit)
    errorOutput = Collected(limit: command.errorOutputLimit)
  }

  mutating func run() -> Subprocess.Outcome {
    if input.isEmpty { closeInput() }
    while !hasEnded() {
      escalate(SystemClock.monotonic)
      exchange(until: nextEvent(), watchesChild: true)
    }
    readTheRest()
    return outcome()
  }

  /// Looks without reaping: until it is reaped nobody else can get the child's id, or its group's.
  private func hasEnded() -> Bool {
    var info = siginfo_t()
    while true {
      if waitid(P_PID, id_t(child.id), &info, WEXITED | WNOHANG | WNOWAIT) == 0 {
        return info._sifields._sigchld.si_pid != 0
      }
      // ECHILD: somebody reaped it for us (SIGCHLD ignored); nothing more can be learnt.
      if errno != EINTR { return true }
    }
  }

  private mutating func escalate(_ now: Int64) {
    switch phase {
    case .running:
      if stop.isRequested { cancelled = true } else if let deadline, now >= deadline { timedOut = true }
      guard cancelled || timedOut else { return }
      kill(-child.id, SIGTERM)
      // A stopped process does not see SIGTERM before it goes on.
      kill(-child.id, SIGCONT)
      phase = .asked(killAt: now + gracePeriod)
    case .asked(let killAt) where now >= killAt:
      kill(-child.id, SIGKILL)
      phase = .killed
    case .asked, .killed: break
    }
  }

  private func nextEvent() -> Int64? {
    switch phase {
    case .running: deadline
    case .asked(let killAt): killAt
    case .killed: nil
    }
  }

  /// The child has ended. What it left behind is killed while its id still protects the group's.
  private mutating func readTheRest() {
    drain(until: SystemClock.monotonic + ProcessExchange.patience)
    kill(-child.id, SIGKILL)
    drain(until: SystemClock.monotonic + ProcessExchange.patience)
  }

  private mutating func drain(until end: Int64) {
    closeInput()
    while output.isOpen || errorOutput.isOpen, SystemClock.monotonic < end {
      exchange(until: end, watchesChild: false)
    }
  }

  private mutating func closeInput() {
    inputIsOpen = false
    child.closeInput()
  }

  /// Waits for something to happen, until `end` at most, and does what it asks for.
  private mutating func exchange(until end: Int64?, watchesChild: Bool) {
    var requests: [pollfd] = []
    func watch(_ descriptor: Int32, _ events: Int32, if wanted: Bool) {
      requests.append(pollfd(fd: wanted ? descriptor : -1, events: Int16(events), revents: 0))
    }
    watch(child.input, POLLOUT, if: inputIsOpen)
    watch(child.output.rawValue, POLLIN, if: output.isOpen)
    watch(child.errorOutput.rawValue, POLLIN, if: errorOutput.isOpen)
    watch(child.exitNotice ?? -1, POLLIN, if: watchesChild)
    if case .running = phase { watch(stop.descriptor, POLLIN, if: watchesChild) }

    var timeout = end.map { max(0, $0 - SystemClock.monotonic) / 1_000_000 + 1 } ?? -1
    // Without a notice of the child's end, look for it often.
    if watchesChild, child.exitNotice == nil { timeout = timeout < 0 ? 10 : min(timeout, 10) }
    guard poll(&requests, nfds_t(requests.count), Int32(clamping: timeout)) > 0 else { return }

    if requests[0].revents != 0 { feed() }
    if requests[1].revents != 0 { output.receive(from: child.output.rawValue) }
    if requests[2].revents != 0 { errorOutput.receive(from: child.errorOutput.rawValue) }
  }

  private mutating func feed() {
    let count = input[written...].withUnsafeBytes { write(child.input, $0.baseAddress!, $0.count) }
    if count >= 0 { written += count }
    // A command may well end its interest in its input before its end; that is no failure.
    let isBroken = count < 0 && errno != EAGAIN && errno != EINTR
    if isBroken || written == input.count { closeInput() }
  }

  private func outcome() -> Subprocess.Outcome {
    var status: Int32 = 0
    var usage = rusage()
    var reaped: pid_t
    repeat { reaped = wait4(child.id, &status, 0, &usage) } while reaped < 0 && errno == EINTR
    let signal = status & 0x7F
    return Subprocess.Outcome(
      termination: signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal),
      output: output.bytes, errorOutput: errorOutput.bytes,
      outputIsTruncated: output.isTruncated, errorOutputIsTruncated: errorOutput.isTruncated,
      timedOut: timedOut, cancelled: cancelled,
      cpuTime: nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime))
  }

  private func nanoseconds(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1_000
  }
}

/// What one pipe of a child has brought so far, up to a limit.
private struct Collected {
  let limit: Int
  var bytes: [UInt8] = []
  var isTruncated = false
  var isOpen = true

  init(limit: Int) { self.limit = max(0, limit) }

  /// Takes what is there now. Beyond the limit it is taken too, and dropped: the child must not wait for us.
  mutating func receive(from descriptor: Int32) {
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 16) { buffer in
      let count = read(descriptor, buffer.baseAddress!, buffer.count)
      if count > 0 {
        let kept = min(count, limit - bytes.count)
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<kept]))
        if kept < count { isTruncated = true }
      } else if count == 0 || errno != EAGAIN && errno != EINTR {
        isOpen = false
      }
    }
  }
}
