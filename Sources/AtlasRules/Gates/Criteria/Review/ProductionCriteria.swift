import AtlasCore

/// `production.numbers`
enum NumbersWithUnits: Criterion {
  static let description = CriterionDocumentation(
    id: "production.numbers",
    asks: "gives every number with its unit, and latencies with their percentile",
    strong: """
      the diagram states a number with its unit, a share, or a chart's axis with its unit, and the rules of numbers have \
      nothing to say
      """,
    missing: "give each number its unit and each latency its percentile: p99: 10ms",
    examples: [
      .strong(.label, "p99: 10ms"), .strong(.label, "CPU: 40%"), .silent(.label, "Orders, version 3 of it"),
      .strong(.diagram, "xychart-beta\n  y-axis \"Latency (ms)\" 0 --> 50\n  bar [10, 20]"),
      .silent(.diagram, "xychart-beta\n  y-axis \"Score\" 0 --> 50\n  bar [10, 20]"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "findings", ["metric-no-unit", "latency-no-percentile", "slo-inverted", "vague-claim"],
      "rules that speak where a number says too little")
  ]

  static let unsearched: Set<String> = ["findings"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let judged = subject.without(settings.texts("findings"), else: description.missing)
    guard judged.outcome == .pass else { return judged }
    for text in subject.diagram.labels {
      guard let number = Measured.numbers(in: text).first else { continue }
      return .pass([subject.quote(number, of: text, isStrong: true)].compactMap { $0 })
    }
    if let axis = Measured.axis(of: subject.diagram.diagram) {
      return .pass(subject.quotes(inDiagram: [axis.title]))
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

/// `production.sources`. What a source is, where its address stands and what its date is are as the rules about sources
/// have them.
enum SourcedMetrics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "production.sources",
    asks: "says where its numbers come from",
    strong: "a source with an address and a date",
    weak: "a source with one of them; a link in a sentence is one only with a date",
    missing: "name the source with its address and the date of access: Source: https://… (accessed 2024-05)",
    examples: [
      .strong(.page, "Source: [Netflix Tech Blog 2023](https://netflixtechblog.com/a)"),
      .strong(.page, "## References\n\n- [Scaling it](https://blog.shop.test/2023/05/scaling)"),
      .strong(
        .diagram,
        "flowchart LR\n  a[Kafka] --> b[Flink]\n  click a \"https://blog.shop.test/2023/05/a\" \"x\""),
      .weak(.page, "Source: Netflix Tech Blog 2023"), .silent(.page, "It is the source of truth."),
      .silent(.page, "Read [more](https://blog.shop.test/more)."),
      .silent(.page, "See [the page](../2023/05/other.md) of 2023."),
      .silent(.page, "```bash\n# Source: https://blog.shop.test/2023/05/a\nls\n```"),
      .silent(.page, "<!-- Source: https://blog.shop.test/2023/05/a -->"),
      .silent(.diagram, "flowchart LR\n  source2023 --> b[Flink]"),
      .silent(.page, "Quelle unbekannt, 2023."),
    ])

  static let kinds: MetricKinds = [.source]

  /// Of a label; the page's sources are those of the page's reading.
  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard text.isLabel else { return }
    for (number, quantity) in text.quantities.enumerated() where quantity.kind == .source {
      let source = SourceCollector.source(quantity, in: text.bytes, diagram: 0, range: quantity.range)
      guard let isStrong = strength(of: source) else { continue }
      found.add(
        quantity.range.bounds, of: text, strong: isStrong, key: quantity.range.lowerBound &* 31 &+ number)
    }
  }

  static func read(_ diagram: DiagramReading, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    for source in SourceCollector.clicked(diagram.diagram, 0) where strength(of: source) == true {
      found.strong(inDiagram: source.range)
    }
  }

  static func read(
    _ chapter: PageReading.Chapter, of page: PageReading, _ settings: CriterionSettings,
    _ found: inout EvidenceSink
  ) {
    for source in page.sources where chapter.range.contains(source.range.lowerBound) {
      guard let isStrong = strength(of: source) else { continue }
      found.add(onPage: source.range, strong: isStrong, key: source.range.lowerBound)
    }
  }

  /// Whether it is enough by itself; nil where it is nothing.
  private static func strength(of source: PageSource) -> Bool? {
    guard source.hasEvidence else { return nil }
    switch (source.url.isEmpty, source.date.isEmpty) {
    case (false, false): return true
    case (false, true): return source.form == .link ? nil : false
    case (true, false): return false
    case (true, true): return nil
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
      .strong(.label, "TTL set to 30 days"), .strong(.label, "50 threads"),
      .silent(.label, "Large instance"), .silent(.label, "Timeout"), .silent(.label, "Workers (V8 isolates)"),
      .silent(.label, "Concurrency needs: 11M users"), .silent(.page, "Timeout: 30s"),
      .silent(.diagram, "flowchart LR\n  timeout30 --> b[Flink]\n  %% timeout: 30s"),
      .silent(.label, "https://x.test/timeout-30s"), .silent(.label, "Zeitlimit: 30"),
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
        "min_insync*", "acks", "!timeout error*", "!timeouts:", "!timeout occurrence*",
        "!emergency threshold", "!retry attempt*",
      ], "settings that have values"),
    .texts(
      "protocols", ["HTTP", "TLS", "OAuth", "SAML", "V8"], "names with versions that say nothing specific"),
  ]

  static let unsearched: Set<String> = ["protocols"]

  static let kinds: MetricKinds = [.instance, .version]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard text.isLabel else { return }
    for quantity in text.quantities
    where kinds.contains(quantity.kind) && !settings.set("protocols").contains(quantity.name) {
      return found.strong(quantity.range.bounds, of: text)
    }
    for cue in text.cues(of: settings.list("settings")) {
      guard hasValue(cue.range, in: text) else { continue }
      return found.strong(cue.range, of: text)
    }
  }

  /// A number that begins close behind the word, on its line, and counts no users: `threshold: 50%`, `TTL set to 30 days`;
  /// or close before it: `50 threads`.
  private static func hasValue(_ cue: Range<Int>, in text: EvidenceText) -> Bool {
    let line = text.line(around: cue)
    for place in cue.upperBound..<max(cue.upperBound, min(line.upperBound, cue.upperBound + 24))
    where text.isDigit(place) && !Lexicon.isWord(text.bytes[place - 1]) {
      return !text.quantities.contains {
        $0.kind == .users && $0.range.lowerBound <= place && place < $0.range.upperBound
      }
    }
    guard cue.lowerBound >= line.lowerBound + 2, text.bytes[cue.lowerBound - 1] == 0x20 else { return false }
    // "Pod 1 workers" counts pods.
    return text.isDigit(cue.lowerBound - 2) && text.isDigit(cue.lowerBound - 3)
  }
}

/// `production.examples`
enum NoExampleData: Criterion {
  static let description = CriterionDocumentation(
    id: "production.examples",
    asks: "holds no data of an example",
    strong: """
      the rules of placeholders and of components without a name have nothing of high priority to say, and no label has \
      invented people or ids
      """,
    missing: "put production's data in place of the example's",
    examples: [
      .strong(.label, "Order Service"), .silent(.label, "GET /users/123"), .silent(.label, "user_id=12345"),
      .silent(.label, "key: abc123"), .silent(.label, "Alice writes"),
      .strong(.label, "123 nodes, 12345 orders"),
      .strong(.label, "$123M for 456 GB"), .strong(.label, "HTTP/2 and SHA-256"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "findings", ["placeholder", "placeholder-host", "anonymous-component"],
      "rules that speak where an example was left; only what they call HIGH counts"),
    .texts(
      "people", ["Alice", "Bob", "John Doe", "Jane Doe", "foo", "foobar", "hello world"],
      "what examples are made of"),
    .texts(
      "numbers", ["123", "1234", "12345", "123456", "123456789", "456", "789"], "the numbers of invented ids"),
  ]

  static let unsearched: Set<String> = ["findings", "numbers"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let judged = subject.without(settings.texts("findings"), onlyHigh: true, else: description.missing)
    guard judged.outcome == .pass else { return judged }
    let (people, numbers) = (settings.list("people"), settings.set("numbers"))
    for text in subject.diagram.labels {
      guard let invented = text.first(of: people)?.range ?? inventedID(in: text, numbers)
      else { continue }
      return .fail(
        description.missing, [subject.quote(invented, of: text, isStrong: true)].compactMap { $0 })
    }
    return judged
  }

  /// `user_123`, `key: abc123`, `/users/123`: a word and a number that nothing counts, side by side.
  private static func inventedID(in text: EvidenceText, _ numbers: Set<String>) -> Range<Int>? {
    var start = 0
    while let number = text.number(from: start) {
      start = number.upperBound
      let end = number.upperBound
      guard end == text.bytes.count || !isPartOfID(text.bytes[end]) else { continue }
      var first = number.lowerBound
      while first > 0, isPartOfID(text.bytes[first - 1]) { first -= 1 }
      let word = text.bytes[first..<number.lowerBound]
      let letters = word.count { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
      guard letters > 1, word.last != UInt8(ascii: "."), word.first != UInt8(ascii: "$") else { continue }
      if numbers.contains(text.string(number)) { return first..<end }
    }
    return nil
  }

  /// A letter, a digit, or what ids put between their parts.
  private static func isPartOfID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "#"), UInt8(ascii: "="), UInt8(ascii: "/"),
      UInt8(ascii: "."):
      true
    default: Lexicon.isWord(byte)
    }
  }
}
