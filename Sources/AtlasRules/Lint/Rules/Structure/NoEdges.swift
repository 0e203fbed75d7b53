import AtlasCore
import AtlasMermaid

package enum NoEdges: LintRule {
  package static let description = RuleDocumentation(
    id: "no-edges",
    finds: "a flowchart of nodes without any link",
    matters: "Boxes side by side say less than a table, and take ten times its place.",
    bad: "flowchart LR\n  A[API: 12 nodes]\n  B[Orders: 3 nodes]\n",
    good: "flowchart LR\n  A[API: 12 nodes] --> B[Orders: 3 nodes]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart, view.links.isEmpty, !view.nodes.isEmpty else { return }
    let nodes = view.nodes.count == 1 ? "one node" : "\(view.nodes.count) nodes"
    report.add(
      subject.diagram.headerRange, "the flowchart has \(nodes) and no link",
      help: "link what belongs together, or show the facts as a table or a pie chart")
  }
}
