import AtlasCore

/// A link to a file that is not there.
enum BrokenLink: LibraryRule {
  static let description = RuleDocumentation(
    id: "link-broken",
    finds: "a link or image whose file is neither a page of the library nor anything else in the project",
    matters:
      "Whoever follows it in an incident gets an error page, and goes on without what the page was to tell.",
    bad: "# Retries\n\nSee [queues](../patterns/no-such-page.md).\n",
    good: "# Retries\n\nSee [this page](example.md), and `[queues](no-such-page.md)` in code.\n")

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    for (page, link, files) in library.brokenLinks where link.reference.kind != .click {
      let place = LibraryPlace.link(page: page, link: link.number)
      let what = link.reference.isImage ? "image" : "page or file"
      let message = "there is no \(what) \"\(link.reference.destination)\""
      guard case .local(let address) = LinkAddress(link.reference.destination) else { continue }
      if let meant = library.resolver.onlyMisspelling(of: files) {
        let written =
          library.resolver.address(of: meant, from: page, isFromRoot: address.isFromRoot) + address.rest
        report.add(
          place, message, help: "write \(written)",
          destination: link.reference.destinationRange == nil ? nil : written)
      } else if let near = files.first.flatMap({ library.resolver.nearest(to: $0) }) {
        let written = library.resolver.address(of: near, from: page, isFromRoot: address.isFromRoot)
        report.add(place, message, help: "did you mean \(written)?")
      } else {
        report.add(place, message, help: "create it, or take the link out")
      }
    }
  }
}
