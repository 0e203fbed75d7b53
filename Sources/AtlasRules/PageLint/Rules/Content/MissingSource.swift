import AtlasCore

/// A page full of figures that come from nowhere.
enum MissingSource: PageRule {
  static let description = RuleDocumentation(
    id: "missing-source",
    finds: "a page that states figures and names no source for them",
    matters: """
      A figure that nobody can look up cannot be told from an invented one, nor brought up to date: whoever doubts it has \
      to find out everything again.
      """,
    bad: """
      # Orders

      The API serves 12K req/s at p99: 40ms and keeps 3TB.
      """,
    good: """
      # Orders

      The API serves 12K req/s at p99: 40ms and keeps 3TB.

      **Source**: [Orders at scale](https://engineering.acme.io/orders), Acme Engineering Blog 2024
      """)

  static let options: [RuleOption] = [
    .limit(3, in: 1...1_000, "from how many figures on a page wants a source")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let claims = page.claims
    guard !claims.sources.contains(where: \.hasEvidence) else { return }
    let count = claims.count(of: .measured)
    guard Double(count) >= settings.limit, let first = claims.first(of: .measured) else { return }
    let example = first.statement.string(first.quantity.range.bounds)
    report.add(
      page.titleRange,
      "the page states \(count) figures, such as \(Listing.quoted([example])), and names no source",
      help: "name what they come from: **Source**: title, publisher and year, with a link")
  }
}
