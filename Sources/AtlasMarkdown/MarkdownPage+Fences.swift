import AtlasCore
import CCMarkGFM

extension MarkdownPage {
  /// The code blocks of a page, and nothing else of it.
  package static func fences(in page: [UInt8]) -> [Fence] { fences(in: PageText(page)) }

  private static func fences(in text: PageText) -> [Fence] {
    if text.isEmpty { return [] }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let tree = CMarkTree(bytes, text.piecesForCMark, inlines: false)
      return fences(tree.root, text)
    }
  }

  /// The Mermaid blocks of a page, which a build asks of every page: those of `fences(in:)` that are diagrams. Most pages
  /// tell them by their lines alone.
  package static func diagrams(in page: MarkdownSource) -> [Fence] {
    let text = page.text
    guard !text.isEmpty, let blocks = text.scannedFences else {
      return fences(in: text).filter(\.isMermaid)
    }
    return blocks.filter { $0.isMermaid(in: text) }.map { Fence($0, in: text) }
  }

  private static func fences(_ root: CMarkNode, _ text: PageText) -> [Fence] {
    var builder = FenceBuilder(text)
    var walk = BlockWalk(root)
    var listDepth = 0
    var quoteDepth = 0
    while let step = walk.next() {
      switch step {
      case .enter(let node, let type):
        // The document begins in the first line whatever stands there.
        if type != CMARK_NODE_DOCUMENT {
          builder.noteBlock(atLine: text.line(ofCMark: Int(cmark_node_get_start_line(node))))
        }
        switch type {
        case CMARK_NODE_LIST: listDepth += 1
        case CMARK_NODE_BLOCK_QUOTE: quoteDepth += 1
        case CMARK_NODE_CODE_BLOCK: builder.add(node, listDepth: listDepth, quoteDepth: quoteDepth)
        default: break
        }
      case .leave(_, let type):
        if type == CMARK_NODE_LIST { listDepth -= 1 }
        if type == CMARK_NODE_BLOCK_QUOTE { quoteDepth -= 1 }
      }
    }
    // Footnotes stand at the end of the tree, wherever they are in the page.
    let fences = builder.finished()
    let isInOrder = zip(fences, fences.dropFirst()).allSatisfy { $0.range < $1.range }
    return isInOrder ? fences : fences.sorted { $0.range < $1.range }
  }
}
