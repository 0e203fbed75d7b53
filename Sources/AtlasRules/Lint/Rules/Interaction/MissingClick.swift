import AtlasCore
import AtlasMermaid

package enum MissingClick: LintRule {
  package static let description = RuleDocumentation(
    id: "click-missing",
    finds:
      "a flowchart of some size that links to no page (asked for in the categories that the specification names)",
    matters: "From the picture of a system people want to reach the pages of its parts.",
    bad: "flowchart LR\n  A[CDN] --> B[API]\n  B --> C[Orders]\n  C --> D[(Store)]\n",
    good:
      "flowchart LR\n  A[CDN] --> B[API]\n  B --> C[Orders]\n  C --> D[(Store)]\n"
      + "  click B \"https://api.atlas.dev/docs\" \"Open the API\"\n")

  package static let options = [
    RuleOption.limit(3, in: 0...100_000, "a diagram with no more nodes than this needs no links")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart, Double(view.nodes.count) > settings.limit,
      subject.clicks.clicks.isEmpty
    else { return }
    report.add(
      subject.diagram.headerRange, "none of the diagram's \(view.nodes.count) nodes can be clicked",
      help: "add `click ID \"https://…\" \"where it leads\"` for the parts that have a page")
  }
}
