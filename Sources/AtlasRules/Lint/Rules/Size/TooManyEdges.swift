import AtlasCore
import AtlasMermaid

package enum TooManyEdges: LintRule {
  package static let description = RuleDocumentation(
    id: "too-many-edges",
    finds: "a diagram with more links than a reader can follow (100)",
    matters: "Lines cross, labels overlap, and the layout takes seconds.",
    bad: "flowchart LR\n"
      + (0...100).map { "  A\($0 % 10) -->|\($0)| B\($0 / 10)\n" }.joined(),
    good: "flowchart LR\n  Edge --> Services\n  Services --> Stores\n")

  package static let options = [RuleOption.limit(100, in: 1...100_000, "the most links of a diagram")]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let size = DrawingSize(subject)
    guard Double(size.links) > settings.limit else { return }
    report.add(
      subject.diagram.headerRange,
      "the diagram has \(size.links) links, and more than \(Int(settings.limit)) are hard to follow",
      help: "split it, or draw one link between groups in place of many")
  }
}
