import AtlasCore
import AtlasMermaid

/// A diagram as criteria look at it: its texts with the words and quantities in them, what is drawn, and what the rules said.
struct DiagramReading: Sendable {
  let diagram: ParsedDiagram
  let labels: [EvidenceText]
  /// Nil for another kind of diagram.
  let flowchart: FlowchartView?
  /// What the rules of the stage before said.
  let findings: [Finding]
  /// What people can click, with the address.
  let clicks: [Click]

  struct Click: Sendable {
    var range: TextRange
    /// The address and the words beside it, in lower case.
    var words: String
  }

  init(
    _ diagram: ParsedDiagram, findings: [Finding], lexicon: Lexicon, reader: inout QuantityReader
  ) {
    self.diagram = diagram
    self.findings = findings
    var texts = LabelTexts(diagram, lexicon)
    if case .flowchart(let tree) = diagram.syntax {
      let view = FlowchartView(tree, diagram.source)
      flowchart = view
      texts.read(view, &reader)
      clicks = view.statements.compactMap { statement in
        guard case .click(let click) = statement.statement, let link = click.link else { return nil }
        return Click(diagram, click.range, [link] + (click.tooltip.map { [$0] } ?? []))
      }
    } else {
      flowchart = nil
      for label in DiagramLabels(diagram).inOrder { texts.add(label.range, .label, &reader) }
      clicks = Self.clicks(of: diagram)
    }
    labels = texts.texts
  }

  private static func clicks(of diagram: ParsedDiagram) -> [Click] {
    switch diagram.syntax {
    case .class, .state, .gantt:
      Clicks(diagram).clicks.compactMap { click in
        click.link.map { Click(diagram, click.range, [$0] + (click.tooltip.map { [$0] } ?? [])) }
      }
    case .sequence(let sequence):
      sequence.statements.compactMap { statement in
        guard case .attachment(let attachment) = statement,
          attachment.keyword == .link || attachment.keyword == .links
        else { return nil }
        return Click(diagram, attachment.range, [attachment.content])
      }
    default: []
    }
  }

  func has(finding codes: Set<String>) -> Bool { findings.contains { codes.contains($0.code) } }

  /// The links that lead into a node, and those that leave it.
  func links(ofNode node: Int) -> (into: Int, outOf: Int) {
    guard let flowchart else { return (0, 0) }
    return (flowchart.links.count { $0.to == node }, flowchart.links.count { $0.from == node })
  }
}

extension DiagramReading.Click {
  init(_ diagram: ParsedDiagram, _ range: TextRange, _ texts: [TextRange]) {
    self.init(
      range: range,
      words: texts.map { diagram.source.string($0).lowercased() }.joined(separator: " "))
  }
}

/// Makes texts of the labels of a diagram.
private struct LabelTexts {
  private let diagram: ParsedDiagram
  private let lexicon: Lexicon
  private(set) var texts: [EvidenceText] = []

  init(_ diagram: ParsedDiagram, _ lexicon: Lexicon) {
    self.diagram = diagram
    self.lexicon = lexicon
  }

  mutating func read(_ view: FlowchartView, _ reader: inout QuantityReader) {
    var labels: [(range: TextRange, kind: EvidenceText.Kind)] = []
    for (place, node) in view.graph.nodes.enumerated() {
      if let label = node.label { labels.append((label.range, .node(place))) }
    }
    // `A & B -->|text| C` makes two links of one text.
    var last: TextRange?
    for (place, link) in view.graph.links.enumerated() where link.link.range != last {
      last = link.link.range
      if let label = link.link.label { labels.append((label.range, .link(place))) }
    }
    for subgraph in view.graph.subgraphs {
      if let title = subgraph.subgraph.title { labels.append((title.range, .subgraph)) }
    }
    for label in labels.sorted(by: { $0.range < $1.range }) { add(label.range, label.kind, &reader) }
  }

  /// A comment inside a label is no part of it.
  mutating func add(_ range: TextRange, _ kind: EvidenceText.Kind, _ reader: inout QuantityReader) {
    var start = range.lowerBound
    for comment in diagram.comments where range.encloses(comment) && comment.lowerBound >= start {
      addPart(TextRange(start, comment.lowerBound), kind, &reader)
      start = comment.upperBound
    }
    addPart(TextRange(start, range.upperBound), kind, &reader)
  }

  private mutating func addPart(
    _ range: TextRange, _ kind: EvidenceText.Kind, _ reader: inout QuantityReader
  ) {
    guard !range.isEmpty else { return }
    let pieces = LabelPieces(diagram.source.original, in: range)
    texts.append(
      EvidenceText(
        kind: kind, origin: .label(pieces, range), bytes: pieces.text, cues: lexicon.cues(in: pieces.text),
        quantities: reader.read(pieces)))
  }
}
