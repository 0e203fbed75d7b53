import AtlasCore
import AtlasMarkdown

/// A page of more text than pictures.
enum TextRatio: PageRule {
  static let description = RuleDocumentation(
    id: "text-ratio",
    finds: "a page with diagrams whose diagrams and tables are less than four fifths of its lines",
    matters: """
      The library is visual first: what can be drawn is drawn, what can be counted stands in a table, and the rest is short.
      """,
    bad: diagram + String(repeating: "- The cache answers first.\n", count: 9),
    good: diagram + "- The cache answers first.\n")

  private static let diagram = "```mermaid\nflowchart LR\n  A --> B\n  B --> C\n  C --> D\n```\n\n"

  static let options: [RuleOption] = [
    .limit(80, in: 0...100, "the least share of lines in diagrams and tables, in percent")
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty else { return }
    var drawn = page.diagrams.reduce(0) { $0 + lineCount(of: $1.fence.content) }
    var written = 0
    for text in page.view.texts {
      switch text.kind {
      case .tableRow: drawn += 1
      case .paragraph, .listItem, .quotation: written += page.lineCount(of: text.range)
      case .heading: break
      }
    }
    guard written > 0, Double(drawn) * 100 < settings.limit * Double(drawn + written) else { return }
    report.add(
      page.titleRange,
      "\(drawn * 100 / (drawn + written)) % of the page are diagrams and tables: \(drawn) lines, beside \(written) of text",
      help: "draw it, or make a table of it; aim at \(Int(settings.limit)) %")
  }

  private static func lineCount(of content: [UInt8]) -> Int {
    content.split(separator: UInt8(ascii: "\n")).count { line in
      line.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
    }
  }
}
