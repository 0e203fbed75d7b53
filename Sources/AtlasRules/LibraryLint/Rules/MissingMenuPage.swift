import AtlasCore

/// An entry of the menu that leads nowhere.
enum MissingMenuPage: LibraryRule {
  static let description = RuleDocumentation(
    id: "nav-missing",
    finds: "an entry of the menu in mkdocs.yml whose file is not there",
    matters:
      "MkDocs builds the site without it and says so in a line that nobody reads; readers get an error page.",
    bad: "nav:\n  - Retries: incidents/no-such-page.md\n", good: "nav:\n  - Retries: incidents/example.md\n")

  static let exampleFile: BytePath = "mkdocs.yml"

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    guard let site = library.site else { return }
    let pages = Set(library.pages.map(\.path.normalized))
    for entry in site.menu ?? [] where !pages.contains(entry.path) && !library.existing.contains(entry.path) {
      let near = library.resolver.nearest(to: entry.path).map {
        library.pages[$0].path.relative(to: site.pages)
      }
      report.add(
        .site(entry.range), "the menu names \"\(entry.text)\", which is not there",
        help: near.flatMap { $0 }.map { "did you mean \($0)?" } ?? "create it, or take it out of the menu")
    }
  }
}
