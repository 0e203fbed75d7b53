import AtlasCore

/// A script or style of the site that is not there.
enum MissingSiteAsset: LibraryRule {
  static let description = RuleDocumentation(
    id: "site-asset-missing",
    finds: "a file of `extra_javascript` or `extra_css` in mkdocs.yml that is not there",
    matters: "The site builds, and formulas, colours or the clicks in diagrams are missing on every page.",
    bad: "extra_javascript:\n  - javascripts/no-such-script.js\n",
    good: "extra_javascript:\n  - https://unpkg.com/mermaid@11/dist/mermaid.min.js\n")

  static let exampleFile: BytePath = "mkdocs.yml"

  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport) {
    for asset in library.site?.assets ?? [] where !library.existing.contains(asset.path) {
      report.add(
        .site(asset.range), "the site loads \"\(asset.text)\", which is not there",
        help: "create \(asset.path), or take the line out")
    }
  }
}
