import AtlasCore
import AtlasMermaid

package enum DuplicateEdge: LintRule {
  package static let description = RuleDocumentation(
    id: "duplicate-edge",
    finds: "a link that a flowchart has twice: the same ends, the same label, the same line",
    matters: "It is drawn as two lines, and readers look for the difference.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  B --> C[Search]\n  A --> B\n",
    good: "flowchart LR\n  A[API] -->|read| B[(Orders)]\n  B --> C[Search]\n  A -->|write| B\n")

  package static let replacesTexts = true

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let view = subject.flowchart else { return }
    /// By node: the last link that leaves it so far; by link: the one before it that leaves the same node.
    var lastOfNode: [Int?] = Array(repeating: nil, count: view.graph.nodes.count)
    var previous: [Int?] = []
    for (place, link) in view.links.enumerated() {
      var other = lastOfNode[link.from]
      previous.append(other)
      lastOfNode[link.from] = place
      var first: Int?
      while let candidate = other {
        if isSame(view.links[candidate], link, subject) { first = candidate }
        other = previous[candidate]
      }
      guard let earlier = first.map({ view.links[$0].link }) else { continue }
      let label = String(decoding: text(of: link, subject), as: UTF8.self)
      let (from, to) = (view.graph.nodes[link.from].id, view.graph.nodes[link.to].id)
      let words = label.isEmpty ? "" : " with the label \"\(label)\""
      report.add(
        link.link.range, "the link from \"\(from)\" to \"\(to)\"\(words) is there twice",
        help: "remove one, or say by labels how they differ",
        fix: fix(link.link, earlier, view, subject))
    }
  }

  /// Whether two links from the same node are drawn alike.
  private static func isSame(
    _ one: FlowchartGraph.Link, _ other: FlowchartGraph.Link, _ subject: RuleSubject
  ) -> Bool {
    one.to == other.to && one.link.stroke == other.link.stroke && one.link.startHead == other.link.startHead
      && one.link.endHead == other.link.endHead && text(of: one, subject) == text(of: other, subject)
  }

  private static func text(of link: FlowchartGraph.Link, _ subject: RuleSubject) -> [UInt8] {
    link.link.label.map { subject.shown($0).text } ?? []
  }

  /// Removes the later statement where nothing else would go with it: it is this link alone, between nodes that are
  /// declared elsewhere, the other one stands in the same subgraph, and nothing counts links.
  private static func fix(
    _ link: FlowLink, _ earlier: FlowLink, _ view: FlowchartView, _ subject: RuleSubject
  ) -> Fix? {
    let statements = view.statements
    let countsLinks = statements.contains {
      if case .linkStyle(let style) = $0.statement { !style.indices.isEmpty } else { false }
    }
    guard !countsLinks, link.id == nil, let own = statement(with: link, statements),
      let other = statement(with: earlier, statements), own.subgraph == other.subgraph,
      case .chain(let chain) = own.statement, chain.links.count == 1, chain.nodes.count == 2,
      chain.nodes.allSatisfy({ $0.label == nil && $0.className == nil && $0.properties == nil }),
      let edit = StatementRemoval.edit(of: chain.range, in: subject.diagram.source.original)
    else { return nil }
    return Fix(safe: true, edits: [edit])
  }

  private static func statement(
    with link: FlowLink, _ statements: [FlowchartView.Statement]
  ) -> FlowchartView.Statement? {
    statements.first {
      if case .chain(let chain) = $0.statement { chain.range.encloses(link.range) } else { false }
    }
  }
}
