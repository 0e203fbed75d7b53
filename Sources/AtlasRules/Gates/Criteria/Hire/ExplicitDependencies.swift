import AtlasCore
import AtlasMermaid

/// `hire.dependencies`
enum ExplicitDependencies: Criterion {
  static let description = CriterionDocumentation(
    id: "hire.dependencies",
    asks: "makes dependencies explicit",
    strong: """
      no node without a link but legends and notes; three of ten links labelled; each component of the page's table of \
      components drawn. Sequence diagrams say what flows by construction
      """,
    missing: "link every node and label the links with what flows: a protocol, data, a latency",
    examples: [
      .strong(.diagram, "flowchart LR\n  a[Kafka] -->|orders| b[Flink]"),
      .silent(.diagram, "flowchart LR\n  a[Kafka] -->|orders| b[Flink]\n  c[Redis]"),
      .silent(.diagram, "flowchart LR\n  a[Kafka] --> b[Flink]"),
      .strong(.diagram, "flowchart LR\n  a[Kafka] -->|orders| b[Flink]\n  c[Legend: blue is the edge]"),
    ])

  static let options: [RuleOption] = [
    .number("share", 0.3, in: 0...1, "the share of links that have a label"),
    .texts(
      "legends", ["legend*", "note", "notes", "key:", "nb:", "todo:", "summary", "key metric*", "metrics"],
      "words of nodes that need no link"),
    .texts("components", ["component", "components"], "first cells of the headers of tables of components"),
  ]

  static let unsearched: Set<String> = ["components"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    if case .sequence = subject.diagram.diagram.syntax { return .pass(subject.headerQuote) }
    guard let view = subject.diagram.flowchart else { return .notApplicable }
    let legends = settings.list("legends")
    let explaining = Set(
      subject.diagram.labels.compactMap { text -> Int? in
        if case .node(let node) = text.kind, text.first(of: legends) != nil { node } else { nil }
      })
    let isolated = view.isolatedNodes.filter { !explaining.contains($0) }
    if !isolated.isEmpty {
      return .fail(
        "link these nodes, or say that they are a legend: "
          + isolated.prefix(4).map { view.graph.nodes[$0].id }.joined(separator: ", "),
        subject.quotes(inDiagram: isolated.prefix(2).map { view.graph.nodes[$0].range }))
    }
    // By place: a link is large.
    let labelled = view.links.indices.filter { view.links[$0].link.label?.range.isEmpty == false }
    guard let first = labelled.first,
      Double(labelled.count) >= settings.number("share") * Double(view.links.count)
    else {
      return .fail(
        "label the links with what flows, a protocol, data or a latency: \(labelled.count) of \(view.links.count) "
          + "have a label",
        subject.quotes(inDiagram: view.links.filter { $0.link.label == nil }.prefix(1).map(\.link.range)))
    }
    let missing = subject.components.filter { name in
      !subject.diagram.labels.contains { $0.string(0..<$0.bytes.count).lowercased().contains(name.name) }
    }
    if !missing.isEmpty {
      return .fail(
        "draw the components of the page's table that are not in the diagram: "
          + missing.prefix(4).map(\.name).joined(separator: ", "), missing.prefix(2).map(\.found))
    }
    let link = view.links[first].link
    return .pass(subject.quotes(inDiagram: [link.label?.range ?? link.range]))
  }
}
