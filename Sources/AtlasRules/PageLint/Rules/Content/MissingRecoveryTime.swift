import AtlasCore

/// A page that does not say how long it takes until it works again.
enum MissingRecoveryTime: PageRule {
  static let description = RuleDocumentation(
    id: "mttr-missing",
    finds: "a page without a time of detection or recovery: MTTR, MTTD, RTO, failover, rollback",
    matters: "Whoever is on call decides between waiting and failing over by how long each takes.",
    bad: """
      # Orders

      When the primary fails, a replica takes over.

      ```mermaid
      flowchart LR
        api["Order API"] --> store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      When the primary fails, a replica takes over: RTO: 5 minutes.

      ```mermaid
      flowchart LR
        api["Order API"] --> store["PostgreSQL 15"]
      ```
      """)

  static let options: [RuleOption] = [
    .texts("except", ["rpo", "mtbf"], "times around a failure that do not say how long it lasts")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty else { return }
    let except = settings.texts("except")
    let times = page.claims.quantities(of: [.recovery])
    guard times.allSatisfy({ except.contains($0.quantity.qualifier) }) else { return }
    report.add(
      page.titleRange, "the page does not say how long detection or recovery takes",
      help: "add MTTR, MTTD, RTO or the time of a failover, such as RTO: 5 minutes")
  }
}
