import AtlasCore

/// A page that belongs to no category.
enum Uncategorised: PageRule {
  static let description = RuleDocumentation(
    id: "uncategorised",
    finds: "a page of the library that lies in no category's folder",
    matters: "It counts for nothing, no gate is set for it, and the menu has no place for it.",
    bad: "# Colours\n", good: "# Colours\n")

  static let examplePaths: (bad: BytePath, good: BytePath) = ("colour-comparison.md", "index.md")

  static let options: [RuleOption] = [
    .texts(
      "exempt", ["index.md", "README.md", "glossary.md", "reading.md", "tags.md", "404.md"],
      "names of files that belong to no category")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard page.isInLibrary, page.place.category == Taxonomy.other,
      !settings.texts("exempt").contains(page.path.name.description)
    else { return }
    report.add(
      page.titleRange, "\(page.path) lies in no category's folder",
      help: "move it to one, or name it in \"exempt\" of this rule in data/spec/lint.json")
  }
}
