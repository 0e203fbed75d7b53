import AtlasCore

/// Reads a state diagram: exactly the language of mermaid's compiled grammar, by recursive descent with one token of
/// lookahead. Statements need no line end between them. Composite states nest on a stack of their own.
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct StateParser: KindParser {
  let scanner: Scanner
  var lexer: StateLexer
  var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  private var diagram: StateDiagram
  private var statements: [StateStatement] = []
  private(set) var open: [OpenComposite] = []
  /// Composite states below the nesting limit: their statements belong to the last one above it.
  private var tooDeep = 0
  /// Where the token accepted last ended: the line of mermaid's message about the next one.
  private(set) var acceptedEnd = 0
  /// Where the statement being read begins.
  private(set) var statementStart = 0

  /// A composite state whose brace has not been closed yet, and the statements that stand outside it.
  struct OpenComposite {
    var start: Int
    /// Nil where recovery opened it, to keep the braces in balance.
    var state: StateDeclaration?
    var outer: [StateStatement]
    var brace: Int
  }

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    lexer = StateLexer(scanner)
    diagnostics = Diagnostics(source)
    diagram = StateDiagram(range: source.range(0, source.text.count))
  }

  var comments: [TextRange] { lexer.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  // MARK: The document

  mutating func parse() -> StateDiagram {
    lexer.next()
    readHeader()
    var progress = ProgressGuard()
    while token.kind != .endOfText {
      guard progress.moved(to: token.start * 2 + (token.start == token.end ? 1 : 0)) else { break }
      statementStart = token.start
      if !readLine() { skipLine() }
    }
    closeUnclosed()
    diagram.statements = statements
    if !diagnostics.hasRejection { StateMeaning.check(diagram, &diagnostics, scanner) }
    return diagram
  }

  private mutating func readHeader() {
    while token.kind == .lineEnd { accept() }
    guard token.kind == .header else {
      complainAboutHeader()
      return skipLine()
    }
    accept()
  }

  /// Reads a statement or a line end; false where it went wrong.
  private mutating func readLine() -> Bool {
    switch token.kind {
    case .lineEnd:
      accept()
      return true
    case .closeBrace where !open.isEmpty:
      closeComposite()
      return true
    case .id, .startOrEnd: return readMentionOrTransition()
    case .composite: return readComposite()
    case .stateLabel: return readLabelledState()
    case .fork: return readForm(.fork)
    case .join: return readForm(.join)
    case .choice: return readForm(.choice)
    case .divider: return readWhole { .divider($0) }
    case .note: return readNote()
    case .direction:
      let direction = lexer.direction
      return readWhole { .direction(DirectionStatement(range: $0, direction: direction)) }
    case .accessibility:
      lexer.accessibility?.store(in: &accessibility, scanner)
      accept()
      return true
    case .classDef: return readClassDefinition()
    case .classWord: return readClassAssignment()
    case .style: return readStyle()
    case .click: return readClick()
    case .hideEmptyDescription: return readWhole { .hideEmptyDescription($0) }
    case .scale: return readScale()
    case .header, .endOfText, .description, .arrow, .classSeparator, .as, .openBrace, .closeBrace, .leftOf,
      .rightOf, .noteText, .width, .classDefName, .classDefDefault, .classDefStyles, .classIDs, .className,
      .styleIDs, .styles, .href, .string, .default, .invalid, .unknown, .spacedName:
      complain(.statement)
      return false
    }
  }

  // MARK: States

  private mutating func readReference() -> StateReference {
    let isStartOrEnd = token.kind == .startOrEnd
    let reference = StateReference(range: range(token), id: range(token), isStartOrEnd: isStartOrEnd)
    if !isStartOrEnd { warnAboutPunctuation() }
    accept()
    return reference
  }

  /// The class behind `:::`, where there is one.
  private mutating func readClass(of reference: inout StateReference) -> Bool {
    guard token.kind == .classSeparator else { return true }
    accept()
    guard token.kind == .id else {
      complain(.className)
      return false
    }
    reference.className = range(token)
    reference.range = reference.range.union(range(token))
    accept()
    return true
  }

  private mutating func readMentionOrTransition() -> Bool {
    let start = token.start
    var from = readReference()
    guard readClass(of: &from) else { return false }
    switch token.kind {
    case .description:
      let label = readDescription()
      statements.append(
        .mention(StateMention(range: range(start, acceptedEnd), state: from, description: label)))
    case .arrow:
      accept()
      guard token.kind == .id || token.kind == .startOrEnd else {
        complain(.target)
        return false
      }
      var to = readReference()
      guard readClass(of: &to) else { return false }
      let label = token.kind == .description ? readDescription() : nil
      statements.append(
        .transition(StateTransition(range: range(start, acceptedEnd), from: from, to: to, label: label)))
    default:
      statements.append(.mention(StateMention(range: range(start, acceptedEnd), state: from)))
    }
    return true
  }

  /// Nil where nothing but white space stands behind the colon.
  private mutating func readDescription() -> LabelText? {
    warnAboutCutText()
    let content = token.content
    accept()
    return content.isEmpty ? nil : LabelText(range(content), .plain)
  }

  private mutating func readComposite() -> Bool {
    var name = token
    let line = scanner.endOfLine(name.start)
    accept()
    guard token.kind != .openBrace else {
      openComposite(StateDeclaration(range: range(name), id: range(name)), name.start)
      return true
    }
    statements.append(.declaration(StateDeclaration(range: range(name), id: range(name))))
    guard token.kind == .composite, token.start < line else { return true }
    warnAboutLostText(behind: name, line)
    // Each further word is another name to the grammar, and the last may have a body.
    while token.kind == .composite, token.start < line {
      name = token
      accept()
    }
    if token.kind == .openBrace {
      openComposite(StateDeclaration(range: range(name), id: range(name)), name.start)
    }
    return true
  }

  private mutating func readLabelledState() -> Bool {
    let start = token.start
    let label = LabelText(range(token), .quoted)
    accept()
    guard token.kind == .as else {
      complain(.asWord)
      return false
    }
    accept()
    guard token.kind == .id else {
      complain(.stateID)
      return false
    }
    let content = token.content
    accept()
    var state = StateDeclaration(range: range(start, acceptedEnd), id: range(content), label: label)
    if token.kind == .openBrace {
      openComposite(state, start)
      return true
    }
    split(&state, content)
    statements.append(.declaration(state))
    return true
  }

  /// Without braces the id ends at the first colon, and what follows up to a second one is another text.
  private func split(_ state: inout StateDeclaration, _ content: Range<Int>) {
    let bytes = scanner.bytes[content]
    guard let colon = bytes.firstIndex(of: 0x3A) else { return }
    let second = bytes[(colon + 1)...].firstIndex(of: 0x3A) ?? content.upperBound
    state.id = range(scanner.trimmed(content.lowerBound, colon))
    let text = scanner.trimmed(colon + 1, second)
    if !text.isEmpty { state.description = LabelText(range(text), .plain) }
  }

  private mutating func readForm(_ form: StateDeclaration.Form) -> Bool {
    statements.append(
      .declaration(StateDeclaration(range: range(token), id: range(token.content), form: form)))
    accept()
    return true
  }

  // MARK: Composite states

  private mutating func openComposite(_ state: StateDeclaration, _ start: Int) {
    guard open.count < NestingLimit.depth else {
      if tooDeep == 0 { complainAboutNesting(state) }
      tooDeep += 1
      return accept()
    }
    open.append(OpenComposite(start: start, state: state, outer: statements, brace: token.start))
    statements = []
    accept()
  }

  private mutating func closeComposite() {
    accept()
    if tooDeep > 0 {
      tooDeep -= 1
    } else {
      close(at: acceptedEnd)
    }
  }

  private mutating func close(at end: Int) {
    guard var last = open.popLast() else { return }
    // Where recovery opened it, what it holds belongs to the state around it already.
    guard last.state != nil else { return }
    let inner = statements
    statements = last.outer
    last.state?.range = range(last.start, end)
    last.state?.statements = inner
    if let state = last.state { statements.append(.declaration(state)) }
  }

  private mutating func closeUnclosed() {
    for composite in open where composite.state != nil { complainAboutUnclosed(composite) }
    while !open.isEmpty { close(at: acceptedEnd) }
  }

  // MARK: Notes

  private mutating func readNote() -> Bool {
    let start = token.start
    accept()
    switch token.kind {
    case .leftOf, .rightOf:
      let position: StateNote.Position = token.kind == .leftOf ? .left : .right
      accept()
      guard token.kind == .id else {
        complain(.noteID)
        return false
      }
      let id = range(token.content)
      accept()
      guard token.kind == .noteText else {
        complain(.noteText)
        return false
      }
      warnAboutLostLetter()
      let text = LabelText(range(token.content), .plain)
      accept()
      statements.append(
        .note(StateNote(range: range(start, acceptedEnd), position: position, id: id, text: text)))
    case .noteText:
      let text = LabelText(range(token), .quoted)
      accept()
      guard token.kind == .as else {
        complain(.asWord)
        return false
      }
      accept()
      // The lexer gives an id behind this `as` and nothing else.
      guard token.kind == .id else {
        complain(.noteID)
        return false
      }
      let id = range(token.content)
      accept()
      let note = StateNote(range: range(start, acceptedEnd), position: .floating, id: id, text: text)
      warnAboutFloating(note)
      statements.append(.note(note))
    default:
      complain(.notePosition)
      return false
    }
    return true
  }

  // MARK: Styles and links

  private mutating func readClassDefinition() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .classDefName else {
      complain(.classDefName)
      return false
    }
    let name = token.content
    accept()
    guard token.kind == .classDefStyles else {
      complain(.styles)
      return false
    }
    checkStyleClass(name, token.content)
    let styles = scanner.commaParts(token.content)
    accept()
    statements.append(
      .classDefinition(
        StyleClassDefinition(range: range(start, acceptedEnd), names: [range(name)], styles: styles)))
    return true
  }

  private mutating func readClassAssignment() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .classIDs else {
      complain(.classIDs)
      return false
    }
    let ids = scanner.commaParts(token.content)
    accept()
    guard token.kind == .className else {
      complain(.className)
      return false
    }
    let name = range(token.content)
    accept()
    statements.append(
      .classAssignment(StyleClassAssignment(range: range(start, acceptedEnd), ids: ids, classNames: [name])))
    return true
  }

  private mutating func readStyle() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .styleIDs else {
      complain(.styleIDs)
      return false
    }
    let ids = scanner.commaParts(token.content)
    accept()
    guard token.kind == .styles else {
      complain(.styles)
      return false
    }
    let styles = scanner.commaParts(token.content)
    accept()
    statements.append(.style(StyleStatement(range: range(start, acceptedEnd), ids: ids, styles: styles)))
    return true
  }

  private mutating func readClick() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .id || token.kind == .startOrEnd else {
      complain(.clickedState)
      return false
    }
    var state = readReference()
    guard readClass(of: &state) else { return false }
    let isReference = token.kind == .href
    if isReference { accept() }
    guard token.kind == .string else {
      complain(.link)
      return false
    }
    let link = range(token.content)
    accept()
    var tooltip: TextRange?
    if !isReference {
      guard token.kind == .string else {
        complain(.tooltip)
        return false
      }
      tooltip = range(token.content)
      accept()
    }
    let end = acceptedEnd
    guard token.kind == .lineEnd else {
      complain(.lineEnd)
      return false
    }
    accept()
    statements.append(
      .click(StateClick(range: range(start, end), state: state, link: link, tooltip: tooltip)))
    return true
  }

  private mutating func readScale() -> Bool {
    let start = token.start
    accept()
    guard token.kind == .width else {
      complain(.width)
      return false
    }
    let width = range(token)
    accept()
    statements.append(.scale(StateScale(range: range(start, acceptedEnd), width: width)))
    return true
  }

  /// A statement of one token.
  private mutating func readWhole(_ make: (TextRange) -> StateStatement) -> Bool {
    statements.append(make(range(scanner.trimmed(token.start, token.end))))
    accept()
    return true
  }

  // MARK: Tokens

  var token: StateToken { lexer.token }

  private mutating func accept() {
    acceptedEnd = token.end
    lexer.next()
  }

  /// Goes to the next line, and keeps count of a brace that ends the line given up.
  private mutating func skipLine() {
    var end = scanner.endOfLine(max(token.start, acceptedEnd))
    var last = end
    while last > token.start, CharacterClass.whitespaceLength(scanner.bytes, last - 1) == 1 { last -= 1 }
    let brace = last - 1
    // A brace that was given as a token of its own has been counted.
    if brace >= acceptedEnd, scanner.byte(at: brace) == 0x7B, open.count < NestingLimit.depth {
      open.append(OpenComposite(start: brace, state: nil, outer: [], brace: brace))
    }
    // A line end that is itself what went wrong is not read again.
    if end == token.start { end += 1 }
    lexer.restart(at: end, depth: open.count + tooDeep)
    lexer.next()
  }

  func range(_ start: Int, _ end: Int) -> TextRange { scanner.range(start, end) }
  func range(_ range: Range<Int>) -> TextRange { scanner.range(range.lowerBound, range.upperBound) }
  func range(_ token: StateToken) -> TextRange { scanner.range(token.start, token.end) }
}
