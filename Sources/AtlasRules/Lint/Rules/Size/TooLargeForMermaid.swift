import AtlasCore
import AtlasMermaid

package enum TooLargeForMermaid: LintRule {
  package static let description = RuleDocumentation(
    id: "mermaid-limits",
    finds:
      "a diagram whose text is longer than mermaid.js draws (50,000 characters unless the site says otherwise)",
    matters: "The browser shows an error picture in place of the diagram.",
    bad: "pie\n" + String(repeating: "  \"a slice with a rather long name\" : 1\n", count: 1400),
    good: "pie\n  \"a slice with a rather long name\" : 1\n")

  package static let options = [
    RuleOption.limit(50_000, "the most characters that mermaid.js draws, as `maxTextSize` says")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let bytes = subject.diagram.source.original.count
    // No character has more units than bytes.
    guard bytes > Int(settings.limit) else { return }
    let count = subject.diagram.source.string(TextRange(0, bytes)).utf16.count
    let limit = Int(settings.limit)
    guard count > limit else { return }
    report.add(
      subject.diagram.headerRange,
      "the diagram is \(count) characters long, and mermaid.js draws at most \(limit)",
      help: "split it into several diagrams")
  }
}
