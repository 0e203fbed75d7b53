import AtlasCore

/// `production.numbers`
enum NumbersWithUnits: Criterion {
  static let description = CriterionDocumentation(
    id: "production.numbers",
    asks: "gives every number with its unit, and latencies with their percentile",
    strong: "the diagram states a number, and the rules of numbers have nothing to say",
    missing: "give each number its unit and each latency its percentile: p99: 10ms")

  static let options: [RuleOption] = [
    .texts(
      "findings", ["metric-no-unit", "latency-no-percentile", "slo-inverted", "vague-claim"],
      "rules that speak where a number says too little")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let judged = subject.without(settings.set("findings"), else: description.missing)
    guard judged.outcome == .pass else { return judged }
    for text in subject.diagram.labels {
      guard let number = text.quantities.first(where: { Measured.kinds.contains($0.kind) }) else { continue }
      return .pass([subject.quote(number.range.bounds, of: text, isStrong: true)].compactMap { $0 })
    }
    return .fail("state at least one measured number in the diagram")
  }
}

/// `production.recent`
enum RecentData: Criterion {
  static let description = CriterionDocumentation(
    id: "production.recent",
    asks: "rests on data of the last 24 months",
    strong: "a reviewer says so, since it depends on the day",
    missing: "are its data younger than 24 months?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}

/// `production.sources`
enum SourcedMetrics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "production.sources",
    asks: "says where its numbers come from",
    strong: "a source with an address and a date",
    weak: "a source with one of them",
    missing: "name the source with its address and the date of access: Source: https://… (accessed 2024-05)",
    examples: [
      .strong(.page, "Source: [Netflix Tech Blog 2023](https://netflixtechblog.com/a)"),
      .weak(.page, "Source: Netflix Tech Blog 2023"), .silent(.page, "It is the source of truth."),
    ])

  static let kinds: Set<ContentMetric.Kind> = [.source]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for (number, quantity) in text.quantities.enumerated() where quantity.kind == .source {
      let hasAddress = !quantity.url.isEmpty || text.hasLink
      found.add(
        quantity.range.bounds, of: text, strong: hasAddress && !quantity.date.isEmpty,
        key: quantity.range.lowerBound &* 31 &+ number)
    }
  }
}

/// `production.credible`
enum CredibleSources: Criterion {
  static let description = CriterionDocumentation(
    id: "production.credible",
    asks: "rests on credible sources",
    strong: "a reviewer says so",
    missing: "are its sources credible?")

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    .human(description.missing)
  }
}

/// `production.specifics`
enum Specifics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "production.specifics",
    asks: "names instances, settings and limits",
    strong:
      "a type of instance or a version; a setting with its value, such as a time-out or the size of a pool",
    missing: "name the types of instances, the settings and the limits: db.r6g.2xlarge, timeout 30s",
    examples: [
      .strong(.label, "r6g.2xlarge"), .strong(.label, "Timeout: 30s"),
      .strong(.label, "max_connections = 1000"),
      .silent(.label, "Large instance"), .silent(.label, "Timeout"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "settings",
      [
        "timeout*", "retry", "retries", "pool", "pool size", "max_*", "max connections", "connections",
        "threads",
        "rate limit*", "ttl", "quorum", "replication factor", "rf", "heap", "batch size", "buffer*",
        "backoff",
        "circuit breaker*", "threshold*", "concurrency", "limit*", "workers", "partitions", "replicas",
        "min_insync*", "acks",
      ], "settings that have values")
  ]

  static let kinds: Set<ContentMetric.Kind> = [.instance, .version]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard text.isLabel else { return }
    for quantity in text.quantities where kinds.contains(quantity.kind) {
      return found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("settings")) {
      let line = text.line(around: cue.range)
      guard text.hasDigit(in: cue.range.upperBound..<max(cue.range.upperBound, line.upperBound)) else {
        continue
      }
      return found.strong(cue.range, of: text)
    }
  }
}

/// `production.examples`
enum NoExampleData: Criterion {
  static let description = CriterionDocumentation(
    id: "production.examples",
    asks: "holds no data of an example",
    strong: "the rules of placeholders and of components without a name have nothing to say",
    missing: "put production's data in place of the example's")

  static let options: [RuleOption] = [
    .texts(
      "findings", ["placeholder", "placeholder-host", "anonymous-component"],
      "rules that speak where an example was left")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    subject.without(settings.set("findings"), else: description.missing)
  }
}
