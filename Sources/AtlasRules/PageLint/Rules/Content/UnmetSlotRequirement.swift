import AtlasCore

/// A page of a system that leaves out what its kind of page is there for.
enum UnmetSlotRequirement: PageRule {
  static let description = RuleDocumentation(
    id: "slot-requirement",
    finds: "a page that does not show what pages in its place have to show",
    matters: """
      Every system is told in the same eight pages, so that two systems can be compared: a page on storage without \
      replication lag cannot be.
      """,
    bad: """
      # Orders: storage

      ```mermaid
      flowchart LR
        api["Order API"] --> store[("PostgreSQL 15<br/>3TB")]
      ```
      """,
    good: """
      # Orders: storage

      ```mermaid
      flowchart LR
        api["Order API"] --> store[("PostgreSQL 15<br/>3TB")]
        store --> copy["S3<br/>daily backup, RPO: 5 minutes"]
      ```
      """)

  static let options: [RuleOption] =
    [.texts("requires", ["backup"], "what pages have to show, by name; the words of a name stand under it")]
    + SlotRequirement.all.compactMap { requirement in
      requirement.words.map { .texts(requirement.id, $0, "words that show \(requirement.id)") }
    }

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let facts = SlotFacts(page)
    for id in settings.texts("requires") {
      guard let requirement = SlotRequirement.named(id), !requirement.isMet(by: facts, settings) else {
        continue
      }
      report.add(page.titleRange, "the page does not show \(requirement.lack)", help: requirement.help)
    }
  }
}
