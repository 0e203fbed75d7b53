import AtlasCore
import AtlasMarkdown
import AtlasTestSupport
import Testing

@Suite struct FencePropertyTests {
  @Test(arguments: 0..<8)
  func everyContentByteStandsAtItsPlace(_ seed: UInt64) {
    var pages = RandomMarkdown(seed: seed)
    for _ in 0..<400 {
      let page = pages.page()
      for fence in MarkdownPage.fences(in: page) { expectExactMapping(fence, in: page) }
    }
  }

  @Test(arguments: 8..<12)
  func thePageAndTheQuickPathSeeTheSameFences(_ seed: UInt64) {
    var pages = RandomMarkdown(seed: seed)
    for _ in 0..<400 {
      let bytes = pages.page()
      let page = MarkdownPage(parsing: bytes)
      let quick = MarkdownPage.fences(in: bytes)
      #expect(page.fences.map(\.range).sorted() == quick.map(\.range))
      #expect(page.fences.map(\.isClosed).count { $0 } == quick.map(\.isClosed).count { $0 })
    }
  }

  @Test(arguments: 12..<16)
  func everyRangeLiesInThePageAndInItsParent(_ seed: UInt64) {
    var pages = RandomMarkdown(seed: seed)
    for _ in 0..<400 {
      let bytes = pages.page()
      let page = MarkdownPage(parsing: bytes)
      let whole = TextRange(0, bytes.count)
      for block in page.blocks {
        #expect(block.range.start <= block.range.end && whole.encloses(block.range))
        if let parent = block.parent { #expect(page.blocks[parent].range.encloses(block.range), "\(bytes)") }
        for span in block.text?.spans ?? [] { #expect(whole.encloses(span.pageRange)) }
        for cell in block.cells { #expect(block.range.encloses(cell.range)) }
      }
      for link in page.links { #expect(link.range.start <= link.range.end && whole.encloses(link.range)) }
      for comment in page.comments { #expect(whole.encloses(comment.range)) }
      for heading in page.headings { #expect(whole.encloses(heading.range)) }
    }
  }
}
