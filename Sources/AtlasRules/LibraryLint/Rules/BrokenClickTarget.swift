import AtlasCore

/// A node of a diagram that leads nowhere.
enum BrokenClickTarget: LibraryRule {
  static let description = RuleDocumentation(
    id: "click-target",
    finds: "a `click` in a diagram whose page, file or heading is not there",
    matters: "The node looks like a way to the runbook, and is none.",
    bad:
      "# Reads\n\n```mermaid\nflowchart LR\n  A[Redis 7] --> B\n  click A \"no-such-page.md\" \"Runbook\"\n```\n",
    good: "# Reads\n\n```mermaid\nflowchart LR\n  A[Redis 7] --> B\n  click A \"#reads\" \"Runbook\"\n```\n")

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    for (page, link, files) in library.brokenLinks where link.reference.kind == .click {
      let near = files.first.flatMap { library.resolver.nearest(to: $0) }
      report.add(
        .link(page: page, link: link.number), "there is no page or file \"\(link.reference.destination)\"",
        help: near.map {
          "did you mean \(library.resolver.address(of: $0, from: page, isFromRoot: false))?"
        } ?? "name a page of the library, or take the click out")
    }
    for (page, link, target, fragment) in library.brokenAnchors where link.reference.kind == .click {
      report.add(
        .link(page: page, link: link.number),
        "\"#\(fragment)\" is no heading of \(library.pages[target].path)",
        help: NearestWord.of(fragment, in: library.pages[target].references.anchors).map {
          "did you mean #\($0)?"
        } ?? "point to a heading that is there")
    }
  }
}
