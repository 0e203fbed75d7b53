import AtlasCore
import AtlasMermaid

/// The story of an incident with a part untold.
enum MissingIncidentPhase: PageRule {
  static let description = RuleDocumentation(
    id: "incident-phases",
    finds: "the story of an incident without detection, diagnosis, mitigation or recovery, or without times",
    matters: """
      An incident is learned from by asking of each phase how it could have been shorter. A phase that is not told, or a \
      story without times, leaves nothing to ask.
      """,
    bad: """
      # Orders down

      14:23 UTC: alert on errors. 14:40 UTC: root cause found in a certificate. 15:10 UTC: recovered.
      """,
    good: """
      # Orders down

      14:23 UTC: alert on errors. 14:40 UTC: root cause found in a certificate. 14:55 UTC: mitigated by a rollback.
      15:10 UTC: recovered.
      """)

  static let options: [RuleOption] = [
    .texts(
      "detection", ["detect*", "alert*", "first report*", "noticed", "monitoring", "paged", "observed"],
      "words of detection"),
    .texts(
      "diagnosis",
      [
        "diagnos*", "root cause*", "investigat*", "identif*", "debug*", "triage*", "analysis", "traced to",
        "discovered", "isolated to",
      ], "words of diagnosis"),
    .texts(
      "mitigation",
      [
        "mitigat*", "contain*", "rollback*", "roll back", "rolled back", "failover*", "fail over",
        "failed over",
        "workaround*", "throttl*", "shed*", "disabl*", "hotfix*", "fix", "fixes", "fixed", "reroute*",
        "rerouted",
        "emergency",
      ], "words of mitigation"),
    .texts(
      "recovery", ["recover*", "restor*", "resolv*", "resolution", "back to normal", "normal operation*"],
      "words of recovery"),
    .number("times", 3, in: 0...100, "how many times of day, or since the start, the page has to state"),
  ]

  /// The times that stand in diagrams beside their texts, as those of a Gantt chart or a timeline.
  private static func clockTimes(of page: PageSubject) -> Set<String> {
    var times: Set<String> = []
    for diagram in page.diagrams {
      let bytes = diagram.parsed.source.original
      var place = 0
      while let colon = ByteSearch.first(UInt8(ascii: ":"), in: bytes, from: place) {
        place = colon + 1
        guard colon >= 2, colon + 2 < bytes.count,
          [colon - 2, colon - 1, colon + 1, colon + 2].allSatisfy({ bytes[$0] &- UInt8(ascii: "0") < 10 })
        else { continue }
        times.insert(String(decoding: bytes[(colon - 2)...(colon + 2)], as: UTF8.self))
      }
    }
    return times
  }

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let missing = ["detection", "diagnosis", "mitigation", "recovery"].filter {
      !page.claims.speaks(of: settings.words($0))
    }
    if !missing.isEmpty {
      report.add(
        page.titleRange, "the story of the incident tells no \(Listing.choice(missing))",
        help: "tell what happened in each phase, minute by minute: detection, diagnosis, mitigation, recovery"
      )
    }
    let times = clockTimes(of: page).union(
      page.claims.quantities(of: [.date]).map(\.quantity).filter { $0.name.contains(":") || $0.unit == "s" }
        .map { $0.name.isEmpty ? "\($0.amount)" : $0.name })
    guard Double(times.count) < settings.number("times") else { return }
    report.add(
      page.titleRange,
      times.isEmpty
        ? "the story of the incident has no times"
        : "the story of the incident has only \(Listing.count(times.count, "time"))",
      help:
        "say when what happened, such as 14:23 UTC or T+5min: at least \(Int(settings.number("times"))) times"
    )
  }
}
