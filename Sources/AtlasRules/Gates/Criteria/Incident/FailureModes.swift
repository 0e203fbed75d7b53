import AtlasCore

/// `inc.modes`
enum FailureModes: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "inc.modes",
    asks: "documents how it fails",
    strong:
      "a subgraph of failures, or a list, a table or a diagram under a heading such as \"Failure modes\"",
    weak: "a failure by name: split brain, retry storm, hot shard",
    missing: "name at least two ways in which it fails: node crash, cache stampede, pool exhaustion",
    examples: [
      .strong(.page, "## Failure modes\n\n- the leader is lost"),
      .strong(
        .diagram, "flowchart LR\n  subgraph f[\"Failure scenarios\"]\n    a[Kafka] --> b[Flink]\n  end"),
      .weak(.label, "Split brain"), .weak(.page, "A retry storm may follow."),
      .silent(.page, "Jitter prevents thundering herds."), .silent(.label, "DDoS protection"),
      .silent(.page, "There is no single point of failure."),
      .silent(.page, "```bash\n# split brain\nls\n```"),
      .silent(.page, "<!-- split brain, retry storm -->"),
      .silent(.diagram, "flowchart LR\n  splitBrain --> hotshard[Flink]"),
      .silent(.page, "Ausfall der Datenbank."),
      .strong(.page, "## Critical failures\n\n- the lease expires"),
      .weak(.page, "Timeout cascades followed."),
      .silent(.page, "It is tolerant of stale data."),
      .silent(.label, "Partitioned topic"), .silent(.page, "See https://x.test/split-brain for more."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "modes",
      [
        "node crash*", "node failure*", "node fail*", "server crash*", "process crash*", "instance failure*",
        "split brain", "cascad* fail*", "cascading", "cascading failure*", "cascading outage*",
        "cascade failure*", "failure cascade*", "cascades", "cache stampede*", "thundering herd*",
        "stampede*", "retry storm*",
        "connection storm*", "pool exhaust*", "pool exhaustion", "connection exhaustion", "thread exhaustion",
        "resource exhaustion", "memory exhaustion", "exhausted", "network partition*",
        "partition tolerance loss",
        "hot shard*", "hot partition*", "hot key*", "hot spot*", "hotspot*", "oom", "out of memory",
        "OOMKilled",
        "memory leak*", "disk full", "disk failure*", "deadlock*", "livelock*", "data corruption",
        "corrupted data", "replication lag spike*", "leader failure*", "leader loss", "leader election fail*",
        "quorum loss", "loss of quorum", "az failure*", "az outage*", "zone failure*", "region failure*",
        "region outage*", "regional outage*", "regional failure*", "datacenter failure*", "dns failure*",
        "certificate expir*", "expired certificate*", "clock skew", "clock drift", "poison message*",
        "poison pill*", "head of line blocking", "queue overflow*",
        "buffer overflow*", "rate limit exceeded", "database failure*", "db failure*", "primary failure*",
        "master failure*", "cache failure*", "cache miss storm*", "service failure*", "dependency failure*",
        "downstream failure*", "upstream failure*", "packet loss", "network failure*",
        "network congestion", "circuit breaker open", "single point of failure", "spof", "race condition*",
        "request timeouts", "connection timeouts", "network timeouts", "gateway timeout", "timed out",
        "stale read*", "stale data", "lost update*", "double spend*", "config* error*", "misconfiguration*",
        "bad deploy*", "deployment failure*", "power failure*", "power outage*", "ddos*", "gc pause*",
        "cluster failure*", "hardware failure*", "cache storm*", "connection refused", "service down",
        "node down", "overload*", "configuration error*", "configuration corrupt*", "routing corrupt*",
        "index corruption", "state corruption", "database corruption", "disk corruption", "memory corruption",
        "file corruption", "table corruption", "pop outage*", "pop failure*", "dependency cascade*",
        "timeout cascade*", "cascading timeout*",
      ], "failures by name"),
    .texts(
      "headings",
      [
        "failure mode*", "failure scenario*", "failure domain*", "failure case*", "failure pattern*",
        "failure analysis", "what can go wrong", "what broke", "what went wrong", "failure point*",
        "common failure*", "failure type*", "root cause*", "failure impact", "failure recovery",
        "failure handling", "what fails", "security failure*", "architecture failure*", "critical failure*",
        "system failure*", "production failure*", "!root cause analysis",
      ], "titles over failures"),
    .texts(
      "prevented",
      [
        "prevent*", "avoid*", "no", "zero", "without", "eliminat*", "never", "anti", "free of", "reduc*",
        "protect*", "100%", "tolera*",
      ], "words before a failure that say that it does not come"),
    .texts(
      "defences",
      [
        "protection", "prevention", "detection", "detector", "free", "defence", "defense", "shield",
        "resistant", "proof", "elimination", "avoidance", "mitigation",
      ],
      "words right behind a failure that say so"),
  ]

  static let companions: Set<String> = ["prevented"]
  static let unsearched: Set<String> = ["defences"]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    if text.kind == .subgraph, let cue = text.first(of: settings.list("headings")) {
      found.strong(cue.range, of: text)
    }
    for cue in text.cues(of: settings.list("modes")) where !isCode(cue, in: text) {
      if isPrevented(cue, in: text, settings) { continue }
      found.weak(cue.range, of: text, key: cue.phrase)
    }
  }

  /// What is prevented is named too: `prevents thundering herds`, `DDoS protection`, `no single point of failure`.
  private static func isPrevented(
    _ cue: Lexicon.Cue, in text: EvidenceText, _ settings: CriterionSettings
  ) -> Bool {
    let line = text.line(around: cue.range)
    let before = max(line.lowerBound, cue.range.lowerBound - nearby)..<cue.range.lowerBound
    if text.has(settings.list("prevented"), in: before) { return true }
    guard cue.range.upperBound < line.upperBound,
      let word = text.word(after: cue.range.upperBound + (text.bytes[cue.range.upperBound] == 0x2D ? 1 : 0))
    else { return false }
    return word.upperBound <= line.upperBound && text.isAny(word, of: settings.set("defences"))
  }

  /// About three words.
  private static let nearby = 32

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("headings")
    for item in chapter.items {
      for heading in item.headings.reversed() {
        guard let cue = page.texts[heading].first(of: list) else { continue }
        found.strong(cue.range, of: page.texts[heading])
        break
      }
    }
    // The diagram itself may be what stands under the heading.
    for number in chapter.texts where page.texts[number].kind == .heading {
      let text = page.texts[number]
      if let cue = text.first(of: list), page.isOverDiagram(number) { found.strong(cue.range, of: text) }
    }
  }

  private static func isCode(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    text.codeSpans.contains { $0.overlaps(cue.range) }
  }
}
