import AtlasSystem
import Synchronization

/// Runs work that the first Ctrl-C or SIGTERM asks to stop; what is finished by then is kept. The second ends the
/// process at once.
enum Interruptible {
  static func run<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () async throws(Failure) -> Value
  ) async throws(Failure) -> (value: Value, signal: InterruptSignals.Signal?) {
    let task = Task { () async -> Result<Value, Failure> in
      do throws(Failure) {
        return .success(try await work())
      } catch {
        return .failure(error)
      }
    }
    let received = Received()
    InterruptSignals.install { signal in
      received.signal.withLock { $0 = signal }
      task.cancel()
    }
    let value = try await task.value.get()
    return (value, received.signal.withLock { $0 })
  }

  private final class Received: Sendable {
    let signal = Mutex<InterruptSignals.Signal?>(nil)
  }
}
