import AtlasCore

/// A page that says neither how fast, how much, how large nor how dear.
enum MissingMetricKinds: PageRule {
  static let description = RuleDocumentation(
    id: "metric-kinds",
    finds: "a page that measures fewer than two of throughput, latency, storage and cost",
    matters: """
      A design without numbers cannot be compared with one's own: whether it fits is decided by how much it carries, how \
      fast it answers, how much it keeps and what it costs.
      """,
    bad: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>p99: 40ms"] --> store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>p99: 40ms at 12K req/s"] --> store["PostgreSQL 15"]
      ```
      """)

  static let options: [RuleOption] = [.limit(2, in: 1...4, "how many of the four a page has to measure")]

  private static let kinds: [(name: String, kinds: QuantityKinds)] = [
    ("throughput", [.throughput, .bandwidth]), ("latency", [.latency]), ("storage", [.storage]),
    ("cost", [.cost]),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty else { return }
    let stated = kinds.filter { page.claims.states($0.kinds) }.map(\.name)
    guard Double(stated.count) < settings.limit else { return }
    let missing = kinds.map(\.name).filter { !stated.contains($0) }
    report.add(
      page.titleRange,
      stated.isEmpty
        ? "the page measures neither throughput, latency, storage nor cost"
        : "of throughput, latency, storage and cost the page measures only \(stated.joined(separator: ", "))",
      help: "state \(Listing.choice(missing)) with its unit, such as 12K req/s, p99: 40ms, 3TB or $40K/month")
  }
}
