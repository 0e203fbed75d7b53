import AtlasCore
import AtlasMermaid

package enum ClickWithoutTooltip: LintRule {
  package static let description = RuleDocumentation(
    id: "click-tooltip",
    finds: "a `click` without a tooltip, in the kinds of diagrams that have tooltips",
    matters: "Nothing tells a reader that a node leads somewhere, nor where to.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  click A \"https://api.atlas.dev/docs\"\n",
    good:
      "flowchart LR\n  A[API] --> B[(Orders)]\n  click A \"https://api.atlas.dev/docs\" \"Open the API\"\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let clicks = subject.clicks
    guard clicks.haveTooltips else { return }
    for click in clicks.clicks where click.tooltip == nil {
      let names = click.subjects.map { "\"\(subject.string($0))\"" }.joined(separator: ", ")
      report.add(
        click.range, "the click on \(names) has no tooltip",
        help: "add one behind the address: `\"where it leads\"`")
    }
  }
}
