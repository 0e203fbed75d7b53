import AtlasCore

/// `real.metrics`
enum RealMetrics: Criterion {
  static let description = CriterionDocumentation(
    id: "real.metrics",
    asks: "gives numbers with units",
    strong:
      "two numbers with units in the diagram, or in its chapter of the page, and no claim without a number",
    missing: "give at least two measured numbers with units: p99: 10ms, 2M DAU",
    examples: [
      .strong(.label, "p99: 10ms, 40K RPS"), .silent(.label, "p99: 10ms"),
      .silent(.label, "fast and scalable"),
    ])

  static let options: [RuleOption] = [
    .number("least", 2, in: 1...100, "the least number of numbers"),
    .texts("findings", ["vague-claim"], "rules that speak where a claim has no number"),
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let vague = subject.diagram.findings.filter { settings.set("findings").contains($0.code) }
    if !vague.isEmpty {
      return .fail(
        "put numbers to these claims, or leave them out",
        subject.quotes(inDiagram: vague.prefix(2).map(\.range)))
    }
    var count = 0
    var quotes: [GateVerdict.Found] = []
    for text in subject.diagram.labels {
      let numbers = text.quantities.filter { Measured.kinds.contains($0.kind) && $0.amount != .none }
      guard let first = numbers.first else { continue }
      count += numbers.count
      if let quote = subject.quote(first.range.bounds, of: text, isStrong: true), quotes.count < 2 {
        quotes.append(quote)
      }
    }
    if Double(count) < settings.number("least") {
      count += subject.chapterNumbers.count
      quotes += subject.chapterNumbers.quotes.prefix(2 - min(2, quotes.count))
    }
    return Double(count) >= settings.number("least") ? .pass(quotes) : .fail(description.missing, quotes)
  }
}

/// The kinds of quantities that are measured.
enum Measured {
  static let kinds: MetricKinds = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery,
  ]
}
