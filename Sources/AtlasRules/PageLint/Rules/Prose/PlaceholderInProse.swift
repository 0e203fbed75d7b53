import AtlasCore
import AtlasMarkdown

/// Words in a page's text that somebody meant to replace.
enum PlaceholderInProse: PageRule {
  static let description = RuleDocumentation(
    id: "placeholder",
    finds: "a word in a page's text that somebody meant to replace: `TBD`, `FIXME`, `[Company]`, `XX%`",
    matters: "At three in the morning a made-up value is worse than none.",
    bad: "# Costs\n\n| Part | Each month |\n|---|---|\n| Storage | TBD |\n",
    good: "# The 3 AM Test\n\nLoad Testing with `TODO` in code, and [a link](https://example.org/TBD).\n")

  static let options: [RuleOption] = [
    .texts(
      "prose",
      [
        "TODO", "FIXME", "TBD", "TBA", "XXX", "REPLACE:", "REPLACE_ME", "CHANGEME", "lorem ipsum", "???",
        "[insert", "[Company]", "[Your", "[TODO", "X.X", "XX%", "$XX", "Example Corp", "Example Service",
        "Sample Data", "Test User", "Acme",
      ],
      "what stands in a page's text for what is missing, and names that nobody has; in lower case any case is found"
    )
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    var told: Set<Int> = []
    // One for each text: a telephone number of X is one thing to look up.
    for place in page.prose(holding: settings.phrases("prose"))
    where told.insert(page.page.lines.position(of: place.range.lowerBound).line).inserted {
      report.add(
        place.range, "the text holds the placeholder \"\(page.string(place.range))\"",
        help: "give the real value, and where it comes from")
    }
  }
}
