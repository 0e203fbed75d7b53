import AtlasCore

/// A link into a page at a heading that it does not have.
enum BrokenAnchor: LibraryRule {
  static let description = RuleDocumentation(
    id: "anchor-broken",
    finds: "a link whose `#fragment` is no heading and no id of the page that it points to",
    matters: "The page opens at its beginning, and the reader looks for what the link promised.",
    bad: "# Retries\n\nSee [below](#no-such-heading).\n",
    good: "# Retries\n\nSee [below](#back-off), and [above](#retries).\n\n## Back off\n")

  static let options: [RuleOption] = [
    .texts("known", ["top", "fn:", "fnref:", "__"], "beginnings of fragments that the site makes by itself")
  ]

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    let known = settings.texts("known")
    for (page, link, target, fragment) in library.brokenAnchors
    where link.reference.kind != .click && !known.contains(where: fragment.hasPrefix) {
      let path = library.pages[target].path
      let place = target == page ? "this page" : path.description
      report.add(
        .link(page: page, link: link.number), "\"#\(fragment)\" is no heading of \(place)",
        help: NearestWord.of(fragment, in: library.pages[target].references.anchors).map {
          "did you mean #\($0)?"
        } ?? "point to a heading that is there, or give one the id: {#\(fragment)}")
    }
  }
}
