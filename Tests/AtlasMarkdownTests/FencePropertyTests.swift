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

  /// A fence in a quotation leaves the whole page to cmark: where one stands at the end, everything before it has to be
  /// what it was without.
  @Test(arguments: 16..<24)
  func linesTellWhatCMarkTells(_ seed: UInt64) {
    var pages = RandomMarkdown(seed: seed)
    for number in 0..<800 {
      let bytes = (number % 4 == 0 ? pages.page() : pages.plainPage()) + [0x0A]
      let page = MarkdownPage(parsing: bytes)
      // What is open at the end of the page would take in the quotation.
      guard page.fences.allSatisfy({ $0.isClosed || !$0.isFenced }), page.blocks.last?.kind != .html else {
        continue
      }
      let slow = MarkdownPage(parsing: bytes + Array("\n\n> ```\n> x\n> ```\n".utf8))
      let diagrams = MarkdownPage.diagrams(in: MarkdownSource(bytes))
      let before = slow.fences.filter { $0.range.upperBound <= bytes.count }
      expectEqual(page.fences, before, bytes)
      expectEqual(diagrams, before.filter(\.isMermaid), bytes)
      #expect(page.headings.map(\.range) == slow.headings.map(\.range), "\(bytes)")
      #expect(page.links.map(\.range) == slow.links.map(\.range), "\(bytes)")
      for (block, other) in zip(page.blocks, slow.blocks) where block.kind != .footnote {
        #expect(block.kind == other.kind, "\(bytes)")
        #expect(block.range == other.range, "\(bytes)")
        #expect(block.text?.spans.map(\.pageRange) == other.text?.spans.map(\.pageRange), "\(bytes)")
      }
    }
  }

  private func expectEqual(_ fences: [Fence], _ others: [Fence], _ page: [UInt8]) {
    #expect(fences.count == others.count, "\(page)")
    for (fence, other) in zip(fences, others) {
      #expect(fence.info == other.info && fence.infoRange == other.infoRange, "\(page)")
      #expect(fence.range == other.range && fence.line == other.line, "\(page)")
      #expect(fence.content == other.content && fence.map == other.map, "\(page)")
      #expect(fence.isClosed == other.isClosed && fence.isFenced == other.isFenced, "\(page)")
      #expect(fence.marker == other.marker && fence.markerLength == other.markerLength, "\(page)")
      #expect(fence.indentation == other.indentation, "\(page)")
      #expect(fence.listDepth == other.listDepth && fence.quoteDepth == other.quoteDepth, "\(page)")
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
        if let text = block.text {
          for span in text.spans { #expect(whole.encloses(span.pageRange)) }
        }
        for cell in block.cells { #expect(block.range.encloses(cell.range)) }
      }
      for link in page.links { #expect(link.range.start <= link.range.end && whole.encloses(link.range)) }
      for comment in page.comments { #expect(whole.encloses(comment.range)) }
      for heading in page.headings { #expect(whole.encloses(heading.range)) }
    }
  }
}
