import AtlasCore

/// `hire.scale`
enum ScaleMetrics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "hire.scale",
    asks: "says how large it is",
    strong: """
      users, a throughput, a storage of 100 GB and more, a bandwidth or a count of nodes, in the diagram or on the page
      """,
    missing: "say how large it is: users, requests per second, terabytes, nodes",
    examples: [
      .strong(.label, "2M DAU"), .strong(.page, "It takes 40K requests/second."),
      .strong(.label, "30 brokers"),
      .silent(.label, "p99: 10ms"), .silent(.page, "See https://x.test/2M-users for more."),
      .silent(.label, "#2563EB"), .silent(.label, "Heap: 512MB"), .silent(.page, "2.1M builds failed."),
      .strong(.label, "500 TB"), .silent(.page, "```bash\necho 2M users\n```"),
      .silent(.page, "<!-- 2M users -->"),
      .silent(.diagram, "flowchart LR\n  users2M --> b[Flink]\n  %% 2M users"),
      .silent(.page, "Zwei Millionen Nutzer."),
    ])

  static let options: [RuleOption] = [
    .number(
      "storage", 100_000_000_000,
      "the least bytes that are the storage of a system and not the memory of a part"),
    .texts(
      "foreign",
      [
        "failed", "lost", "errors", "dropped", "rate limit*", "certs", "files", "required", "records",
        "stolen",
      ],
      "words of counts that are not the system's size"),
  ]

  static let companions: Set<String> = ["foreign"]

  static let kinds: MetricKinds = [.users, .throughput, .storage, .bandwidth, .count]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard !text.isCode else { return }
    for quantity in text.quantities where kinds.contains(quantity.kind) {
      if quantity.amount == .none || quantity.amount == .value(0) { continue }
      if quantity.kind == .storage, isSmall(quantity, settings) { continue }
      if quantity.kind != .users,
        text.has(settings.list("foreign"), in: text.sentence(around: quantity.range.bounds))
      {
        continue
      }
      return found.strong(quantity.range.bounds, of: text)
    }
  }

  private static func isSmall(_ quantity: Quantity, _ settings: CriterionSettings) -> Bool {
    let bytes: Double =
      switch quantity.amount {
      case .none: 0
      case .value(let value): value
      case .range(let low, let high): max(low, high)
      case .change(let before, let after): max(before, after)
      }
    return bytes < settings.number("storage")
  }
}
