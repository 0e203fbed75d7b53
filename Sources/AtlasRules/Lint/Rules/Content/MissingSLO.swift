import AtlasCore
import AtlasMermaid

package enum MissingSLO: LintRule {
  package static let description = RuleDocumentation(
    id: "slo-missing",
    finds: "links or messages that say nothing of how long they take: neither a percentile nor a time",
    matters: "Where each hop has its share, an incident has a place; a chain of bare arrows has none.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway] -->|\"p50: 3ms, p99: 10ms\"| B[Order Service]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let hops = subject.hops
    let labels = subject.labels
    let bare = hops.filter { hop in !(hop.label.map { labels[$0].statesTime } ?? false) }
    guard let first = bare.first else { return }
    // A note of a sequence diagram speaks for the messages beside it, a node and what it tells itself for the links to it.
    let others = labels.contains { isStep($0.carrier) && $0.statesTime }
    let message =
      switch (bare.count, hops.count) {
      case (1, 1): "the hop \(bare.names) does not say how long it takes"
      case (hops.count, _): "no hop says how long it takes: \(bare.names)"
      case (1, _): "one of \(hops.count) hops does not say how long it takes: \(bare.names)"
      default: "\(bare.count) of \(hops.count) hops do not say how long they take: \(bare.names)"
      }
    report.add(
      first.range, message,
      help: "label the critical path with p50, p99 and p99.9",
      priority: bare.count < hops.count || others ? .low : nil)
  }

  private static func isStep(_ carrier: DiagramLabels.Carrier) -> Bool {
    switch carrier {
    case .node, .subgraph, .note, .link, .message: true
    case .participant, .title, .other: false
    }
  }
}
