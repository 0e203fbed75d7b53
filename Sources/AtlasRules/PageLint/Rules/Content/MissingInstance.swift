import AtlasCore

/// An architecture that runs on nothing in particular.
enum MissingInstance: PageRule {
  static let description = RuleDocumentation(
    id: "instance-missing",
    finds: "a page that names no instance type",
    matters:
      "Throughput and cost are those of a machine; without its type neither can be compared or bought.",
    bad: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>200 servers"] --> store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      ```mermaid
      flowchart LR
        api["Order API<br/>200 × c6i.2xlarge"] --> store["PostgreSQL 15"]
      ```
      """)

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty, !page.claims.states([.instance]) else { return }
    report.add(
      page.titleRange, "the page names no instance type",
      help: "name the machines of compute and storage, such as r6i.8xlarge or n2-highmem-8")
  }
}
