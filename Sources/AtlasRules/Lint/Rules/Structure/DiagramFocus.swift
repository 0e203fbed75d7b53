import AtlasCore
import AtlasMermaid

package enum DiagramFocus: LintRule {
  package static let description = RuleDocumentation(
    id: "diagram-focus",
    finds: "a large flowchart of several islands: groups of linked nodes without a link between them",
    matters: "It is several diagrams in one picture; each alone would be readable.",
    bad: example(islands: 4),
    good: example(islands: 1))

  package static let options = [
    RuleOption.number("edges", 25, "a diagram with no more links than this may be of islands"),
    RuleOption.number("islands", 3, "the most islands of a larger diagram"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart, Double(view.links.count) > settings.number("edges") else { return }
    let islands = view.islands
    let linked = Set(view.links.map { islands[$0.from] })
    guard Double(linked.count) > settings.number("islands") else { return }
    let names = linked.sorted().prefix(4).map { "\"\(view.graph.nodes[$0].id)\"" }.joined(separator: ", ")
    report.add(
      subject.diagram.headerRange,
      "the diagram's \(view.links.count) links make \(linked.count) islands, at \(names)\(linked.count > 4 ? " …" : "")",
      help: "make a diagram of each island, or draw what ties them together")
  }

  /// Seven links an island.
  private static func example(islands: Int) -> String {
    let chains = (0..<islands).map { island in
      "  " + (0..<8).map { "\(["A", "B", "C", "D"][island])\($0)" }.joined(separator: " --> ") + "\n"
    }
    return "flowchart LR\n" + chains.joined()
  }
}
