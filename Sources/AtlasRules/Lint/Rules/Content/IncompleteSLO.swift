import AtlasCore
import AtlasMermaid

package enum IncompleteSLO: LintRule {
  package static let description = RuleDocumentation(
    id: "slo-set",
    finds: "latencies at p50 in a diagram that names none at p99, or the other way round",
    matters:
      "The median says how it usually is and the tail how bad it gets; one without the other misleads.",
    bad: "flowchart LR\n  A[Kong Gateway] -->|\"p50: 5ms\"| B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway] -->|\"p50: 5ms, p99: 40ms\"| B[Order Service]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let stated = subject.quantified.flatMap { label, quantities in
      quantities.compactMap { quantity in quantity.percentile.map { (label, quantity, $0) } }
    }
    let median = stated.first { $0.2 == 50 }
    let tail = stated.first { $0.2 >= 99 }
    guard (median == nil) != (tail == nil), let (label, quantity, _) = median ?? tail else { return }
    report.add(
      label.range(of: quantity.stretch),
      "the diagram states \"\(label.string(quantity.stretch))\" and \(median == nil ? "no p50" : "no p99")",
      help: "add the \(median == nil ? "median" : "tail") beside it")
  }
}
