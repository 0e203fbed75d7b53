import AtlasCore

/// A folder of a system that the library does not know.
enum UnknownSystem: PageRule {
  static let description = RuleDocumentation(
    id: "unknown-system",
    finds:
      "a page below `systems/` in a folder that is none of the library's systems, nor another name of one",
    matters: "It counts for no system, and the system that was meant stays incomplete.",
    bad: "# Architecture\n", good: "# Architecture\n")

  static let examplePaths: (bad: BytePath, good: BytePath) = (
    "systems/netflx/architecture.md", "systems/facebook/architecture.md"
  )

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard page.place.category == Taxonomy.systemsCategory,
      let folder = page.taxonomy.systemFolder(of: page.path)
    else {
      return
    }
    let name = folder.description
    guard page.taxonomy.system(named: name) == nil else { return }
    let known = page.taxonomy.systems.map(\.slug)
    report.add(
      page.titleRange, "\"\(name)\" is none of the library's \(known.count) systems",
      help: NearestWord.of(name, in: known + page.taxonomy.systems.flatMap(\.aliases)).map {
        "did you mean \($0)?"
      } ?? "add it to data/spec/taxonomy.json, or move the page to examples/case-studies")
  }
}
