import AtlasCore
import AtlasMarkdown

/// A page that takes long to load and longer to read.
enum PageSize: PageRule {
  static let description = RuleDocumentation(
    id: "page-size",
    finds: "a page of more than 100 KB; beyond 200 KB and 500 KB it is more urgent",
    matters:
      "Pages are opened on phones, in incidents, over bad lines; and no reader gets to the end of such a page.",
    bad: "# Log\n\n" + String(repeating: "- one more entry of the log\n", count: 4000),
    good: "# Log\n\n- one more entry of the log\n")

  static let options: [RuleOption] = [
    .limit(100, "kilobytes of 1,024 bytes that a page may have"),
    .number("large", 200, "beyond so many kilobytes it is MEDIUM"),
    .number("huge", 500, "beyond so many kilobytes it is HIGH"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let size = Double(page.page.bytes.count) / 1024
    guard size > settings.limit else { return }
    let priority: Priority =
      size > settings.number("huge") ? .high : size > settings.number("large") ? .medium : .low
    report.add(
      page.titleRange, "the page has \(Int(size.rounded(.up))) KB; \(Int(settings.limit)) are enough",
      help: "split it into pages that answer one question each", priority: priority)
  }
}
