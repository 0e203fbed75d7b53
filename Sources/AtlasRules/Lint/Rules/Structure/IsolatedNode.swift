import AtlasCore
import AtlasMermaid

package enum IsolatedNode: LintRule {
  package static let description = RuleDocumentation(
    id: "isolated-node",
    finds:
      "nodes of a flowchart that no link reaches, beside others that are linked; links to a subgraph reach what is "
      + "inside it",
    matters:
      "What nothing calls is either forgotten or no part of the flow; facts beside it belong into a table.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  L[p99 is 30 ms]\n",
    good: "flowchart LR\n  A[API] -->|p99 is 30 ms| B[(Orders)]\n")

  /// More ids than this are counted and not named.
  private static let namedCount = 5

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart, !view.links.isEmpty else { return }
    let isolated = view.isolatedNodes.map { view.graph.nodes[$0] }
    guard let first = isolated.first else { return }
    let names = isolated.prefix(namedCount).map { "\"\($0.id)\"" }.joined(separator: ", ")
    let more = isolated.count > namedCount ? " and \(isolated.count - namedCount) more" : ""
    report.add(
      first.range,
      isolated.count == 1
        ? "no link reaches the node \(names)" : "no link reaches \(isolated.count) nodes: \(names)\(more)",
      help:
        "link \(isolated.count == 1 ? "it" : "them") to what they belong to, or move the facts into a table")
  }
}
