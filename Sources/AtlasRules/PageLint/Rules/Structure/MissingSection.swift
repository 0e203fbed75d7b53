import AtlasCore
import AtlasMarkdown

/// A page that leaves out what pages of its category have to say.
enum MissingSection: PageRule {
  static let description = RuleDocumentation(
    id: "missing-section",
    finds: "a page without a heading on something that pages of its category have to speak of",
    matters:
      "Whoever has read ten incident reports knows where the eleventh tells the root cause, unless it does not.",
    bad: "# Outage of 2023-03-14\n\n## Timeline\n\n14:02 first alert.\n",
    good:
      "# Outage of 2023-03-14\n\n## Timeline\n\n14:02 first alert.\n\n## What went wrong: root cause\n\nA lock.\n"
  )

  static let exampleSettings = #""groups": ["timeline", "root cause|trigger"]"#

  static let options: [RuleOption] = [
    .texts(
      "groups", [],
      "what a heading has to name: in each text the beginnings of words that will do, apart by bars; \"cause|trigger\""
    ),
    .texts(
      "exempt", ["index.md", "README.md", "glossary.md", "reading.md", "pattern-catalog.md"],
      "names of files that need no sections"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !settings.texts("exempt").contains(page.path.name.description) else { return }
    let groups = settings.prepared("groups") { settings.texts("groups").map(Group.init) }
    guard !groups.isEmpty else { return }
    let headings = page.page.headings.reduce(into: [UInt8]()) { headings, heading in
      var text = heading.text
      text.withUTF8 { headings.append(contentsOf: $0) }
      headings.append(UInt8(ascii: "\n"))
    }
    let missing = groups.filter { $0.stems.first(in: headings[...]) == nil }
    guard !missing.isEmpty else { return }
    report.add(
      page.titleRange, "no heading of the page names \(missing.map(\.name).joined(separator: ", "))",
      help: "add a section for each of: \(missing.map(\.choice).joined(separator: "; "))")
  }

  /// Words of which a heading has to hold one.
  private struct Group: Sendable {
    let stems: PhraseFinder
    /// The first of them.
    let name: String
    /// All of them, as a message has them.
    let choice: String

    init(_ text: String) {
      let words = text.split(separator: "|").map(String.init)
      stems = PhraseFinder(beginnings: words)
      name = words.first ?? text
      choice = text.replacing("|", with: " or ")
    }
  }
}
