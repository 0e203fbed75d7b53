import AtlasCore
import AtlasMermaid

package enum SelfLoop: LintRule {
  package static let description = RuleDocumentation(
    id: "self-loop",
    finds: "a link of a flowchart from a node to itself that does not say why",
    matters: "It is a slip more often than a retry, and only a label tells which.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  B --> B\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]\n  B -->|vacuum each night| B\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart else { return }
    for link in view.links where link.from == link.to && link.link.label == nil {
      report.add(
        link.link.range, "\"\(view.graph.nodes[link.from].id)\" has a link to itself without a label",
        help: "say by a label what it does there, lead it to another node, or remove it")
    }
  }
}
