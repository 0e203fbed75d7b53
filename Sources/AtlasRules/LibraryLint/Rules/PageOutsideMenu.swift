import AtlasCore

/// A page that the menu does not lead to.
enum PageOutsideMenu: LibraryRule {
  static let description = RuleDocumentation(
    id: "nav-orphan",
    finds: "a page of the site that the menu in mkdocs.yml does not name",
    matters: "It can be found by search alone, by those who know that it is there.",
    bad: "nav:\n  - Home: index.md\n", good: "nav:\n  - Retries: incidents/example.md\n")

  static let exampleFile: BytePath = "mkdocs.yml"

  static let options: [RuleOption] = [
    .texts("exempt", ["index.md", "README.md", "404.md", "tags.md"], "names of files that need no entry")
  ]

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    guard let site = library.site, let menu = site.menu, !site.hasGeneratedMenu else { return }
    let named = Set(menu.map(\.path))
    let exempt = settings.texts("exempt")
    for (number, page) in library.pages.enumerated() {
      let path = page.path.normalized
      guard let place = path.relative(to: site.pages), path.fileExtension != "mmd", !named.contains(path),
        !exempt.contains(path.name.description)
      else { continue }
      report.add(
        .page(number), "the menu does not name \(place)",
        help: "add it to nav in \(site.file), or move it away")
    }
  }
}
