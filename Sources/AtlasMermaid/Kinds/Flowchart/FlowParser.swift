import AtlasCore

/// Reads a flowchart: exactly the language of mermaid's compiled grammar, by recursive descent with one token of
/// lookahead. Subgraphs nest on a stack of their own.
///
/// Where mermaid.js stops, the parser records that error and goes on: behind the label, at the next line, or in the
/// subgraph around it.
struct FlowParser: KindParser {
  let scanner: Scanner
  var lexer: FlowLexer
  var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  private var diagram: FlowchartDiagram
  private var open: [OpenSubgraph] = []
  /// Subgraphs below the nesting limit: their statements belong to the last one above it.
  private var tooDeep = 0
  private var statements: [FlowStatement] = []
  var meaning: FlowMeaningChecks
  /// Where the token accepted last ended: the line of mermaid's message about the next one.
  var acceptedEnd = 0
  /// Where the statement being read begins.
  var statementStart = 0

  /// A subgraph whose `end` has not come yet, and the statements that stand outside it.
  private struct OpenSubgraph {
    var start: Int
    var headerEnd: Int
    var subgraph: FlowSubgraph
    var outer: [FlowStatement]
  }

  init(_ source: MermaidSource, _ target: Target) {
    // The flowchart parser of mermaid.js first removes white space and empty lines behind closing braces.
    let source = FlowParser.closingUpBraces(source)
    scanner = Scanner(source)
    lexer = FlowLexer(scanner)
    diagnostics = Diagnostics(source)
    diagram = FlowchartDiagram(range: source.range(0, source.text.count), keyword: TextRange(at: 0))
    meaning = FlowMeaningChecks()
  }

  private static func closingUpBraces(_ source: MermaidSource) -> MermaidSource {
    let bytes = source.text
    var changes: [TextChange] = []
    var index = 0
    while let brace = ByteSearch.first(0x7D, in: bytes, from: index) {
      index = brace + 1
      let start = index
      var lineEnd: Int?
      while true {
        let length = CharacterClass.whitespaceLength(bytes, index)
        if length == 0 { break }
        if bytes[index] == 0x0A { lineEnd = index }
        index += length
      }
      if let lineEnd, lineEnd > start { changes.append(TextChange(range: start..<lineEnd)) }
    }
    return changes.isEmpty ? source : source.changed(changes)
  }

  // MARK: The document

  mutating func parse() -> FlowchartDiagram {
    lexer.next()
    readHeader()
    var progress = ProgressGuard()
    while lexer.token != .end, progress.moved(to: lexer.start) {
      readLine()
      // At the end of the text stands one token that has no length.
      if lexer.token == .endOfText { break }
    }
    closeUnclosedSubgraphs()
    diagram.statements = statements
    warnAboutRedefinitions(statements)
    if !diagnostics.hasRejection { FlowRenderChecks.run(diagram, scanner.source, &diagnostics) }
    return diagram
  }

  private mutating func readHeader() {
    while lexer.token == .space || lexer.token == .lineEnd { accept() }
    guard lexer.token == .graph else {
      complainAboutHeader()
      return skipLine()
    }
    diagram.keyword = range(lexer.start, lexer.end)
    accept()
    switch lexer.token {
    case .noDirection:
      accept()
    case .direction:
      diagram.direction = Direction(word: scanner.bytes[lexer.inner])
      accept()
      if lexer.token == .semicolon || lexer.token == .lineEnd { return accept() }
      let hadSpace = lexer.token == .space
      if hadSpace { accept() }
      guard lexer.token == .lineEnd, hadSpace else {
        complainAboutHeader()
        return skipHeader()
      }
      accept()
    default:
      complainAboutHeader()
      skipHeader()
    }
  }

  /// Behind a header with something wrong in it the first statement may stand on the same line.
  private mutating func skipHeader() { skipLine() }

  private mutating func readLine() {
    statementStart = lexer.start
    switch lexer.token {
    case .space, .lineEnd, .semicolon, .endOfText:
      accept()
    case .subgraph:
      readSubgraph()
    case .endWord where !open.isEmpty:
      closeSubgraph()
    case .directionStatement:
      let word = scanner.bytes[lexer.inner]
      statements.append(
        .direction(
          FlowDirection(
            range: trimmed(lexer.start, lexer.end), direction: Direction(word: word) ?? .topToBottom)))
      accept()
    case .accTitle:
      accessibility.title = scanner.trimmedRange(lexer.inner.lowerBound, lexer.inner.upperBound)
      accept()
    case .accDescription:
      accessibility.description = scanner.trimmedRange(lexer.inner.lowerBound, lexer.inner.upperBound)
      accept()
    default:
      if !readStatement() { skipLine() }
    }
  }

  /// Reads a statement and the separator behind it; says whether both were there.
  private mutating func readStatement() -> Bool {
    let statement: FlowStatement?
    switch lexer.token {
    case .style: statement = readStyle()
    case .linkStyle: statement = readLinkStyle()
    case .classDef: statement = readClassDefinition()
    case .classWord: statement = readClassAssignment()
    case .click: statement = readClick()
    default: statement = readChain()
    }
    guard let statement else { return false }
    statements.append(statement)
    return readSeparator()
  }

  private mutating func readSeparator() -> Bool {
    switch lexer.token {
    case .lineEnd, .semicolon, .endOfText:
      accept()
      return true
    default:
      complain(.separator)
      return false
    }
  }

  // MARK: Subgraphs

  private mutating func readSubgraph() {
    let start = lexer.start
    var subgraph = FlowSubgraph(range: TextRange(at: 0), keyword: range(lexer.start, lexer.end))
    accept()
    var isSound = true
    if lexer.token == .space {
      isSound = readSubgraphTitle(&subgraph)
    } else if !isSeparator {
      complain(.subgraphTitle)
      isSound = false
    }
    let headerEnd = acceptedEnd
    // A broken header still opens its subgraph, so that the errors inside are found and its end is no stray.
    if isSound {
      if isSeparator {
        accept()
      } else {
        complain(.subgraphTitle)
        skipLine()
      }
    } else {
      skipLine()
    }
    if open.count >= NestingLimit.depth {
      if tooDeep == 0 {
        diagnostics.warn(
          .mermaidLimits, subgraph.keyword, "subgraphs are nested deeper than \(NestingLimit.depth) levels",
          "flatten the diagram")
      }
      tooDeep += 1
      return
    }
    open.append(OpenSubgraph(start: start, headerEnd: headerEnd, subgraph: subgraph, outer: statements))
    statements = []
  }

  private var isSeparator: Bool {
    lexer.token == .lineEnd || lexer.token == .semicolon || lexer.token == .endOfText
  }

  /// `id [title]`, `"title"`, or words with spaces between them. White space before a quote is too much.
  private mutating func readSubgraphTitle(_ subgraph: inout FlowSubgraph) -> Bool {
    // The first space belongs to the keyword, each further one to the title.
    let extra = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    let start = lexer.start
    var end = start
    var form = LabelText.Form.plain
    var count = extra ? 1 : 0
    if !extra, lexer.token == .string || lexer.token == .markdown {
      form = lexer.token == .string ? .quoted : .markdown
      end = lexer.end
      accept()
      count += 1
    }
    while isTitlePart {
      if lexer.token != .space { end = lexer.token == .endWord ? lexer.inner.upperBound : lexer.end }
      accept()
      count += 1
    }
    guard count > 0 else {
      complain(.subgraphTitle)
      return false
    }
    // A title of several words is no id: mermaid.js numbers such a subgraph.
    let hasSpace = extra || scanner.bytes[start..<acceptedEnd].contains { $0 <= 0x20 }
    subgraph.id = trimmed(start, end)
    subgraph.idForm = form
    subgraph.title = LabelText(trimmed(start, end), form)
    guard lexer.token == .squareStart else {
      if hasSpace { subgraph.id = nil }
      return true
    }
    let opener = lexer.start
    accept()
    guard let text = readText(), lexer.token == .squareEnd else {
      guard let repaired = recoverLabel(opener: opener, isTitle: true) else { return false }
      subgraph.title = repaired.label
      return true
    }
    subgraph.title = text
    accept()
    return true
  }

  private var isTitlePart: Bool {
    switch lexer.token {
    case .number, .word, .space, .minus, .ampersand, .letter, .colon, .star, .hash, .style, .linkStyle,
      .classDef,
      .classWord, .click, .graph, .direction, .subgraph, .endWord, .down, .up, .startLink:
      true
    default: false
    }
  }

  private mutating func closeSubgraph() {
    let end = lexer.inner.upperBound
    if tooDeep > 0 {
      tooDeep -= 1
      return accept()
    }
    guard var closed = open.popLast() else { return accept() }
    // What the grammar accepts here and mermaid's own code then trips over.
    if closed.subgraph.title == nil, !diagnostics.hasRejection || diagnostics.isOpen {
      diagnostics.reject(
        .semanticError, closed.subgraph.keyword, line: .none, "a subgraph needs an id or a title",
        "write `subgraph id[\"Title\"]`")
    }
    closed.subgraph.range = range(closed.start, end)
    closed.subgraph.statements = statements
    statements = closed.outer
    statements.append(.subgraph(closed.subgraph))
    accept()
  }

  private mutating func closeUnclosedSubgraphs() {
    while var unclosed = open.popLast() {
      let title = unclosed.subgraph.title.map { " \"" + $0.display(in: scanner.source) + "\"" } ?? ""
      diagnostics.reject(
        .unbalancedSubgraph, range(unclosed.start, unclosed.headerEnd), line: .of(acceptedEnd),
        "the subgraph\(title) is not closed", "add a line `end` behind its last statement",
        fix: unclosedFix(unclosed.start))
      unclosed.subgraph.range = range(unclosed.start, scanner.bytes.count)
      unclosed.subgraph.statements = statements
      statements = unclosed.outer
      statements.append(.subgraph(unclosed.subgraph))
    }
  }

  /// An `end` before the next line that stands as far left as the subgraph itself, or at the end of the diagram.
  private func unclosedFix(_ start: Int) -> Fix {
    var lineStart = start
    while lineStart > 0, scanner.bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    let indentation = scanner.endOfBlanks(lineStart) - lineStart
    let text = String(decoding: scanner.bytes[lineStart..<(lineStart + indentation)], as: UTF8.self) + "end\n"
    var line = scanner.endOfLine(start) + 1
    while line < scanner.bytes.count {
      let content = scanner.endOfBlanks(line)
      if scanner.byte(at: content) != 0x0A, content - line <= indentation { break }
      line = scanner.endOfLine(line) + 1
    }
    let place = scanner.source.original.count
    guard line < scanner.bytes.count else {
      let needsLine = scanner.source.original.last != 0x0A
      return Fix(safe: false, edits: [TextEdit(TextRange(at: place), (needsLine ? "\n" : "") + text)])
    }
    return Fix(safe: false, edits: [TextEdit(TextRange(at: range(line, line).lowerBound), text)])
  }

  // MARK: Nodes and links

  private mutating func readChain() -> FlowStatement? {
    let start = lexer.start
    var chain = FlowChain(range: TextRange(at: 0))
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
      chain.links.append(link)
      group = next
    }
    chain.range = range(start, lastEnd)
    warnAboutCommentNode(chain)
    return .chain(chain)
  }

  /// Keeps what was read of a statement that breaks off.
  private mutating func keep(_ chain: FlowChain, _ start: Int) {
    guard !chain.nodes.isEmpty else { return }
    var chain = chain
    let last = chain.nodes[chain.nodes.count - 1].range.upperBound
    chain.range = TextRange(range(start, start).lowerBound, last)
    if let link = chain.links.last, link.to.upperBound > chain.nodes.count { chain.links.removeLast() }
    statements.append(.chain(chain))
  }

  /// Where the last thing that is no white space ended.
  private var lastEnd: Int {
    var end = acceptedEnd
    while end > 0, scanner.bytes[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  /// One node, or several joined by `&`, with the `@{…}` and the white space behind.
  private mutating func readGroup(_ chain: inout FlowChain) -> Range<Int>? {
    let first = chain.nodes.count
    var unchecked: Range<Int>?
    while true {
      let start = lexer.start
      guard var node = readNode() else { return nil }
      // Mermaid reads the YAML once it knows that the statement goes on as it should.
      if let inner = unchecked { checkShapeData(inner) }
      unchecked = nil
      let hasData = lexer.token == .shapeData
      if hasData { unchecked = readShapeData(&node, start) }
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
    if let inner = unchecked, isSeparator || isLink { checkShapeData(inner) }
    return first..<chain.nodes.count
  }

  private var isLink: Bool { lexer.token == .link || lexer.token == .startLink || lexer.token == .linkID }

  private mutating func readNode() -> FlowNode? {
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
  private mutating func readID() {
    repeat { accept() } while lexer.token.isIDPart
  }

  /// The label behind an id, with the brackets that give the shape; false when it is broken beyond recovery.
  private mutating func readShape(_ node: inout FlowNode) -> Bool {
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
  private mutating func readBrackets() -> (FlowShape?, LabelText?)? {
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

  private mutating func readBrackets(_ shape: FlowShape, _ closing: FlowToken) -> (FlowShape?, LabelText?)? {
    accept()
    guard let text = readText(), take(closing) else { return nil }
    return (shape, text)
  }

  /// A text, or a string with text behind it.
  private mutating func readText() -> LabelText? {
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

  /// Reads `@{…}` and gives the place of its content.
  private mutating func readShapeData(_ node: inout FlowNode, _ start: Int) -> Range<Int> {
    let inner = lexer.inner
    node.properties = range(inner.lowerBound, inner.upperBound)
    repeat { accept() } while lexer.token == .shapeData
    node.range = range(start, acceptedEnd)
    return inner
  }

  private mutating func readLink() -> FlowLink? {
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

  private mutating func readLinkWithText(_ start: Int, _ id: TextRange?) -> FlowLink? {
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
    if link.startHead != .none, link.startHead != link.endHead {
      diagnostics.cannotRender(
        link.range, "the two heads of this link differ, and mermaid.js draws no such link",
        "give both ends the same head, or only the second")
    }
    accept()
    return link
  }

  // MARK: Styles, classes, clicks

  /// `classDef` space ids space styles.
  private mutating func readClassDefinition() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard let names = readNames(), let styles = readStyles() else { return nil }
    return .classDefinition(FlowClassDefinition(range: range(start, lastEnd), names: names, styles: styles))
  }

  private mutating func readClassAssignment() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard let ids = readNames(), takeOneSpace() else { return nil }
    let name = lexer.start
    guard lexer.token.isIDPart else {
      complain(.className)
      return nil
    }
    readID()
    return .classAssignment(
      FlowClassAssignment(range: range(start, acceptedEnd), ids: ids, className: range(name, acceptedEnd)))
  }

  private mutating func readStyle() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard takeOneSpace() else { return nil }
    let id = lexer.start
    guard lexer.token.isIDPart else {
      complain(.styledID)
      return nil
    }
    readID()
    let idRange = range(id, acceptedEnd)
    guard let styles = readStyles() else { return nil }
    return .style(FlowStyle(range: range(start, lastEnd), id: idRange, styles: styles))
  }

  /// A space and ids joined by commas without white space.
  private mutating func readNames() -> [TextRange]? {
    guard takeOneSpace() else { return nil }
    let start = lexer.start
    guard lexer.token.isIDPart else {
      complain(.styledID)
      return nil
    }
    readID()
    return split(start, acceptedEnd)
  }

  private func split(_ start: Int, _ end: Int) -> [TextRange] {
    var parts: [TextRange] = []
    var from = start
    for index in start...end where index == end || scanner.bytes[index] == 0x2C {
      if index > from { parts.append(range(from, index)) }
      from = index + 1
    }
    return parts
  }

  private mutating func takeOneSpace() -> Bool {
    guard lexer.token == .space,
      lexer.end - lexer.start == CharacterClass.characterLength(scanner.bytes, lexer.start)
    else {
      if lexer.token == .space {
        complainAboutSpaces(lexer.end)
        accept()
        return true
      }
      complain(.space)
      return false
    }
    accept()
    return true
  }

  /// A space and styles joined by commas.
  private mutating func readStyles() -> [TextRange]? {
    guard lexer.token == .space else {
      complain(.space)
      return nil
    }
    // The first space is the separator, the others begin the style.
    let isMore = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    return readStyles(hasBegun: isMore)
  }

  private mutating func readStyles(hasBegun: Bool) -> [TextRange]? {
    var styles: [TextRange] = []
    var hasPart = hasBegun
    while true {
      let start = lexer.start
      while isStylePart {
        accept()
        hasPart = true
      }
      guard hasPart else {
        complain(.styleValue)
        return nil
      }
      let style = trimmed(start, acceptedEnd)
      if !style.isEmpty { styles.append(style) }
      guard lexer.token == .comma else { return styles }
      accept()
      hasPart = false
    }
  }

  private var isStylePart: Bool {
    switch lexer.token {
    case .number, .word, .colon, .space, .hash, .style: true
    default: false
    }
  }

  private mutating func readLinkStyle() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard takeOneSpace() else { return nil }
    var style = FlowLinkStyle(range: TextRange(at: 0), indices: [], interpolation: nil, styles: [])
    if lexer.token == .defaultWord {
      accept()
    } else {
      guard readIndices(&style) else { return nil }
    }
    guard lexer.token == .space else {
      complain(.space)
      return nil
    }
    let isMore = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    if lexer.token == .interpolate, !isMore {
      accept()
      guard takeOneSpace() else { return nil }
      let name = lexer.start
      guard isNamePart else {
        complain(.interpolation)
        return nil
      }
      while isNamePart { accept() }
      style.interpolation = range(name, acceptedEnd)
      if lexer.token == .space {
        guard let styles = readStyles() else { return nil }
        style.styles = styles
      }
    } else {
      guard let styles = readStyles(hasBegun: isMore) else { return nil }
      style.styles = styles
    }
    style.range = range(start, lastEnd)
    if isSeparator { checkIndices(style) }
    return .linkStyle(style)
  }

  private mutating func readIndices(_ style: inout FlowLinkStyle) -> Bool {
    while true {
      guard lexer.token == .number else {
        complain(.linkIndex)
        return false
      }
      style.indices.append(range(lexer.start, lexer.end))
      accept()
      guard lexer.token == .comma else { return true }
      accept()
    }
  }

  private var isNamePart: Bool {
    switch lexer.token {
    case .number, .letter, .word, .direction, .down, .minus, .comma, .colon, .ampersand, .hash, .star: true
    default: false
    }
  }

  private mutating func readClick() -> FlowStatement? {
    let start = lexer.start
    var click = FlowClick(range: TextRange(at: 0), ids: split(lexer.start, lexer.end))
    accept()
    switch lexer.token {
    case .callbackName:
      click.callback = trimmed(lexer.start, lexer.end)
      accept()
      if lexer.token == .callbackArguments {
        click.arguments = range(lexer.start, lexer.end)
        accept()
      }
      guard readTooltip(&click) else { return nil }
    case .href:
      accept()
      guard lexer.token == .string else {
        complain(.clickTarget)
        return nil
      }
      guard readClickLink(&click) else { return nil }
    case .string:
      guard readClickLink(&click) else { return nil }
    default:
      guard isNamePart else {
        complain(.clickTarget)
        return nil
      }
      let name = lexer.start
      while isNamePart { accept() }
      click.callback = range(name, acceptedEnd)
      guard readTooltip(&click) else { return nil }
    }
    click.range = range(start, lastEnd)
    return .click(click)
  }

  /// An address, then perhaps a tooltip, then perhaps a target.
  private mutating func readClickLink(_ click: inout FlowClick) -> Bool {
    click.link = range(lexer.start, lexer.end)
    accept()
    guard lexer.token == .space else { return true }
    guard takeOneSpace() else { return false }
    if lexer.token == .string {
      click.tooltip = range(lexer.start, lexer.end)
      accept()
      guard lexer.token == .space else { return true }
      guard takeOneSpace() else { return false }
    }
    guard lexer.token == .linkTarget else {
      complain(.clickTarget)
      return false
    }
    click.target = range(lexer.start, lexer.end)
    accept()
    return true
  }

  private mutating func readTooltip(_ click: inout FlowClick) -> Bool {
    guard lexer.token == .space else { return true }
    guard takeOneSpace() else { return false }
    guard lexer.token == .string else {
      complain(.clickTarget)
      return false
    }
    click.tooltip = range(lexer.start, lexer.end)
    accept()
    return true
  }

  // MARK: Tokens

  @inline(__always)
  mutating func accept() {
    acceptedEnd = lexer.end
    lexer.next()
  }

  @inline(__always)
  private mutating func take(_ token: FlowToken) -> Bool {
    guard lexer.token == token else { return false }
    accept()
    return true
  }

  /// After an error: goes on behind the line in which the offending token begins. What is never closed swallows the rest
  /// of the text; there the statement's own line is the last that is lost.
  mutating func skipLine() {
    switch lexer.token {
    case .lineEnd, .endOfText: return
    case .end: lexer.restart(at: scanner.endOfLine(statementStart))
    default:
      // A link token begins with the white space before it, line ends included.
      let isLink = lexer.token == .link || lexer.token == .startLink
      let place = isLink ? lexer.inner.lowerBound : lexer.start
      let end = scanner.endOfLine(max(place, statementStart))
      // A string may begin at the line end itself, which is then passed.
      lexer.restart(at: !isLink && end == lexer.start ? end + 1 : end)
    }
    lexer.next()
  }

  @inline(__always)
  func range(_ start: Int, _ end: Int) -> TextRange { scanner.range(start, end) }

  @inline(__always)
  func trimmed(_ start: Int, _ end: Int) -> TextRange {
    if start < end, scanner.bytes[start] > 0x20, scanner.bytes[start] < 0x80, scanner.bytes[end - 1] > 0x20,
      scanner.bytes[end - 1] < 0x80
    {
      return scanner.range(start, end)
    }
    return scanner.trimmedRange(start, end)
  }
}
