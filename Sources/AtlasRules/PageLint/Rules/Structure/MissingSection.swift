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
    let groups = settings.texts("groups")
    guard !groups.isEmpty else { return }
    let stems = settings.prepared("stems") {
      groups.map { PhraseFinder(beginnings: $0.split(separator: "|").map(String.init)) }
    }
    let headings = page.page.headings.map { Array($0.text.utf8) }
    let missing = zip(groups, stems).filter { _, stems in
      !headings.contains { stems.first(in: $0[...]) != nil }
    }.map(\.0)
    guard !missing.isEmpty else { return }
    let names = missing.map { $0.split(separator: "|").map(String.init).first ?? $0 }
    report.add(
      page.titleRange, "no heading of the page names \(names.joined(separator: ", "))",
      help:
        "add a section for each of: \(missing.map { $0.replacing("|", with: " or ") }.joined(separator: "; "))"
    )
  }
}
