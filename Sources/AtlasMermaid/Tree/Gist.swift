import AtlasCore

/// What a diagram shows, without how it is written: its elements with their ids, texts and shapes in walk order. Quotes
/// around a text and codes for characters are how it is written; so a repair that quotes a label keeps the gist, and
/// one that loses a node, an edge or a word does not.
public struct Gist: Sendable {
  /// One thing that the diagram says.
  public struct Fact: Hashable, Sendable, CustomStringConvertible {
    /// The element it stands in, such as `node`.
    public var element: String
    public var name: String
    public var value: String

    /// `the label "API" of a node`
    public var description: String {
      let what = value.isEmpty ? "the \(name)" : "the \(name) \"\(value)\""
      return element.isEmpty ? what : "\(what) of a \(element)"
    }
  }

  public let facts: [Fact]
  /// Where each fact stands: the element's bytes, or those of the element around a word of the vocabulary.
  public let ranges: [TextRange]
  /// Which facts are texts of the diagram: ids, labels, numbers as written.
  public let texts: [Int]
}

extension ParsedDiagram {
  /// What the diagram shows; of an invalid diagram, what recovery could make of it.
  public var gist: Gist {
    var sink = GistSink(source: source)
    syntax.describe(to: &sink)
    accessibility.describe(to: &sink)
    return Gist(facts: sink.facts, ranges: sink.ranges, texts: sink.texts)
  }
}

private struct GistSink: TreeSink {
  let source: MermaidSource
  var facts: [Gist.Fact] = []
  var ranges: [TextRange] = []
  var texts: [Int] = []
  private var open: [(name: String, range: TextRange)] = []

  init(source: MermaidSource) { self.source = source }

  mutating func open(_ name: StaticString, _ range: TextRange) {
    add(name, "", range)
    open.append((name.description, range))
  }

  mutating func close() { open.removeLast() }

  mutating func token(_ name: StaticString, _ range: TextRange) {
    // How the kind is named at the top: `graph` and `flowchart` draw the same.
    if name.description == "keyword" { return }
    texts.append(facts.count)
    add(name, GistText.plain(source.original[range.bounds]), range)
  }

  mutating func word(_ name: StaticString, _ value: String) { add(name, value, open.last?.range) }

  mutating func number(_ name: StaticString, _ value: Int) { add(name, "\(value)", open.last?.range) }

  private mutating func add(_ name: StaticString, _ value: String, _ range: TextRange?) {
    facts.append(.init(element: open.last?.name ?? "", name: name.description, value: value))
    ranges.append(range ?? TextRange(at: 0))
  }
}

/// A text without what only protects it.
private enum GistText {
  static func plain(_ bytes: ArraySlice<UInt8>) -> String {
    var text = bytes
    while let first = text.first, text.count >= 2, first == text.last, first == 0x22 || first == 0x60 {
      text = text.dropFirst().dropLast()
    }
    var plain: [UInt8] = []
    // White space and a broken line are one blank; what mermaid protects with its codes is what the codes stand for. Mermaid knows no
    // backslash before a quote, but people mean the quote.
    let decoded = Array(EntityCodes.decoded(text).utf8)
    var index = 0
    while index < decoded.count {
      let byte = decoded[index]
      let lineBreak = lineBreakLength(decoded, index)
      let isBlank = byte == 0x20 || (0x09...0x0D).contains(byte) || lineBreak > 0
      if byte == 0x22, plain.last == 0x5C { plain.removeLast() }
      if !isBlank { plain.append(byte) } else if plain.last != 0x20, !plain.isEmpty { plain.append(0x20) }
      index += max(lineBreak, 1)
    }
    if plain.last == 0x20 { plain.removeLast() }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The length of a `<br/>` or a `\n` here, or 0.
  private static func lineBreakLength(_ bytes: [UInt8], _ start: Int) -> Int {
    guard start + 1 < bytes.count else { return 0 }
    if bytes[start] == 0x5C { return bytes[start + 1] == UInt8(ascii: "n") ? 2 : 0 }
    guard bytes[start] == UInt8(ascii: "<"), bytes[start + 1] | 0x20 == UInt8(ascii: "b"),
      start + 2 < bytes.count, bytes[start + 2] | 0x20 == UInt8(ascii: "r")
    else { return 0 }
    var end = start + 3
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == UInt8(ascii: "/") { end += 1 }
    return end < bytes.count && bytes[end] == UInt8(ascii: ">") ? end + 1 - start : 0
  }
}
