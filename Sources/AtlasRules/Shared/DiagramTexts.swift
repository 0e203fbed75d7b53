import AtlasCore
import AtlasMermaid

/// The texts that a diagram shows: labels, messages, notes, titles. Rules about words read these, and never the raw
/// source, where the same word may be an id, a comment or a link.
package struct DiagramTexts: Sendable {
  package struct Text: Sendable {
    package var range: TextRange
    /// The bytes as mermaid sees them.
    package var bytes: [UInt8]

    package var string: String { String(decoding: bytes, as: UTF8.self) }
  }

  package let texts: [Text]

  init(_ diagram: ParsedDiagram, _ outline: TreeOutline) {
    var sink = Sink(source: diagram.source)
    outline.describe(to: &sink)
    texts = sink.texts
  }

  private struct Sink: TreeSink {
    let source: MermaidSource
    var texts: [Text] = []

    mutating func open(_ name: StaticString, _ range: TextRange) {}
    mutating func close() {}
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}

    mutating func token(_ name: StaticString, _ range: TextRange) {
      guard DiagramTexts.isShown(name) else { return }
      texts.append(Text(range: range, bytes: Array(source.cleanedText(of: range))))
    }
  }

  /// The names of the leaves that are drawn as text.
  private static func isShown(_ name: StaticString) -> Bool {
    switch name {
    case "label", "text", "title", "message", "note", "alias": true
    default: false
    }
  }
}
