import AtlasCore

/// What the grammar would have accepted where it found something else.
enum ERExpectation {
  case header, statement, end, line, cardinality, entity, colon, role, alias, aliasEnd, className
  case attribute, attributeName, key, styles, separator
}

/// What is wrong, and what to do about it.
private struct ERComplaint {
  var rule = SyntaxRule.parseError
  var message: String
  var help: String
  var fix: Fix?
}

extension ERParser {
  private var errorLine: ErrorLine { .of(token.kind == .unknown ? token.start : acceptedEnd) }

  private var shown: String {
    switch token.kind {
    case .end, .endOfText: "the end of the diagram"
    case .lineEnd: "the end of the line"
    default: "\"\(scanner.excerpt(token.start, token.end))\""
    }
  }

  /// Reports the token here, which is not what the grammar wants.
  mutating func complain(_ expected: ERExpectation) {
    guard diagnostics.isOpen else { return }
    let complaint = special(expected) ?? usual(expected)
    diagnostics.reject(
      complaint.rule, range(token), line: errorLine, complaint.message, complaint.help, fix: complaint.fix)
  }

  // MARK: Mistakes that tell what was meant

  private func special(_ expected: ERExpectation) -> ERComplaint? {
    if let complaint = aboutComment() ?? aboutKeywordAsName() { return complaint }
    switch expected {
    case .role: return aboutRole()
    case .colon: return aboutMissingLabel()
    case .alias, .aliasEnd: return aboutAlias()
    case .attribute where token.kind == .key: return aboutKeys()
    case .statement, .entity, .header:
      if token.kind == .invalid, scanner.byte(at: token.start) == 0x3B { return aboutSemicolon() }
      if expected == .statement, let complaint = aboutLine() { return complaint }
      return isReservedWord ? aboutReservedWord() : nil
    case .line: return isReservedWord ? aboutReservedWord() : nil
    default: return nil
    }
  }

  /// Words of the language, not marks: `one`, `to`, `style`.
  private var isReservedWord: Bool { CharacterClass.isLetter(scanner.byte(at: token.start)) && !token.isName }

  private func aboutComment() -> ERComplaint? {
    guard token.kind == .invalid || token.kind == .unknown, scanner.matches("%%", at: token.start) else {
      return nil
    }
    let end = scanner.endOfLine(token.start)
    return ERComplaint(
      message: "a comment must stand on a line of its own in an entity relationship diagram",
      help: "write it above", fix: Fix(safe: true, edits: [TextEdit(range(token.start, end), "")]))
  }

  /// `style ||--o{ A`: the word was read as a keyword.
  private func aboutKeywordAsName() -> ERComplaint? {
    guard token.cardinality != nil || token.kind == .unknown, acceptedEnd > statementStart else { return nil }
    let word = scanner.excerpt(statementStart, acceptedEnd)
    guard ["style", "class", "classdef"].contains(word.lowercased()) else { return nil }
    return ERComplaint(
      rule: .reservedID,
      message: "\"\(word)\" is a word of the language and cannot be the name of an entity here",
      help: "put the name in quotes: \"\(word)\"")
  }

  /// `->`, `--` and the like between two names.
  private func aboutLine() -> ERComplaint? {
    let byte = scanner.byte(at: token.start)
    guard byte == 0x3E || byte == 0x3C || token.kind == .identifying || token.kind == .nonIdentifying else {
      return nil
    }
    return ERComplaint(
      rule: .badKeyword, message: "\(shown) is no line of a relation, which has a cardinality at both ends",
      help: "write `||--o{`, or `||..||` for a dashed line")
  }

  private func aboutSemicolon() -> ERComplaint {
    let end = scanner.endOfBlanks(token.end)
    let isLineEnd = scanner.byte(at: end) == 0x0A
    return ERComplaint(
      message: "only styles may end with a semicolon", help: "remove it",
      fix: isLineEnd ? Fix(safe: true, edits: [TextEdit(range(token), "")]) : nil)
  }

  private func aboutReservedWord() -> ERComplaint {
    ERComplaint(
      rule: .reservedID,
      message: "\(shown) is a word of the language and cannot be the name of an entity here",
      help:
        "put the name in quotes: \(scanner.excerpt(token.start, token.end)) becomes \"\(scanner.excerpt(token.start, token.end))\""
    )
  }

  private func aboutRole() -> ERComplaint {
    let text = scanner.trimmed(token.start, scanner.endOfLine(token.start))
    let canQuote =
      !text.isEmpty && token.kind != .lineEnd && token.start < scanner.bytes.count
      && !scanner.bytes[text].contains(0x22) && !scanner.bytes[text].contains(0x7B)
    return ERComplaint(
      rule: isReservedWord ? .reservedID : .parseError,
      message: token.kind == .lineEnd || token.kind == .end
        ? "the label of the relation is missing"
        : "\(shown) cannot begin a label that is not in quotes",
      help: "write the label in quotes, or `\"\"` for none",
      fix: canQuote
        ? scanner.quoting(text) : nil)
  }

  private func aboutMissingLabel() -> ERComplaint? {
    guard token.kind == .lineEnd || token.kind == .end || token.kind == .endOfText || token.isName else {
      return nil
    }
    let isAtLineEnd = !token.isName || hasLineEnd(acceptedEnd, token.start)
    return ERComplaint(
      message: "a relation needs a label behind a colon", help: "write ` : label`, or ` : \"\"` for none",
      fix: isAtLineEnd
        ? Fix(safe: true, edits: [TextEdit(range(acceptedEnd, acceptedEnd), " : \"\"")]) : nil)
  }

  private func hasLineEnd(_ start: Int, _ end: Int) -> Bool {
    start < end && scanner.bytes[start..<end].contains(0x0A)
  }

  private func aboutAlias() -> ERComplaint {
    var start = token.start
    while start > statementStart, scanner.byte(at: start - 1) != 0x5B { start -= 1 }
    let line = scanner.endOfLine(start)
    let close = scanner.next(0x5D, from: start)
    let text = scanner.trimmed(start, min(close, line))
    let canQuote = close < line && !text.isEmpty && !scanner.bytes[text].contains(0x22)
    return ERComplaint(
      rule: .unquotedSpecialLabel, message: "the label of an entity must be one word or stand in quotes",
      help: "write `NAME[\"label\"]`",
      fix: canQuote
        ? scanner.quoting(text) : nil)
  }

  private func aboutKeys() -> ERComplaint {
    ERComplaint(
      message: "two keys of an attribute need a comma between them", help: "write `PK, FK`",
      fix: hasLineEnd(acceptedEnd, token.start)
        ? nil : Fix(safe: true, edits: [TextEdit(range(acceptedEnd, acceptedEnd), ",")]))
  }

  // MARK: What is missing

  private func usual(_ expected: ERExpectation) -> ERComplaint {
    switch expected {
    case .header:
      ERComplaint(
        message: "an entity relationship diagram begins with the word `erDiagram`",
        help: "write `erDiagram` on a line of its own")
    case .statement:
      ERComplaint(
        message: "\(shown) begins no statement of an entity relationship diagram",
        help: "write a relation as `A ||--o{ B : label`, or an entity as `A { type name }`")
    case .end:
      ERComplaint(
        message: "the diagram ends in the middle of a statement",
        help: "finish it, and end the last line without blanks")
    case .line:
      ERComplaint(
        message: "the line of a relation is expected, and here is \(shown)",
        help: "write `||--o{` or `||..o{`")
    case .cardinality:
      ERComplaint(
        message: "a relation needs its cardinality at both ends, and here is \(shown)",
        help: "write `||`, `|o`, `}o` or `}|` on the left, and `||`, `o|`, `o{` or `|{` on the right")
    case .entity:
      ERComplaint(
        message: "the name of an entity is expected, and here is \(shown)",
        help: "write letters, digits, `_`, `-` and dots, or quotes around the name")
    case .colon:
      ERComplaint(
        message: "a relation needs a label behind a colon, and here is \(shown)",
        help: "write `A ||--o{ B : label`")
    case .role:
      ERComplaint(message: "the label of the relation is missing", help: "write it in quotes")
    case .alias, .aliasEnd:
      ERComplaint(message: "the label of an entity must stand in quotes", help: "write `NAME[\"label\"]`")
    case .className:
      ERComplaint(message: "the name of a class is expected, and here is \(shown)", help: "write `A:::name`")
    case .attribute:
      ERComplaint(
        message: "\(shown) begins no attribute", help: "write `type name`, then keys and a comment in quotes")
    case .attributeName:
      ERComplaint(
        message: "an attribute needs a type and a name, and here is \(shown)",
        help: "write `type name`; a name cannot begin with a digit")
    case .key:
      ERComplaint(message: "\(shown) is no key", help: "write `PK`, `FK` or `UK`")
    case .styles:
      ERComplaint(
        message: "styles are expected, and here is \(shown)",
        help: "write `fill:#f96,stroke:#333`, without dots and blanks")
    case .separator:
      ERComplaint(
        message: "styles must end their line, and here is \(shown)",
        help: "begin a new line, without blanks before it")
    }
  }

  mutating func complainAboutUnclosed(_ brace: Int) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(
      .unbalancedSubgraph, range(brace, brace + 1), line: errorLine,
      "the attributes of this entity are not closed",
      "add `}` behind the last of them")
  }

  // MARK: Warnings

  /// A name or a label without quotes is one word, and the next one on the line becomes an entity.
  mutating func warnAboutCutText(_ reference: ERReference) {
    guard diagnostics.canWarn else { return }
    if let label = lastLabel, !hasLineEnd(label.upperBound, acceptedEnd) { return warnAboutCutLabel(label) }
    let first = scanner.byte(at: token.start)
    guard token.isName, CharacterClass.isWord(first) || first == 0x22 || first >= 0x80,
      !hasLineEnd(acceptedEnd, token.start)
    else { return }
    diagnostics.warn(
      .textCut, reference.range.union(range(token)),
      "mermaid.js draws two entities here, as a name is one word",
      "put the name in quotes, or write each entity on a line of its own")
  }

  /// The entity just read stands behind a label on its line.
  private mutating func warnAboutCutLabel(_ label: Range<Int>) {
    lastLabel = nil
    let text = scanner.trimmed(label.lowerBound, scanner.endOfLine(acceptedEnd))
    let isPlain = !scanner.bytes[text].contains { $0 == 0x22 || $0 == 0x7B || $0 == 0x5B || $0 == 0x3A }
    diagnostics.warn(
      .textCut, range(scanner.endOfWhitespace(label.upperBound), text.upperBound),
      "the label ends at the blank, and mermaid.js draws what follows as an entity",
      "put the label in quotes",
      fix: isPlain ? scanner.quoting(text) : nil)
  }

  /// `id int NOT NULL` is two attributes.
  mutating func warnAboutSharedLine(_ last: ERAttribute, _ attribute: ERAttribute) {
    guard ERParser.constraints.contains(scanner.source.string(attribute.type)) else { return }
    let original = scanner.source.original
    guard !original[last.range.upperBound..<attribute.range.lowerBound].contains(0x0A) else { return }
    diagnostics.warn(
      .textCut, attribute.range, "mermaid.js draws these words as another attribute",
      "write them into the comment, in quotes")
  }

  private static let constraints: Set<String> = [
    "NOT", "NULL", "UNIQUE", "PRIMARY", "DEFAULT", "REFERENCES", "AUTO_INCREMENT", "CHECK", "not", "null",
    "unique",
    "primary", "default", "references",
  ]
}
