import AtlasCore

/// `cfo.unit`
enum UnitCost: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.unit",
    asks: "says what a user or a transaction costs",
    strong: #"an amount per user, request, order and so on, or "cost per" such a thing with an amount"#,
    weak: #""cost per" such a thing without an amount"#,
    missing: "say what one user or transaction costs: $0.0012/transaction",
    examples: [
      .strong(.label, "$0.0012/transaction"), .strong(.page, "Cost per ride: $0.40"),
      .strong(.page, "| Stage | Cost per user |\n|---|---|\n| 1M users | $0.12 |"),
      .weak(.page, "We watch the cost per order."), .silent(.label, "$40K/month"),
      .silent(.page, "Drivers earn $20/hour."), .silent(.page, "Revenue per user: $9.50/user"),
      .silent(.page, "See https://x.test/$0.40/order for more."), .silent(.page, "<!-- $0.40/order -->"),
      .silent(.diagram, "flowchart LR\n  costPerOrder --> b[Flink]\n  %% $0.40/order"),
      .silent(.page, "Kosten je Bestellung: 0,40 EUR."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "units",
      [
        "user", "users", "MAU", "DAU", "subscriber", "customer", "request", "requests", "transaction",
        "query",
        "order", "ride", "trip", "message", "stream", "delivery", "GB", "TB", "token", "session", "event",
        "call",
        "payment", "search", "image", "minute of video", "viewer", "member", "driver", "booking",
        "invocation",
        "write", "read", "operation", "million requests", "1M requests", "million events", "1M events",
        "million", "seat", "listing", "merchant", "tweet", "view", "job", "build", "deployment", "check",
        "1K tokens", "1M tokens", "1000 requests", "1K requests", "API call", "device",
      ], "what a cost may be for"),
    .texts(
      "phrases", ["cost per", "costs per", "price per", "$ per", "spend per"],
      "what a cost of one thing is called"
    ),
    .texts(
      "foreign", ["revenue*", "ARPU", "ARPPU", "earn*", "profit*", "fare", "tip", "tips"],
      "words of amounts that one thing brings in"),
  ]

  static let companions: Set<String> = ["foreign"]
  static let unsearched: Set<String> = ["units"]
  static let kinds: MetricKinds = [.cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    let units = settings.set("units")
    for quantity in text.quantities where quantity.kind == .cost && isUnit(quantity.per, units) {
      if text.has(settings.list("foreign"), in: text.sentence(around: quantity.range.bounds)) { continue }
      return found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("phrases")) {
      guard let word = text.word(after: cue.range.upperBound), isUnit(text.string(word), units) else {
        continue
      }
      let hasAmount =
        text.kind != .heading && text.quantity(of: [.cost], near: cue.range) != nil
      found.add(cue.range, of: text, strong: hasAmount, key: 0)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("phrases")
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first else { continue }
      for cue in page.texts[header].cues(of: list) {
        guard let word = page.texts[header].word(after: cue.range.upperBound),
          isUnit(page.texts[header].string(word), settings.set("units")),
          let column = page.texts[header].cell(of: cue.range)
        else { continue }
        for row in rows.dropFirst() where column < page.texts[row].cells.count {
          let text = page.texts[row]
          if text.quantities.contains(where: {
            $0.kind == .cost && text.cells[column].contains($0.range.lowerBound)
          }) {
            found.strong(text.cells[column], of: text)
          }
        }
      }
    }
  }

  private static func isUnit(_ word: String, _ units: Set<String>) -> Bool {
    guard !word.isEmpty else { return false }
    return units.contains(word) || units.contains(word.lowercased())
      || (word.last == "s" && units.contains(String(word.lowercased().dropLast())))
  }
}
