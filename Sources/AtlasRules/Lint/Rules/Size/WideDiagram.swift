import AtlasCore
import AtlasMermaid

package enum WideDiagram: LintRule {
  package static let description = RuleDocumentation(
    id: "wide-diagram",
    finds:
      "a flowchart that would be drawn wider than 2,000 pixels, by an estimate from its ranks and labels",
    matters: "A page is 800 pixels wide: the drawing is shrunk until its labels cannot be read.",
    bad: "flowchart LR\n  " + chain + "\n",
    good: "flowchart TB\n  " + chain + "\n")

  package static let options =
    [RuleOption.limit(2_000, in: 100...1_000_000, "the most pixels")] + WidthEstimate.options

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart else { return }
    let estimate = WidthEstimate(view, of: subject, settings)
    guard estimate.mostWidth + 1 > settings.limit else { return }
    let width = estimate.width
    guard width > settings.limit else { return }
    let turned = estimate.isHorizontal ? "TB" : "LR"
    let isBetter = estimate.turnedWidth < settings.limit
    report.add(
      subject.diagram.headerRange,
      "the diagram would be about \(Int(width / 10) * 10) pixels wide, and \(Int(settings.limit)) are the most",
      help: isBetter
        ? "draw it as \(turned), which would be about \(Int(estimate.turnedWidth / 10) * 10) pixels wide"
        : "split it, or put the nodes of its widest rank into a group")
  }

  private static let chain = (1...14).map { "S\($0)[\"Stage number \($0)\"]" }.joined(separator: " --> ")
}
