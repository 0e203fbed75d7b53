import AtlasCore

/// `inc.blast`
enum BlastRadius: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.blast",
    asks: "says how far a failure reaches",
    strong: "a blast radius with its scope, or an affected number or share of users, regions or services",
    weak: "words that speak of a blast radius without its scope",
    missing: "say how far it reaches: blast radius: 15% of users in one region",
    examples: [
      .strong(.label, "Blast radius: one region"), .strong(.page, "47M users were affected."),
      .weak(.page, "Cells limit the blast radius."), .silent(.page, "The blast furnace has a radius of 5 m."),
      .silent(.label, "40K users"),
      .strong(.page, "| Fact | Value |\n|---|---|\n| Users affected | 68M registered users |"),
      .strong(.page, "- **Impact**: Global service outage"),
      .silent(.page, "95% of lessons available offline."),
      .silent(.page, "See https://x.test/users-affected-40M for more."),
      .silent(.page, "```bash\necho users affected: 40\n```"),
      .silent(.page, "<!-- users affected: 40M -->"),
      .silent(.diagram, "flowchart LR\n  blastRadius --> b[Flink]"),
      .silent(.page, "Betroffene Nutzer: 40 Millionen."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words",
      [
        "blast radius", "affected users", "affected services", "affected regions", "users affected",
        "affected customers", "customers affected", "users impacted", "impacted users",
      ], "words that speak of it; all but the first say it beside a number"),
    .texts(
      "scopes",
      [
        "impact: global", "impact: all", "impact: worldwide", "impact: entire", "impact: complete",
        "impact: total", "global outage", "worldwide outage", "all regions affected", "all users affected",
        "affects all", "affected all",
      ], "words that say it all"),
    .texts(
      "foreign",
      [
        "satisf*", "adoption", "improve*", "faster", "saving*", "reduction*",
        "available", "availability", "availab*", "offline capab*", "offline mode", "!unavailable",
        "!unavailability",
      ], "words of shares of what still works"),
  ]

  static let companions: Set<String> = ["foreign"]

  static let kinds: MetricKinds = [.blastRadius]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for quantity in text.quantities where quantity.kind == .blastRadius {
      let line = text.line(around: quantity.range.bounds)
      if !text.has(settings.list("foreign"), in: line) {
        return found.strong(quantity.range.bounds, of: text)
      }
    }
    if let cue = text.first(of: settings.list("scopes")) { return found.strong(cue.range, of: text) }
    for cue in text.cues(of: settings.list("words")) {
      let rest = cue.range.upperBound..<text.sentence(around: cue.range).upperBound
      let isCounted = cue.phrase > 0 && text.kind != .heading && text.hasDigit(in: rest)
      found.add(cue.range, of: text, strong: isCounted, key: cue.phrase)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    // A column of blast radii says the scope in each row.
    let list = settings.list("words")
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first, let cue = page.texts[header].first(of: list),
        let column = page.texts[header].cell(of: cue.range)
      else { continue }
      for row in rows.dropFirst() where column < page.texts[row].cells.count {
        let cell = page.texts[row].cells[column]
        let isScope = cue.phrase == 0 ? cell.count > 1 : page.texts[row].hasDigit(in: cell)
        if isScope { return found.strong(cell, of: page.texts[row]) }
      }
    }
  }
}
