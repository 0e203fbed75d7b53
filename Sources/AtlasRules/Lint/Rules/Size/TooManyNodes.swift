import AtlasCore
import AtlasMermaid

package enum TooManyNodes: LintRule {
  package static let description = RuleDocumentation(
    id: "too-many-nodes",
    finds: "a diagram with more nodes than a reader takes in (50; from 120 on it is urgent)",
    matters: "At three in the morning nobody finds one box of eighty.",
    bad: "flowchart LR\n  " + (0...50).map { "N\($0)" }.joined(separator: " --> ") + "\n",
    good: "flowchart LR\n  Edge --> Services\n  Services --> Stores\n")

  package static let options = [
    RuleOption.limit(50, in: 1...100_000, "the most nodes of a diagram"),
    RuleOption.number("urgent", 120, in: 1...100_000, "from more nodes than this on the priority is HIGH"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let size = DrawingSize(subject)
    guard Double(size.nodes) > settings.limit else { return }
    report.add(
      subject.diagram.headerRange,
      "the diagram has \(size.nodes) nodes, and more than \(Int(settings.limit)) are hard to read",
      help: "split it by plane or by subgraph, and link the parts",
      priority: Double(size.nodes) > settings.number("urgent") ? .high : nil)
  }
}
