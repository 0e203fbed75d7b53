import AtlasCore
import AtlasMarkdown
import Testing

@Suite struct FenceTests {
  private func fences(_ page: String) -> [Fence] { MarkdownPage.fences(in: Array(page.utf8)) }

  private func text(_ fence: Fence) -> String { String(decoding: fence.content, as: UTF8.self) }

  @Test func aFenceKnowsItsInfoLinesAndRange() throws {
    let page = "# T\n\n```mermaid theme=dark\nA\nB\n```\nafter\n"
    let fence = try #require(fences(page).first)
    #expect(fence.info == "mermaid theme=dark")
    #expect(fence.language == "mermaid")
    #expect(fence.attributes == "theme=dark")
    #expect(fence.line == 3)
    #expect(text(fence) == "A\nB\n")
    #expect(slice(page, fence.range) == "```mermaid theme=dark\nA\nB\n```")
    #expect(slice(page, fence.infoRange) == "mermaid theme=dark")
    #expect(fence.isClosed && fence.isFenced)
    #expect(fence.pageOffset(ofContent: 2) == 29)
    #expect(fence.contentOffset(ofPage: 29) == 2)
    #expect(fence.contentOffset(ofPage: 0) == nil)
  }

  @Test(arguments: [
    ("mermaid", true), ("Mermaid", true), ("MERMAID", true), ("{mermaid}", true), ("{ .mermaid #id}", true),
    ("mermaid {init}", true), ("mermaid{init}", true), ("mermaid,numbers", true), ("{mermaid, a=1}", true),
    ("mermaids", false), ("mermaid-example", false), ("text mermaid", false), ("", false), ("merm", false),
  ])
  func mermaidIsRecognisedInAnyForm(_ info: String, _ isMermaid: Bool) {
    #expect(fences("```\(info)\nA\n```\n").first?.isMermaid == isMermaid)
  }

  @Test func indentedCodeIsNoDiagram() throws {
    let fence = try #require(fences("text\n\n    A\n\n    B\n\nmore").first)
    #expect(!fence.isFenced && !fence.isMermaid)
    #expect(fence.line == 3)
    #expect(text(fence) == "A\n\nB\n")
  }

  /// Each page, what its first fence holds, and whether it is closed.
  @Test(arguments: [
    ("- x\n  ```a\n  A\n    B\n  ```\n", "A\n  B\n", true),
    ("> ```a\n> A\n>B\n> ```\n", "A\nB\n", true),
    ("> - > ~~~a\n>   > A\n>   > ~~~\n", "A\n", true),
    ("1. ```a\n   A\n\n   B\n   ```\n", "A\n\nB\n", true),
    ("~~~~a\n~~~\n```\n~~~~~\n", "~~~\n```\n", true),
    ("   ```a\n  A\n    B\n   ```\n", "A\n B\n", true),
    ("```a\r\nA\r\nB\r\n```\r\n", "A\nB\n", true),
    ("```a\rA\rB\r```\r", "A\nB\n", true),
    ("- ```a\n\tA\n\t\tB\n  ```\n", "  A\n  \tB\n", true),
    ("> ```a\n>\tA\n> ```\n", "  A\n", true),
    ("```a\nA", "A\n", false),
    ("```a\nA\n", "A\n", false),
    ("```a", "", false),
    ("```a\n", "", false),
    ("```a\n```", "", true),
    ("> ```a\n> A\n```\nB\n```\n", "A\n", false),
    ("- ```a\n  A\n```\nB\n```\n", "A\n", false),
    ("> ```a\n> A\n\nB\n", "A\n", false),
    ("```a\nA\n``` b\n```  \n", "A\n``` b\n", true),
    ("```a\nA\n    ```\n", "A\n    ```\n", false),
    ("````a\n```\n````\n", "```\n", true),
    ("\u{FEFF}```a\nA\n```\n", "A\n", true),
    ("---\nt: 1\n---\n```a\nA\n```\n", "A\n", true),
    ("\u{FEFF}---\nt: 1\n---\n```a\nA\n```\n", "A\n", true),
    ("---\nt: 1\n```a\nA\n```\n", "A\n", true),
    ("```a\nA\u{0}B\n```\n", "A\u{FFFD}B\n", true),
    ("[^1]: x\n\n    ```a\n    A\n    ```\n\ntext[^1]\n", "A\n", true),
  ])
  func contentIsThatOfMarkdown(_ page: String, _ content: String, _ isClosed: Bool) throws {
    let fence = try #require(fences(page).first)
    #expect(text(fence) == content)
    #expect(fence.isClosed == isClosed)
    expectExactMapping(fence, in: Array(page.utf8))
  }

  @Test func linesCountFromTheTopOfThePage() {
    #expect(fences("---\nt: 1\n---\n\n```a\n```\n").map(\.line) == [5])
    #expect(fences("\u{FEFF}```a\n```\n\n```b\n```\n").map(\.line) == [1, 4])
  }

  @Test func nestingIsCounted() throws {
    let fence = try #require(fences("> - x\n>   1. ```a\n>      A\n>      ```\n").first)
    #expect(fence.quoteDepth == 1)
    #expect(fence.listDepth == 2)
    #expect(fence.indentation == 7)
  }

  @Test func invalidUTF8BecomesReplacementCharactersAsInBrowsers() throws {
    let page = Array("```a\nA".utf8) + [0xFF, 0xE2, 0x82, 0x41] + Array("\n```\n".utf8)
    let fence = try #require(MarkdownPage.fences(in: page).first)
    #expect(text(fence) == "A\u{FFFD}\u{FFFD}A\n")
    #expect(fence.pageOffset(ofContent: 1) == 6)
    #expect(fence.pageOffset(ofContent: 4) == 7)
    #expect(fence.pageOffset(ofContent: 7) == 9)
    #expect(fence.pageRange(ofContent: TextRange(4, 7)) == TextRange(7, 9))
    #expect(fence.contentOffset(ofPage: 9) == 7)
    expectExactMapping(fence, in: page)
  }

  @Test func aRangeOverLineEndsCoversWhatStandsBetween() throws {
    let page = "> ```a\r\n> A\r\n> B\r\n> ```\r\n"
    let fence = try #require(fences(page).first)
    #expect(text(fence) == "A\nB\n")
    #expect(slice(page, fence.pageRange(ofContent: TextRange(0, 3))) == "A\r\n> B")
    #expect(slice(page, fence.pageRange(ofContent: TextRange(1, 2))) == "\r\n")
    #expect(slice(page, fence.pageRange(ofContent: TextRange(0, 4))) == "A\r\n> B\r\n")
    #expect(fence.pageRange(ofContent: TextRange(at: 2)) == TextRange(at: 15))
  }
}

/// The page's text in a range.
func slice(_ page: String, _ range: TextRange) -> String {
  String(decoding: Array(page.utf8)[range.bounds], as: UTF8.self)
}

/// Expects every byte of the content to stand at its place in the page: the same byte, a line end for LF, a tab for the
/// spaces it left, or what U+FFFD replaces; and the way back to lead to the same byte.
func expectExactMapping(
  _ fence: Fence, in page: [UInt8], every step: Int = 1, sourceLocation: SourceLocation = #_sourceLocation
) {
  var faults = 0
  var previous = -1
  for offset in stride(from: 0, to: fence.content.count, by: step) {
    let byte = fence.content[offset]
    let place = fence.pageOffset(ofContent: offset)
    let isSame: Bool
    if place == page.count {
      isSame = byte == UInt8(ascii: "\n") && offset == fence.content.count - 1
    } else if byte == UInt8(ascii: "\n") {
      isSame = page[place] == UInt8(ascii: "\n") || page[place] == UInt8(ascii: "\r")
    } else if page[place] == byte {
      isSame = true
    } else if byte == UInt8(ascii: " ") {
      isSame = page[place] == UInt8(ascii: "\t")
    } else {
      isSame = [0xEF, 0xBF, 0xBD].contains(byte) && (page[place] == 0 || page[place] >= 0x80)
    }
    let wayBack = place == page.count ? offset : fence.contentOffset(ofPage: place)
    let isInverse = wayBack.map { $0 <= offset && fence.pageOffset(ofContent: $0) == place } ?? false
    if !isSame || !isInverse || place < previous { faults += 1 }
    previous = place
  }
  #expect(faults == 0, "bytes at a wrong place", sourceLocation: sourceLocation)
  #expect(fence.pageOffset(ofContent: fence.content.count) <= page.count, sourceLocation: sourceLocation)
}
