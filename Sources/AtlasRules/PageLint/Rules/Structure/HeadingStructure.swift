import AtlasCore
import AtlasMarkdown

/// Headings that are no outline.
enum HeadingStructure: PageRule {
  static let description = RuleDocumentation(
    id: "heading-structure",
    finds: "a page with no title or several, and a heading that skips a level",
    matters:
      "Menus, search and screen readers go by the outline; a page with two titles is two pages to them.",
    bad: "# Timeline of the outage\n\n#### 14:02 first alert\n\nPaged.\n",
    good: "# Timeline of the outage\n\n## 14:02 first alert\n\nPaged.\n")

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let headings = page.page.headings
    let titles = headings.filter { $0.level == 1 }
    if titles.isEmpty, !hasTitleOfItsOwn(page), !page.page.bytes.allSatisfy({ $0 <= 0x20 }) {
      report.add(
        page.titleRange, "the page has no title", help: "begin it with one heading of the first level")
    }
    for title in titles.dropFirst() {
      report.add(
        title.range, "\"\(title.text)\" is one of \(titles.count) titles of the page",
        help: "write it as a heading of the second level")
    }
    for (before, heading) in zip(headings, headings.dropFirst()) where heading.level > before.level + 1 {
      report.add(
        heading.range,
        "the heading \"\(heading.text)\" of level \(heading.level) follows one of level \(before.level)",
        help: "write it with \(before.level + 1) #")
    }
  }

  /// Front matter may name the page.
  private static func hasTitleOfItsOwn(_ page: PageSubject) -> Bool {
    page.page.frontMatter?.value?["title"] != nil
  }
}
