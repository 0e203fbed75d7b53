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
      .silent(.label, "Partitioned topic"), .silent(.page, "See https://x.test/split-brain for more."),
    ])

  static let options: [RuleOption] = [
    .texts(
      "modes",
      [
        "node crash*", "node failure*", "node fail*", "server crash*", "process crash*", "instance failure*",
        "split brain", "cascad*", "cache stampede*", "thundering herd*", "stampede*", "retry storm*",
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
        "poison pill*", "head of line blocking", "backpressure", "back pressure", "queue overflow*",
        "buffer overflow*", "rate limit exceeded", "database failure*", "db failure*", "primary failure*",
        "master failure*", "cache failure*", "cache miss storm*", "service failure*", "dependency failure*",
        "downstream failure*", "upstream failure*", "packet loss", "network failure*",
        "network congestion", "circuit breaker open", "single point of failure", "spof", "race condition*",
        "request timeouts", "connection timeouts", "network timeouts", "gateway timeout", "timed out",
        "stale read*", "stale data", "lost update*", "double spend*", "config* error*", "misconfiguration*",
        "bad deploy*", "deployment failure*", "power failure*", "power outage*", "ddos*", "gc pause*",
        "connection refused", "service down", "node down", "overload*",
      ], "failures by name"),
    .texts(
      "headings",
      [
        "failure mode*", "failure scenario*", "failure domain*", "failure case*", "failure pattern*",
        "failure analysis", "what can go wrong", "what broke", "what went wrong", "failure point*",
        "common failure*", "failure type*", "root cause*", "failure impact", "failure recovery",
        "failure handling",
      ], "titles over failures"),
  ]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    if text.kind == .subgraph, let cue = text.first(of: settings.list("headings")) {
      found.strong(cue.range, of: text)
    }
    for cue in text.cues(of: settings.list("modes")) where !isCode(cue, in: text) {
      found.weak(cue.range, of: text, key: cue.phrase)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    let list = settings.list("headings")
    for item in chapter.items {
      guard let heading = item.headings.last, let cue = page.texts[heading].first(of: list) else { continue }
      found.strong(cue.range, of: page.texts[heading])
    }
    // The diagram itself may be what stands under the heading.
    for number in chapter.texts where page.texts[number].kind == .heading {
      let text = page.texts[number]
      if let cue = text.first(of: list), text.isOverDiagram { found.strong(cue.range, of: text) }
    }
  }

  private static func isCode(_ cue: Lexicon.Cue, in text: EvidenceText) -> Bool {
    text.codeSpans.contains { $0.overlaps(cue.range) }
  }
}
