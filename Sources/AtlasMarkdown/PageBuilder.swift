import AtlasCore
import CCMarkGFM
import Glibc

/// Makes the parts of a `MarkdownPage` from cmark's tree, in one walk without recursion. Ranges count bytes of the
/// text until `finished`, except those that a `ContentMap` gives, which are the page's already.
struct PageBuilder {
  let page: PageText
  var blocks: [Block] = []
  var headings: [Heading] = []
  var links: [Link] = []
  var comments: [Comment] = []
  var anchors: [String] = []
  private var fences: FenceBuilder
  /// For each block of code its place among the fences in the order of the tree.
  private var fenceCount = 0
  /// The blocks that are open, outermost first.
  private var open: [Int] = []
  private var listDepth = 0
  private var quoteDepth = 0
  var slugs = Slug()

  init(_ page: PageText) {
    self.page = page
    fences = FenceBuilder(page)
  }

  mutating func read(_ root: CMarkNode) {
    // Footnotes stand at the end of the tree, wherever they are in the page: the outermost blocks are put in order.
    var children: [(line: Int32, node: CMarkNode)] = []
    var child = cmark_node_first_child(root)
    while let node = child {
      children.append((cmark_node_get_start_line(startNode(of: node)), node))
      child = cmark_node_next(node)
    }
    for (_, node) in children.sorted(by: { $0.line < $1.line }) { readBlock(node) }
  }

  private mutating func readBlock(_ block: CMarkNode) {
    var walk = BlockWalk(block)
    while let step = walk.next() {
      switch step {
      case .enter(let node, let type): enter(node, type)
      case .leave(_, let type): leave(type)
      }
    }
  }

  /// A paragraph that was cut off in front of a table has no position; the table has the position of both.
  func startNode(of node: CMarkNode) -> CMarkNode {
    guard cmark_node_get_start_line(node) == 0, let next = cmark_node_next(node) else { return node }
    return next
  }

  // MARK: walking

  private mutating func enter(_ node: CMarkNode, _ type: cmark_node_type) {
    let line = page.line(ofCMark: Int(cmark_node_get_start_line(startNode(of: node))))
    let start = page.offset(line: line, column: Int(cmark_node_get_start_column(node)))
    fences.noteBlock(atLine: line)
    switch type {
    case CMARK_NODE_BLOCK_QUOTE:
      quoteDepth += 1
      begin(.quote, start, line: line)
    case CMARK_NODE_LIST:
      listDepth += 1
      begin(.list(isOrdered: cmark_node_get_list_type(node) == CMARK_ORDERED_LIST), start, line: line)
    case CMARK_NODE_ITEM: begin(.listItem(isChecked: checkBox(of: node)), start, line: line)
    case CMARK_NODE_FOOTNOTE_DEFINITION: begin(.footnote, start, line: line)
    case CMARK_NODE_CODE_BLOCK: addCode(node, start)
    case CMARK_NODE_HTML_BLOCK: addHTML(node, line, start)
    case CMARK_NODE_PARAGRAPH: addParagraph(node, line)
    case CMARK_NODE_HEADING: addHeading(node, line, start)
    case CMARK_NODE_THEMATIC_BREAK: begin(.thematicBreak, start, end: trimmedEnd(ofLine: line))
    default:
      if type == CMarkLibrary.shared.table {
        let columns = Int(cmark_gfm_extensions_get_table_columns(node))
        let header = headerLine(of: node)
        begin(
          .table(columnCount: columns), rowStart(line: header, quoteDepth: quoteDepth, node), line: header)
      } else if type == CMarkLibrary.shared.tableRow {
        addRow(node)
      } else if type == CMarkLibrary.shared.tableCell {
        return
      } else {
        // No other kind of block is known; it still counts as something that stands there.
        begin(.paragraph, start, end: trimmedEnd(ofLine: line))
      }
    }
  }

  private mutating func leave(_ type: cmark_node_type) {
    if type == CMarkLibrary.shared.tableCell { return }
    if type == CMARK_NODE_BLOCK_QUOTE { quoteDepth -= 1 }
    if type == CMARK_NODE_LIST { listDepth -= 1 }
    guard let index = open.popLast() else { return }
    if let parent = open.last {
      blocks[parent].range.end = max(blocks[parent].range.end, blocks[index].range.end)
    }
  }

  /// Opens a block that ends with its first line, as far as is known yet.
  private mutating func begin(_ kind: Block.Kind, _ start: Int, line: Int) {
    begin(kind, start, end: trimmedEnd(ofLine: line))
  }

  /// Opens a block; what it holds widens its range.
  mutating func begin(_ kind: Block.Kind, _ start: Int, end: Int, text: InlineText? = nil) {
    let range = TextRange(start, max(start, end))
    blocks.append(Block(kind: kind, range: range, parent: open.last, depth: open.count, text: text))
    open.append(blocks.count - 1)
  }

  var currentQuoteDepth: Int { quoteDepth }

  // MARK: leaves

  private func checkBox(of item: CMarkNode) -> Bool? {
    guard let name = cmark_node_get_type_string(item), strcmp(name, "tasklist") == 0 else { return nil }
    return cmark_gfm_extensions_get_tasklist_item_checked(item)
  }

  private mutating func addCode(_ node: CMarkNode, _ start: Int) {
    let range = fences.add(node, listDepth: listDepth, quoteDepth: quoteDepth)
    begin(.code(fenceCount), start, end: range.upperBound)
    fenceCount += 1
  }

  private mutating func addHTML(_ node: CMarkNode, _ line: Int, _ start: Int) {
    let html = bytes(cmark_node_get_literal(node))
    let map =
      ContentMap.align(html, fromLine: line, in: page)
      ?? ContentMap.approximate(html, fromLine: line, in: page)
    let lineCount = ContentMap.lineEndCount(of: html)
    begin(.html, start, end: trimmedEnd(ofLine: line + max(0, lineCount - 1)))
    addHTML(html, isBlock: true) { map.pageRange(ofContent: TextRange($0.lowerBound, $0.upperBound)) }
  }

  private mutating func addParagraph(_ node: CMarkNode, _ line: Int) {
    let content = bytes(cmark_node_get_string_content(node))
    let map = paragraphMap(content, node, firstLine: line)
    let text = inlineText(of: node, source: content) { map.pageRange(ofContent: $0) }
    let range = map.textRange(of: trimmed(content))
    begin(.paragraph, range.lowerBound, end: range.upperBound, text: text)
  }

  /// Where a paragraph stands. cmark gives the line of definitions that stood before it in the same paragraph, so the
  /// last line is the better anchor; a paragraph that was cut off before a table has only its first.
  private func paragraphMap(
    _ content: UnsafeBufferPointer<UInt8>, _ node: CMarkNode, firstLine: Int
  ) -> ContentMap {
    let lastLine = page.line(ofCMark: Int(cmark_node_get_end_line(node)))
    let likeliest = lastLine - max(1, ContentMap.lineEndCount(of: content)) + 1
    if likeliest >= firstLine, let map = ContentMap.align(content, fromLine: likeliest, in: page) {
      return map
    }
    for candidate in firstLine...max(firstLine, min(lastLine, firstLine + 200)) {
      if let map = ContentMap.align(content, fromLine: candidate, in: page) { return map }
    }
    return ContentMap.approximate(content, fromLine: firstLine, in: page)
  }

  private mutating func addHeading(_ node: CMarkNode, _ line: Int, _ start: Int) {
    let content = bytes(cmark_node_get_string_content(node))
    let isATX = start < page.bytes.count && page.bytes[start] == UInt8(ascii: "#")
    let end: Int
    let map: ContentMap
    if isATX {
      end = trimmedEnd(ofLine: line)
      var first = start
      while first < end, page.bytes[first] == UInt8(ascii: "#") || isBlank(page.bytes[first]) { first += 1 }
      map = ContentMap(
        shape: .stretch(start: min(first, end - min(content.count, end - start))), count: content.count,
        page.replacements)
    } else {
      let lineCount = max(1, ContentMap.lineEndCount(of: content))
      map =
        ContentMap.align(content, fromLine: line, in: page)
        ?? ContentMap.approximate(content, fromLine: line, in: page)
      end = trimmedEnd(ofLine: line + lineCount)
    }
    let text = inlineText(of: node, source: content) { map.pageRange(ofContent: $0) }
    begin(.heading(headings.count), start, end: end, text: text)
    let (name, id) = HeadingID.split(text.stringWithoutImages)
    headings.append(
      Heading(
        level: Int(cmark_node_get_heading_level(node)), text: name, range: TextRange(start, max(start, end)),
        slug: slugs.next(name), explicitID: id))
  }

  // MARK: bytes

  func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    return UnsafeBufferPointer(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: strlen(text))
  }

  func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// The end of a line without white space.
  func trimmedEnd(ofLine line: Int) -> Int {
    let start = page.start(ofLine: line)
    var end = page.textEnd(ofLine: line)
    while end > start, isBlank(page.bytes[end - 1]) { end -= 1 }
    return end
  }

  private func trimmed(_ content: UnsafeBufferPointer<UInt8>) -> TextRange {
    var end = content.count
    while end > 0, isBlank(content[end - 1]) || content[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    return TextRange(0, end)
  }

  // MARK: the end

  consuming func finished() -> (
    blocks: [Block], fences: [Fence], headings: [Heading], links: [Link], comments: [Comment],
    anchors: [String]
  ) {
    let fences = fences.finished()
    if page.replacements != nil {
      for index in blocks.indices { blocks[index].range = page.place(blocks[index].range) }
      for index in headings.indices { headings[index].range = page.place(headings[index].range) }
    }
    // Closing fences are known only now, and widen what holds them.
    for index in blocks.indices.reversed() {
      if case .code(let fence) = blocks[index].kind { blocks[index].range = fences[fence].range }
      if let parent = blocks[index].parent {
        blocks[parent].range.end = max(blocks[parent].range.end, blocks[index].range.end)
      }
    }
    return (blocks, fences, headings, links, comments, anchors)
  }
}
