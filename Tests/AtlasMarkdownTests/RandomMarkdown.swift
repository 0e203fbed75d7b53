import AtlasTestSupport

/// Pages made of what is hard about code blocks: nesting, tabs, every kind of line end, fences that are too short, too
/// long, too far in, or never closed.
struct RandomMarkdown {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let starts: [String] = [
    "", "", "", "> ", ">", "> > ", ">\t", "- ", "1. ", "10) ", "  ", "   ", "    ", "\t", " \t", "  \t",
    "-\t", "* - ",
    "> - ", "- > ", "+   ", "\t\t", "   > ", ">     ", "- - - ", "[^a]: ",
  ]

  private static let middles: [String] = [
    "```", "```mermaid", "~~~", "~~~ mermaid", "````", "~~~~~", "``` a b", "```x`y", "text", "text", "", "",
    "A --> B",
    "\tx", "a\tb", "    code", "# head", "---", "===", "***", "| a | b |", "|---|---|", "<div>", "</div>",
    "<!-- x",
    "-->", "[a]: /b", "[^a]", "- [ ] task", "\u{0}", "é😀", "`code`", "[x](y)", "**b**", "\\", "&amp;",
    "https://a.b/c",
  ]

  private static let lineEnds = ["\n", "\n", "\n", "\n\n", "\r\n", "\r", "\r\n\r\n"]

  mutating func page() -> [UInt8] {
    var page: [UInt8] = []
    if Int.random(in: 0..<20, using: &random) == 0 { page += [0xEF, 0xBB, 0xBF] }
    if Int.random(in: 0..<20, using: &random) == 0 { page += Array("---\na: b\n---\n".utf8) }
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      for _ in 0..<Int.random(in: 0...2, using: &random) { add(RandomMarkdown.starts, to: &page) }
      add(RandomMarkdown.middles, to: &page)
      if Int.random(in: 0..<12, using: &random) == 0 {
        page.append(UInt8.random(in: .min ... .max, using: &random))
      }
      add(RandomMarkdown.lineEnds, to: &page)
    }
    if Int.random(in: 0..<3, using: &random) == 0, !page.isEmpty { page.removeLast() }
    return page
  }

  /// A page as people write them: hardly anything before its lines, and one kind of line end.
  mutating func plainPage() -> [UInt8] {
    var page: [UInt8] = []
    for _ in 0..<Int.random(in: 0...14, using: &random) {
      if Int.random(in: 0..<10, using: &random) == 0 { add(RandomMarkdown.starts, to: &page) }
      add(RandomMarkdown.middles, to: &page)
      page.append(0x0A)
    }
    return page
  }

  private mutating func add(_ choices: [String], to page: inout [UInt8]) {
    page += Array(choices[Int.random(in: 0..<choices.count, using: &random)].utf8)
  }
}
