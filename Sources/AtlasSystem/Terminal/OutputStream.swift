import AtlasCore
import Glibc
import Synchronization

/// A stream the program writes to. When the reader goes away the stream is closed and swallows the rest: a pipe into
/// `head` is success. Any other failure, such as a full disk, is kept for the end of the program.
package final class OutputStream: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var isClosed = false
    var failure: SystemError?
  }

  private let descriptor: Int32
  private let ownsDescriptor: Bool
  private let name: BytePath
  private let capacity: Int
  /// Guards buffer and state; held while writing, so that lines of two threads do not mix.
  private let state = Mutex(State())

  /// A stream over a descriptor that somebody else owns. With a capacity of 0 every write goes out at once.
  package init(_ descriptor: Int32, name: BytePath, capacity: Int) {
    InterruptSignals.ignoreBrokenPipes()
    self.descriptor = descriptor
    self.name = name
    self.capacity = capacity
    ownsDescriptor = false
  }

  /// A stream into a new file, or into one that is emptied; each write goes out at once, for readers who follow it.
  /// A named pipe or a path such as /dev/fd/3 serves too. Closed with the stream.
  package init(creating path: BytePath) throws(SystemError) {
    InterruptSignals.ignoreBrokenPipes()
    descriptor = try FileDescriptor(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOCTTY).release()
    name = path
    capacity = 0
    ownsDescriptor = true
  }

  deinit { if ownsDescriptor { close(descriptor) } }

  package func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  package func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

  package func write(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      guard !state.isClosed else { return }
      if state.buffer.isEmpty, bytes.count >= capacity {
        send(bytes, &state)
        return
      }
      state.buffer.append(contentsOf: bytes)
      if state.buffer.count >= capacity { sendBuffer(&state) }
    }
  }

  /// Sends what is buffered. Call it before the program ends: nobody else does.
  package func flush() { state.withLock { sendBuffer(&$0) } }

  /// True when the reader has gone or a write has failed; what is written then is dropped.
  package var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Why the stream could not be written, unless it was only that its reader left.
  package var failure: SystemError? { state.withLock { $0.failure } }

  private func sendBuffer(_ state: inout State) {
    guard !state.buffer.isEmpty else { return }
    // Out of the state and back into it, so that its memory is used again.
    var buffer: [UInt8] = []
    swap(&buffer, &state.buffer)
    buffer.withUnsafeBytes { send($0, &state) }
    buffer.removeAll(keepingCapacity: true)
    swap(&buffer, &state.buffer)
  }

  private func send(_ bytes: UnsafeRawBufferPointer, _ state: inout State) {
    guard !state.isClosed else { return }
    let code = DescriptorWriting.writeAll(bytes, to: descriptor)
    guard code != 0 else { return }
    state.isClosed = true
    // EBADF: the program was started with this stream closed, which asks for silence too.
    if code != EPIPE, code != EBADF { state.failure = SystemError("write to", name, code: code) }
  }
}

/// The two streams of the program: results on one, progress and complaints on the other.
package enum StandardStreams {
  /// Gives the numbers of standard streams that the program was started without to /dev/null. Otherwise the next file
  /// to be opened, such as the database, would have one of them, and what is said would be written into it.
  /// Precondition: called before anything is opened.
  package static func reserve() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  package static let output = OutputStream(STDOUT_FILENO, name: "standard output", capacity: 64 << 10)
  package static let error = OutputStream(STDERR_FILENO, name: "standard error", capacity: 0)
}
