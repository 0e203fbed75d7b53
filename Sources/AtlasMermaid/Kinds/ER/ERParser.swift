import AtlasCore

/// Reads an entity relationship diagram: exactly the language of mermaid's compiled grammar, by recursive descent with
/// one token of lookahead. Statements need no line end between them.
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct ERParser: KindParser {
  let scanner: Scanner
  var lexer: ERLexer
  var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  private var diagram: ERDiagram
  /// Where the token accepted last ended: the line of mermaid's message about the next one.
  private(set) var acceptedEnd = 0
  /// Where the statement being read begins.
  private(set) var statementStart = 0
  /// The label of the relation read last, where it has no quotes.
  var lastLabel: Range<Int>?
  /// Whether a name or a label is nothing but white space.
  private var hasBlank = false

  private let target: Target

  init(_ source: MermaidSource, _ target: Target) {
    self.target = target
    scanner = Scanner(source)
    lexer = ERLexer(scanner)
    diagnostics = Diagnostics(source)
    diagram = ERDiagram(range: source.range(0, source.text.count))
  }

  // MARK: The document

  mutating func parse() -> ERDiagram {
    lexer.next()
    if token.kind == .header {
      accept()
    } else {
      complain(.header)
      skipLine()
    }
    var progress = ProgressGuard()
    while token.kind != .end, token.kind != .endOfText {
      guard progress.moved(to: token.start * 2 + (token.start == token.end ? 1 : 0)) else { break }
      statementStart = token.start
      if !readLine() { skipLine() }
    }
    // Some texts end before the lexer has given the end, and the grammar wants it.
    if token.kind == .endOfText, !diagnostics.hasRejection { complain(.end) }
    if hasBlank { checkBlanks() }
    return diagram
  }

  /// Reads a statement or a line end; false where it went wrong.
  private mutating func readLine() -> Bool {
    switch token.kind {
    case .lineEnd:
      accept()
      return true
    case .quotedName, .word, .number, .decimal, .one: return readEntityOrRelation()
    case .direction:
      let content = scanner.trimmed(token.start, token.end)
      diagram.statements.append(
        .direction(DirectionStatement(range: range(content), direction: lexer.direction)))
      accept()
      return true
    case .accessibility:
      lexer.accessibility?.store(in: &accessibility, scanner)
      accept()
      return true
    case .classDef: return readClassDefinition()
    case .style: return readStyle()
    case .class: return readClassAssignment()
    case .header, .end, .endOfText, .quotedText, .colon, .styleSeparator, .comma, .hash, .semicolon,
      .openBrace,
      .closeBrace, .openSquare, .closeSquare, .zeroOrOne, .zeroOrMore, .oneOrMore, .onlyOne, .parent,
      .identifying, .nonIdentifying, .styleText, .attributeWord, .key, .comment, .question, .invalid,
      .unknown:
      complain(.statement)
      return false
    }
  }

  // MARK: Entities and relations

  /// An entity that shows nothing but blanks cannot be drawn. Its first label counts, or its name without any.
  private mutating func checkBlanks() {
    var names = NameTable()
    var shown: [(text: TextRange, isLabel: Bool)] = []
    func see(_ reference: ERReference, _ label: LabelText?) {
      let number = names.number(of: scanner.source.original[reference.name.bounds])
      if number == shown.count { shown.append((reference.name, false)) }
      if let label, !shown[number].isLabel { shown[number] = (label.range, true) }
    }
    for statement in diagram.statements {
      switch statement {
      case .entity(let entity): see(entity.entity, entity.label)
      case .relation(let relation):
        see(relation.from, nil)
        see(relation.to, nil)
      default: break
      }
    }
    for (text, _) in shown where scanner.source.original[text.bounds].allSatisfy({ $0 <= 0x20 }) {
      diagnostics.cannotRender(
        text, "an entity cannot be shown as nothing but blanks", "write a name or a label")
    }
  }

  private mutating func readName() -> TextRange {
    let content = token.content
    if token.kind == .quotedName, scanner.trimmed(content.lowerBound, content.upperBound).isEmpty {
      hasBlank = true
    }
    let name = range(token.content)
    accept()
    return name
  }

  private mutating func readEntityOrRelation() -> Bool {
    let start = token.start
    var reference = ERReference(range: range(token), name: readName())
    var label: LabelText?
    if token.kind == .openSquare {
      guard let alias = readAlias() else { return false }
      label = alias
    }
    if token.kind == .styleSeparator {
      guard readClasses(of: &reference) else { return false }
    }
    if token.kind == .openBrace {
      guard let attributes = readAttributes() else { return false }
      add(EREntity(range: range(start, acceptedEnd), entity: reference, label: label, attributes: attributes))
      return true
    }
    if label == nil, token.cardinality != nil { return readRelation(from: reference, start) }
    if label == nil, reference.classNames.isEmpty { warnAboutCutText(reference) }
    add(EREntity(range: range(start, acceptedEnd), entity: reference, label: label))
    return true
  }

  private mutating func add(_ entity: EREntity) { diagram.statements.append(.entity(entity)) }

  private mutating func readAlias() -> LabelText? {
    accept()
    guard token.isName else {
      complain(.alias)
      return nil
    }
    let isQuoted = token.kind == .quotedName
    let label = LabelText(readName(), isQuoted ? .quoted : .plain)
    guard token.kind == .closeSquare else {
      complain(.aliasEnd)
      return nil
    }
    accept()
    return label
  }

  private mutating func readClasses(of reference: inout ERReference) -> Bool {
    accept()
    guard let names = readIDs(.className) else { return false }
    reference.classNames = names
    reference.range = reference.range.union(names[names.count - 1])
    return true
  }

  private mutating func readRelation(from: ERReference, _ start: Int) -> Bool {
    guard let fromCardinality = token.cardinality else { return false }
    accept()
    guard token.kind == .identifying || token.kind == .nonIdentifying else {
      complain(.line)
      return false
    }
    let isIdentifying = token.kind == .identifying
    accept()
    guard let toCardinality = token.cardinality else {
      complain(.cardinality)
      return false
    }
    accept()
    guard token.isName else {
      complain(.entity)
      return false
    }
    var to = ERReference(range: range(token), name: readName())
    if token.kind == .styleSeparator {
      guard readClasses(of: &to) else { return false }
    }
    guard token.kind == .colon else {
      complain(.colon)
      return false
    }
    accept()
    guard let label = readRole() else { return false }
    diagram.statements.append(
      .relation(
        ERRelation(
          range: range(start, acceptedEnd), from: from, to: to, fromCardinality: fromCardinality,
          toCardinality: toCardinality, isIdentifying: isIdentifying, label: label)))
    return true
  }

  private mutating func readRole() -> LabelText? {
    switch token.kind {
    case .word:
      let label = LabelText(range(token.content), .plain)
      lastLabel = token.start..<token.end
      accept()
      return label
    case .quotedName, .quotedText:
      let label = LabelText(range(token.content), .quoted)
      accept()
      return label
    default:
      complain(.role)
      return nil
    }
  }

  // MARK: Attributes

  /// Nil only at the end of the text: inside the braces recovery goes from line to line.
  private mutating func readAttributes() -> [ERAttribute]? {
    let brace = token.start
    accept()
    var attributes: [ERAttribute] = []
    while token.kind != .closeBrace {
      if token.kind == .endOfText {
        complainAboutUnclosed(brace)
        return nil
      }
      if let attribute = readAttribute() {
        if let last = attributes.last { warnAboutSharedLine(last, attribute) }
        attributes.append(attribute)
      } else if token.kind != .endOfText, token.kind != .closeBrace {
        skipAttribute()
      }
    }
    accept()
    return attributes
  }

  private mutating func readAttribute() -> ERAttribute? {
    guard token.kind == .attributeWord else {
      complain(.attribute)
      return nil
    }
    let start = token.start
    let typeIsQuoted = isInBackticks
    let type = readName()
    var isOptional = false
    if token.kind == .question {
      isOptional = true
      diagnostics.require(.erOptionalAttributes, target, range(token.start, token.end), at: token.start)
      accept()
    }
    guard token.kind == .attributeWord else {
      if token.kind != .endOfText { complain(.attributeName) }
      return nil
    }
    let nameIsQuoted = isInBackticks
    let name = readName()
    var attribute = ERAttribute(
      range: type, type: type, isOptional: isOptional, name: name, typeIsQuoted: typeIsQuoted,
      nameIsQuoted: nameIsQuoted)
    if token.kind == .key {
      readKey(&attribute)
      while token.kind == .comma {
        accept()
        guard token.kind == .key else {
          if token.kind != .endOfText { complain(.key) }
          return nil
        }
        readKey(&attribute)
      }
    }
    if token.kind == .comment {
      attribute.comment = LabelText(range(token.content), .quoted)
      accept()
    }
    attribute.range = range(start, acceptedEnd)
    return attribute
  }

  /// Whether the token stands in backticks, which are no part of it.
  private var isInBackticks: Bool {
    token.start > 0 && scanner.bytes[token.start - 1] == 0x60 && scanner.byte(at: token.end) == 0x60
  }

  private mutating func readKey(_ attribute: inout ERAttribute) {
    switch scanner.byte(at: token.start) | 0x20 {
    case 0x70: attribute.keys.append(.primary)
    case 0x66: attribute.keys.append(.foreign)
    default: attribute.keys.append(.unique)
    }
    accept()
  }

  /// Goes to the next line, or to the brace that closes the entity on this one.
  private mutating func skipAttribute() {
    var end = token.end
    while end < scanner.bytes.count, scanner.bytes[end] != 0x0A, scanner.bytes[end] != 0x7D { end += 1 }
    lexer.restart(at: end, inBlock: true)
    lexer.next()
  }

  // MARK: Styles

  /// Words with commas between them.
  private mutating func readIDs(_ expected: ERExpectation) -> [TextRange]? {
    var ids: [TextRange] = []
    while true {
      guard token.kind == .word || token.kind == .styleText else {
        complain(expected)
        return nil
      }
      ids.append(readName())
      guard token.kind == .comma else { return ids }
      accept()
    }
  }

  private mutating func readClassDefinition() -> Bool {
    let start = token.start
    accept()
    guard let names = readIDs(.className), let styles = readStyles() else { return false }
    let end = acceptedEnd
    guard readSeparator() else { return false }
    diagram.statements.append(
      .classDefinition(StyleClassDefinition(range: range(start, end), names: names, styles: styles)))
    return true
  }

  private mutating func readStyle() -> Bool {
    let start = token.start
    accept()
    guard let ids = readIDs(.entity), let styles = readStyles() else { return false }
    let end = acceptedEnd
    guard readSeparator() else { return false }
    diagram.statements.append(.style(StyleStatement(range: range(start, end), ids: ids, styles: styles)))
    return true
  }

  private mutating func readClassAssignment() -> Bool {
    let start = token.start
    accept()
    guard let ids = readIDs(.entity), let names = readIDs(.className) else { return false }
    diagram.statements.append(
      .classAssignment(StyleClassAssignment(range: range(start, acceptedEnd), ids: ids, classNames: names)))
    return true
  }

  private mutating func readStyles() -> [TextRange]? {
    var styles: [TextRange] = []
    while true {
      let start = token.start
      guard isStylePart else {
        complain(.styles)
        return nil
      }
      while isStylePart { accept() }
      styles.append(range(start, acceptedEnd))
      guard token.kind == .comma else { return styles }
      accept()
    }
  }

  private var isStylePart: Bool {
    switch token.kind {
    case .styleText, .number, .colon, .hash: true
    default: false
    }
  }

  private mutating func readSeparator() -> Bool {
    guard token.kind == .lineEnd || token.kind == .semicolon || token.kind == .end else {
      complain(.separator)
      return false
    }
    // The end is looked at once more where the diagram ends.
    if token.kind != .end { accept() }
    return true
  }

  // MARK: Tokens

  var token: ERToken { lexer.token }

  private mutating func accept() {
    acceptedEnd = token.end
    lexer.next()
  }

  /// Goes to the next line. A brace that ends the line given up opens an entity, whose end is found first.
  private mutating func skipLine() {
    var end = scanner.endOfLine(max(token.start, acceptedEnd))
    let line = scanner.trimmed(min(statementStart, end), end)
    if !line.isEmpty, line.upperBound > acceptedEnd, scanner.byte(at: line.upperBound - 1) == 0x7B {
      let second = line.count > 1 ? scanner.byte(at: line.upperBound - 2) : 0
      // `o{` and `|{` are ends of a line.
      if second != 0x7C, second | 0x20 != 0x6F { end = scanner.endOfLine(scanner.next(0x7D, from: end)) }
    }
    if end == token.start { end += 1 }
    lexer.restart(at: end)
    lexer.next()
  }

  func range(_ start: Int, _ end: Int) -> TextRange { scanner.range(start, end) }
  func range(_ range: Range<Int>) -> TextRange { scanner.range(range.lowerBound, range.upperBound) }
  func range(_ token: ERToken) -> TextRange { scanner.range(token.start, token.end) }
}
