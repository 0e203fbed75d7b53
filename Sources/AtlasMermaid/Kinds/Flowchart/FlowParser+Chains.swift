import AtlasCore

/// Chains of nodes and links: `A & B --> C`.
extension FlowParser {
  mutating func readChain() -> FlowStatement? {
    let start = lexer.start
    var chain = FlowChain(range: TextRange(at: 0))
    chain.nodes.reserveCapacity(2)
    guard var group = readGroup(&chain) else { return nil }
    while isLink {
      guard var link = readLink() else {
        keep(chain, start)
        return nil
      }
      guard let next = readGroup(&chain) else {
        keep(chain, start)
        return nil
      }
      link.from = group
      link.to = next
      meaning.addLinks(group.count * next.count)
      if meaning.hasTooManyLinks, isSeparator || isLink { reportTooManyLinks(link) }
      if let id = link.id { meaning.add(linkID: scanner.source.original[id.bounds]) }
      chain.links.append(link)
      group = next
    }
    chain.range = range(start, lastEnd)
    warnAboutCommentNode(chain)
    noteLabels(chain)
    return .chain(consume chain)
  }

  mutating func noteLabels(_ chain: FlowChain) {
    for node in chain.nodes where node.label != nil { labelled.append(node) }
  }

  /// Keeps what was read of a statement that breaks off.
  mutating func keep(_ chain: FlowChain, _ start: Int) {
    guard !chain.nodes.isEmpty else { return }
    var chain = chain
    let last = chain.nodes[chain.nodes.count - 1].range.upperBound
    chain.range = TextRange(range(start, start).lowerBound, last)
    if let link = chain.links.last, link.to.upperBound > chain.nodes.count { chain.links.removeLast() }
    noteLabels(chain)
    statements.append(.chain(chain))
  }

  /// Where the last thing that is no white space ended.
  var lastEnd: Int {
    var end = acceptedEnd
    while end > 0, scanner.bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  /// One node, or several joined by `&`, with the `@{…}` and the white space behind.
  mutating func readGroup(_ chain: inout FlowChain) -> Range<Int>? {
    let first = chain.nodes.count
    var unchecked: (data: Range<Int>, id: TextRange)?
    while true {
      let start = lexer.start
      guard var node = readNode() else { return nil }
      // Mermaid reads the YAML once it knows that the statement goes on as it should.
      if let unchecked { checkShapeData(unchecked.data, of: unchecked.id) }
      unchecked = nil
      let hasData = lexer.token == .shapeData
      if hasData { unchecked = (readShapeData(&node, start), node.id) }
      chain.nodes.append(node)
      guard lexer.token == .space else { break }
      accept()
      guard lexer.token == .ampersand else {
        if hasData {
          // Behind `@{…}` white space may only lead to an `&`.
          complain(.separator)
          return nil
        }
        break
      }
      accept()
      guard lexer.token == .space else {
        complain(.ampersand)
        return nil
      }
      accept()
    }
    if let unchecked, isSeparator || isLink { checkShapeData(unchecked.data, of: unchecked.id) }
    return first..<chain.nodes.count
  }

  var isLink: Bool { lexer.token == .link || lexer.token == .startLink || lexer.token == .linkID }

  mutating func readNode() -> FlowNode? {
    let start = lexer.start
    guard lexer.token.isIDPart else {
      if lexer.token == .linkID, let node = recoverLinkID() { return node }
      complain(.node)
      return nil
    }
    readID()
    var node = FlowNode(range: TextRange(at: 0), id: range(start, acceptedEnd))
    if lexer.token.rawValue >= FlowToken.squareStart.rawValue, !readShape(&node) { return nil }
    node.range = range(start, acceptedEnd)
    if lexer.token == .styleSeparator {
      accept()
      let name = lexer.start
      guard lexer.token.isIDPart else {
        complain(.className)
        return nil
      }
      readID()
      node.className = range(name, acceptedEnd)
      node.range = range(start, acceptedEnd)
    }
    return node
  }

  @inline(__always)
  mutating func readID() {
    repeat { accept() } while lexer.token.isIDPart
  }

  /// The label behind an id, with the brackets that give the shape; false when it is broken beyond recovery.
  mutating func readShape(_ node: inout FlowNode) -> Bool {
    let opener = lexer.start
    guard let (shape, label) = readBrackets() else {
      guard let repaired = recoverLabel(opener: opener, isTitle: false) else { return false }
      node.shape = repaired.shape
      node.label = repaired.label
      return true
    }
    guard let shape else { return true }
    node.shape = shape
    node.label = label
    return true
  }

  /// The brackets and the text in them; a nil shape where none begin here; nil where they are broken.
  mutating func readBrackets() -> (FlowShape?, LabelText?)? {
    switch lexer.token {
    case .squareStart: return readBrackets(.rectangle, .squareEnd)
    case .doubleCircleStart: return readBrackets(.doubleCircle, .doubleCircleEnd)
    case .ellipseStart: return readBrackets(.ellipse, .ellipseEnd)
    case .stadiumStart: return readBrackets(.stadium, .stadiumEnd)
    case .subroutineStart: return readBrackets(.subroutine, .subroutineEnd)
    case .cylinderStart: return readBrackets(.cylinder, .cylinderEnd)
    case .tagEnd: return readBrackets(.asymmetric, .squareEnd)
    case .parenStart:
      accept()
      let isDouble = lexer.token == .parenStart
      if isDouble { accept() }
      guard let text = readText(), take(.parenEnd), !isDouble || take(.parenEnd) else { return nil }
      return (isDouble ? .circle : .round, text)
    case .diamondStart:
      accept()
      let isDouble = lexer.token == .diamondStart
      if isDouble { accept() }
      guard let text = readText(), take(.diamondEnd), !isDouble || take(.diamondEnd) else { return nil }
      return (isDouble ? .hexagon : .diamond, text)
    case .trapStart, .inverseTrapStart:
      let isInverse = lexer.token == .inverseTrapStart
      accept()
      guard let text = readText() else { return nil }
      if take(.trapEnd) { return (isInverse ? .leanLeft : .trapezoid, text) }
      if take(.inverseTrapEnd) { return (isInverse ? .invertedTrapezoid : .leanRight, text) }
      return nil
    case .propertiesStart:
      // The grammar knows `[|field:value|text]`, and no token of the lexer can continue it.
      accept()
      return nil
    default: return (nil, nil)
    }
  }

  mutating func readBrackets(_ shape: FlowShape, _ closing: FlowToken) -> (FlowShape?, LabelText?)? {
    accept()
    guard let text = readText(), take(closing) else { return nil }
    return (shape, text)
  }

  /// A text, or a string with text behind it.
  mutating func readText() -> LabelText? {
    let start = lexer.start
    var form = LabelText.Form.plain
    switch lexer.token {
    case .string: form = .quoted
    case .markdown: form = .markdown
    case .text: break
    default: return nil
    }
    accept()
    var end = acceptedEnd
    while lexer.token == .text {
      accept()
      end = acceptedEnd
    }
    return LabelText(form == .plain ? trimmed(start, end) : range(start, end), form)
  }

  /// Reads `@{…}` and gives the place of its content: of several without a gap, from the first brace to the last.
  mutating func readShapeData(_ node: inout FlowNode, _ start: Int) -> Range<Int> {
    var inner = lexer.inner
    repeat {
      inner = inner.lowerBound..<lexer.inner.upperBound
      accept()
    } while lexer.token == .shapeData
    node.properties = range(inner.lowerBound, inner.upperBound)
    node.range = range(start, acceptedEnd)
    return inner
  }

  mutating func readLink() -> FlowLink? {
    let start = lexer.start
    var id: TextRange?
    if lexer.token == .linkID {
      id = range(lexer.start, lexer.end - 1)
      accept()
      guard lexer.token == .link || lexer.token == .startLink else {
        complain(.linkID)
        return nil
      }
    }
    if lexer.token == .startLink { return readLinkWithText(start, id) }
    var link = FlowLink(arrow: scanner.bytes[lexer.inner])
    warnAboutStolenHead()
    link.id = id
    link.range = range(id == nil ? lexer.inner.lowerBound : start, lexer.inner.upperBound)
    accept()
    guard lexer.token == .pipe else { return link }
    let opener = lexer.start
    accept()
    if let text = readText(), lexer.token == .pipe {
      link.label = text
      accept()
    } else {
      guard let repaired = recoverLabel(opener: opener, isTitle: false) else { return nil }
      link.label = repaired.label
    }
    link.range = link.range.union(range(opener, acceptedEnd))
    // One space may stand between the text and the node, no more.
    if lexer.token == .space {
      let isOne = lexer.end - lexer.start == CharacterClass.characterLength(scanner.bytes, lexer.start)
      let end = lexer.end
      accept()
      if !isOne {
        complainAboutSpaces(end)
        if diagnostics.isOpen == false { return nil }
      }
    }
    return link
  }

  mutating func readLinkWithText(_ start: Int, _ id: TextRange?) -> FlowLink? {
    let opening = lexer.inner
    let textStart = lexer.end
    accept()
    var label: LabelText?
    let from = lexer.start
    switch lexer.token {
    case .string, .markdown:
      label = LabelText(range(lexer.start, lexer.end), lexer.token == .string ? .quoted : .markdown)
      accept()
    case .edgeText: break
    default:
      return recoverEdgeText(start, id, opening, textStart)
    }
    while lexer.token == .edgeText {
      // Text behind a string belongs to the label.
      label?.range = range(from, lexer.end)
      accept()
    }
    if label == nil { label = LabelText(trimmed(from, acceptedEnd), .plain) }
    guard lexer.token == .link else { return recoverEdgeText(start, id, opening, textStart) }
    var link = FlowLink(opening: scanner.bytes[opening], closing: scanner.bytes[lexer.inner])
    link.id = id
    link.label = label
    link.range = range(id == nil ? opening.lowerBound : start, lexer.inner.upperBound)
    if link.startHead != .none, link.startHead != link.endHead || isTwoHeaded(opening, lexer.inner) {
      diagnostics.cannotRender(
        link.range, "the heads of the two halves of this link differ, and mermaid.js draws no such link",
        "give both ends the same head, or only the second")
    }
    accept()
    return link
  }

  /// Whether the half behind the text has both heads already, and the half before it one more: `<-- text <-->`.
  private func isTwoHeaded(_ opening: Range<Int>, _ closing: Range<Int>) -> Bool {
    [0x3C, 0x6F, 0x78].contains(scanner.bytes[opening.lowerBound])
      && FlowLink(arrow: scanner.bytes[closing]).startHead != .none
  }
}
