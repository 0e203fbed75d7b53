import AtlasCore

/// A source that has to be searched for.
enum SourceWithoutAddress: PageRule {
  static let description = RuleDocumentation(
    id: "source-missing-url",
    finds: "a source that is named without an address",
    matters:
      "Whoever wants to check a figure follows a link; a title alone has to be searched for, and is not always found.",
    bad: """
      # Orders

      **Source**: AWS re:Invent 2023
      """,
    good: """
      # Orders

      **Source**: [AWS re:Invent 2023](https://reinvent.awsevents.com/2023)
      """)

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let found = page.claims.sources.filter {
      ($0.form == .statement || $0.form == .listed) && $0.hasEvidence && $0.url.isEmpty
    }
    report.add(
      found, one: "is a source without an address", many: "are sources without an address",
      help: "link it: [title](https://…)")
  }
}
