import AtlasCore

/// Reads a requirement diagram:
///
///     "requirementDiagram" line-end (requirement | element | relation | direction | class | classDef | style | line-end)*
///     requirement: kind name (":::" names)? "{" line-end (field ":" value line-end | line-end)* "}"
///     relation: name "-" verb "->" name | name "<-" verb "-" name
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct RequirementParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<RequirementRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: RequirementDiagram
  private var directions: DirectionLineFinder

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = RequirementDiagram(range: source.range(0, source.text.count))
    directions = DirectionLineFinder(scanner, anyCase: true)
  }

  mutating func parse() -> RequirementDiagram {
    readHeader()
    while token != .endOfText, token != .stop {
      if !readStatement() { skipLine() }
    }
    if token == .stop, !diagnostics.hasRejection {
      complain("the diagram ends inside a statement", "close the quotes, or add what is missing")
    }
    if !diagnostics.hasRejection { RequirementMeaning.check(diagram, scanner.source, &diagnostics) }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    guard take(.header) else {
      complain(
        "a requirement diagram begins with the word \"requirementDiagram\" alone on its line",
        "write `requirementDiagram` on the first line")
      return skipLine()
    }
    guard token == .lineEnd else {
      complain(
        hasSwallowedLineEnd(from: tokens.acceptedEnd)
          ? "a blank behind `requirementDiagram` hides the line end"
          : "`requirementDiagram` must stand alone on its line",
        "end the line directly behind `requirementDiagram`", fix: blankFix(from: tokens.acceptedEnd))
      if !hasSwallowedLineEnd(from: tokens.acceptedEnd) { skipLine() }
      return
    }
  }

  /// False where it went wrong.
  private mutating func readStatement() -> Bool {
    let start = tokens.start
    switch token {
    case .lineEnd: tokens.accept()
    case .accessibility: readAccessibility()
    case .direction(let direction):
      diagram.statements.append(
        .direction(DirectionStatement(range: scanner.trimmedRange(start, tokens.end), direction: direction))
      )
      tokens.accept()
    case .requirement(let kind): return readRequirement(kind)
    case .element: return readElement()
    case .words, .quoted: return readRelationOrClass()
    case .classDef: return readClassDefinition()
    case .class: return readClassAssignment()
    case .style: return readStyle()
    default:
      complainAboutStatement()
      return false
    }
    return true
  }

  // MARK: Requirements and elements

  private mutating func readRequirement(_ kind: Requirement.Kind) -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let name = readName(), let classNames = readClasses(), readOpenBrace() else { return false }
    var requirement = Requirement(range: tokenRange, kind: kind, name: name, classNames: classNames)
    readFields(of: name) { $0.readField(of: &requirement) }
    requirement.range = scanner.range(start, max(start, tokens.acceptedEnd))
    diagram.statements.append(.requirement(requirement))
    return true
  }

  private mutating func readField(of requirement: inout Requirement) -> Bool {
    let field = token
    switch field {
    case .id:
      guard readColon(), let value = readValue() else { return false }
      requirement.id = value
    case .text:
      guard readColon(), let value = readValue() else { return false }
      requirement.text = value
    case .risk:
      guard readColon() else { return false }
      guard case .riskLevel(let risk) = token else {
        complain("\(shownToken) is no risk", "write low, medium or high")
        return false
      }
      requirement.risk = risk
      tokens.accept()
    case .verifyMethod:
      guard readColon() else { return false }
      guard case .method(let method) = token else {
        complain(
          "\(shownToken) is no method of verification", "write analysis, inspection, test or demonstration")
        return false
      }
      requirement.verification = method
      tokens.accept()
    default:
      complainAboutField(["id", "text", "risk", "verifymethod"])
      return false
    }
    return readFieldEnd()
  }

  /// The lines up to the closing brace.
  private mutating func readFields(of name: LabelText, _ readField: (inout RequirementParser) -> Bool) {
    while token != .closeBrace {
      if token == .endOfText || token == .stop {
        complainAboutMissingBrace(name)
        break
      }
      if token == .lineEnd {
        tokens.accept()
      } else if !readField(&self) {
        skipField()
      }
    }
    _ = take(.closeBrace)
  }

  private mutating func readElement() -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let name = readName(), let classNames = readClasses(), readOpenBrace() else { return false }
    var element = RequirementElement(range: tokenRange, name: name, classNames: classNames)
    readFields(of: name) { $0.readField(of: &element) }
    element.range = scanner.range(start, max(start, tokens.acceptedEnd))
    diagram.statements.append(.element(element))
    return true
  }

  private mutating func readField(of element: inout RequirementElement) -> Bool {
    switch token {
    case .type:
      guard readColon(), let value = readValue() else { return false }
      element.type = value
    case .reference:
      guard readColon(), let value = readValue() else { return false }
      element.reference = value
    default:
      complainAboutField(["type", "docref"])
      return false
    }
    return readFieldEnd()
  }

  private mutating func readColon() -> Bool {
    tokens.accept()
    if take(.colon) { return true }
    complain("a colon must stand between a field and its value", "write `field: value`")
    return false
  }

  private mutating func readFieldEnd() -> Bool {
    if take(.lineEnd) { return true }
    complainAboutValueEnd()
    return false
  }

  private mutating func readOpenBrace() -> Bool {
    guard take(.openBrace) else {
      complain(
        "a name is followed by braces around its fields, not by \(shownToken)",
        "write `{`, and quotes around a name with signs in it")
      return false
    }
    if take(.lineEnd) { return true }
    let brace = tokens.acceptedEnd
    if hasSwallowedLineEnd(from: brace) {
      complain(
        "a blank behind the brace hides the line end", "end the line directly behind `{`",
        fix: blankFix(from: brace))
    } else {
      complain("a line must end behind the opening brace", "put \(shownToken) on a line of its own")
    }
    return true
  }

  // MARK: Names

  private var isName: Bool { token == .words || token == .quoted }

  private mutating func acceptName() -> LabelText {
    let isQuoted = token == .quoted
    let range = isQuoted ? tokenRange : scanner.trimmedRange(tokens.start, tokens.end)
    tokens.accept()
    return LabelText(range, isQuoted ? .quoted : .plain)
  }

  private mutating func readName() -> LabelText? {
    if isName { return acceptName() }
    complainAboutName()
    return nil
  }

  private mutating func readValue() -> LabelText? {
    if isName { return acceptName() }
    complainAboutValue()
    return nil
  }

  /// The classes behind `:::`, none without it; nil where they went wrong.
  private mutating func readClasses() -> [TextRange]? {
    guard take(.styleSeparator) else { return [] }
    return readIDs("a class")
  }

  /// Names with commas between them.
  private mutating func readIDs(_ what: String) -> [TextRange]? {
    var ids: [TextRange] = []
    while true {
      if token == .alpha {
        ids.append(tokenRange)
        tokens.accept()
      } else if isName {
        ids.append(acceptName().range)
      } else {
        complain("\(shownToken) is no name of \(what)", "write a word, or a name in quotes")
        return nil
      }
      guard take(.comma) else { return ids }
    }
  }

  // MARK: Relations

  private mutating func readRelationOrClass() -> Bool {
    let start = tokens.start
    let name = acceptName()
    switch token {
    case .styleSeparator:
      tokens.accept()
      guard let classNames = readIDs("a class") else { return false }
      diagram.statements.append(
        .classAssignment(
          RequirementClassAssignment(
            range: scanner.trimmedRange(start, tokens.acceptedEnd), ids: [name.range], classNames: classNames)
        ))
      return true
    case .line, .arrowLeft: return readRelation(name, start)
    default:
      complainAboutLoneName(start, name)
      return false
    }
  }

  private mutating func readRelation(_ first: LabelText, _ start: Int) -> Bool {
    let isBackwards = token == .arrowLeft
    tokens.accept()
    guard case .relation(let kind) = token else {
      complainAboutVerb()
      return false
    }
    tokens.accept()
    guard take(isBackwards ? .line : .arrowRight) else {
      complain(
        "the arrow of a relation does not end here",
        isBackwards ? "write `<- \(kind.rawValue) -`" : "write `- \(kind.rawValue) ->`", as: .badKeyword)
      return false
    }
    guard let second = readName() else { return false }
    diagram.statements.append(
      .relation(
        RequirementRelation(
          range: scanner.trimmedRange(start, tokens.acceptedEnd), kind: kind,
          from: isBackwards ? second : first,
          to: isBackwards ? first : second)))
    return true
  }

  // MARK: Styles

  private mutating func readClassDefinition() -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let names = readIDs("a class"), let styles = readStyles() else { return false }
    diagram.statements.append(
      .classDefinition(
        StyleClassDefinition(
          range: scanner.trimmedRange(start, tokens.acceptedEnd), names: names, styles: styles)))
    return true
  }

  private mutating func readStyle() -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let ids = readIDs("a requirement or an element"), let styles = readStyles() else { return false }
    diagram.statements.append(
      .style(
        StyleStatement(range: scanner.trimmedRange(start, tokens.acceptedEnd), ids: ids, styles: styles)))
    return true
  }

  private mutating func readClassAssignment() -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let ids = readIDs("a requirement or an element"), let names = readIDs("a class") else {
      return false
    }
    diagram.statements.append(
      .classAssignment(
        RequirementClassAssignment(
          range: scanner.trimmedRange(start, tokens.acceptedEnd), ids: ids, classNames: names)))
    return true
  }

  private mutating func readStyles() -> [TextRange]? {
    var styles: [TextRange] = []
    while true {
      let start = tokens.start
      guard token == .alpha || token == .styleSign else {
        complain(
          "\(shownToken) is no style",
          "write `fill:#fff,stroke:#333`; values are made of words, `:`, `#`, `-` and `;`")
        return nil
      }
      while token == .alpha || token == .styleSign { tokens.accept() }
      styles.append(scanner.range(start, tokens.acceptedEnd))
      guard take(.comma) else { return styles }
    }
  }

  // MARK: Errors

  /// Whether white space behind an offset begins with a blank and took a line end with it.
  private func hasSwallowedLineEnd(from offset: Int) -> Bool {
    let end = scanner.endOfBlanks(offset)
    return end > offset && scanner.byte(at: end) == 0x0A
  }

  private func blankFix(from offset: Int) -> Fix? {
    guard hasSwallowedLineEnd(from: offset) else { return nil }
    return Fix(safe: true, edits: [TextEdit(scanner.range(offset, scanner.endOfBlanks(offset)), "")])
  }

  private mutating func skipLine() {
    let end = scanner.endOfLine(max(tokens.start, tokens.acceptedEnd))
    restart(at: end > tokens.start ? end : end + 1)
  }

  /// Goes to the next line, or to a brace that ends this one.
  private mutating func skipField() {
    let line = scanner.endOfLine(tokens.start)
    let text = scanner.trimmed(tokens.start, line)
    var end = line
    if !text.isEmpty, scanner.byte(at: text.upperBound - 1) == 0x7D { end = text.upperBound - 1 }
    if end == tokens.start { end = line }
    restart(at: end > tokens.start ? end : end + 1)
  }

  private mutating func restart(at offset: Int) {
    let offset = min(offset, scanner.bytes.count)
    _ = directions.line(from: offset)
    tokens.restart(at: offset, with: RequirementRules(directions))
  }

  private mutating func complainAboutStatement() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .foreign:
      complain("a requirement diagram knows no `title`", "write the title in the front matter: `title: …`")
    case .closeBrace: complain("this brace closes nothing", "remove it", as: .unbalancedSubgraph)
    case .alpha, .styleSign, .comma:
      complain("\(shownToken) does not belong to the styles before it", "begin a new line")
    default:
      if isKeyword { return complainAboutReserved() }
      complain(
        "\(shownToken) begins no statement of a requirement diagram",
        "write `requirement name {`, `element name {` or `a - satisfies -> b`")
    }
  }

  private var isKeyword: Bool {
    token != .endOfText && CharacterClass.isWord(scanner.byte(at: tokens.start)) && token != .words
  }

  private mutating func complainAboutReserved() {
    let word = scanner.excerpt(tokens.start, tokens.end)
    complain(
      "\"\(word)\" is a word of the language and cannot be a name here", "put it in quotes: \"\(word)\"",
      as: .reservedID)
  }

  private mutating func complainAboutName() {
    guard diagnostics.isOpen else { return }
    if isKeyword, !isDirection { return complainAboutReserved() }
    complain("\(shownToken) is no name", "write a name that begins with a letter or digit, or one in quotes")
  }

  private var isDirection: Bool {
    if case .direction = token { true } else { false }
  }

  private mutating func complainAboutValue() {
    guard diagnostics.isOpen else { return }
    let line = scanner.endOfLine(tokens.start)
    let text = scanner.trimmed(tokens.start, line)
    if token == .lineEnd || text.isEmpty {
      return complain("a field needs a value", "write the value behind the colon, or remove the field")
    }
    complain(
      isKeyword
        ? "a value cannot begin with \(shownToken), a word of the language, without quotes"
        : "a value that begins with \(shownToken) must be in quotes", "write `field: \"value\"`",
      as: isKeyword ? .reservedID : .unquotedSpecialLabel, fix: scanner.quoting(text))
  }

  /// `text: a-b` and the like: the value goes on behind its end.
  private mutating func complainAboutValueEnd() {
    guard diagnostics.isOpen else { return }
    var start = tokens.acceptedEnd
    while start > 0, scanner.byte(at: start - 1) != 0x0A, scanner.byte(at: start - 1) != 0x3A { start -= 1 }
    let text = scanner.trimmed(start, scanner.endOfLine(start))
    if token == .closeBrace {
      return complain(
        "the closing brace must stand on a line of its own", "put it on the next line",
        fix: Fix(safe: true, edits: [TextEdit(TextRange(at: tokenRange.lowerBound), "\n")]))
    }
    if hasSwallowedLineEnd(from: tokens.acceptedEnd) || hasSwallowedLineEnd(from: tokens.acceptedEnd + 1) {
      let blank = hasSwallowedLineEnd(from: tokens.acceptedEnd) ? tokens.acceptedEnd : tokens.acceptedEnd + 1
      return complain(
        "a blank behind the value hides the line end", "end the line directly behind the value",
        fix: blankFix(from: blank))
    }
    complain(
      "a value with \(shownToken) in it must be in quotes", "write `field: \"value\"`",
      as: .unquotedSpecialLabel,
      fix: scanner.quoting(text))
  }

  private mutating func complainAboutField(_ fields: [String]) {
    guard diagnostics.isOpen else { return }
    let text = token == .words ? scanner.trimmed(tokens.start, tokens.end) : tokens.start..<tokens.end
    let word = scanner.excerpt(text.lowerBound, text.upperBound)
    let nearest = token == .words ? NearestWord.of(word, in: fields) : nil
    let range = scanner.range(text.lowerBound, text.upperBound)
    complain(
      "\(shownToken) is no field here",
      nearest.map { "write `\($0)`" } ?? "write \(fields.joined(separator: ", "))",
      as: nearest == nil ? .parseError : .badKeyword, at: range,
      fix: nearest.map { Fix(safe: true, edits: [TextEdit(range, $0)]) })
  }

  private mutating func complainAboutMissingBrace(_ name: LabelText) {
    complain(
      "\"\(scanner.source.string(name.range))\" has no closing brace", "add `}` on a line of its own",
      as: .unbalancedSubgraph, at: name.range)
  }

  private mutating func complainAboutVerb() {
    guard diagnostics.isOpen else { return }
    let verbs = RequirementRelation.Kind.allCases.map(\.rawValue)
    let text = scanner.trimmed(tokens.start, tokens.end)
    let nearest =
      token == .words ? NearestWord.of(scanner.excerpt(text.lowerBound, text.upperBound), in: verbs) : nil
    let range = scanner.range(text.lowerBound, text.upperBound)
    complain(
      "\(shownToken) is no relation",
      nearest.map { "write `\($0)`" } ?? "write one of \(verbs.joined(separator: ", "))",
      as: nearest == nil ? .parseError : .badKeyword, at: range,
      fix: nearest.map { Fix(safe: true, edits: [TextEdit(range, $0)]) })
  }

  private mutating func complainAboutLoneName(_ start: Int, _ name: LabelText) {
    guard diagnostics.isOpen else { return }
    let text = ByteText.display(scanner.source.original[name.range.bounds].prefix(40))
    complain(
      "\"\(text)\" begins no statement: a relation or `:::` would have to follow",
      "write `requirement name {`, `element name {` or `a - satisfies -> b`", at: name.range)
  }
}
