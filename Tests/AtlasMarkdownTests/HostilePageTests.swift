import AtlasCore
import AtlasMarkdown
import Testing

@Suite struct HostilePageTests {
  @Test(arguments: [
    (">", 10_000), ("> ", 10_000), ("- ", 2_000), ("1. ", 2_000), ("[", 50_000), ("![", 20_000),
    ("*a ", 20_000),
    ("`", 50_000), ("<!--", 20_000), ("\u{0}", 100_000), ("```\n", 100_000), ("\t", 50_000), ("|", 20_000),
    ("~~~\n> ", 5_000), ("<a href=", 10_000), ("\\", 50_000), ("&", 50_000), ("[^a]", 5_000),
    ("# a\n", 20_000),
  ])
  func aPageOfOneThingIsRead(_ piece: String, _ count: Int) {
    let bytes = Array(String(repeating: piece, count: count).utf8)
    let page = MarkdownPage(parsing: bytes)
    #expect(page.fences.count == MarkdownPage.fences(in: bytes).count)
    #expect(page.blocks.allSatisfy { $0.range.upperBound <= bytes.count })
  }

  @Test func aHundredThousandFencesAreAllFound() {
    let bytes = Array(String(repeating: "```mermaid\nA\n```\n", count: 100_000).utf8)
    let fences = MarkdownPage.fences(in: bytes)
    #expect(fences.count == 100_000)
    #expect(fences.allSatisfy { $0.isClosed && $0.isMermaid })
    #expect(fences.last?.line == 299_998)
  }

  @Test func deepNestingEndsWithItsFence() {
    let bytes = Array((String(repeating: "> ", count: 10_000) + "```a\nx\n").utf8)
    #expect(MarkdownPage.fences(in: bytes).map(\.quoteDepth) == [10_000])
  }

  @Test func anEmptyPageHasNothing() {
    let page = MarkdownPage(parsing: [])
    #expect(page.blocks.isEmpty && page.fences.isEmpty && page.frontMatter == nil)
    #expect(MarkdownPage.fences(in: [0xEF, 0xBB, 0xBF]).isEmpty)
  }

  @Test func aPageBeyondCMarksBuffersIsLeftAlone() {
    let bytes = [UInt8](repeating: UInt8(ascii: "\n"), count: MarkdownPage.byteLimit + 1)
    #expect(MarkdownPage.fences(in: bytes).isEmpty)
  }
}
