import AtlasCore

/// A source of which nobody knows how old it is.
enum UndatedSource: PageRule {
  static let description = RuleDocumentation(
    id: "source-undated",
    finds: "a source without a year",
    matters:
      "Figures of production age within two years; without a date nobody knows when to look them up again.",
    bad: """
      # Orders

      **Source**: Acme Engineering Blog
      """,
    good: """
      # Orders

      **Source**: Acme Engineering Blog 2024
      """)

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let found = page.claims.sources.filter { $0.form != .link && $0.hasEvidence && $0.date.isEmpty }
    report.add(
      found, one: "is a source without a year", many: "are sources without a year",
      help: "add the year, or the quarter, that the figures are of")
  }
}
