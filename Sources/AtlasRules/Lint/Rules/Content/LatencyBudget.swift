import AtlasCore
import AtlasMermaid

package enum LatencyBudget: LintRule {
  package static let description = RuleDocumentation(
    id: "latency-budget",
    finds: "a path whose hops take longer at p99 together than the total that the diagram states",
    matters: "A budget that its own parts exceed is met by nobody.",
    bad: """
      flowchart LR
        A[Kong Gateway] -->|"p99: 60ms"| B[Order Service]
        B -->|"p99: 70ms"| C[(PostgreSQL 14)]
        C --> D["Total p99: 100ms"]

      """,
    good: """
      flowchart LR
        A[Kong Gateway] -->|"p99: 15ms"| B[Order Service]
        B -->|"p99: 20ms"| C[(PostgreSQL 14)]
        C --> D["Total p99: 50ms"]

      """)

  package static let options = [
    RuleOption.number("tolerance", 5, in: 0...1_000, "how many percent the hops may exceed the total by"),
    RuleOption.texts(
      "totals", ["total", "end to end", "e2e", "overall"],
      "words that make a latency the whole path's"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let flowchart = subject.flowchart, let total = total(subject, settings) else { return }
    let labels = subject.labels
    let placeOfLabel = Dictionary(labels.map { ($0.range.lowerBound, $0.index) }) { first, _ in first }
    var hopLatency: [Int: Double] = [:]
    for latency in subject.percentileLatencies
    where latency.percentile == 99 && labels[latency.label].carrier == .link && latency.label != total.label {
      hopLatency[latency.label] = max(hopLatency[latency.label] ?? 0, latency.low)
    }
    let steps = flowchart.links.map { link in
      let label = link.link.label.flatMap { placeOfLabel[$0.range.lowerBound] }
      return (from: link.from, to: link.to, time: label.flatMap { hopLatency[$0] } ?? 0)
    }
    guard let sum = longest(steps, nodes: flowchart.graph.nodes.count),
      sum > total.high * (1 + settings.number("tolerance") / 100)
    else { return }
    let label = labels[total.label]
    report.add(
      label.range(of: total.stretch),
      "\"\(label.string(total.stretch))\" is the total, but hops of one path add up to \(Self.milliseconds(sum)) at p99",
      help: "check the numbers of the hops, or state the total that they give")
  }

  /// The one latency that is the whole path's: at p99 or at no percentile, in a text that says so.
  private static func total(_ subject: RuleSubject, _ settings: RuleSettings) -> PercentileLatency? {
    let words = settings.words("totals")
    var found: [PercentileLatency] = []
    for (label, quantities) in subject.quantified where label.carrier != .link {
      for quantity in quantities where quantity.kind == .latency {
        guard let bounds = quantity.bounds, quantity.percentile.map({ $0 == 99 }) ?? true,
          ["", "total", "max", "p99"].contains(quantity.qualifier),
          quantity.qualifier == "total" || words.stands(in: Array(label.line(at: quantity.range.lowerBound)))
        else { continue }
        found.append(
          PercentileLatency(
            percentile: 99, low: bounds.low, high: bounds.high, stretch: quantity.stretch, label: label.index)
        )
      }
    }
    return found.count == 1 ? found[0] : nil
  }

  /// What the longest path takes; nil where links go round in a circle.
  private static func longest(_ steps: [(from: Int, to: Int, time: Double)], nodes: Int) -> Double? {
    var waiting = Array(repeating: 0, count: nodes)
    var outgoing: [[Int]] = Array(repeating: [], count: nodes)
    for (index, step) in steps.enumerated() {
      waiting[step.to] += 1
      outgoing[step.from].append(index)
    }
    var ready = waiting.indices.filter { waiting[$0] == 0 }
    var times = Array(repeating: 0.0, count: nodes)
    var done = 0
    while let node = ready.popLast() {
      done += 1
      for index in outgoing[node] {
        let step = steps[index]
        times[step.to] = max(times[step.to], times[node] + step.time)
        waiting[step.to] -= 1
        if waiting[step.to] == 0 { ready.append(step.to) }
      }
    }
    return done == nodes ? times.max() : nil
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let tenths = (seconds * 10_000).rounded() / 10
    return "\(Int(exactly: tenths).map(String.init) ?? "\(tenths)")ms"
  }
}
