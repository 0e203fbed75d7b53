import AtlasCore
import AtlasMarkdown
import Glibc

/// A diagram that is lost because the block before it was not closed.
enum SwallowedDiagram: PageRule {
  static let description = RuleDocumentation(
    id: "fence-swallowed",
    finds: "the opening of a Mermaid block inside another block that is still open",
    matters: "The diagram is shown as text, is in no list, and is checked by nothing.",
    bad: "# Shards\n\n```\nshard = hash(key) % 16\n\n```mermaid\nflowchart LR\n  A --> B\n```\n",
    good: "# Shards\n\n```\nshard = hash(key) % 16\n```\n\n```mermaid\nflowchart LR\n  A --> B\n```\n")

  static let options: [RuleOption] = [
    .texts("quoting", ["markdown", "md", "mdx"], "languages of blocks that show Markdown as text"),
    .number("marks", 4, in: 4...255, "so many fence marks open a block that shows Markdown as text"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    for fence in page.page.fences where fence.isFenced {
      if Double(fence.markerLength) >= settings.number("marks") { continue }
      guard mayHoldOpening(fence.content),
        !settings.texts("quoting").contains(fence.language.lowercased())
      else { continue }
      for line in openings(in: fence.content) {
        let range = fence.pageRange(ofContent: line)
        report.add(
          range,
          "the diagram that \"\(page.string(range))\" opens is inside the block opened in line \(fence.line)",
          help: "close the block before it")
      }
    }
  }

  /// Whether a mark of a fence stands anywhere, as it does in hardly a block.
  private static func mayHoldOpening(_ content: [UInt8]) -> Bool {
    content.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return false }
      return memchr(base, Int32(UInt8(ascii: "`")), bytes.count) != nil
        || memchr(base, Int32(UInt8(ascii: "~")), bytes.count) != nil
    }
  }

  /// The lines that would open a Mermaid block, without white space around them.
  private static func openings(in content: [UInt8]) -> [TextRange] {
    var openings: [TextRange] = []
    var start = 0
    while start < content.count {
      let end = content[start...].firstIndex(of: UInt8(ascii: "\n")) ?? content.count
      if let opening = opening(in: content, TextRange(start, end)) { openings.append(opening) }
      start = end + 1
    }
    return openings
  }

  private static func opening(in content: [UInt8], _ line: TextRange) -> TextRange? {
    var start = line.lowerBound
    while start < line.upperBound, content[start] == 0x20 { start += 1 }
    guard start < line.upperBound, start - line.lowerBound <= 3, "`~".utf8.contains(content[start]) else {
      return nil
    }
    let marker = content[start]
    var word = start
    while word < line.upperBound, content[word] == marker { word += 1 }
    guard word - start >= 3 else { return nil }
    while word < line.upperBound, [0x20, 0x7B, 0x2E].contains(content[word]) { word += 1 }
    let name = Array("mermaid".utf8)
    let rest = content[word..<line.upperBound]
    guard rest.count >= name.count, zip(rest, name).allSatisfy({ $0 | 0x20 == $1 }) else { return nil }
    let next = rest.dropFirst(name.count).first ?? 0x20
    guard [0x20, 0x09, 0x0D, 0x7D, 0x7B, 0x2C].contains(next) else { return nil }
    var end = line.upperBound
    while end > word, [0x20, 0x09, 0x0D].contains(content[end - 1]) { end -= 1 }
    return TextRange(start, end)
  }
}
