import AtlasCore
import AtlasMermaid

package enum MissingMetric: LintRule {
  package static let description = RuleDocumentation(
    id: "metric-missing",
    finds:
      "a drawing of components or steps that states no quantity: no latency, throughput, size, cost or count",
    matters: "Boxes and arrows are a sketch; numbers are what somebody can check and plan with.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway<br/>12K req/s] --> B[Order Service]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard isDrawing(subject.diagram.syntax), !subject.labels.isEmpty,
      !subject.labels.contains(where: { $0.statesTime || $0.statesAmount }),
      !subject.quantities.contains(where: { $0.contains { isMetric($0) } })
    else { return }
    report.add(
      subject.diagram.headerRange, "the diagram states no quantity",
      help: "add real numbers: p99, requests a second, sizes, costs, how many there are")
  }

  /// Charts are made of numbers, and classes, entities and commits have none.
  private static func isDrawing(_ syntax: Diagram) -> Bool {
    switch syntax {
    case .flowchart, .sequence, .state, .timeline, .mindmap, .c4, .block, .architecture: true
    case .none, .class, .er, .gantt, .pie, .journey, .quadrant, .xychart, .sankey, .gitgraph, .requirement,
      .packet,
      .kanban, .radar, .treemap, .info, .venn, .wardley, .ishikawa, .eventmodeling, .treeview, .railroad,
      .cynefin:
      false
    }
  }

  /// What can be measured; versions, dates and sources are facts of another sort.
  private static func isMetric(_ quantity: Quantity) -> Bool {
    switch quantity.kind {
    case .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery: true
    case .blastRadius, .dataLoss: quantity.amount != .none
    case .instance, .version, .date, .source: false
    }
  }
}

extension DiagramContent.Label {
  /// A number that somebody counted or measured, whatever of: `85%`, `60K stars`, `10x`, `50+ engineers`.
  fileprivate var statesAmount: Bool {
    text.indices.contains { place in
      guard text[place] &- UInt8(ascii: "0") < 10, place + 1 < text.count else { return false }
      let next =
        text[place + 1] == UInt8(ascii: "+") && place + 2 < text.count ? text[place + 2] : text[place + 1]
      switch next {
      case _ where text[place + 1] == UInt8(ascii: "+"): break
      case UInt8(ascii: "%"), UInt8(ascii: "K"), UInt8(ascii: "M"), UInt8(ascii: "B"), UInt8(ascii: "x"):
        break
      default: return false
      }
      // Where a letter stands before the digits they belong to a name.
      let start = text[..<place].lastIndex { $0 &- UInt8(ascii: "0") >= 10 && $0 != UInt8(ascii: ".") }
      return start.map { !WordSet.isWord(text[$0]) } ?? true
    }
  }
}
