import AtlasCore
import AtlasEngine
import AtlasRules

/// What is waived neither blocks a gate nor fails a criterion. The stage's result knows of no waivers, as it holds for every
/// page and place on which the diagram means the same; so a diagram with a waived finding that a gate counted is judged
/// again where its report is put together, without the finding, and the gates say what was waived and on which line.
extension ReportAssembly {
  func judgeAgain(
    _ report: inout DiagramReport, ofPage index: Int, _ content: PageContent, _ lines: LineIndex,
    _ waivers: inout PageWaivers
  ) throws {
    let number = report.index - 1
    let actions = build.diagramActions[index][number]
    guard !report.gates.isEmpty, let stage = build.stageIndex(of: .gates), let action = actions[stage],
      let specification = specifications.gates[build.graph.actions[action.index].context]?.value,
      let parseBody = try body(of: .parse, actions), let lint = try body(of: .lint, actions)
    else { return }
    let map = try ParseStage.read(parseBody).map
    let diagram = content.diagrams[number]
    var counted: [Finding] = []
    var waived: [(finding: Finding, waiver: Waiver)] = []
    for finding in try LintStage.read(lint, map: map) {
      let line = lines.position(of: diagram.pageRange(of: finding.range).lowerBound).line
      guard let waiver = waivers.waiver(of: finding.code, line: line, diagram: number) else {
        counted.append(finding)
        continue
      }
      waived.append((finding, waiver))
    }
    guard
      specification.gates.contains(where: { gate in
        waived.contains { specification.weighs($0.finding, at: gate) }
      })
    else { return }
    let page = OpenPage(content, target: specifications.target)
    let again = GatesStage.perform(number, of: page, findings: counted, by: specification)
    var gates = try gateResults(again.body, number, page.diagram(number).map, content, lines)
    for (position, gate) in specification.gates.enumerated() where gates.indices.contains(position) {
      for (finding, waiver) in waived where specification.weighs(finding, at: gate) {
        let note = WaivedFinding(code: finding.code, line: waiver.line, reason: waiver.reason)
        if !gates[position].waived.contains(note) { gates[position].waived.append(note) }
      }
    }
    report.gates = gates
  }
}
