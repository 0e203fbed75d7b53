import AtlasCore

/// `cfo.roi`
enum ReturnOnInvestment: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "cfo.roi",
    asks: "says what optimisations return",
    strong:
      "a return, payback, break-even or saving with an amount, a percentage or a time in the same sentence, row or node",
    weak: "such a word alone",
    missing: "say what it saves and when that pays back: saves $2M/year, payback 8 months",
    examples: [
      .strong(.label, "Saves $2M/year"), .strong(.page, "The ROI is 320%."),
      .strong(.page, "| Change | Savings |\n|---|---|\n| Graviton | $40K/month |"),
      .weak(.page, "ROI matters."), .silent(.page, "The order is saved in 20 ms."),
      .silent(.page, "| Games | saves unavailable | $8M |"),
      .silent(.page, "See https://x.test/roi-320% for more."), .silent(.page, "```bash\necho saves $2M\n```"),
      .silent(.page, "<!-- saves $2M/year -->"),
      .silent(.diagram, "flowchart LR\n  saves2M --> b[Flink]"), .silent(.page, "Ersparnis: 20 %."),
      .silent(.page, "Daylight saving time changes at 2:00 and costs $5."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "ROI", "return on investment", "payback", "pays back", "break even", "breakeven", "saving", "savings",
        "saves", "cost reduction*", "reduced cost*", "cost decrease*", "cheaper", "!daylight saving*",
        "!saves unavailable", "!game saves", "!saves lost",
        "!time saving*", "!savings account*", "!saving the", "!saving to", "saved",
      ], "words that speak of a return"),
    .texts(
      "foreign", ["unavailable", "lost", "outage*", "failed"], "words of amounts that were lost, not saved"),
  ]

  static let companions: Set<String> = ["foreign"]

  static let kinds: MetricKinds = [.cost]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for quantity in text.quantities where quantity.kind == .cost && quantity.qualifier == "saving" {
      if text.has(settings.list("foreign"), in: text.sentence(around: quantity.range.bounds)) { continue }
      found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("words")) where isMeant(cue, in: text) {
      let sentence = text.sentence(around: cue.range)
      let hasTime = text.quantity(of: [.recovery, .latency], near: cue.range) != nil
      let isSaid = text.hasAmount(in: sentence) || (hasTime && isMonths(sentence, in: text))
      if isSaid, text.kind != .heading {
        found.strong(cue.range, of: text)
      } else if text.kind != .heading, text.bytes[cue.range.lowerBound] | 0x20 != UInt8(ascii: "s") {
        found.weak(cue.range, of: text, key: cue.phrase)
      }
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("words")
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first, let cue = page.texts[header].first(of: list),
        let column = page.texts[header].cell(of: cue.range)
      else { continue }
      for row in rows.dropFirst() where column < page.texts[row].cells.count {
        let cell = page.texts[row].cells[column]
        if page.texts[row].hasAmount(in: cell) { found.strong(cell, of: page.texts[row]) }
      }
    }
  }

  /// `saved` is a return only beside money: an order is saved too.
  private static func isMeant(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    guard text.string(cue.range).lowercased() == "saved" else { return true }
    return text.quantity(of: [.cost], near: cue.range) != nil
  }

  private static func isMonths(_ range: Range<Int>, in text: EvidenceText) -> Bool {
    let words = text.string(range).lowercased()
    return words.contains("month") || words.contains("year")
  }
}
