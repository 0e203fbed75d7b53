import AtlasCore
import AtlasMarkdown

/// Long paragraphs, more than a few.
enum VerboseParagraph: PageRule {
  static let description = RuleDocumentation(
    id: "verbose-paragraph",
    finds: "a page with more than two long paragraphs",
    matters: "Nobody reads paragraphs in an incident; facts in a list or a table are found at a glance.",
    bad: paragraphs(3), good: paragraphs(2))

  private static func paragraphs(_ count: Int) -> String {
    let sentence = "The coordinator waits for every shard and answers when the slowest of them has answered. "
    let paragraph = String(repeating: sentence, count: 3)
    return "# Scatter and gather\n\n" + String(repeating: paragraph + "\n\n", count: count)
  }

  static let options: [RuleOption] = [
    .limit(200, "a paragraph of more characters is long"),
    .number("paragraphs", 2, "so many long paragraphs may stand on a page"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    let long = page.view.texts.filter {
      $0.kind == .paragraph && longestPart(of: $0, on: page) > Int(settings.limit)
    }
    let allowed = Int(settings.number("paragraphs"))
    guard long.count > allowed else { return }
    report.add(
      long[allowed].range,
      "the page has \(long.count) paragraphs of more than \(Int(settings.limit)) characters",
      help: "split them, or make lists and tables of their facts")
  }

  /// Lines that begin with a bold word, one under the other, are facts and not sentences: each counts by itself.
  private static func longestPart(of text: PageText, on page: PageSubject) -> Int {
    var longest = 0
    for part in text.parts {
      var start = 0
      for (span, next) in zip(part.spans, part.spans.dropFirst()) where span.kind == .lineBreak {
        let before = next.pageRange.lowerBound
        guard before >= 2, page.page.bytes[(before - 2)..<before].elementsEqual("**".utf8) else { continue }
        longest = max(longest, characters(part.bytes[start..<span.range.lowerBound]))
        start = span.range.upperBound
      }
      longest = max(longest, characters(part.bytes[start...]))
    }
    return longest
  }

  private static func characters(_ bytes: ArraySlice<UInt8>) -> Int { bytes.count { $0 & 0xC0 != 0x80 } }
}
