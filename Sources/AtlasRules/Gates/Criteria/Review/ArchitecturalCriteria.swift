import AtlasCore
import AtlasMermaid

/// `arch.planes`
enum PlaneMembership: Criterion {
  static let description = CriterionDocumentation(
    id: "arch.planes",
    asks: "puts every node on its plane",
    strong: "the rules of planes have nothing to say",
    missing: "put every node on one of the planes and class it so")

  static let options: [RuleOption] = [
    .texts(
      "findings", ["no-plane", "missing-planes", "unstyled-node", "stream-residue", "five-planes"],
      "rules that speak where a node is on no plane")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard subject.diagram.flowchart != nil else { return .notApplicable }
    return subject.without(settings.set("findings"), else: description.missing)
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
    .texts("edge", ["edge plane", "edge layer", "edge tier"], "titles of subgraphs of the edge"),
    .texts(
      "state", ["state plane", "state layer", "data plane", "data layer", "storage plane"], "of the state"),
    .texts("findings", ["plane-order"], "rules that speak where a link goes back without a label"),
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    guard let view = subject.diagram.flowchart else { return .notApplicable }
    let judged = subject.without(settings.set("findings"), else: description.missing)
    guard judged.outcome == .pass else { return judged }
    let titles = subject.diagram.labels.filter { $0.kind == .subgraph }
    func subgraphs(_ key: String) -> Set<Int> {
      let list = settings.list(key)
      return Set(
        view.graph.subgraphs.indices.filter { place in
          guard let title = view.graph.subgraphs[place].subgraph.title else { return false }
          return titles.contains { text in
            guard case .label(_, let range) = text.origin, range == title.range else { return false }
            return text.first(of: list) != nil
          }
        })
    }
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
