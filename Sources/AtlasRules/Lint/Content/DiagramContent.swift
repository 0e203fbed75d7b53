import AtlasCore
import AtlasMermaid

/// What a diagram says, text by text, as rules about content read it: as people see it, with what carries it and the
/// quantities that it states.
package struct DiagramContent: Sendable {
  package struct Label: Sendable {
    let carrier: DiagramLabels.Carrier
    /// The id of what carries it, `A->B` of a link or message; empty where nothing does.
    let subject: String
    /// In the diagram's bytes.
    let range: TextRange
    let pieces: LabelPieces
    /// Where its quantities stand in `DiagramContent.quantities`.
    let index: Int

    /// What is shown, with a line end where the label breaks.
    var text: [UInt8] { pieces.text }
  }

  /// In the order of their places.
  package let labels: [Label]

  /// - Parameter graph: that of a flowchart, where it is at hand.
  init(_ diagram: ParsedDiagram, graph: FlowchartGraph? = nil) {
    labels = DiagramLabels(diagram, graph: graph).inOrder.enumerated().map { index, label in
      Label(
        carrier: label.carrier, subject: label.subject, range: label.range,
        pieces: LabelPieces(diagram.source.original, in: label.range), index: index)
    }
  }

  /// By place in `labels`.
  func quantities(by specification: MetricSpecification) -> [[Quantity]] {
    var reader = QuantityReader(specification)
    return labels.map { reader.read($0.pieces) }
  }
}

extension DiagramContent.Label {
  /// The text on one line, cut where it is long, for a message.
  var words: String {
    let line = Array(text.map { $0 == 0x0A ? 0x20 : $0 }.split(separator: 0x20).joined(separator: [0x20]))
    let shown = String(decoding: line, as: UTF8.self)
    return shown.unicodeScalars.count <= 80
      ? shown : String(shown.unicodeScalars.prefix(77).map(Character.init)) + "…"
  }

  /// The lines, without blanks and signs at their ends; empty ones left out.
  var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    /// From the first byte of text in the line to behind the last one.
    var line: Range<Int>?
    for (place, byte) in text.enumerated() {
      if byte == 0x0A {
        if let line { lines.append(line) }
        line = nil
      } else if Self.isText(byte) {
        line = (line?.lowerBound ?? place)..<(place + 1)
      }
    }
    if let line { lines.append(line) }
    return lines
  }

  /// A digit that no letter stands before: `S3` and `p99` are names.
  var hasNumber: Bool { VagueWords.hasNumber(text) }

  /// Whether it asks: what stands in a question claims nothing.
  var isQuestion: Bool { text.last { $0 > 0x20 } == UInt8(ascii: "?") }

  /// Where a stretch of the text stands in the diagram's bytes.
  func range(of stretch: Range<Int>) -> TextRange {
    pieces.rawRange(of: TextRange(stretch.lowerBound, stretch.upperBound))
  }

  func string(_ stretch: Range<Int>) -> String { String(decoding: text[stretch], as: UTF8.self) }

  /// The line that a place of the text is on.
  func line(at place: Int) -> ArraySlice<UInt8> {
    let start = text[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = text[place...].firstIndex(of: 0x0A) ?? text.count
    return text[start..<end]
  }

  private static func isText(_ byte: UInt8) -> Bool { byte >= 0x80 || WordSet.isWord(byte) }
}
