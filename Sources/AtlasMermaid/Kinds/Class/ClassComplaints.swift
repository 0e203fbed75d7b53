import AtlasCore

/// What the grammar would have accepted where it found something else.
enum ClassExpectation {
  case header, headerEnd, statement, namespaceStatement, namespaceBody, lineEnd, end
  case name, line, label, labelEnd, className, annotation, annotationEnd, member, noteText
  case styleName, styledClass, styledClasses, styles, link, clickKind
}

/// What is wrong, and what to do about it.
private struct ClassComplaint {
  var rule = SyntaxRule.parseError
  var message: String
  var help: String
  var fix: Fix?
}

extension ClassParser {
  private var errorLine: ErrorLine { .of(token.kind == .unknown ? token.start : acceptedEnd) }

  private var shown: String {
    switch token.kind {
    case .end, .endOfText: return "the end of the diagram"
    case .lineEnd: return "the end of the line"
    default:
      return token.start == token.end ? "nothing" : "\"\(scanner.excerpt(token.start, token.end))\""
    }
  }

  /// Reports the token here, which is not what the grammar wants.
  mutating func complain(_ expected: ClassExpectation) {
    guard diagnostics.isOpen else { return }
    let complaint = special(expected) ?? usual(expected)
    diagnostics.reject(
      complaint.rule, expected == .header ? scanner.source.headerRange : range(token.start, token.end),
      line: errorLine, complaint.message, complaint.help, fix: complaint.fix)
  }

  // MARK: Mistakes that tell what was meant

  private func special(_ expected: ClassExpectation) -> ClassComplaint? {
    if let complaint = aboutSwallowedLineEnd() { return complaint }
    if expected == .noteText { return aboutNoteText() }
    if expected == .line, let complaint = aboutArrow(endingAt: acceptedEnd) { return complaint }
    if expected == .name, let complaint = aboutKeywordAsName() { return complaint }
    switch token.kind {
    case .link, .click, .note, .noteFor, .callback, .href, .cssClass, .namespace, .linkTarget, .style,
      .classDef, .class, .callbackName:
      return expected == .name ? aboutReservedWord() : nil
    case .aggregationHead where expected == .name || expected == .statement:
      return aboutReservedWord()
    case .unknown where scanner.byte(at: token.start) == 0x3B:
      return ClassComplaint(
        message: "class diagrams know no semicolon", help: "remove it, and begin a new line",
        fix: isLineEnd(token.end)
          ? Fix(safe: true, edits: [TextEdit(range(token.start, token.end), "")]) : nil)
    case .unknown where scanner.byte(at: token.start) == 0x7B: return aboutBrace()
    case .dependencyHead, .invalid, .hyphen: return aboutArrow(endingAt: token.start) ?? aboutType()
    case .label, .colon:
      return expected == .lineEnd
        ? ClassComplaint(
          message: "a text behind a colon cannot hold another colon",
          help: "write the member between the braces of `class Name { … }`, or `#58;` for the colon") : nil
    default: return nil
    }
  }

  /// A comment behind a statement takes the line end along, so that the next line goes on with the statement.
  private func aboutSwallowedLineEnd() -> ClassComplaint? {
    guard let comment = lexer.comments.last, comment.upperBound <= token.start,
      comment.lowerBound >= acceptedEnd || comment.lowerBound > statementStart,
      scanner.byte(at: comment.upperBound) == 0x0A
    else { return nil }
    return ClassComplaint(
      message: "the comment before this takes its line end along, so that two lines become one",
      help: "write the comment on a line of its own",
      fix: Fix(safe: true, edits: [TextEdit(range(comment), "")]))
  }

  /// `link --> Duck`: the word was read as a keyword.
  private func aboutKeywordAsName() -> ClassComplaint? {
    guard
      (token.isHead && token.kind != .aggregationHead) || token.kind == .line || token.kind == .dottedLine
        || token.kind == .label,
      !scanner.bytes[statementStart..<acceptedEnd].contains(where: {
        CharacterClass.isBlank($0) || $0 == 0x3C
      })
    else { return nil }
    let word = scanner.excerpt(statementStart, acceptedEnd)
    return ClassComplaint(
      rule: .reservedID, message: "\"\(word)\" is a word of the language and cannot be the name of a class",
      help: "write another name, or give the class a label: `class Name[\"\(word)\"]`")
  }

  private func aboutReservedWord() -> ClassComplaint {
    ClassComplaint(
      rule: .reservedID, message: "\(shown) is a word of the language and cannot be the name of a class",
      help:
        "write another name, or give the class a label: `class Name[\"\(scanner.excerpt(token.start, token.end))\"]`"
    )
  }

  private func aboutBrace() -> ClassComplaint {
    ClassComplaint(
      message: "only `class` and `namespace` may have a body in braces", help: "write `class Name {`",
      fix: statementStart < acceptedEnd
        ? Fix(safe: true, edits: [TextEdit(range(statementStart, statementStart), "class ")]) : nil)
  }

  /// `->`, `=>` and the like, around an offset.
  private func aboutArrow(endingAt offset: Int) -> ClassComplaint? {
    var start = offset
    while start > statementStart, isArrowPart(scanner.byte(at: start - 1)) { start -= 1 }
    var end = offset
    while isArrowPart(scanner.byte(at: end)) { end += 1 }
    let isBackward = scanner.byte(at: start) == 0x3C
    guard end > start + 1, isBackward != (scanner.byte(at: end - 1) == 0x3E) else { return nil }
    return ClassComplaint(
      rule: .badKeyword, message: "\"\(scanner.excerpt(start, end))\" is no arrow of a class diagram",
      help: "write `-->` for an association, `--|>` for inheritance, `..>` for a dependency",
      fix: Fix(safe: true, edits: [TextEdit(range(start, end), isBackward ? "<--" : "-->")]))
  }

  private func isArrowPart(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x3D || byte == 0x3E || byte == 0x3C
  }

  private func aboutType() -> ClassComplaint? {
    guard scanner.byte(at: token.start) == 0x3C else { return nil }
    return ClassComplaint(
      message: "types stand between tildes, not between angle brackets", help: "write `Name~Type~`")
  }

  private func aboutNoteText() -> ClassComplaint {
    let end = scanner.endOfLine(token.start)
    let text = scanner.trimmed(token.start, end)
    return ClassComplaint(
      message: "the text of a note must stand in quotes",
      help: "write `note \"text\"` or `note for Name \"text\"`",
      fix: token.kind == .lineEnd ? nil : scanner.quoting(text))
  }

  private func isLineEnd(_ offset: Int) -> Bool {
    let end = scanner.endOfBlanks(offset)
    return end >= scanner.bytes.count || scanner.byte(at: end) == 0x0A
  }

  // MARK: What is missing

  private func usual(_ expected: ClassExpectation) -> ClassComplaint {
    switch expected {
    case .header:
      ClassComplaint(
        message: "a class diagram begins with the word `classDiagram`",
        help: "write `classDiagram` on a line of its own")
    case .headerEnd:
      ClassComplaint(
        message: "`classDiagram` must end its line, and here is \(shown)", help: "begin a new line")
    case .statement:
      ClassComplaint(
        message: "\(shown) begins no statement of a class diagram",
        help: "write `class Name`, a relation as `A --> B`, or a member as `Name : text`")
    case .namespaceStatement:
      ClassComplaint(
        message: "a namespace holds classes, notes and namespaces, at least one, and here is \(shown)",
        help: "write `class Name`, and relations behind the closing brace")
    case .namespaceBody:
      ClassComplaint(
        message: "a namespace needs its body in braces, and here is \(shown)",
        help: "write `namespace Name {` on one line")
    case .lineEnd:
      ClassComplaint(message: "\(shown) stands behind a statement that is complete", help: "begin a new line")
    case .end:
      ClassComplaint(
        message: "the diagram ends in the middle of a statement", help: "write the text behind the colon")
    case .name:
      ClassComplaint(
        message: "the name of a class is expected, and here is \(shown)",
        help: "write names in letters, digits, `_`, `-` and dots, or between backticks")
    case .line:
      ClassComplaint(
        message: "the line of a relation is expected, and here is \(shown)",
        help: "write `A --> B` or `A \"1\" ..> \"*\" B`")
    case .label:
      ClassComplaint(
        message: "a label must stand in quotes, and here is \(shown)", help: "write `class Name[\"label\"]`")
    case .labelEnd:
      ClassComplaint(message: "the label is not closed, and here is \(shown)", help: "write `[\"label\"]`")
    case .className:
      ClassComplaint(
        message: "the name of a style class is expected, and here is \(shown)",
        help: "write `class Name:::style`, or `cssClass \"Name\" style`")
    case .annotation:
      ClassComplaint(
        message: "an annotation is one word, and here is \(shown)", help: "write `<<interface>>`")
    case .annotationEnd:
      ClassComplaint(
        message: "an annotation is one word between `<<` and `>>`, and here is \(shown)",
        help: "write `<<interface>>`")
    case .member:
      ClassComplaint(
        message: "\(shown) cannot stand between the braces of a class",
        help: "write one member a line, without braces, and no quote at the beginning of a line")
    case .noteText:
      ClassComplaint(message: "the text of the note is missing", help: "write `note \"text\"`")
    case .styleName:
      ClassComplaint(message: "\(shown) is no name of a style class", help: "write `classDef name fill:#f96`")
    case .styledClass:
      ClassComplaint(message: "\(shown) is no class to style", help: "write `style Name fill:#f96`")
    case .styledClasses:
      ClassComplaint(
        message: "the classes must stand in quotes, and here is \(shown)",
        help: "write `cssClass \"A,B\" style`")
    case .styles:
      ClassComplaint(
        message: "styles are expected, and here is \(shown)",
        help: "write `fill:#f96,stroke:#333`, beginning with a style whose name has no hyphen")
    case .link:
      ClassComplaint(
        message: "the address must stand in quotes, and here is \(shown)",
        help: "write `click Name href \"https://…\"`")
    case .clickKind:
      ClassComplaint(
        message: "`click` needs `href` or `call`, and here is \(shown)",
        help: "write `click Name href \"https://…\"` or `click Name call function()`")
    }
  }

  mutating func complainAboutUnclosed(_ brace: Int) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(
      .unbalancedSubgraph, range(brace, brace + 1), line: errorLine, "this brace is not closed",
      "add `}` on a line of its own")
  }

  mutating func complainAboutNesting(_ start: Int) {
    diagnostics.reject(
      .mermaidLimits, range(start, token.end), line: .none,
      "namespaces stand more than \(NestingLimit.depth) deep in each other", "split the diagram")
  }

  // MARK: Checks on the meaning

  mutating func complainAboutUnknown(_ name: ClassName) {
    guard diagnostics.isOpen else { return }
    let text = scanner.source.string(name.id)
    diagnostics.reject(
      .semanticError, name.id, line: .none,
      "an annotation needs a class, and there is no \"\(text)\" before it",
      "write `class \(text)` above")
  }

  mutating func complainAboutMethod(_ content: Range<Int>) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(
      .semanticError, range(content), line: .none,
      "a member with a closing parenthesis must be a method, and this has no name and `(` before it",
      "write `name(parameters)`")
  }

  // MARK: Warnings

  mutating func warnAboutMention(_ name: ClassName) {
    if isKnown(name) { return }
    let text = scanner.source.string(name.id)
    diagnostics.warn(
      .ignoredText, name.range, "mermaid.js makes nothing of a name alone", "write `class \(text)`")
  }

  private func isKnown(_ name: ClassName) -> Bool { meaning.isDefined(key(of: name)[...]) }

  mutating func warnAboutBlank(_ start: Int) {
    diagnostics.warn(
      .ignoredText, range(start, token.end), "mermaid.js drops the blanks in this name",
      "write one word, or put the name between backticks")
  }
}
