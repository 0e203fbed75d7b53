import AtlasCore
import AtlasMermaid

/// What a diagram says, text by text, as rules about content read it: as people see it, with what carries it and the
/// quantities that it states.
package struct DiagramContent: Sendable {
  /// One object: rules hand a label on far more often than they read it.
  package final class Label: Sendable {
    let carrier: DiagramLabels.Carrier
    fileprivate let owner: LabelSubject
    /// In the diagram's bytes.
    let range: TextRange
    let pieces: LabelPieces
    let size: TextSize
    /// Where its quantities stand in `DiagramContent.quantities`.
    let index: Int

    /// What is shown, with a line end where the label breaks.
    var text: [UInt8] { pieces.text }

    init(
      carrier: DiagramLabels.Carrier, subject: LabelSubject, range: TextRange, pieces: LabelPieces, index: Int
    ) {
      self.carrier = carrier
      owner = subject
      self.range = range
      self.pieces = pieces
      size = TextSize(pieces.text)
      self.index = index
    }
  }

  /// In the order of their places.
  package let labels: [Label]

  /// - Parameter graph: that of a flowchart, where it is at hand.
  init(_ diagram: ParsedDiagram, graph: FlowchartGraph? = nil) {
    let bytes = diagram.source.original
    let found = DiagramLabels(diagram, graph: graph).inOrder
    var labels: [Label] = []
    labels.reserveCapacity(found.count)
    for label in found {
      labels.append(
        Label(
          carrier: label.carrier, subject: label.subject, range: label.range,
          pieces: LabelPieces(bytes, in: label.range), index: labels.count))
    }
    self.labels = labels
  }

  /// The label that is all of a range.
  /// Complexity: logarithmic.
  func label(at range: TextRange) -> Label? {
    var low = 0
    var high = labels.count
    while low < high {
      let middle = (low + high) / 2
      if labels[middle].range < range { low = middle + 1 } else { high = middle }
    }
    return low < labels.count && labels[low].range == range ? labels[low] : nil
  }

  /// By place in `labels`.
  func quantities(by specification: MetricSpecification) -> [[Quantity]] {
    var reader = QuantityReader(specification)
    return labels.map { reader.read($0.pieces) }
  }
}

extension DiagramContent.Label {
  /// The id of what carries it, `A->B` of a link or message; empty where nothing does.
  var subject: String {
    switch owner {
    case .named(let name): name
    case .element(let place, let graph):
      switch carrier {
      case .node: graph.nodes[place].id
      case .link: "\(graph.nodes[graph.links[place].from].id)->\(graph.nodes[graph.links[place].to].id)"
      default: graph.subgraphs[place].id
      }
    }
  }

  /// The node, link or subgraph of a flowchart that carries it, by its place in the graph.
  var element: Int? {
    if case .element(let place, _) = owner { place } else { nil }
  }

  /// The text on one line, cut where it is long, for a message.
  var words: String {
    var line: [UInt8] = []
    line.reserveCapacity(text.count)
    var isBehindBlank = false
    for byte in text {
      if byte == 0x20 || byte == 0x0A {
        isBehindBlank = !line.isEmpty
      } else {
        if isBehindBlank { line.append(0x20) }
        isBehindBlank = false
        line.append(byte)
      }
    }
    var shown = String(decoding: line, as: UTF8.self)
    guard line.count > 80 else { return shown }
    return shown.withUTF8 { bytes -> String? in
      // Each scalar has one byte that continues none.
      let starts = bytes.indices.lazy.filter { bytes[$0] & 0xC0 != 0x80 }
      guard starts.count > 80, let end = starts.dropFirst(77).first else { return nil }
      return String(decoding: bytes[..<end], as: UTF8.self) + "…"
    } ?? shown
  }

  /// The lines, without blanks and signs at their ends; empty ones left out.
  var lines: [Range<Int>] {
    var lines: [Range<Int>] = []
    var place = 0
    while let line = line(from: &place) { lines.append(line) }
    return lines
  }

  var firstLine: Range<Int>? {
    var place = 0
    return line(from: &place)
  }

  /// The next such line from a place on; the place goes behind it.
  private func line(from place: inout Int) -> Range<Int>? {
    /// From the first byte of text in the line to behind the last one.
    var line: Range<Int>?
    while place < text.count {
      let byte = text[place]
      place += 1
      if byte == 0x0A {
        if line != nil { return line }
      } else if Self.isText(byte) {
        line = (line?.lowerBound ?? place - 1)..<place
      }
    }
    return line
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
