import AtlasCore
import AtlasMarkdown

/// A Mermaid block that some programs draw and others show as code.
enum FenceInfo: PageRule {
  static let description = RuleDocumentation(
    id: "fence-info",
    finds: "a Mermaid block that is opened by other words than `mermaid`, or stands in a list",
    matters: """
      GitHub and MkDocs agree on one spelling alone. `Mermaid`, `{mermaid}` and `mermaid title=…` are drawn here and shown as \
      code there; so is a block whose indentation in a list is not exactly what each program wants.
      """,
    bad: "# Reads\n\n```Mermaid\nflowchart LR\n  A --> B\n```\n",
    good: "# Reads\n\n```mermaid\nflowchart LR\n  A --> B\n```\n")

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    for diagram in page.diagrams {
      let fence = diagram.fence
      let info = page.string(fence.infoRange)
      if fence.info != "mermaid" {
        let isCase = fence.language != "mermaid" && fence.language.lowercased() == "mermaid"
        let word = TextRange(fence.infoRange.lowerBound, fence.infoRange.lowerBound + "mermaid".utf8.count)
        report.add(
          fence.infoRange, "the block is opened by \"\(info)\", which not every program draws",
          help: "write `mermaid` and nothing else behind the fence",
          fix: isCase ? Fix(safe: true, edits: [TextEdit(word, "mermaid")]) : nil)
      } else if fence.listDepth > 0 {
        report.add(
          page.openingLine(of: fence), "the diagram stands in a list, where not every program draws it",
          help: "end the list before it, and write the fence at the beginning of its line")
      }
    }
  }
}
