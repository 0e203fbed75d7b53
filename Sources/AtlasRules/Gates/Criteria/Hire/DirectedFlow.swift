import AtlasCore
import AtlasMermaid

/// `hire.direction`
enum DirectedFlow: Criterion {
  static let description = CriterionDocumentation(
    id: "hire.direction",
    asks: "says in which direction data flows",
    strong: "nine of ten links have exactly one arrow head; sequence and state diagrams always do",
    missing: "give each link one arrow head, in the direction in which the data flows",
    examples: [
      .strong(.diagram, "flowchart LR\n  a[Kafka] --> b[Flink]"),
      .strong(.diagram, "sequenceDiagram\n  A->>B: hello"),
      .silent(.diagram, "flowchart LR\n  a[Kafka] --- b[Flink]"),
      .silent(.diagram, "flowchart LR\n  a[Kafka] <--> b[Flink]"),
      .silent(.diagram, "flowchart LR\n  a[Kafka]"),
    ])

  static let options: [RuleOption] = [
    .number("share", 0.9, in: 0...1, "the share of links with exactly one arrow head")
  ]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    switch subject.diagram.diagram.syntax {
    case .sequence, .state: return .pass(subject.headerQuote)
    case .flowchart: break
    default: return .notApplicable
    }
    let links = subject.diagram.flowchart?.links ?? []
    guard let first = links.first else { return .fail("link the nodes: \(description.missing)") }
    let bad = links.filter { ($0.link.startHead == .none) == ($0.link.endHead == .none) }
    if Double(links.count - bad.count) >= settings.number("share") * Double(links.count) {
      let good = links.first { ($0.link.startHead == .none) != ($0.link.endHead == .none) } ?? first
      return .pass(subject.quotes(inDiagram: [good.link.range]))
    }
    return .fail(description.missing, subject.quotes(inDiagram: bad.prefix(2).map(\.link.range)))
  }
}
