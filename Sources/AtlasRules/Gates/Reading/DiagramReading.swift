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

  init(_ view: DiagramView, findings: [Finding], by specification: GateSpecification) {
    diagram = view.diagram
    flowchart = view.flowchart
    self.findings = findings
    let quantities = view.allQuantities(by: specification.metrics)
    labels = view.labels.map { label in
      EvidenceText(
        kind: Self.kind(of: label, inFlowchart: view.flowchart != nil),
        origin: .label(label.pieces, label.range), bytes: label.text,
        cues: specification.lexicon.cues(in: label.text), quantities: quantities[label.index])
    }
    if let flowchart {
      let diagram = view.diagram
      clicks = flowchart.statements.compactMap { statement in
        guard case .click(let click) = statement.statement, let link = click.link else { return nil }
        return Click(diagram, click.range, [link] + (click.tooltip.map { [$0] } ?? []))
      }
    } else {
      clicks = Self.clicks(of: diagram)
    }
  }

  private static func kind(of label: DiagramContent.Label, inFlowchart: Bool) -> EvidenceText.Kind {
    guard inFlowchart else { return .label }
    switch label.carrier {
    case .node: return label.element.map { .node($0) } ?? .label
    case .link: return label.element.map { .link($0) } ?? .label
    case .subgraph: return .subgraph
    case .participant, .message, .note, .title, .other: return .label
    }
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
