import AtlasCore
import AtlasMermaid

/// `arch.planes`
enum PlaneMembership: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.planes",
    asks: "puts every node on its plane",
    strong: """
      nothing that the rules of planes have to say, and four of five nodes in a subgraph of a plane or of its class. A diagram \
      of which less than half is on planes is not drawn in planes, and is not asked
      """,
    missing: "put every node on one of the planes and class it so",
    examples: [
      .strong(
        .diagram,
        "flowchart LR\n  subgraph s[\"Service Plane\"]\n    a[Kong]\n  end\n  subgraph d[\"State Plane\"]\n    b[Redis]\n  end\n  a --> b"
      ),
      .strong(.diagram, "flowchart LR\n  a[Kong]:::serviceStyle --> b[Redis]:::stateStyle"),
      .silent(.diagram, "flowchart LR\n  a[Kong] --> b[Redis]"),
      .silent(
        .diagram,
        "flowchart LR\n  a[Kong]:::serviceStyle --> b[Redis]:::stateStyle\n  b --> c[Spark]:::otherStyle"),
    ])

  static let options: [RuleOption] = [
    .number("drawn", 0.5, in: 0...1, "the share of nodes on planes from which a diagram is drawn in planes"),
    .number("share", 0.8, in: 0...1, "the share that has to be on one"),
    .texts(
      "findings", ["no-plane", "unstyled-node", "stream-residue", "five-planes"],
      "rules that speak where a node is on no plane"),
    .texts("planes", Planes.titles, "titles of subgraphs that are planes"),
    .texts(
      "classes", ["edgeStyle", "serviceStyle", "stateStyle", "controlStyle"],
      "classes of nodes on planes"),
  ]

  static let unsearched: Set<String> = ["findings", "classes"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard let view = subject.diagram.flowchart else { return .notApplicable }
    let judged = subject.without(settings.texts("findings"), else: description.missing)
    guard judged.outcome == .pass else { return judged }
    let classes = settings.texts("classes")
    let planes = Planes.subgraphs(of: subject, view, settings.list("planes"))
    let unplaced = view.nodes.filter { node in
      !view.graph.nodes[node].classes.contains(where: classes.contains)
        && !view.subgraphs(around: node).contains(where: planes.contains)
    }
    let share = 1 - Double(unplaced.count) / Double(max(1, view.nodes.count))
    guard share >= settings.number("drawn") else { return .notApplicable }
    return share >= settings.number("share")
      ? judged
      : .fail(
        description.missing,
        subject.quotes(inDiagram: unplaced.prefix(2).map { view.graph.nodes[$0].range }))
  }
}

/// What subgraphs of planes are called.
private enum Planes {
  static let edge = ["edge plane", "edge layer", "edge tier"]
  static let state = ["state plane", "state layer", "data layer", "storage plane"]
  static let titles =
    edge + ["service plane", "service layer", "service tier"] + state + ["control plane", "control layer"]

  /// The subgraphs whose titles have a word of a list.
  static func subgraphs(of subject: GateSubject, _ view: FlowchartView, _ list: Int) -> Set<Int> {
    let titles = subject.diagram.labels.filter { $0.lists.contains(list) && $0.kind == .subgraph }
    guard !titles.isEmpty else { return [] }
    return Set(
      view.graph.subgraphs.indices.filter { place in
        guard let title = view.graph.subgraphs[place].subgraph.title else { return false }
        return titles.contains { text in
          guard case .label(_, let range) = text.origin else { return false }
          return range == title.range
        }
      })
  }
}

/// `arch.layers`
enum LayeredLinks: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.layers",
    asks: "lets no link skip a plane",
    strong: "no link leads from a subgraph of the edge straight to one of the state, or back without a label",
    missing: "lead the link through a service, or say on it why it skips one",
    examples: [
      .silent(.diagram, "flowchart LR\n  a[Fastly] --> b[Redis]"),
      .strong(
        .diagram,
        "flowchart LR\n  subgraph e[\"Edge Plane\"]\n    a[Fastly]\n  end\n  subgraph s[\"Service Plane\"]\n    b[Kong]\n  end\n  a --> b"
      ),
      .silent(
        .diagram,
        "flowchart LR\n  subgraph e[\"Edge Plane\"]\n    a[Fastly]\n  end\n  subgraph s[\"State Plane\"]\n    b[Redis]\n  end\n  a --> b"
      ),
    ])

  static let options: [RuleOption] = [
    .texts("edge", Planes.edge, "titles of subgraphs of the edge"),
    .texts("state", Planes.state, "of the state"),
    .texts("planes", Planes.titles, "of any plane; without one nothing is asked"),
    .texts("findings", ["plane-order"], "rules that speak where a link goes back without a label"),
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard let view = subject.diagram.flowchart else { return .notApplicable }
    let judged = subject.without(settings.texts("findings"), else: description.missing)
    guard judged.outcome == .pass else { return judged }
    func subgraphs(_ key: String) -> Set<Int> { Planes.subgraphs(of: subject, view, settings.list(key)) }
    guard !subgraphs("planes").isEmpty else { return .notApplicable }
    let (edge, state) = (subgraphs("edge"), subgraphs("state"))
    guard !edge.isEmpty, !state.isEmpty else { return judged }
    let skipping = view.links.filter { link in
      link.link.label == nil && view.subgraphs(around: link.from).contains(where: edge.contains)
        && view.subgraphs(around: link.to).contains(where: state.contains)
    }
    return skipping.isEmpty
      ? judged : .fail(description.missing, subject.quotes(inDiagram: skipping.prefix(2).map(\.link.range)))
  }
}

/// What only people can say of an architecture.
enum PatternLibrary: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.patterns", asks: "follows the library of patterns", strong: "a reviewer says so",
    missing: "does it follow the library of patterns?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}

/// `arch.dependencies`
enum SystemMap: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.dependencies", asks: "misses no dependency of the system's map", strong: "a reviewer says so",
    missing: "does it show every dependency of the system's map?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}

/// `arch.terms`
enum GlossaryTerms: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.terms", asks: "uses the terms of the glossary", strong: "a reviewer says so",
    missing: "does it use the terms of the glossary, and one name for one thing?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}

/// `arch.expert`
enum ExpertValidation: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.expert", asks: "was validated by somebody who knows the field", strong: "a reviewer says so",
    missing: "has somebody who knows the field validated it?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}
