import AtlasCore

/// `cfo.growth`
enum CostedGrowth: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.growth",
    asks: "says what growth will cost",
    strong: """
      a word of growth (projected, forecast, YoY, CAGR, at 10x) or a year to come with an amount within sixty characters; a \
      table whose columns are such, with amounts
      """,
    missing: "say what growth will cost: projected $4M/year at 10x traffic",
    examples: [
      .strong(.page, "The bill is projected to reach $4M/year."), .strong(.label, "At 10x: $2M/month"),
      .strong(.page, "| Service | Projected cost |\n|---|---|\n| CDN | $90K |"),
      .silent(.page, "Traffic is projected to double."), .silent(.page, "The project cost $4M."),
      .silent(.page, "In 2019 it cost $4M."),
      .silent(.page, "Projected savings: $3B/year."),
      .silent(.page, "Projected $20M/year of latency optimisation."),
      .silent(.page, "| Cost | Change |\n|---|---|\n| $6M/month | 12% YoY |"),
      .silent(.page, "See https://x.test/projected-cost-$4M for more."),
      .silent(.page, "```bash\n# projected: $4M/year\n```"),
      .silent(.diagram, "flowchart LR\n  projected --> b[\"$4M/year\"]"),
      .silent(.page, "Proyectado: 4M USD."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "projected", "cost projection*", "forecast cost*", "cost forecast*", "budget forecast*",
        "growing YoY", "YoY growth", "year over year growth", "CAGR", "at 10x", "at 2x", "at 5x", "at 100x",
        "expected to reach", "expected to grow", "will reach", "by next year", "next year",
        "growth scenario*", "expected growth", "projected growth", "growth projection*", "growth forecast*",
      ], "words of growth to come"),
    .texts(
      "dated", ["projection*", "forecast", "forecasts", "forecasted"], "words that are such beside a date"),
    .texts(
      "foreign",
      [
        "saving*", "revenue*", "saved", "saves", "profit*", "margin*", "optimi*", "reduction*", "reduce*",
        "benefit*", "efficien*", "avoid*", "ROI", "payback", "loss*", "lost", "valuation*", "market*", "GMV",
        "ARR", "gross", "sales", "earn*", "raised", "funding", "income", "bookings", "volume", "value",
      ],
      "words of amounts that are not what growth costs"),
    .number("within", 60, in: 1...1_000, "the most characters between the word and the amount"),
    .number("future", 2026, in: 1_970...9_999, "the first year that is to come"),
  ]

  static let companions: Set<String> = ["dated", "foreign"]
  static let kinds: MetricKinds = [.date, .cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode, text.kinds.contains(.cost) else { return }
    for cue in text.cues(of: settings.list("words")) where isNearAmount(cue.range, in: text, settings) {
      return found.strong(cue.range, of: text)
    }
    for cue in text.cues(of: settings.list("dated")) {
      guard text.quantity(of: [.date], near: cue.range) != nil, isNearAmount(cue.range, in: text, settings)
      else { continue }
      return found.strong(cue.range, of: text)
    }
    guard text.kinds.contains(.date) else { return }
    for quantity in text.quantities where quantity.kind == .date {
      guard isFuture(quantity.name, settings), isNearAmount(quantity.range.bounds, in: text, settings) else {
        continue
      }
      return found.strong(quantity.range.bounds, of: text)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first else { continue }
      let text = page.texts[header]
      let places =
        text.cues(of: settings.list("words")).map(\.range)
        + text.quantities.filter { $0.kind == .date && isFuture($0.name, settings) }.map(\.range.bounds)
      for column in Set(places.compactMap(text.cell)).sorted() {
        for row in rows.dropFirst() where column < page.texts[row].cells.count {
          let (row, cell) = (page.texts[row], page.texts[row].cells[column])
          let isCosted = row.quantities.contains {
            $0.kind == .cost && cell.contains($0.range.lowerBound)
          }
          if isCosted { found.strong(cell, of: row) }
        }
      }
    }
  }

  private static func isFuture(_ date: String, _ settings: CriterionSettings) -> Bool {
    guard let year = Int(date.prefix(4)) else { return false }
    return Double(year) >= settings.number("future")
  }

  private static func isNearAmount(
    _ range: Range<Int>, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    let within = Int(settings.number("within"))
    let sentence = text.sentence(around: range)
    if text.cues(of: settings.list("foreign")).contains(where: { sentence.contains($0.range.lowerBound) }) {
      return false
    }
    return text.quantities.contains { quantity in
      guard quantity.kind == .cost, sentence.contains(quantity.range.lowerBound),
        quantity.qualifier != "revenue"
      else { return false }
      let distance = max(
        quantity.range.lowerBound - range.upperBound, range.lowerBound - quantity.range.upperBound)
      return distance <= within
    }
  }
}
