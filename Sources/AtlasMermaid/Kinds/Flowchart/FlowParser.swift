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
  var accessibility = AccessibilityText()
  var diagram: FlowchartDiagram
  var open: [OpenSubgraph] = []
  /// Subgraphs below the nesting limit: their statements belong to the last one above it.
  var tooDeep = 0
  var statements: [FlowStatement] = []
  /// The nodes of all statements that carry a label, in the order of the text.
  var labelled: [FlowNode] = []
  var meaning: FlowMeaningChecks
  /// Where the token accepted last ended: the line of mermaid's message about the next one.
  var acceptedEnd = 0
  /// Where the statement being read begins.
  var statementStart = 0

  /// A subgraph whose `end` has not come yet, and the statements that stand outside it.
  struct OpenSubgraph {
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
    statements.reserveCapacity(16)
  }

  static func closingUpBraces(_ source: MermaidSource) -> MermaidSource {
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
    warnAboutRedefinitions()
    if !diagnostics.hasRejection { FlowRenderChecks.run(diagram, scanner.source, &diagnostics) }
    return diagram
  }

  mutating func readHeader() {
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
  mutating func skipHeader() { skipLine() }

  mutating func readLine() {
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
          DirectionStatement(
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
  mutating func readStatement() -> Bool {
    let found: FlowStatement?
    switch lexer.token {
    case .style: found = readStyle()
    case .linkStyle: found = readLinkStyle()
    case .classDef: found = readClassDefinition()
    case .classWord: found = readClassAssignment()
    case .click: found = readClick()
    default: found = readChain()
    }
    guard let statement = consume found else { return false }
    statements.append(consume statement)
    return readSeparator()
  }

  mutating func readSeparator() -> Bool {
    switch lexer.token {
    case .lineEnd, .semicolon, .endOfText:
      accept()
      return true
    default:
      complain(.separator)
      return false
    }
  }

  // MARK: Tokens

  @inline(__always)
  mutating func accept() {
    acceptedEnd = lexer.end
    lexer.next()
  }

  @inline(__always)
  mutating func take(_ token: FlowToken) -> Bool {
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
