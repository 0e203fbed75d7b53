import AtlasCore

/// A failure of which nobody knows whom it hits.
enum MissingBlastRadius: PageRule {
  static let description = RuleDocumentation(
    id: "blast-radius-missing",
    finds: "a page about failures that does not say how far they reach",
    matters: "How many users a failure hits decides who is woken, and what may be risked to end it.",
    bad: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API"] -->|"primary down"| store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>Blast radius: 15% of traffic"] -->|"primary down"| store["PostgreSQL 15"]
      ```
      """)

  static let options: [RuleOption] = [
    .texts(
      "phrases", ["blast radius", "impact radius", "affected", "impacted", "scope of impact"],
      "phrases that say so in words")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty, !page.claims.states([.blastRadius]),
      page.claims.firstWords(settings.words("phrases")) == nil
    else { return }
    report.add(
      page.titleRange, "the page does not say how far its failures reach",
      help: "add the blast radius or the share of users affected, such as Blast radius: 15% of traffic")
  }
}
