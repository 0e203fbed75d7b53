import AtlasCore

/// `real.tech`
enum RealTechnology: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "real.tech",
    asks: "names a technology with its version",
    strong: "a product with a version, in the diagram or on the page",
    missing: "name at least one technology with its version: PostgreSQL 14",
    examples: [
      .strong(.label, "PostgreSQL 14"), .strong(.page, "It runs on Java 17."), .silent(.label, "PostgreSQL"),
      .silent(.label, "14 databases"), .silent(.page, "See https://x.test/postgresql-14 for more."),
    ])

  static let options: [RuleOption] = [
    .texts("protocols", ["HTTP", "TLS", "OAuth"], "names with versions that are no technology of anybody")
  ]

  static let unsearched: Set<String> = ["protocols"]
  static let kinds: MetricKinds = [.version]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let protocols = settings.set("protocols")
    guard
      let quantity = text.quantities.first(where: {
        $0.kind == .version && !$0.name.isEmpty && !protocols.contains($0.name)
      })
    else { return }
    found.strong(quantity.range.bounds, of: text)
  }
}

/// `real.failure`
enum RealFailure: Criterion {
  static let description = CriterionDocumentation(
    id: "real.failure",
    asks: "shows a failure and the recovery from it",
    strong: "what `inc.modes` and `3am.recovery` take for it, both",
    missing: "show what fails and how it recovers")

  static var builtOn: [String] { [FailureModes.description.id, RecoveryProcedure.description.id] }

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let parts = builtOn.map(subject.judgement)
    let evidence = parts.flatMap { $0.evidence.prefix(1) }
    let missing = parts.filter { $0.outcome != .pass }.map(\.missing)
    return missing.isEmpty ? .pass(evidence) : .fail(missing.joined(separator: "; "), evidence)
  }
}

/// `real.cost`
enum RealCost: Criterion {
  static let description = CriterionDocumentation(
    id: "real.cost",
    asks: "shows what it costs, where that applies",
    strong: "what `cfo.infra` takes for it",
    missing: InfrastructureCost.description.missing)

  static let options: [RuleOption] = [.flag("applies", true, "whether diagrams of this place have a cost")]

  static var builtOn: [String] { [InfrastructureCost.description.id] }

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    settings.flag("applies") ? subject.judgement(InfrastructureCost.description.id) : .notApplicable
  }
}

/// `real.planes`
enum RealPlanes: Criterion {
  static let description = CriterionDocumentation(
    id: "real.planes",
    asks: "draws each plane in its colour",
    strong: "the rules of planes and colours have nothing to say",
    missing: "draw each plane in its colour; the findings of the rules say which")

  static let options: [RuleOption] = [
    .texts("findings", ["plane-colour", "mixed-palette"], "rules that speak where a colour is wrong")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    subject.without(settings.texts("findings"), else: description.missing)
  }
}
