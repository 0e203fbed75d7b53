import AtlasCore

/// `inc.data_loss`
enum DataLoss: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.data_loss",
    asks: "says what data can be lost",
    strong: """
      an RPO, also as a column of a table or a key of a block of settings; a data loss with its amount, or that there is none
      """,
    weak: "words that speak of lost data without saying how much, which are never enough",
    missing: "say what can be lost: RPO 15 min, or data loss: none",
    examples: [
      .strong(.label, "RPO: 15 minutes"), .strong(.label, "Zero data loss"),
      .strong(.page, "Data loss: 2.3M events."), .weak(.page, "Backups protect against data loss."),
      .weak(.page, "Plan for potential data loss during failover."),
      .silent(.page, "See https://x.test/zero-data-loss for more."), .silent(.page, "<!-- RPO: 5 min -->"),
      .silent(.page, "```bash\necho zero data loss\n```"),
      .silent(.diagram, "flowchart LR\n  zeroDataLoss --> b[Flink]\n  %% RPO: 5 min"),
      .silent(.page, "Kein Datenverlust."),
      .silent(.page, "The team lost 2 engineers."), .silent(.label, "Data lake: lossless codec"),
      .silent(.label, "RTO: 15 minutes"),
      .strong(.page, "| Store | RPO |\n|---|---|\n| Orders | <5 min |"),
      .strong(.page, "| Store | Data loss |\n|---|---|\n| Orders | none |"),
      .weak(.page, "| Store | RPO |\n|---|---|\n| Orders | unknown |"),
      .strong(.page, "```yaml\nbackup:\n  rpo: 30 seconds\n```"),
      .silent(.page, "```yaml\ncorporate: 30\n```"),
      .strong(.page, "No lost orders in two years."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "words", ["data loss", "lost data", "lost writes", "lost messages", "lost updates", "RPO"],
      "words that speak of lost data"),
    .texts(
      "none",
      [
        "no lost data", "no lost writes", "no lost messages", "no lost orders", "no lost events",
        "no lost notifications", "no lost updates", "no lost transactions", "no lost records",
        "no lost requests", "zero lost messages", "zero lost events", "zero lost writes", "no data is lost",
        "no data was lost", "no messages lost", "no events lost", "no writes lost", "without losing data",
        "nothing is lost", "nothing was lost", "zero message loss", "no message loss", "zero event loss",
      ], "words that say that nothing is lost"),
  ]

  static let kinds: MetricKinds = [.dataLoss, .recovery]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for quantity in text.quantities
    where quantity.kind == .dataLoss || (quantity.kind == .recovery && quantity.qualifier == "rpo") {
      // "Potential data loss" says neither what nor how much.
      if quantity.kind == .dataLoss, quantity.amount == .none, isVague(quantity.name) {
        found.weak(quantity.range.bounds, of: text, key: 0)
        continue
      }
      return found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("none")) { found.strong(cue.range, of: text) }
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: 0) }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("words")
    for item in chapter.items {
      switch item {
      case .table(let rows, _):
        guard let header = rows.first, let cue = page.texts[header].first(of: list),
          let column = page.texts[header].cell(of: cue.range)
        else { continue }
        for row in rows.dropFirst() where column < page.texts[row].cells.count {
          let text = page.texts[row]
          if saysHowMuch(text.cells[column], of: text) { found.strong(text.cells[column], of: text) }
        }
      case .code(.configuration, let number, _):
        let text = page.texts[number]
        for line in BlockLines(text.bytes) where isKey("rpo", line, of: text) {
          if saysHowMuch(line, of: text) { found.strong(line, of: text) }
        }
      case .list, .code: continue
      }
    }
  }

  private static func saysHowMuch(_ range: Range<Int>, of text: EvidenceText) -> Bool {
    if text.hasDigit(in: range) { return true }
    let words = text.string(range).lowercased()
    return ["none", "zero", "no loss"].contains(where: words.contains)
  }

  /// Whether a line gives a key its value: `rpo: 5`, `"rpo": 5`, `rpo = 5`.
  private static func isKey(_ key: StaticString, _ line: Range<Int>, of text: EvidenceText) -> Bool {
    guard let start = text.bytes[line].firstIndex(where: Lexicon.isWord) else { return false }
    let end = start + key.utf8CodeUnitCount
    guard end < line.upperBound, text.isWord(start..<end, key) else { return false }
    let next = text.bytes[end..<line.upperBound].first { $0 != UInt8(ascii: "\"") && $0 != 0x20 }
    return next == UInt8(ascii: ":") || next == UInt8(ascii: "=")
  }

  /// One word, or a mitigation in the next cell of a row.
  private static func isVague(_ name: String) -> Bool {
    !name.utf8.contains(0x20) || name.utf8.contains(UInt8(ascii: "|"))
  }
}
