import AtlasCore

/// `inc.recovery_time`
enum RecoveryTime: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.recovery_time",
    asks: "says how long recovery takes",
    strong: "a time to recover, to fail over or to restore, an RTO or MTTR, or how long an outage was",
    missing: "say how long recovery takes: MTTR 12 min, RTO 5 min",
    examples: [
      .strong(.label, "RTO: 5 minutes"), .strong(.page, "Failover takes 30 seconds: failover: 30s."),
      .strong(.page, "| Measure | Value |\n|---|---|\n| MTTR | 12 minutes |"),
      .strong(.page, "| System | RTO |\n|---|---|\n| Orders | 15 minutes |"),
      .silent(.label, "502s resolved?"), .silent(.label, "Saga completed<br/>Duration: 2.3 seconds"),
      .silent(.page, "Availability 99.9%: 26.3 hours of downtime per year."),
      .silent(.page, "See https://x.test/rto-5-minutes for more."),
      .silent(.page, "<!-- RTO: 5 minutes -->"),
      .silent(.diagram, "flowchart LR\n  mttr5min --> b[Flink]"),
      .silent(.page, "Wiederherstellung: fünf Minuten."),
      .silent(.label, "RPO: 5 minutes"), .silent(.label, "p99: 30ms"), .silent(.page, "The RTO is short."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "roles",
      [
        "mttr", "mttm", "rto", "recovery", "failover", "resolution", "restore", "rollback", "outage",
        "mitigation",
      ], "what a duration is of"),
    .texts(
      "foreign",
      [
        "average", "avg", "burst", "sustained", "session*", "retention", "maintained", "capability",
        "connection life", "end to end", "test duration", "sale duration", "cache", "campaign", "per trip",
        "year", "per year", "month", "per month", "annual*", "saga", "spike", "peak*", "step*", "timeout*",
        "ttl", "interval*", "window", "migration*", "sprint*", "phase",
      ], "words of durations that are not of an outage"),
    .texts(
      "outages",
      [
        "outage*", "downtime", "incident*", "unavailab*", "disruption*", "degrad*", "offline", "down for",
        "was down", "service impact", "halted", "interruption*", "blackout*",
      ], "words that make a duration that of an outage, beside it or in a heading above it"),
    .texts(
      "columns",
      [
        "MTTR", "MTTM", "RTO", "recovery time*", "time to recover*", "failover time*", "restore time*",
        "recovery", "restoration time*", "rollback time*", "downtime",
      ], "heads of columns of times to recover"),
  ]

  static let companions: Set<String> = ["foreign", "outages"]
  static let unsearched: Set<String> = ["roles"]
  static let kinds: MetricKinds = [.recovery]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let roles = settings.set("roles")
    for quantity in text.quantities where quantity.kind == .recovery && roles.contains(quantity.qualifier) {
      // A duration is often that of something else; the words of recovery are plain.
      let sentence = text.sentence(around: quantity.range.bounds)
      if isStatus(quantity.range.bounds, in: text) { continue }
      if quantity.qualifier == "outage" || quantity.qualifier == "rollback" {
        if text.has(settings.list("foreign"), in: sentence) { continue }
      }
      if quantity.qualifier == "outage" {
        let outages = settings.list("outages")
        guard text.has(outages, in: sentence) || text.isUnder(outages) else { continue }
      }
      return found.strong(quantity.range.bounds, of: text)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for case .table(let rows, _) in chapter.items {
      guard let header = rows.first, let cue = page.texts[header].first(of: settings.list("columns")),
        let column = page.texts[header].cell(of: cue.range)
      else { continue }
      for row in rows.dropFirst() where column < page.texts[row].cells.count {
        let (row, cell) = (page.texts[row], page.texts[row].cells[column])
        if row.hasDuration(in: cell) { return found.strong(cell, of: row) }
      }
    }
  }

  /// `502s` are answers of HTTP.
  private static func isStatus(_ range: Range<Int>, in text: EvidenceText) -> Bool {
    range.indices.contains { place in
      guard text.bytes[place] == UInt8(ascii: "4") || text.bytes[place] == UInt8(ascii: "5"),
        place + 3 < text.bytes.count, text.isDigit(place + 1), text.isDigit(place + 2),
        !text.isDigit(place - 1),
        text.bytes[place + 3] == UInt8(ascii: "s")
      else { return false }
      return place + 4 == text.bytes.count || !Lexicon.isWord(text.bytes[place + 4])
    }
  }
}
