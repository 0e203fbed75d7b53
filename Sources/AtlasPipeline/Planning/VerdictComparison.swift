import AtlasCore

/// What two reports of one page say differently. Both are about the same bytes: a finding is told by its rule and its
/// place. Its message may hold the very threshold that was changed, and is no verdict.
struct VerdictComparison {
  let path: BytePath
  /// The one that the page would have.
  let category: String

  /// The changes in the order of positions and codes; what `isJudged` is false of is left out.
  func changes(
    from before: PageReport, to after: PageReport, isJudged: (_ index: Int) -> Bool
  ) -> [VerdictChange] {
    var changes: [VerdictChange] = []
    if isJudged(0) { changes += rules(0, before.findings, after.findings) }
    for (before, after) in zip(before.diagrams, after.diagrams) where isJudged(before.index) {
      let own = rules(before.index, before.findings, after.findings) + gates(before, after)
      changes += own.sorted { $0.code.utf8.lexicographicallyPrecedes($1.code.utf8) }
    }
    return changes
  }

  private func change(_ index: Int, _ code: String, _ kind: VerdictChange.Kind) -> VerdictChange {
    VerdictChange(path: path, index: index, category: category, code: code, kind: kind)
  }

  // MARK: rules

  private func rules(
    _ index: Int, _ before: [PlacedFinding], _ after: [PlacedFinding]
  ) -> [VerdictChange] {
    let old = Dictionary(grouping: before, by: \.finding.code)
    let new = Dictionary(grouping: after, by: \.finding.code)
    let codes = Set(old.keys).union(new.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return codes.compactMap { code in
      rule(old[code] ?? [], new[code] ?? []).map { change(index, code, .rule($0)) }
    }
  }

  /// Nil where the rule says the same on both sides.
  private func rule(_ before: [PlacedFinding], _ after: [PlacedFinding]) -> VerdictChange.Rule? {
    var places: [TextRange: FindingsAtPlace] = [:]
    var rule = VerdictChange.Rule(
      before: FindingCounts(), after: FindingCounts(), appeared: PriorityCounts(), gone: 0)
    for finding in before.map(\.finding) {
      places[finding.range, default: .init()].before[finding.severity] += 1
      rule.before[finding.severity] += 1
    }
    for finding in after.map(\.finding) {
      places[finding.range, default: .init()].after[finding.severity] += 1
      places[finding.range]?.priorities[finding.priority] += 1
      rule.after[finding.severity] += 1
    }
    var isChanged = false
    for place in places.values where place.before != place.after {
      isChanged = true
      let (before, after) = (place.before.total, place.after.total)
      rule.appeared += place.priorities.first(after - before)
      rule.gone += max(0, before - after)
    }
    return isChanged ? rule : nil
  }

  private struct FindingsAtPlace {
    var before = FindingCounts()
    var after = FindingCounts()
    /// Of those after.
    var priorities = PriorityCounts()
  }

  // MARK: gates

  private func gates(_ before: DiagramReport, _ after: DiagramReport) -> [VerdictChange] {
    let ids = Set((before.gates + after.gates).map(\.id))
    return ids.compactMap { id in
      let old = before.gates.first { $0.id == id }.map(VerdictChange.Gate.init)
      let new = after.gates.first { $0.id == id }.map(VerdictChange.Gate.init)
      guard Self.isChange(old, new) else { return nil }
      return change(before.index, id, .gate(before: old, after: new))
    }
  }

  /// Another score is none as long as the gate passes or fails as before; whether it has to be passed matters where it
  /// is not.
  private static func isChange(_ before: VerdictChange.Gate?, _ after: VerdictChange.Gate?) -> Bool {
    guard let before, let after else { return before != after }
    return before.passed != after.passed || (!after.passed && before.required != after.required)
  }
}

extension VerdictChange.Gate {
  fileprivate init(_ result: GateResult) {
    self.init(passed: result.passed, score: result.score, required: result.required)
  }
}
