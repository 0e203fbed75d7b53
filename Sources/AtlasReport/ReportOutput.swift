import AtlasCore

/// Collects the bytes of a report and hands them on in chunks, so that a report of any length needs the memory of one.
///
/// Reporters write without caring for errors: once the sink has thrown, the rest is dropped, and `finish` throws.
struct ReportOutput {
  /// Large enough that a write costs little, small enough to stay in the processor's cache.
  static let chunkSize = 1 << 16

  private var bytes: [UInt8] = []
  private let sink: ([UInt8]) throws -> Void
  private var failure: (any Error)?

  init(_ sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    bytes.reserveCapacity(ReportOutput.chunkSize + ReportOutput.chunkSize / 4)
  }

  /// Whether nothing that is written now reaches the sink; a long loop may end early.
  var isBroken: Bool { failure != nil }

  mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes.append(contentsOf: $0) }
    handOnIfLarge()
  }

  mutating func write(_ content: [UInt8]) {
    bytes.append(contentsOf: content)
    handOnIfLarge()
  }

  mutating func write(_ content: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: content)
    handOnIfLarge()
  }

  mutating func write(byte: UInt8) { bytes.append(byte) }

  mutating func write(_ number: Int) { write(String(number)) }

  mutating func write(repeating byte: UInt8, count: Int) {
    for _ in 0..<max(count, 0) { bytes.append(byte) }
  }

  mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  /// Takes what the writer has, once it is worth a chunk or `always`.
  mutating func take(from json: inout JSONWriter, always: Bool = false) {
    guard always || json.bytes.count >= ReportOutput.chunkSize else { return }
    json.drain { write($0) }
  }

  /// Hands on what is left. Throws what the sink threw first.
  mutating func finish() throws {
    handOn()
    if let failure { throw failure }
  }

  private mutating func handOnIfLarge() {
    if bytes.count >= ReportOutput.chunkSize { handOn() }
  }

  private mutating func handOn() {
    if failure == nil, !bytes.isEmpty {
      do { try sink(bytes) } catch { failure = error }
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
