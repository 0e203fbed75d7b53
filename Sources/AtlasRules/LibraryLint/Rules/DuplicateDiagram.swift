import AtlasCore
import AtlasMermaid

/// A diagram that stands in the library twice.
enum DuplicateDiagram: LibraryRule {
  static let description = RuleDocumentation(
    id: "duplicate-diagram",
    finds: "a diagram that shows exactly what another one of the library shows",
    matters: "One of the two will be corrected and the other will not.",
    bad:
      "# Reads\n\n```mermaid\npie\n  \"Hits\" : 80\n```\n\n```mermaid\npie\n  %% again\n  \"Hits\" : 80\n```\n",
    good: "# Reads\n\n```mermaid\npie\n  \"Hits\" : 80\n```\n\n```mermaid\npie\n  \"Hits\" : 81\n```\n")

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    var first: [Digest: (page: Int, diagram: Int)] = [:]
    for (page, laid) in library.pages.enumerated() {
      for (number, diagram) in laid.diagrams.enumerated() {
        guard let before = first[diagram.meaning] else {
          first[diagram.meaning] = (page, number)
          continue
        }
        let other =
          before.page == page
          ? "diagram \(before.diagram + 1) of this page"
          : "\(library.pages[before.page].path)#\(before.diagram + 1)"
        report.add(
          .diagram(page: page, diagram: number), "diagram \(number + 1) shows exactly what \(other) shows",
          help: "keep one of them, and link to it")
      }
    }
  }
}
