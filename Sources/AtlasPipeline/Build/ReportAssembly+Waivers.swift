import AtlasCore
import AtlasEngine
import AtlasMermaid
import AtlasRules

/// Waivers are applied where all that is said of a page comes together: a finding may come from any stage, and a waiver is
/// unused only if none of them made it.
extension ReportAssembly {
  func apply(
    _ waivers: PageWaivers, to report: inout PageReport, ofPage index: Int, _ content: PageContent,
    _ lines: LineIndex, untold: [(code: String, line: Int, diagram: Int?)], _ seen: inout [Digest: Int]
  ) throws {
    var waivers = waivers
    // A waiver of what holds from some day on is of use before it, too.
    for found in untold { _ = waivers.reason(for: found.code, line: found.line, diagram: found.diagram) }
    (report.findings, report.suppressed) = split(report.findings, diagram: nil, by: &waivers)
    for position in report.diagrams.indices {
      (report.diagrams[position].findings, report.diagrams[position].suppressed) = split(
        report.diagrams[position].findings, diagram: report.diagrams[position].index - 1, by: &waivers)
      guard !report.diagrams[position].suppressed.isEmpty else { continue }
      try judgeAgain(&report.diagrams[position], ofPage: index, content, lines, &waivers)
    }
    let settings = waiverSettings(ofPage: index)
    let problems = waivers.problems { isJudged($0, onPage: index, diagram: $1) }
    for problem in problems {
      guard let settings = settings[problem.rule] else { continue }
      let finding = Finding(
        code: problem.rule, priority: settings.priority, severity: settings.severity, range: problem.range,
        message: problem.message, help: problem.help)
      let placed = place([finding], of: nil, in: content.bytes, lines, &seen)
      guard let diagram = problem.diagram else {
        report.findings = (report.findings + placed).inOrder
        continue
      }
      guard let position = report.diagrams.firstIndex(where: { $0.index == diagram + 1 }) else { continue }
      report.diagrams[position].findings = (report.diagrams[position].findings + placed).inOrder
    }
  }

  private func split(
    _ findings: [PlacedFinding], diagram: Int?, by waivers: inout PageWaivers
  ) -> (told: [PlacedFinding], suppressed: [SuppressedFinding]) {
    var told: [PlacedFinding] = []
    var suppressed: [SuppressedFinding] = []
    for placed in findings {
      if let reason = waivers.reason(for: placed.finding.code, line: placed.start.line, diagram: diagram) {
        suppressed.append(SuppressedFinding(placed, .waiver(reason: reason)))
      } else {
        told.append(placed)
      }
    }
    return (told, suppressed)
  }

  /// Whether the rule was applied where the waiver stands: on its diagram, or for a waiver of the page on any. A rule of
  /// several parts was, where each of them was.
  private func isJudged(_ code: String, onPage page: Int, diagram: Int?) -> Bool {
    let rule = RuleCatalog.rule(code)
    var stages: [BuiltInStage] = rule == nil ? [.parse] : []
    if rule?.judgesDiagrams == true { stages.append(.lint) }
    if rule?.judgesPages == true { stages.append(.pageLint) }
    if rule?.judgesLibrary == true { stages.append(.libraryLint) }
    return stages.allSatisfy { stage in
      guard let number = build.stageIndex(of: stage) else { return false }
      switch stage.scope {
      case .page: return hasOutput(build.pageActions[page][number])
      case .library: return hasOutput(build.libraryActions[number])
      case .diagram:
        let actions = build.diagramActions[page]
        if let diagram { return hasOutput(actions[diagram][number]) }
        return actions.allSatisfy { hasOutput($0[number]) }
      }
    }
  }

  private func hasOutput(_ action: ActionID?) -> Bool {
    action.map { outcome.outputs[$0.index] != nil } ?? false
  }

  /// As the specification sets them at the page's place; the priorities of old where no stage judges pages.
  private func waiverSettings(ofPage page: Int) -> [String: RuleSettings] {
    if let stage = build.stageIndex(of: .pageLint), let action = build.pageActions[page][stage],
      let specification = specifications.pageLint[build.graph.actions[action.index].context]?.value
    {
      return specification.lint.settings
    }
    let rules = RuleCatalog.waiverRules.map { ($0.description.id, RuleSettings(priority: .medium)) }
    return Dictionary(uniqueKeysWithValues: rules)
  }
}
