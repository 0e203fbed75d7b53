import AtlasCore

/// A page that does not say what anything costs.
enum MissingCost: PageRule {
  static let description = RuleDocumentation(
    id: "cost-missing",
    finds: "a page without any amount of money",
    matters:
      "Every design is paid for each month; whether it is worth its price is the first thing its budget is asked.",
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
        api["Order API<br/>p99: 40ms"] --> store["PostgreSQL 15<br/>$12K/month"]
      ```
      """)

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty, !page.claims.states([.cost]) else { return }
    report.add(
      page.titleRange, "the page does not say what any of it costs",
      help: "add the cost of the infrastructure, such as $40K/month, or what an outage cost")
  }
}
