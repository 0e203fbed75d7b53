import AtlasCore

/// A mandatory page under one of its older names.
enum SlotAlias: PageRule {
  static let description = RuleDocumentation(
    id: "slot-alias",
    finds: "a mandatory page of a system that is called otherwise than the same page of the other systems",
    matters:
      "Menus and links between systems guess the address; under another name the page is there and not found.",
    bad: "# Architecture\n", good: "# Architecture\n")

  static let examplePaths: (bad: BytePath, good: BytePath) = (
    "systems/netflix/01-complete-architecture.md", "systems/netflix/architecture.md"
  )

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard let section = page.taxonomy.section(at: page.place), section.isMandatory else { return }
    let name = page.path.name.description
    let canonical = "\(section.slug).\(page.path.name.fileExtension)"
    guard name != canonical else { return }
    report.add(
      page.titleRange, "the page is called \(name), and \(canonical) where other systems have it",
      help: "rename it to \(page.path.parent.appending(canonical)), and leave a redirect")
  }
}
