import AtlasCore
import AtlasMermaid

package enum LatencyWithoutPercentile: LintRule {
  package static let description = RuleDocumentation(
    id: "latency-no-percentile",
    finds: "a latency that does not say which: neither a percentile nor average, minimum or maximum",
    matters: "10ms on average and 10ms at p99 are two different systems.",
    bad: "flowchart LR\n  A[Kong Gateway] -->|\"10ms\"| B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway] -->|\"p99: 10ms\"| B[Order Service]\n")

  package static let options = [
    RuleOption.limit(10, in: 0...1_000_000, "seconds from which on a time is no latency of a request"),
    RuleOption.texts(
      "except",
      [
        "timeout", "timeouts", "ttl", "budget", "interval", "every", "window", "batch", "batches", "linger",
        "delay",
        "backoff", "jitter", "poll*", "flush*", "heartbeat*", "lease", "skew", "epsilon", "gc", "pause*",
        "sleep",
        "wait", "tick", "drift", "uncertainty", "median", "mean", "total", "rtt", "elapsed", "reduction",
        "reduced",
        "faster", "slower", "saved", "improvement", "startup", "boot", "percentile", "p50", "p75", "p90",
        "p95", "p99",
        "p99.9", "p999", "lag",
      ], "words on the line of a time, or on the first line above it, by which it is no latency or says which"
    ),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let except = settings.words("except")
    for (label, quantities) in subject.quantified where isHere(label.carrier) {
      let bare = quantities.first { quantity in
        quantity.kind == .latency && quantity.qualifier.isEmpty && quantity.isBelow(settings.limit)
          && !isOffset(quantity, label)
          && !except.stands(in: Array(label.line(at: quantity.range.lowerBound)))
      }
      // `p95 Latency<br/>Current: 28ms`: the first line is the heading of the others.
      guard let bare, !(label.firstLine.map { except.stands(in: Array(label.text[$0])) } ?? false)
      else { continue }
      report.add(
        label.range(of: bare.stretch),
        "\"\(label.string(bare.stretch))\" in \"\(label.words)\" has no percentile",
        help: "say which: `p50`, `p99`, or avg, min, max")
    }
  }

  /// `t0 + 165ms` is a point in time.
  private static func isOffset(_ quantity: Quantity, _ label: DiagramContent.Label) -> Bool {
    label.text[..<quantity.range.lowerBound].last { $0 > 0x20 } == UInt8(ascii: "+")
      || label.text[quantity.stretch].first == UInt8(ascii: "+")
  }

  private static func isHere(_ carrier: DiagramLabels.Carrier) -> Bool {
    switch carrier {
    case .node, .link, .message, .note, .participant: true
    case .subgraph, .title, .other: false
    }
  }
}

extension Quantity {
  /// Whether no part of the amount reaches a limit.
  fileprivate func isBelow(_ limit: Double) -> Bool {
    switch amount {
    case .none: false
    case .value(let value): value < limit
    case .range(_, let high): high < limit
    case .change(let before, let after): max(before, after) < limit
    }
  }
}
