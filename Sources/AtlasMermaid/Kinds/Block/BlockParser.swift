import AtlasCore

/// Reads a block diagram:
///
///     "block" statement+ end of text
///     statement: chain | columns | space | classDef | class | style
///              | "block" statement+ "end" | "block:" chain statement+ "end"
///     chain: node size? (link node)*
///
/// Line ends mean nothing. Where mermaid.js stops, the parser records that error and goes on at the next line.
struct BlockParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<BlockRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: BlockDiagram
  /// The composites that are open, the innermost last.
  private var open: [Frame] = []

  private struct Frame {
    var start: Int
    var headerEnd: Int
    var composite: BlockComposite
  }

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = BlockDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> BlockDiagram {
    if !take(.header) {
      complain(
        token == .compositeHeader
          ? "a block diagram begins with the word \"block\" on its own"
          : "a block diagram begins with the word \"block\" or \"block-beta\"",
        "write `block` on the first line")
      skipLine()
    }
    while token != .endOfText, token != .stop { readStatement() }
    closeAll()
    if diagram.statements.isEmpty || token == .stop { complainAboutEnd() }
    if !diagnostics.hasRejection { BlockMeaning.check(diagram, scanner, &diagnostics) }
    return diagram
  }

  // MARK: Statements

  private mutating func readStatement() {
    let start = tokens.start
    switch token {
    case .id:
      if let chain = readChain() { add(.chain(chain)) } else { skipLine() }
    case .columns:
      add(.columns(BlockColumns(range: tokenRange, count: countRange(scanner.endOfWhitespace(start + 7)))))
      tokens.accept()
    case .space:
      add(.space(BlockSpace(range: tokenRange, width: countRange(start + 6))))
      tokens.accept()
    case .header, .compositeHeader: readHeader()
    case .end: readEnd()
    case .classDef: readClassDefinition()
    case .class: readClassAssignment()
    case .style: readStyle()
    case .size, .open, .close, .arrowOpen, .arrowDirection, .arrowClose, .string, .link, .linkStart,
      .linkLabel, .className, .classStyles, .classIDs, .classOfIDs, .styleIDs, .styles, .reserved, .foreign,
      .unknown:
      complainAboutStatement()
      skipLine()
    case .endOfText, .stop: break
    }
  }

  private mutating func add(_ statement: BlockStatement) {
    if open.isEmpty {
      diagram.statements.append(statement)
    } else {
      open[open.count - 1].composite.statements.append(statement)
    }
  }

  /// The digits from an offset to the token's end; nil for `auto` and where there are none.
  private func countRange(_ start: Int) -> TextRange? {
    guard start < tokens.end, CharacterClass.isDigit(scanner.byte(at: start)) else { return nil }
    return scanner.range(start, tokens.end)
  }

  // MARK: Composites

  private mutating func readHeader() {
    let start = tokens.start
    let hasName = token == .compositeHeader
    guard open.count < NestingLimit.depth else {
      complain("blocks nest more than \(NestingLimit.depth) deep", "draw several diagrams")
      return skipLine()
    }
    tokens.accept()
    var composite = BlockComposite(range: scanner.range(start, tokens.acceptedEnd))
    if hasName {
      if token == .id {
        composite.header = readChain()
      } else {
        complain(
          "\(shownToken) is no name of a block", "write `block:name`, or `block` for a block without a name")
      }
      if composite.header == nil { skipLine() }
    }
    open.append(Frame(start: start, headerEnd: tokens.acceptedEnd, composite: composite))
  }

  private mutating func readEnd() {
    let start = tokens.start
    guard let frame = open.last else {
      complain(
        diagram.statements.isEmpty
          ? "\"end\" is a word of the language and cannot be the name of a block"
          : "this \"end\" closes nothing: no `block` is open here",
        diagram.statements.isEmpty ? "write `End`" : "remove it",
        as: diagram.statements.isEmpty ? .reservedID : .unbalancedSubgraph,
        at: scanner.range(start, start + 3))
      return tokens.accept()
    }
    if frame.composite.statements.isEmpty {
      complain(
        "a block with nothing in it, which mermaid.js does not allow",
        "put a block between `block` and `end`, or write `space`", at: scanner.range(start, start + 3))
    }
    tokens.accept()
    close(at: start + 3)
  }

  private mutating func close(at end: Int) {
    var frame = open.removeLast()
    frame.composite.range = scanner.range(frame.start, max(end, frame.start))
    add(.composite(frame.composite))
  }

  private mutating func closeAll() {
    if let frame = open.last, token == .endOfText {
      if frame.composite.statements.isEmpty {
        complain("the diagram ends in a block with nothing in it", "add a block and `end`")
      } else {
        let header = scanner.trimmed(frame.start, frame.headerEnd)
        complain(
          "the block `\(scanner.excerpt(header.lowerBound, min(header.upperBound, scanner.endOfLine(header.lowerBound))))` has no `end`",
          "add `end` where the block ends", as: .unbalancedSubgraph,
          at: scanner.range(header.lowerBound, header.upperBound))
      }
    }
    while !open.isEmpty { close(at: tokens.acceptedEnd) }
  }

  // MARK: Blocks and links

  private mutating func readChain() -> BlockChain? {
    let start = tokens.start
    guard var node = readNode() else { return nil }
    if token == .size {
      node.width = scanner.range(tokens.start + 1, tokens.end)
      tokens.accept()
      node.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    }
    var chain = BlockChain(range: node.range, nodes: [node])
    while token == .link || token == .linkStart {
      guard let link = readLink() else { return nil }
      guard token == .id else {
        complain(
          "a link must lead to a block, and \(shownToken) is none",
          "write the name of a block behind the link")
        return nil
      }
      guard let node = readNode() else { return nil }
      chain.links.append(link)
      chain.nodes.append(node)
    }
    chain.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    return chain
  }

  private mutating func readNode() -> BlockNode? {
    let start = tokens.start
    var node = BlockNode(range: tokenRange, id: tokenRange)
    tokens.accept()
    guard token == .open || token == .arrowOpen else { return node }
    let isArrow = token == .arrowOpen
    let opening = tokens.start..<tokens.end
    tokens.accept()
    guard token == .string else {
      complainAboutLabel(opening)
      return nil
    }
    node.label = LabelText(tokenRange, .quoted)
    tokens.accept()
    if isArrow {
      while token == .arrowDirection {
        node.directions.append(direction())
        tokens.accept()
      }
      guard token == .arrowClose, !node.directions.isEmpty else {
        complain(
          "an arrow needs its directions: right, left, up, down, x or y", "write `<[\"text\"]>(right)`")
        return nil
      }
      node.shape = .arrow
    } else {
      guard token == .close else {
        complainAboutLabelEnd(opening)
        return nil
      }
      node.shape = shape(opening, tokens.start..<tokens.end)
    }
    tokens.accept()
    node.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    return node
  }

  private func direction() -> BlockNode.ArrowDirection {
    var start = scanner.endOfWhitespace(tokens.start)
    if scanner.byte(at: start) == 0x2C { start = scanner.endOfWhitespace(start + 1) }
    switch scanner.byte(at: start) {
    case 0x72: return .right
    case 0x6C: return .left
    case 0x78: return .horizontal
    case 0x79: return .vertical
    case 0x75: return .up
    default: return .down
    }
  }

  private func shape(_ opening: Range<Int>, _ closing: Range<Int>) -> BlockNode.Shape {
    let brackets = scanner.bytes[opening] + scanner.bytes[closing]
    return BlockShapes.shape(of: String(decoding: brackets, as: UTF8.self))
  }

  private mutating func readLink() -> BlockLink? {
    let first = scanner.trimmed(tokens.start, tokens.end)
    let hasLabel = token == .linkStart
    var label: LabelText?
    // What the link looks like is told by its last part alone.
    var arrow = first
    tokens.accept()
    if hasLabel {
      guard take(.linkLabel), token == .string else {
        complainAboutLinkLabel(first)
        return nil
      }
      label = LabelText(tokenRange, .quoted)
      tokens.accept()
      guard token == .link else {
        complain(
          "the link with this text has no end",
          "write `-- \"text\" -->`, `== \"text\" ==>` or `-. \"text\" .->`")
        return nil
      }
      arrow = scanner.trimmed(tokens.start, tokens.end)
      tokens.accept()
    }
    return BlockLink(
      range: scanner.range(first.lowerBound, arrow.upperBound), stroke: stroke(of: arrow),
      startHead: head(scanner.byte(at: arrow.lowerBound), 0x3C),
      endHead: head(scanner.byte(at: arrow.upperBound - 1), 0x3E), label: label)
  }

  private func head(_ byte: UInt8, _ point: UInt8) -> BlockLink.Head {
    switch byte {
    case point: .point
    case 0x6F: .circle
    case 0x78: .cross
    default: .open
    }
  }

  private func stroke(of arrow: Range<Int>) -> BlockLink.Stroke {
    let bytes = scanner.bytes[arrow]
    if bytes.contains(0x3D) { return .thick }
    return bytes.contains(0x2E) ? .dotted : .normal
  }

  // MARK: Classes and styles

  private mutating func readClassDefinition() {
    let start = tokens.start
    tokens.accept()
    guard token == .className else {
      complain(
        "\(shownToken) is no name of a class with styles behind it",
        "write `classDef name fill:#fff`, the name in letters, digits and `_`")
      return skipLine()
    }
    let name = scanner.trimmedRange(tokens.start, tokens.end)
    tokens.accept()
    let styles = readStyles()
    add(
      .classDefinition(
        StyleClassDefinition(
          range: scanner.trimmedRange(start, tokens.acceptedEnd), names: [name], styles: styles)))
  }

  private mutating func readClassAssignment() {
    let start = tokens.start
    tokens.accept()
    guard token == .classIDs else { return complainAboutIDs() }
    let ids = parts(tokens.start, tokens.end)
    tokens.accept()
    let name = scanner.trimmedRange(tokens.start, tokens.end)
    tokens.accept()
    add(
      .classAssignment(
        StyleClassAssignment(
          range: scanner.trimmedRange(start, tokens.acceptedEnd), ids: ids, classNames: [name])))
  }

  private mutating func readStyle() {
    let start = tokens.start
    tokens.accept()
    guard token == .styleIDs else { return complainAboutIDs() }
    // Mermaid.js takes a list of ids for one id.
    let id = scanner.trimmedRange(tokens.start, tokens.end)
    tokens.accept()
    let styles = readStyles()
    add(
      .style(
        StyleStatement(range: scanner.trimmedRange(start, tokens.acceptedEnd), ids: [id], styles: styles)))
  }

  private mutating func readStyles() -> [TextRange] {
    let text = scanner.trimmed(tokens.start, tokens.end)
    tokens.accept()
    return text.isEmpty ? [] : parts(text.lowerBound, text.upperBound)
  }

  /// What stands between commas.
  private func parts(_ start: Int, _ end: Int) -> [TextRange] {
    var parts: [TextRange] = []
    var index = start
    while index <= end {
      let comma = min(scanner.next(0x2C, from: index), end)
      parts.append(scanner.trimmedRange(index, comma))
      index = comma + 1
    }
    return parts
  }

  // MARK: Errors

  private mutating func skipLine() {
    let end = scanner.endOfLine(max(tokens.start, tokens.acceptedEnd))
    tokens.restart(at: end > tokens.start ? end : end + 1)
  }

  private mutating func complainAboutEnd() {
    guard !diagnostics.hasRejection else { return }
    if token == .stop {
      complain(
        "the diagram ends inside a statement", "add what is missing in its last line")
    } else {
      complain("a block diagram needs at least one block", "write a block, for example `A[\"Text\"]`")
    }
  }

  private mutating func complainAboutStatement() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .reserved:
      complain(
        "\(shownToken) is a word of the language and cannot be the name of a block", "choose another name",
        as: .reservedID)
    case .foreign:
      complain("a block diagram knows no \(shownToken)", "remove it, or move it to the front matter")
    case .size:
      complain(
        "\(shownToken) does not stand behind a block; a link cannot be followed by a width",
        "write the width in a line of its own: `B:2`")
    case .open, .arrowOpen:
      complain("a bracket must follow the name of a block at once", "write `name[\"Text\"]`")
    case .string: complain("a text needs the name of a block before it", "write `name[\"Text\"]`")
    case .link, .linkStart:
      complain("a link must begin at a block", "write the name of a block before the link")
    default: complainAboutCharacter()
    }
  }

  private mutating func complainAboutCharacter() {
    let byte = scanner.byte(at: tokens.start)
    let before = tokens.start > 0 ? scanner.byte(at: tokens.start - 1) : 0
    if byte == 0x2D, scanner.byte(at: tokens.start + 1) == 0x3E {
      return complain(
        "\"->\" is no link", "write `-->`", as: .badKeyword,
        fix: Fix(safe: true, edits: [TextEdit(scanner.range(tokens.start, tokens.start + 2), "-->")]))
    }
    if byte == 0x2D, CharacterClass.isWord(before), CharacterClass.isWord(scanner.byte(at: tokens.start + 1))
    {
      return complain("the name of a block cannot contain a hyphen", "write `_` for it")
    }
    if byte == 0x3A {
      return complain(
        "behind a colon stands the width of a block as a number",
        "write `name:2`, and a text as `name[\"Text\"]`")
    }
    complain("\(shownToken) begins no statement of a block diagram", "write a block as `name[\"Text\"]`")
  }

  private mutating func complainAboutIDs() {
    complain(
      "\(shownToken) is no name of a block here",
      "write names in letters, digits and `_`, with commas between them")
    skipLine()
  }

  /// `A[Text]`: labels must be quoted.
  private mutating func complainAboutLabel(_ opening: Range<Int>) {
    guard diagnostics.isOpen else { return }
    if token == .close {
      return complain(
        "the text of a block is empty", "write a text between the quotes, or no brackets at all")
    }
    if token == .foreign {
      return complain(
        "block diagrams know no Markdown texts", "remove the backticks", as: .unquotedSpecialLabel)
    }
    let line = scanner.endOfLine(opening.lowerBound)
    let text = BlockShapes.text(in: scanner, from: opening, to: line)
    complain(
      "the text of a block must be quoted", "write `[\"Text\"]`", as: .unquotedSpecialLabel,
      at: text.map { scanner.range($0.lowerBound, $0.upperBound) }, fix: text.flatMap(scanner.quoting))
  }

  private mutating func complainAboutLabelEnd(_ opening: Range<Int>) {
    guard diagnostics.isOpen else { return }
    if token == .string {
      return complain("a block has one text only", "put it all between one pair of quotes")
    }
    let isAtEnd = tokens.start >= scanner.bytes.count
    complain(
      isAtEnd ? "the text of the block has no closing quote" : "\(shownToken) does not close the bracket",
      isAtEnd
        ? "close it: `[\"Text\"]`" : "write the closing bracket directly behind the quote: `[\"Text\"]`",
      at: isAtEnd ? scanner.range(opening.lowerBound, opening.upperBound) : nil)
  }

  private mutating func complainAboutLinkLabel(_ first: Range<Int>) {
    guard diagnostics.isOpen else { return }
    if token == .link {
      return complain("the text of the link is empty", "write a text, or the link without one")
    }
    if token == .foreign {
      return complain(
        "block diagrams know no Markdown texts", "remove the backticks", as: .unquotedSpecialLabel)
    }
    let line = scanner.endOfLine(first.lowerBound)
    let start = scanner.endOfBlanks(first.upperBound)
    var end = start
    while end < line, BlockLinkText.endOfLink(scanner, end) == nil { end += 1 }
    let text = scanner.trimmed(start, end)
    complain(
      "the text of a link must be quoted", "write `-- \"text\" -->`", as: .unquotedSpecialLabel,
      fix: end < line ? scanner.quoting(text) : nil)
  }
}
