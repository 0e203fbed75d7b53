import AtlasCore
import AtlasMermaid

/// `real.metrics`
enum RealMetrics: Criterion {
  static let description = CriterionDocumentation(
    id: "real.metrics",
    asks: "gives numbers with units",
    strong: """
      two numbers with units in the diagram, shares and the values of a chart whose axis has a unit among them, or in its \
      chapter of the page, and no claim without a number
      """,
    missing: "give at least two measured numbers with units: p99: 10ms, 2M DAU",
    examples: [
      .strong(.label, "p99: 10ms, 40K RPS"), .silent(.label, "p99: 10ms"),
      .silent(.label, "fast and scalable"), .strong(.label, "CPU: 40%<br/>Memory: 60%"),
      .strong(.label, "40% of users affected, 3 hours of outage"),
      .strong(.diagram, "xychart-beta\n  y-axis \"Latency (ms)\" 0 --> 50\n  bar [10, 20]"),
      .silent(.diagram, "xychart-beta\n  y-axis \"Score\" 0 --> 50\n  bar [10, 20]"),
    ])

  static let options: [RuleOption] = [
    .number("least", 2, in: 1...100, "the least number of numbers"),
    .texts("findings", ["vague-claim"], "rules that speak where a claim has no number"),
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let vague = subject.diagram.places(saidBy: settings.texts("findings"))
    if !vague.isEmpty {
      return .fail(
        "put numbers to these claims, or leave them out",
        subject.quotes(inDiagram: vague.prefix(2)))
    }
    var count = 0
    var quotes: [GateVerdict.Found] = []
    for text in subject.diagram.labels {
      let numbers = Measured.numbers(in: text)
      guard let first = numbers.first else { continue }
      count += numbers.count
      if quotes.count < 2, let quote = subject.quote(first, of: text, isStrong: true) {
        quotes.append(quote)
      }
    }
    if let axis = Measured.axis(of: subject.diagram.diagram) {
      count += axis.values
      quotes += subject.quotes(inDiagram: [axis.title])
    }
    if Double(count) < settings.number("least") {
      count += subject.chapterNumbers.count
      quotes += subject.chapterNumbers.quotes.prefix(2 - min(2, quotes.count))
    }
    return Double(count) >= settings.number("least") ? .pass(quotes) : .fail(description.missing, quotes)
  }
}

/// The numbers that are measured.
enum Measured {
  /// The kinds of quantities.
  static let kinds: MetricKinds = [
    .latency, .throughput, .bandwidth, .storage, .cost, .users, .count, .lag, .rate, .recovery, .blastRadius,
  ]

  /// The quantities and shares of a text.
  struct Numbers {
    var count = 0
    /// Where the first quantity stands; the first share, where there is no quantity.
    var first: Range<Int>?

    fileprivate mutating func add(_ range: Range<Int>) {
      if count == 0 { first = range }
      count += 1
    }
  }

  static func numbers(in text: EvidenceText) -> Numbers {
    var numbers = quantities(in: text)
    var start = 0
    while let place = ByteSearch.first(UInt8(ascii: "%"), in: text.bytes, from: start) {
      start = place + 1
      let isNumber =
        text.isDigit(place - 1) || (place > 1 && text.bytes[place - 1] == 0x20 && text.isDigit(place - 2))
      if isNumber, !isInQuantity(place, of: text) { numbers.add(place..<(place + 1)) }
    }
    return numbers
  }

  /// The measured quantities of a text alone.
  static func quantities(in text: EvidenceText) -> Numbers {
    var numbers = Numbers()
    guard text.kinds.overlaps(kinds) else { return numbers }
    for place in text.quantities.indices where isMeasured(place, of: text) {
      numbers.add(text.quantities[place].range.bounds)
    }
    return numbers
  }

  private static func isInQuantity(_ place: Int, of text: EvidenceText) -> Bool {
    text.quantities.indices.contains {
      isMeasured($0, of: text) && text.quantities[$0].range.bounds.contains(place)
    }
  }

  /// By its place among the quantities of a text.
  private static func isMeasured(_ place: Int, of text: EvidenceText) -> Bool {
    guard kinds.contains(text.quantities[place].kind) else { return false }
    if case .none = text.quantities[place].amount { return false }
    return true
  }

  /// The title of the axis of values where it has a unit, and how many values a chart has.
  static func axis(of diagram: ParsedDiagram) -> (title: TextRange, values: Int)? {
    guard case .xychart(let chart) = diagram.syntax,
      let title = chart.axes.last(where: { $0.kind == .y && $0.title != nil })?.title
    else { return nil }
    let words = title.display(in: diagram.source).lowercased()
    let hasUnit =
      ["%", "$", "/"].contains(where: words.contains)
      || words.split(whereSeparator: { !$0.isLetter }).contains { units.contains(String($0)) }
    return hasUnit ? (title.range, chart.plots.reduce(0) { $0 + $1.points.count }) : nil
  }

  private static let units: Set<String> = [
    "ms", "s", "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "usd", "eur", "kb",
    "mb",
    "gb", "tb", "pb", "rps", "qps", "tps", "iops", "users", "requests", "messages", "transactions", "viewers",
  ]
}
