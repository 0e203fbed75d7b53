import AtlasCore
import AtlasMermaid

package enum UndirectedEdge: LintRule {
  package static let description = RuleDocumentation(
    id: "undirected-edge",
    finds: "a link between components that leads nowhere (`---`, `===`) or both ways (`<-->`)",
    matters: "Who calls whom decides what fails with what; a line without a direction keeps it secret.",
    bad: "flowchart LR\n  A[API] --- B[(Orders)]\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart else { return }
    var last: TextRange?
    // `A & B --- C` is written once.
    for link in view.links where link.link.range != last {
      last = link.link.range
      let bothWays = link.link.startHead == .arrow && link.link.endHead == .arrow
      // A dotted line without heads ties a remark to a node.
      let noWay = link.link.startHead == .none && link.link.endHead == .none && link.link.stroke != .dotted
      guard bothWays || noWay else { continue }
      let (from, to) = (view.graph.nodes[link.from].id, view.graph.nodes[link.to].id)
      report.add(
        link.link.range,
        "the link between \"\(from)\" and \"\(to)\" \(bothWays ? "leads both ways" : "has no direction")",
        help: bothWays
          ? "draw the call, or two links with what each carries"
          : "draw it from the caller to the called: `-->`")
    }
  }
}
