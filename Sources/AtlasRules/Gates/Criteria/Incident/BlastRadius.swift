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
    ])

  static let options: [RuleOption] = [
    .texts(
      "words", ["blast radius", "affected users", "affected services", "affected regions", "users affected"],
      "words that speak of it")
  ]

  static let kinds: Set<ContentMetric.Kind> = [.blastRadius]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    if let quantity = text.quantities.first(where: { $0.kind == .blastRadius }) {
      return found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: cue.phrase) }
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
