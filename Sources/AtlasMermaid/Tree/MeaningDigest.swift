import AtlasCore

/// Collects what a tree says and leaves out where it stands. Leaf texts are taken from mermaid's cleaned text, so that
/// line ends and comments inside an element do not matter.
struct MeaningSink: TreeSink {
  private let source: MermaidSource
  private var content: MeaningBytes

  private init(_ source: MermaidSource) {
    self.source = source
    content = MeaningBytes(capacity: source.original.count * 3)
  }

  /// Of an invalid or unsupported diagram there is no trustworthy tree: there the cleaned text is the meaning.
  static func digest(of diagram: ParsedDiagram) -> Digest {
    var sink = MeaningSink(diagram.source)
    sink.word("kind", diagram.kind?.rawValue ?? "")
    sink.word("verdict", diagram.verdict.rawValue)
    switch diagram.verdict {
    case .valid, .unrenderable: diagram.syntax.describe(to: &sink)
    case .invalid, .unsupported: sink.content.write(diagram.source.text[...])
    }
    diagram.accessibility.describe(to: &sink)
    // Both are removed from the cleaned text.
    if let frontMatter = diagram.source.frontMatter { sink.original("front", frontMatter.content) }
    for directive in diagram.source.directives { sink.original("directive", directive) }
    return sink.content.digest
  }

  mutating func open(_ name: StaticString, _ range: TextRange) { content.write(1, name) }

  mutating func close() { content.write(2) }

  mutating func token(_ name: StaticString, _ range: TextRange) {
    content.write(3, name)
    content.write(source.cleanedText(of: range))
  }

  /// Original bytes, whatever their line ends.
  private mutating func original(_ name: StaticString, _ range: TextRange) {
    content.write(6, name)
    content.write(source.original[range.bounds].filter { $0 != 0x0D }[...])
  }

  mutating func word(_ name: StaticString, _ value: String) {
    content.write(4, name)
    content.write(value)
  }

  mutating func number(_ name: StaticString, _ value: Int) {
    content.write(5, name)
    var value = UInt64(bitPattern: Int64(value))
    for _ in 0..<8 {
      content.write(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }
}

/// The bytes of a meaning while they are collected. There are hundreds of short pieces a diagram, so they are copied into
/// room that is there already.
private struct MeaningBytes {
  /// Filled up to `count`; what stands behind is room.
  private var bytes: [UInt8]
  private var count = 0

  init(capacity: Int) { bytes = Array(repeating: 0, count: capacity + 256) }

  var digest: Digest { bytes.withUnsafeBytes { Digest(of: UnsafeRawBufferPointer(rebasing: $0[..<count])) } }

  mutating func write(_ byte: UInt8) {
    makeRoom(for: 1)
    bytes[count] = byte
    count += 1
  }

  /// A mark, and a name with its end.
  mutating func write(_ mark: UInt8, _ name: StaticString) {
    let (start, length) = (count, name.utf8CodeUnitCount)
    makeRoom(for: length + 2)
    bytes.withUnsafeMutableBufferPointer { bytes in
      bytes[start] = mark
      for offset in 0..<length { bytes[start + 1 + offset] = name.utf8Start[offset] }
      bytes[start + 1 + length] = 0
    }
    count += length + 2
  }

  /// A text behind its length.
  mutating func write(_ text: ArraySlice<UInt8>) { text.withUnsafeBufferPointer { write($0) } }

  mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { write($0) }
  }

  private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
    // No length takes more than ten bytes.
    makeRoom(for: text.count + 10)
    var end = count
    bytes.withUnsafeMutableBufferPointer { bytes in
      var length = UInt64(text.count)
      repeat {
        bytes[end] = UInt8(truncatingIfNeeded: length & 0x7F) | (length > 0x7F ? 0x80 : 0)
        length >>= 7
        end += 1
      } while length > 0
      for byte in text {
        bytes[end] = byte
        end += 1
      }
    }
    count = end
  }

  @inline(__always)
  private mutating func makeRoom(for more: Int) {
    guard bytes.count - count < more else { return }
    bytes += Array(repeating: 0, count: bytes.count + more)
  }
}
