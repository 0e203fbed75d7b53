import AtlasCore
import AtlasMarkdown
import AtlasRules

/// A page that was read: its bytes and the diagrams that stand in it.
package struct PageContent: Sendable {
  package let bytes: [UInt8]
  package let diagrams: [PageDiagram]
  package let prose: Prose
  /// Whether the file is a diagram, with no page around it.
  package let isOneDiagram: Bool
  /// The page to read as Markdown; of a file that is one diagram nobody reads it.
  let markdown: MarkdownSource

  package init(_ bytes: [UInt8], path: BytePath) {
    self.bytes = bytes
    markdown = MarkdownSource(bytes)
    isOneDiagram = path.fileExtension.lowercased() == "mmd"
    if isOneDiagram {
      diagrams = [PageDiagram(wholePage: bytes)]
      prose = Prose(of: bytes, without: [TextRange(0, bytes.count)])
    } else {
      let fences = MarkdownPage.diagrams(in: markdown)
      diagrams = fences.map(PageDiagram.init)
      prose = Prose(of: bytes, without: fences.map(\.range))
    }
  }
}

extension PageContent {
  /// What it takes in memory, but for its diagrams.
  var byteCount: Int { bytes.count + markdown.indexByteCount }

  /// Read anew each time: most pages have none, which `PageWaivers.mayStand` tells sooner.
  package var waivers: PageWaivers {
    PageWaivers(
      bytes, isOneDiagram: isOneDiagram,
      diagrams.map { PageWaivers.Diagram(content: $0.content, pageRange: $0.pageRange) })
  }
}

/// One diagram of a page that was read.
package struct PageDiagram: Sendable {
  /// The diagram's bytes, without the fence around them.
  package let content: [UInt8]
  /// The line of the opening fence; 1 for a page that is one diagram.
  package let line: Int
  /// Nil for a page that is one diagram.
  private let fence: Fence?

  fileprivate init(wholePage bytes: [UInt8]) {
    content = bytes
    line = 1
    fence = nil
  }

  fileprivate init(_ fence: Fence) {
    content = fence.content
    line = fence.line
    self.fence = fence
  }

  /// Where a range of the diagram's bytes stands in the page.
  package func pageRange(of range: TextRange) -> TextRange {
    fence?.pageRange(ofContent: range) ?? range
  }
}
