import AtlasCore
import AtlasMarkdown

/// So much text between two diagrams that the page is an article.
enum ExcessText: PageRule {
  static let description = RuleDocumentation(
    id: "excess-text",
    finds: "more lines of text and lists between two diagrams than somebody in a hurry reads",
    matters:
      "The diagrams carry the page. What stands between them should say what to look at next, in three or four lines.",
    bad: diagram + String(repeating: "- The cache answers first.\n", count: 11) + "\n" + diagram,
    good: diagram + "The cache answers first.\n\n" + diagram)

  private static let diagram = "```mermaid\nflowchart LR\n  A --> B\n```\n\n"

  static let options: [RuleOption] = [
    .limit(10, "so many lines of text and lists may stand between two diagrams")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    for (first, second) in zip(page.diagrams, page.diagrams.dropFirst()) {
      let between = page.view.texts.filter { text in
        (text.kind == .paragraph || text.kind == .listItem)
          && text.range.lowerBound >= first.fence.range.upperBound
          && text.range.upperBound <= second.fence.range.lowerBound
      }
      let lines = between.reduce(0) { $0 + page.lineCount(of: $1.range) }
      guard Double(lines) > settings.limit, let start = between.first, let end = between.last else {
        continue
      }
      report.add(
        start.range.union(end.range), "\(lines) lines of text stand between two diagrams",
        help: "keep three or four lines of context, and move facts into a table")
    }
  }
}
