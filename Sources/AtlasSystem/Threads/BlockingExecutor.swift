/// Threads of our own for work that blocks: cold files, child processes, locks. Such work in the cooperative pool, which
/// has one thread a core, would stop everybody else.
///
/// Threads are started when work waits and none is idle, up to the bound, and stay until `shutDown`.
package final class BlockingExecutor: TaskExecutor {
  /// One for the whole program: 32 readers keep a disk busy even on two cores.
  package static let shared = BlockingExecutor(threads: 32)

  private struct State {
    var jobs: [UnownedJob] = []
    /// The first job that has not been taken; what lies before it is dropped now and then.
    var next = 0
    var idle = 0
    var threads = 0
    var isClosed = false

    var waiting: Int { jobs.count - next }

    mutating func take() -> UnownedJob? {
      guard next < jobs.count else { return nil }
      defer {
        next += 1
        if next == jobs.count || next > 1024 {
          jobs.removeFirst(next)
          next = 0
        }
      }
      return jobs[next]
    }
  }

  private let limit: Int
  private let stackSize: Int
  private let state = Monitor(State())

  /// Precondition: at least one thread.
  package init(threads: Int, stackSize: Int = 1 << 20) {
    precondition(threads >= 1, "BUG: a BlockingExecutor needs a thread")
    limit = threads
    self.stackSize = stackSize
  }

  /// The number of threads that have been started so far.
  package var threadCount: Int { state.withLock { $0.threads } }

  /// Runs `body` on one of the threads and gives what it returns or throws.
  package func run<Result: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    let result = await withTaskExecutorPreference(self) { await BlockingExecutor.call(body) }
    return try result.get()
  }

  @concurrent
  private static func call<Result: Sendable, Failure: Error>(
    _ body: @Sendable () throws(Failure) -> Result
  ) async -> Swift.Result<Result, Failure> {
    do throws(Failure) { return .success(try body()) } catch { return .failure(error) }
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustStart = state.withLock { state in
      // After `shutDown` a late job still runs: a task that never resumes would hang its caller.
      state.jobs.append(job)
      guard state.waiting > state.idle, state.threads < limit else { return false }
      state.threads += 1
      return true
    }
    state.wakeOne()
    if mustStart { startThread() }
  }

  /// Lets the threads end when the work they have is done. Work that comes later gets a new thread.
  package func shutDown() {
    state.withLock { $0.isClosed = true }
    state.wakeAll()
  }

  private func startThread() {
    let thread = SystemThread(stackSize: stackSize) { [self] in work() }
    if let thread {
      thread.detach()
      return
    }
    // No more threads to be had. If there is one, it will come to this job; otherwise this thread must.
    let others = state.withLock { state in
      state.threads -= 1
      return state.threads
    }
    if others == 0 { work(untilEmpty: true) }
  }

  private func work(untilEmpty: Bool = false) {
    while let job = nextJob(orLeaveWhenEmpty: untilEmpty) {
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  /// Waits for a job; nil when this thread is to end, which it has then been counted out of.
  private func nextJob(orLeaveWhenEmpty: Bool) -> UnownedJob? {
    var isIdle = false
    return state.wait { state -> UnownedJob?? in
      if isIdle { state.idle -= 1 }
      isIdle = false
      if let job = state.take() { return .some(job) }
      if orLeaveWhenEmpty { return .some(nil) }
      if state.isClosed {
        state.threads -= 1
        return .some(nil)
      }
      state.idle += 1
      isIdle = true
      return nil
    }
  }
}
