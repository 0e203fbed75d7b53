import AtlasCore
import AtlasMermaid

/// Judges a diagram at every gate of the specification.
package enum GateKeeper {
  /// - Parameter findings: what the rules said of the diagram.
  /// - Parameter offset: where the diagram stands on the page.
  package static func verdicts(
    on diagram: ParsedDiagram, findings: [Finding], page: PageEvidence, at offset: Int,
    by specification: GateSpecification
  ) -> [GateVerdict] {
    guard !specification.gates.isEmpty else { return [] }
    var reader = QuantityReader(specification.metrics)
    let reading = DiagramReading(diagram, findings: findings, lexicon: specification.lexicon, reader: &reader)
    let subject = GateSubject(reading, at: offset, page.facts(by: specification), specification)
    var judgements: [String: Judgement] = [:]
    for place in specification.used {
      judgements[CriterionCatalog.ids[place]] = CriterionCatalog.criteria[place].judge(
        subject, specification.settings[place])
    }
    let blocked = blockers(of: reading)
    return specification.gates.map { gate in
      let criteria = gate.criteria.compactMap { id in
        judgements[id].map {
          GateVerdict.Criterion(id: id, outcome: $0.outcome, evidence: $0.evidence, missing: $0.missing)
        }
      }
      let score = score(of: criteria, gate.weights)
      // What a person has not said yet is not passed.
      let waits = criteria.contains { $0.outcome == .human }
      return GateVerdict(
        id: gate.id, passed: blocked.isEmpty && !waits && score >= gate.threshold, score: score,
        required: gate.required, blocked: blocked,
        rejected: gate.id == "technical" ? rejections(of: reading, judgements) : [], criteria: criteria)
    }
  }

  /// The share of what passed among what was judged, of 100. Where nothing can be judged there is nothing to fail; where
  /// only people can judge, nothing has passed yet.
  private static func score(of criteria: [GateVerdict.Criterion], _ weights: [String: Double]) -> Int {
    func weight(of outcome: CriterionResult.Outcome) -> Double {
      criteria.reduce(0) { $0 + ($1.outcome == outcome ? weights[$1.id] ?? 1 : 0) }
    }
    let passed = weight(of: .pass)
    let judged = passed + weight(of: .fail)
    guard judged > 0 else { return criteria.contains { $0.outcome == .human } ? 0 : 100 }
    return Int(100 * passed / judged)
  }

  /// What no gate is passed with: a text that is not drawn, and what the rules call HIGH.
  private static func blockers(of diagram: DiagramReading) -> [String] {
    var codes = Set(diagram.findings.filter { $0.priority == .high }.map(\.code))
    switch diagram.diagram.verdict {
    case .invalid, .unrenderable: codes.insert("syntax")
    case .valid, .unsupported: break
    }
    return codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a reviewer sends back at once. Only what some gate asks for is known.
  private static func rejections(
    of diagram: DiagramReading, _ judgements: [String: Judgement]
  ) -> [String] {
    func fails(_ id: String) -> Bool { judgements[id]?.outcome == .fail }
    func failsAll(_ ids: [String]) -> Bool {
      ids.allSatisfy { judgements[$0] != nil } && ids.allSatisfy(fails)
    }
    var reasons: [String] = []
    if fails(Parses.description.id) { reasons.append("syntax error") }
    if fails(NoPlaceholder.description.id) { reasons.append("placeholder data") }
    if fails(PlaneColours.description.id) { reasons.append("wrong plane colours") }
    if fails(PictureSize.description.id) { reasons.append("larger than 500 KB") }
    if fails(SourcedMetrics.description.id),
      judgements[SourcedMetrics.description.id]?.evidence.isEmpty == true
    {
      reasons.append("no source")
    }
    let night = [
      ExactErrors.self, LogsToRead.self, TellingMetrics.self, Runbook.self, RecoveryProcedure.self,
    ]
    .map { (type: any Criterion.Type) in type.description.id }
    if failsAll(night) { reasons.append("fails the 3 AM Test entirely") }
    if fails(FailureModes.description.id), judgements[FailureModes.description.id]?.evidence.isEmpty == true {
      reasons.append("no failure modes")
    }
    let hasNumbers = diagram.labels.contains { text in
      text.quantities.contains { Measured.kinds.contains($0.kind) }
    }
    if !hasNumbers, fails(TellingMetrics.description.id) { reasons.append("no metrics") }
    return reasons
  }
}
