import AtlasCore
import AtlasMermaid

/// A page that every system has to have.
enum MissingSlot: LibraryRule {
  static let description = RuleDocumentation(
    id: "slot-missing",
    finds: "a system without one of its mandatory pages, or with one whose first diagram cannot be drawn",
    matters: "Readers go from system to system by the same pages; where one is missing, the comparison ends.",
    bad: "# Request flow\n\n```mermaid\nflowchart LR\n  A --> B[Pool (max 100)]\n```\n",
    good: "# Request flow\n\n```mermaid\nflowchart LR\n  A --> B[\"Pool (max 100)\"]\n```\n")

  static let exampleFile: BytePath = "docs/systems/netflix/request-flow.md"

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    var filled: Set<String> = []
    for (number, page) in library.pages.enumerated() {
      guard page.place.category == Taxonomy.systemsCategory,
        let section = library.taxonomy.section(at: page.place), section.isMandatory,
        let folder = library.taxonomy.systemFolder(of: page.path),
        let system = library.taxonomy.system(named: folder.description)
      else { continue }
      filled.insert("\(system.slug)/\(section.slug)")
      if page.diagrams.isEmpty {
        report.add(
          .page(number), "\(system.name)'s page \(section.slug) has no diagram",
          help: "draw what the page describes")
      } else if page.diagrams[0].verdict == .invalid {
        report.add(
          .diagram(page: number, diagram: 0),
          "the first diagram of \(system.name)'s page \(section.slug) is rejected by mermaid.js",
          help: "correct its syntax; atlas-build fix \(page.path) repairs what it can")
      }
    }
    guard library.wantsCoverage else { return }
    let sections =
      library.taxonomy.categories.first { $0.slug == Taxonomy.systemsCategory }?.sections.filter(
        \.isMandatory) ?? []
    for system in library.taxonomy.systems {
      for section in sections where !filled.contains("\(system.slug)/\(section.slug)") {
        report.add(
          .nowhere, "\(system.name) has no page \(section.slug)",
          help: "write \(Taxonomy.systemsCategory)/\(system.slug)/\(section.slug).md")
      }
    }
  }
}
