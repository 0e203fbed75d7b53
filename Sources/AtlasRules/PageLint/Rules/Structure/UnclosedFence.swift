import AtlasCore
import AtlasMarkdown

/// A code block or diagram that nobody closed: all that follows is part of it.
enum UnclosedFence: PageRule {
  static let description = RuleDocumentation(
    id: "fence-unclosed",
    finds: "a fence that is still open where the page, or the list or quotation around it, ends",
    matters: """
      Everything behind it is read as code: headings, tables and diagrams vanish from the page, and nobody sees why.
      """,
    bad: "# Backups\n\n```bash\npg_dump orders\n\n## Restore\n\nRun `pg_restore`.\n",
    good: "# Backups\n\n```bash\npg_dump orders\n```\n\n## Restore\n\nRun `pg_restore`.\n")

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    for fence in page.page.fences where fence.isFenced && !fence.isClosed {
      let opening = page.openingLine(of: fence)
      let end = fence.listDepth > 0 ? "its list item" : fence.quoteDepth > 0 ? "its quotation" : "the page"
      report.add(
        opening, "the fence \"\(page.string(opening))\" is still open where \(end) ends",
        help:
          "close it with a line of \(fence.markerLength) \(String(decoding: [fence.marker], as: UTF8.self)) and nothing else"
      )
    }
  }
}
