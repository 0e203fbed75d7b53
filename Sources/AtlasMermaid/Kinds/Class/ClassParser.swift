import AtlasCore

/// Reads a class diagram: exactly the language of mermaid's compiled grammar, by recursive descent with one token of
/// lookahead. Namespaces nest on a stack of their own.
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct ClassParser: KindParser {
  let scanner: Scanner
  var lexer: ClassLexer
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  var meaning = ClassMeaning()
  private var diagram: ClassDiagram
  var statements: [ClassStatement] = []
  private var open: [OpenNamespace] = []
  /// Where the token accepted last ended: the line of mermaid's message about the next one.
  private(set) var acceptedEnd = 0
  /// Where the statement being read begins.
  private(set) var statementStart = 0
  /// The grammar wants a statement before the end, and in each namespace.
  private var hasStatement = false
  /// Without its header a diagram may end in one odd way only.
  private(set) var hasHeader = true

  /// A namespace whose brace has not been closed yet, and the statements that stand outside it.
  private struct OpenNamespace {
    var start: Int
    var brace: Int
    /// Nil where recovery opened it, to keep the braces in balance.
    var namespace: ClassNamespace?
    var outer: [ClassStatement]
  }

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    lexer = ClassLexer(scanner)
    diagnostics = Diagnostics(source)
    diagram = ClassDiagram(range: source.range(0, source.text.count))
  }

  var comments: [TextRange] { lexer.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  // MARK: The document

  mutating func parse() -> ClassDiagram {
    lexer.next()
    readHeader()
    var progress = ProgressGuard()
    while token.kind != .end, token.kind != .endOfText {
      guard progress.moved(to: token.start * 2 + (token.start == token.end ? 1 : 0)) else { break }
      statementStart = token.start
      if !readLine() { skipLine() }
    }
    finish()
    diagram.statements = statements
    return diagram
  }

  private mutating func readHeader() {
    guard token.kind == .header else {
      hasHeader = false
      return
    }
    accept()
    guard token.kind == .lineEnd else {
      complain(.headerEnd)
      return skipLine()
    }
    accept()
  }

  /// At the end of the text.
  private mutating func finish() {
    if !open.isEmpty {
      for namespace in open.reversed() where namespace.namespace != nil {
        complainAboutUnclosed(namespace.brace)
      }
      while !open.isEmpty { close(at: acceptedEnd) }
    } else if !hasStatement {
      complain(.statement)
    } else if hasHeader != (token.kind == .end), !hasHeader || !diagnostics.hasRejection {
      complain(hasHeader ? .end : .header)
    }
    if !diagnostics.hasRejection { meaning.report(to: &diagnostics, scanner.source) }
  }

  /// Reads a statement and the line end behind it; false where it went wrong.
  private mutating func readLine() -> Bool {
    if token.kind == .closeBrace, !open.isEmpty { return closeNamespace() }
    guard open.isEmpty || isAllowedInNamespace else {
      complain(.namespaceStatement)
      return false
    }
    if token.kind == .namespace { return readNamespace() }
    guard readStatement() else { return false }
    return readStatementEnd()
  }

  /// Behind a statement; in a namespace a brace may follow.
  private mutating func readStatementEnd() -> Bool {
    hasStatement = true
    if token.kind == .lineEnd {
      accept()
      return true
    }
    if token.endsStatement || (token.kind == .closeBrace && !open.isEmpty) { return true }
    complain(.lineEnd)
    return false
  }

  private var isAllowedInNamespace: Bool {
    switch token.kind {
    case .class, .note, .noteFor, .namespace: true
    default: false
    }
  }

  /// A statement other than a namespace; false where it went wrong.
  private mutating func readStatement() -> Bool {
    switch token.kind {
    case .word, .hyphen, .letter, .literal: return readNamed()
    case .class: return readDeclaration()
    case .annotationStart: return readAnnotation()
    case .note, .noteFor: return readNote()
    case .classDef: return readStyleDefinition()
    case .style: return readStyle()
    case .cssClass: return readStyleAssignment()
    case .callback, .link, .click: return readClick()
    case .direction:
      let content = scanner.trimmed(token.start, token.end)
      statements.append(.direction(DirectionStatement(range: range(content), direction: lexer.direction)))
      accept()
      return true
    case .accessibility:
      lexer.accessibility?.store(in: &accessibility, scanner)
      accept()
      return true
    case .header, .lineEnd, .end, .endOfText, .namespace, .generic, .dot, .string, .label, .openBrace,
      .closeBrace,
      .member, .styleSeparator, .annotationEnd, .openSquare, .closeSquare, .href, .callbackName,
      .callbackArguments, .linkTarget, .extensionHead, .dependencyHead, .compositionHead, .aggregationHead,
      .lollipopHead, .line, .dottedLine, .comma, .colon, .hash, .percent, .invalid, .unknown:
      complain(.statement)
      return false
    }
  }

  // MARK: Namespaces

  private mutating func readNamespace() -> Bool {
    let start = token.start
    accept()
    guard let name = readName(takesType: false) else { return false }
    var namespace = ClassNamespace(range: name.range, id: name.id)
    if token.kind == .openSquare {
      guard let label = readLabel() else { return false }
      namespace.label = label
    }
    guard token.kind == .openBrace else {
      complain(.namespaceBody)
      return false
    }
    guard open.count < NestingLimit.depth else {
      complainAboutNesting(start)
      // What is deeper than this is not read.
      lexer.restart(at: scanner.bytes.count, namespaces: 0)
      lexer.next()
      return true
    }
    meaning.openNamespace(key(of: name))
    open.append(OpenNamespace(start: start, brace: token.start, namespace: namespace, outer: statements))
    statements = []
    accept()
    if token.kind == .lineEnd { accept() }
    hasStatement = false
    return readFirstOfNamespace()
  }

  /// The statements of a namespace are read like all others; only the first must be there.
  private mutating func readFirstOfNamespace() -> Bool {
    statementStart = token.start
    guard token.kind != .closeBrace else {
      complain(.namespaceStatement)
      _ = closeNamespace()
      return true
    }
    guard isAllowedInNamespace else {
      complain(.namespaceStatement)
      return false
    }
    return true
  }

  private mutating func closeNamespace() -> Bool {
    accept()
    close(at: acceptedEnd)
    return readStatementEnd()
  }

  private mutating func close(at end: Int) {
    guard var last = open.popLast() else { return }
    // Where recovery opened it, what it holds belongs to what stands around it already.
    guard last.namespace != nil else { return }
    let inner = statements
    statements = last.outer
    meaning.closeNamespace()
    last.namespace?.range = range(last.start, end)
    last.namespace?.statements = inner
    if let namespace = last.namespace { statements.append(.namespace(namespace)) }
  }

  // MARK: Tokens

  var token: ClassToken { lexer.token }

  mutating func accept() {
    acceptedEnd = token.end
    lexer.next()
  }

  /// Goes to the next line. A brace that ends the line given up opens a namespace or a class, whose end is found first.
  private mutating func skipLine() {
    hasStatement = true
    var end = scanner.endOfLine(max(token.start, acceptedEnd))
    let line = scanner.trimmed(statementStart, end)
    let brace = line.upperBound - 1
    if brace >= acceptedEnd, scanner.byte(at: brace) == 0x7B {
      if scanner.matchesWord("namespace", at: line.lowerBound), open.count < NestingLimit.depth {
        open.append(OpenNamespace(start: brace, brace: brace, namespace: nil, outer: []))
      } else {
        end = scanner.endOfLine(scanner.next(0x7D, from: brace))
      }
    }
    if end == token.start { end += 1 }
    lexer.restart(at: end, namespaces: open.count)
    lexer.next()
    if token.kind == .lineEnd { accept() }
  }

  /// Goes on behind something wrong between the braces of a class.
  mutating func skipMember() {
    var end = scanner.endOfLine(token.start)
    if end == token.start { end += 1 }
    lexer.restart(at: end, namespaces: open.count, isInClass: true)
    lexer.next()
  }

  func range(_ start: Int, _ end: Int) -> TextRange { scanner.range(start, end) }
  func range(_ range: Range<Int>) -> TextRange { scanner.range(range.lowerBound, range.upperBound) }
}
