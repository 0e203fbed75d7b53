import AtlasCore

/// `inc.data_loss`
enum DataLoss: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.data_loss",
    asks: "says what data can be lost",
    strong: "an RPO; a data loss with its amount, or that there is none",
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
    ])

  static let options: [RuleOption] = [
    .texts(
      "words", ["data loss", "lost data", "lost writes", "lost messages", "lost updates", "RPO"],
      "words that speak of lost data")
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
    for cue in text.cues(of: settings.list("words")) { found.weak(cue.range, of: text, key: 0) }
  }

  /// One word, or a mitigation in the next cell of a row.
  private static func isVague(_ name: String) -> Bool {
    !name.utf8.contains(0x20) || name.utf8.contains(UInt8(ascii: "|"))
  }
}
