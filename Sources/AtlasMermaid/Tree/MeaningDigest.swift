import AtlasCore

/// Collects what a tree says and leaves out where it stands. Leaf texts are taken from mermaid's cleaned text, so that
/// line ends and comments inside an element do not matter.
struct MeaningSink: TreeSink {
  private let source: MermaidSource
  private var content: [UInt8] = []

  private init(_ source: MermaidSource) {
    self.source = source
    content.reserveCapacity(source.original.count * 2)
  }

  /// Of an invalid or unsupported diagram there is no trustworthy tree: there the cleaned text is the meaning.
  static func digest(of diagram: ParsedDiagram) -> Digest {
    var sink = MeaningSink(diagram.source)
    sink.word("kind", diagram.kind?.rawValue ?? "")
    sink.word("verdict", diagram.verdict.rawValue)
    switch diagram.verdict {
    case .valid, .unrenderable: diagram.syntax.describe(to: &sink)
    case .invalid, .unsupported: sink.add(diagram.source.text[...])
    }
    diagram.accessibility.describe(to: &sink)
    // Both are removed from the cleaned text.
    if let frontMatter = diagram.source.frontMatter { sink.original("front", frontMatter.content) }
    for directive in diagram.source.directives { sink.original("directive", directive) }
    return Digest(of: sink.content)
  }

  mutating func open(_ name: StaticString, _ range: TextRange) {
    content.append(1)
    add(name)
  }

  mutating func close() { content.append(2) }

  mutating func token(_ name: StaticString, _ range: TextRange) {
    content.append(3)
    add(name)
    add(source.cleanedText(of: range))
  }

  /// Original bytes, whatever their line ends.
  private mutating func original(_ name: StaticString, _ range: TextRange) {
    content.append(6)
    add(name)
    add(source.original[range.bounds].filter { $0 != 0x0D }[...])
  }

  mutating func word(_ name: StaticString, _ value: String) {
    content.append(4)
    add(name)
    add(ArraySlice(value.utf8))
  }

  mutating func number(_ name: StaticString, _ value: Int) {
    content.append(5)
    add(name)
    var value = UInt64(bitPattern: Int64(value))
    for _ in 0..<8 {
      content.append(UInt8(truncatingIfNeeded: value))
      value >>= 8
    }
  }

  private mutating func add(_ name: StaticString) {
    content.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    content.append(0)
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    var count = UInt64(bytes.count)
    repeat {
      content.append(UInt8(truncatingIfNeeded: count & 0x7F) | (count > 0x7F ? 0x80 : 0))
      count >>= 7
    } while count > 0
    content.append(contentsOf: bytes)
  }
}
