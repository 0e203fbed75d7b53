import AtlasCore

/// A page of the library that draws nothing.
enum MissingDiagram: PageRule {
  static let description = RuleDocumentation(
    id: "no-diagram",
    finds: "a page without a Mermaid diagram in a category that counts diagrams",
    matters: """
      The library shows how systems work by drawing them. A page of text or commands alone is not found by those who look \
      for a picture at night, and it counts for nothing in its category.
      """,
    bad: """
      # Slow queries

      Run `EXPLAIN` first.
      """,
    good: """
      # Slow queries

      ```mermaid
      flowchart LR
        slow["query over 1s"] --> explain["EXPLAIN"]
      ```
      """)

  static let options: [RuleOption] = [
    .texts(
      "exempt", ["index.md", "glossary.md", "reading.md", "pattern-catalog.md"],
      "names of files that need no diagram"),
    .texts("uncounted", [Taxonomy.other], "categories whose pages need no diagram"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard page.diagrams.isEmpty, !settings.texts("uncounted").contains(page.place.category),
      !settings.texts("exempt").contains(page.path.name.description)
    else { return }
    report.add(
      page.titleRange, "the page has no diagram",
      help: "add at least one diagram of production, or move the page to reference/")
  }
}
