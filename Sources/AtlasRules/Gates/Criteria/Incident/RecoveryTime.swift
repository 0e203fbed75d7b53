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
      ], "words of durations that are not of an outage"),
  ]

  static let companions: Set<String> = ["foreign"]
  static let unsearched: Set<String> = ["roles"]
  static let kinds: Set<ContentMetric.Kind> = [.recovery]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    let roles = settings.set("roles")
    for quantity in text.quantities where quantity.kind == .recovery && roles.contains(quantity.qualifier) {
      // A duration is often that of something else; the words of recovery are plain.
      let sentence = text.sentence(around: quantity.range.bounds)
      let isForeign = text.cues(of: settings.list("foreign")).contains {
        sentence.contains($0.range.lowerBound)
      }
      if isForeign, quantity.qualifier == "outage" || quantity.qualifier == "rollback" { continue }
      return found.strong(quantity.range.bounds, of: text)
    }
  }
}
