import AtlasCore

/// `hire.scale`
enum ScaleMetrics: EvidenceCriterion {
  static let description = CriterionDocumentation(
    id: "hire.scale",
    asks: "says how large it is",
    strong:
      "users, a throughput, storage, a bandwidth or a count of nodes in the diagram, or in its chapter of the page",
    missing: "say how large it is: users, requests per second, terabytes, nodes",
    examples: [
      .strong(.label, "2M DAU"), .strong(.page, "It takes 40K requests/second."),
      .strong(.label, "30 brokers"),
      .silent(.label, "p99: 10ms"), .silent(.page, "See https://x.test/2M-users for more."),
      .silent(.label, "#2563EB"),
    ])

  static let kinds: Set<ContentMetric.Kind> = [.users, .throughput, .storage, .bandwidth, .count]

  static func read(_ text: EvidenceText, _ settings: CriterionSettings, _ found: inout EvidenceSink) {
    guard let quantity = text.quantities.first(where: { kinds.contains($0.kind) && $0.amount != .none })
    else {
      return
    }
    found.strong(quantity.range.bounds, of: text)
  }
}
