import Glibc

/// A thread of our own, for work that blocks. Every signal is blocked in it: signals go to the threads of the program,
/// and a write to a closed pipe is an error code there, never a signal.
struct SystemThread: ~Copyable, @unchecked Sendable {
  private let handle: pthread_t

  /// Starts the thread, or gives nil where the system has no more of them.
  init?(stackSize: Int = 512 << 10, _ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)

    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }

    let box = Unmanaged.passRetained(Box(body))
    var handle = pthread_t()
    let code = pthread_create(
      &handle, &attributes,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      box.release()
      return nil
    }
    self.handle = handle
  }

  /// Waits until the thread has ended.
  consuming func join() { pthread_join(handle, nil) }

  /// Lets the thread end by itself.
  consuming func detach() { pthread_detach(handle) }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
