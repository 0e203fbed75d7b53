import AtlasCore
import AtlasMermaid

/// `technical.parses`
enum Parses: Criterion {
  static let description = CriterionDocumentation(
    id: "technical.parses",
    asks: "is drawn by mermaid.js",
    strong: "the verdict is valid; a kind that the program does not read is not judged",
    missing: "correct the errors that the parse found",
    examples: [
      .strong(.diagram, "flowchart LR\n  a --> b"),
      .silent(.diagram, "flowchart LR\n  a[Gateway (Kong)] --> b"),
    ])

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    switch subject.diagram.diagram.verdict {
    case .valid: .pass(subject.headerQuote)
    case .unsupported: .notApplicable
    case .invalid, .unrenderable: .fail(description.missing)
    }
  }
}

/// `technical.size`
enum PictureSize: Criterion {
  static let description = CriterionDocumentation(
    id: "technical.size",
    asks: "makes a picture below 500 KB",
    strong: "the rules that estimate the size have nothing to say",
    missing: "split the diagram; its picture would be too large")

  static let options: [RuleOption] = [
    .texts("findings", ["svg-size", "mermaid-limits"], "rules that speak where a picture is too large")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    subject.without(settings.texts("findings"), else: description.missing)
  }
}

/// `technical.render`
enum RenderTime: Criterion {
  static let description = CriterionDocumentation(
    id: "technical.render",
    asks: "is drawn in less than two seconds",
    strong:
      "nothing: the time is measured when the picture is drawn, and without one there is nothing to judge",
    missing: "draw it and measure")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement { .notApplicable }
}

/// `technical.planes`
enum PlaneColours: Criterion {
  static let description = CriterionDocumentation(
    id: "technical.planes",
    asks: "draws no plane in another's colour",
    strong: "the rule `plane-colour` has nothing of high priority to say",
    missing: "draw each plane in its own colour",
    examples: [])

  static let options: [RuleOption] = [
    .texts(
      "findings", ["plane-colour", "stream-plane"],
      "rules that speak where a plane is wrong; only what they call HIGH counts")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    subject.without(settings.texts("findings"), onlyHigh: true, else: description.missing)
  }
}

/// `technical.placeholder`
enum NoPlaceholder: Criterion {
  static let description = CriterionDocumentation(
    id: "technical.placeholder",
    asks: "has no placeholder",
    strong: "the rules of placeholders have nothing of high priority to say",
    missing: "write the real value in place of the placeholder")

  static let options: [RuleOption] = [
    .texts(
      "findings", ["placeholder", "placeholder-host"],
      "rules that speak where something is left to be filled in; only what they call HIGH counts")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    subject.without(settings.texts("findings"), onlyHigh: true, else: description.missing)
  }
}
