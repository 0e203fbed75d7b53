import AtlasCore
import AtlasMermaid

/// Judges a diagram at every gate of the specification.
package enum GateKeeper {
  /// - Parameter findings: what the rules said of the diagram.
  /// - Parameter offset: where the diagram stands on the page.
  package static func verdicts(
    on view: DiagramView, findings: [Finding], page: PageEvidence, at offset: Int,
    by specification: GateSpecification
  ) -> [GateVerdict] {
    guard !specification.gates.isEmpty else { return [] }
    let reading = DiagramReading(
      view, findings: findings, lexicon: specification.lexicon, metrics: specification.metrics)
    let subject = GateSubject(reading, at: offset, page.facts(by: specification), specification)
    let judgements = subject.judgements(at: specification.used)
    let blocked = blockers(of: reading)
    return zip(specification.gates, specification.weightedCriteria).map { gate, weighted in
      var criteria: [GateVerdict.Criterion] = []
      criteria.reserveCapacity(weighted.count)
      // What a person has not said yet is not passed.
      var waits = false
      for (place, _) in weighted {
        guard let judgement = judgements[place] else { continue }
        if judgement.outcome == .human { waits = true }
        criteria.append(
          GateVerdict.Criterion(
            place: place, outcome: judgement.outcome, evidence: judgement.evidence,
            missing: judgement.missing))
      }
      let score = score(of: weighted, judgements)
      return GateVerdict(
        id: gate.id, passed: blocked.isEmpty && !waits && score >= gate.threshold, score: score,
        required: gate.required, blocked: blocked,
        rejected: gate.id == "technical" ? rejections(of: reading, judgements) : [], criteria: criteria)
    }
  }

  /// The share of what passed among what was judged, of 100. Where nothing can be judged there is nothing to fail; where
  /// only people can judge, nothing has passed yet.
  private static func score(
    of criteria: [(place: Int, weight: Double)], _ judgements: [Judgement?]
  ) -> Int {
    var passed = 0.0
    var failed = 0.0
    var isHuman = false
    for (place, weight) in criteria {
      switch judgements[place]?.outcome {
      case .pass: passed += weight
      case .fail: failed += weight
      case .human: isHuman = true
      case .notApplicable, nil: break
      }
    }
    guard passed + failed > 0 else { return isHuman ? 0 : 100 }
    return Int(100 * passed / (passed + failed))
  }

  /// What no gate is passed with: a text that is not drawn, and what the rules call HIGH.
  private static func blockers(of diagram: DiagramReading) -> [String] {
    var codes: Set<String> = []
    for finding in diagram.findings.indices where diagram.findings[finding].priority == .high {
      codes.insert(diagram.findings[finding].code)
    }
    switch diagram.diagram.verdict {
    case .invalid, .unrenderable: codes.insert("syntax")
    case .valid, .unsupported: break
    }
    return codes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Why a reviewer sends a diagram back at once: that these criteria fail, or all of these.
  private static let reasonsToReject: [(reason: String, criteria: [Int], mustBeBare: Bool)] = [
    ("syntax error", [Parses.self], false),
    ("placeholder data", [NoPlaceholder.self], false),
    ("wrong plane colours", [PlaneColours.self], false),
    ("larger than 500 KB", [PictureSize.self], false),
    ("no source", [SourcedMetrics.self], true),
    (
      "fails the 3 AM Test entirely",
      [ExactErrors.self, LogsToRead.self, TellingMetrics.self, Runbook.self, RecoveryProcedure.self], false
    ),
    ("no failure modes", [FailureModes.self], true),
  ].map { (reason: String, criteria: [any Criterion.Type], mustBeBare: Bool) in
    (reason, criteria.compactMap { CriterionCatalog.places[$0.description.id] }, mustBeBare)
  }

  private static let tellingMetrics = CriterionCatalog.places[TellingMetrics.description.id]

  /// What a reviewer sends back at once. Only what some gate asks for is known.
  private static func rejections(of diagram: DiagramReading, _ judgements: [Judgement?]) -> [String] {
    var reasons: [String] = []
    for (reason, criteria, mustBeBare) in reasonsToReject {
      let fails = criteria.allSatisfy { place in
        judgements[place]?.outcome == .fail
          && (!mustBeBare || judgements[place]?.evidence.isEmpty == true)
      }
      if fails { reasons.append(reason) }
    }
    if let place = tellingMetrics, judgements[place]?.outcome == .fail {
      let hasNumbers = diagram.labels.contains { $0.kinds.overlaps(Measured.kinds) }
      if !hasNumbers { reasons.append("no metrics") }
    }
    return reasons
  }
}
