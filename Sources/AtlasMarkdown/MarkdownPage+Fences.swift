import AtlasCore
import CCMarkGFM

extension MarkdownPage {
  /// The code blocks of a page, and nothing else of it: what a build asks of most pages.
  package static func fences(in page: [UInt8]) -> [Fence] {
    let text = PageText(page)
    if text.isEmpty { return [] }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let tree = CMarkTree(UnsafeBufferPointer(rebasing: bytes[text.bodyStart...]), inlines: false)
      return fences(tree.root, text)
    }
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
