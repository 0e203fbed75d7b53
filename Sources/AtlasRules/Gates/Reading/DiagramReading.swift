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

  /// - Parameter metrics: how quantities are read.
  init(_ view: DiagramView, findings: [Finding], lexicon: Lexicon, metrics: MetricSpecification) {
    diagram = view.diagram
    flowchart = view.flowchart
    self.findings = findings
    let quantities = view.quantities(by: metrics)
    // A comment that begins or ends a label leaves nothing there.
    labels = view.labels.filter { !$0.range.isEmpty }.map { label in
      EvidenceText(
        kind: EvidenceText.Kind(label), origin: .label(label.pieces, label.range), bytes: label.text,
        cues: lexicon.cues(in: label.text), quantities: quantities[label.index])
    }
    let diagram = view.diagram
    if let flowchart = view.flowchart {
      clicks = flowchart.clicks.compactMap { click in
        click.link.map { Click(diagram, click.range, [$0] + (click.tooltip.map { [$0] } ?? [])) }
      }
    } else {
      clicks = Self.clicks(of: view)
    }
  }

  private static func clicks(of view: DiagramView) -> [Click] {
    let diagram = view.diagram
    return switch diagram.syntax {
    case .class, .state, .gantt:
      Clicks(diagram, view.outline).clicks.compactMap { click in
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

extension EvidenceText.Kind {
  init(_ label: DiagramContent.Label) {
    switch (label.element, label.carrier) {
    case (let place?, .node): self = .node(place)
    case (let place?, .link): self = .link(place)
    case (.some, _): self = .subgraph
    case (nil, _): self = .label
    }
  }
}
