import AtlasCore
import AtlasMermaid

/// A diagram as criteria look at it: its texts with the words and quantities in them, what is drawn, and what the rules said.
///
/// An object: every criterion is handed it.
final class DiagramReading: Sendable {
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
    var labels: [EvidenceText] = []
    let content = view.labels
    labels.reserveCapacity(content.count)
    // A comment that begins or ends a label leaves nothing there.
    for label in content where !label.range.isEmpty {
      labels.append(
        EvidenceText(
          kind: EvidenceText.Kind(label), origin: .label(label.pieces, label.range), bytes: label.text,
          cues: lexicon.cues(in: label.text), quantities: quantities[label.index]))
    }
    self.labels = labels
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

  /// Where some rules have something to say.
  func places(saidBy codes: [String], onlyHigh: Bool = false) -> [TextRange] {
    var places: [TextRange] = []
    for finding in findings.indices where !onlyHigh || findings[finding].priority == .high {
      if codes.contains(findings[finding].code) { places.append(findings[finding].range) }
    }
    return places
  }

  /// The links that lead into a node, and those that leave it.
  func links(ofNode node: Int) -> (into: Int, outOf: Int) {
    guard let links = flowchart?.links else { return (0, 0) }
    var (into, outOf) = (0, 0)
    // By place: a link is large.
    for link in links.indices {
      if links[link].to == node { into += 1 }
      if links[link].from == node { outOf += 1 }
    }
    return (into, outOf)
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
