import CCMarkGFM

/// Goes through the blocks of a tree in the order of the page, without recursion: a page may nest as deep as it likes.
struct BlockWalk {
  enum Step {
    case enter(CMarkNode, cmark_node_type)
    case leave(CMarkNode, cmark_node_type)
  }

  private let root: CMarkNode
  private var node: CMarkNode
  private var isLeaving = false
  private var isDone = false

  init(_ root: CMarkNode) {
    self.root = root
    node = root
  }

  /// The next step; nil after the root is left. Every node that is entered is left.
  mutating func next() -> Step? {
    if isDone { return nil }
    let current = node
    let type = cmark_node_get_type(current)
    if !isLeaving {
      if BlockWalk.holdsBlocks(type), let child = cmark_node_first_child(current) {
        node = child
      } else {
        isLeaving = true
      }
      return .enter(current, type)
    }
    if current == root {
      isDone = true
    } else if let sibling = cmark_node_next(current) {
      node = sibling
      isLeaving = false
    } else if let parent = cmark_node_parent(current) {
      node = parent
    } else {
      isDone = true
    }
    return .leave(current, type)
  }

  /// Whether a node's children are blocks, and not inline text.
  private static func holdsBlocks(_ type: cmark_node_type) -> Bool {
    switch type {
    case CMARK_NODE_DOCUMENT, CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST, CMARK_NODE_ITEM,
      CMARK_NODE_FOOTNOTE_DEFINITION:
      true
    default: type == CMarkLibrary.shared.table || type == CMarkLibrary.shared.tableRow
    }
  }
}
