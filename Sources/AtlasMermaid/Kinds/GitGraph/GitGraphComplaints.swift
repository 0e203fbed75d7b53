import AtlasCore

/// The findings about the syntax of a gitGraph, with their repairs.
enum GitGraphComplaints {
  typealias Cursor = TokenCursor<GitGraphTerminals>

  /// Characters that no token of a gitGraph begins with. Most stand in the name of a branch that wants quotes, or are
  /// semicolons out of habit.
  static func reportUnknownCharacters(_ cursor: inout Cursor) {
    let scanner = cursor.scanner
    var lastLine = -1
    for unknown in cursor.tokens.unknown where cursor.diagnostics.isOpen && !cursor.reportOpenQuote(unknown) {
      let line = scanner.startOfLine(unknown.lowerBound)
      let range = scanner.range(unknown.lowerBound, unknown.upperBound)
      let text = scanner.excerpt(unknown.lowerBound, unknown.upperBound)
      if let name = nameToQuote(scanner, line, holding: unknown) {
        let fix = line == lastLine ? nil : quoting(scanner, name.lowerBound, name.upperBound)
        cursor.diagnostics.reject(
          .parseError, range, line: .of(unknown.lowerBound),
          "\"\(text)\" cannot stand in the name of a branch without quotes",
          "write the name in quotes: `\"\(scanner.excerpt(name.lowerBound, name.upperBound))\"`", fix: fix)
      } else if isSemicolonAtLineEnd(scanner, unknown) {
        cursor.diagnostics.reject(
          .parseError, range, line: .of(unknown.lowerBound), "statements of a gitGraph do not end with \";\"",
          "remove it", fix: Fix(safe: true, edits: [TextEdit(range, "")]))
      } else {
        cursor.diagnostics.reject(
          .parseError, range, line: .of(unknown.lowerBound), "\"\(text)\" has no place in a gitGraph",
          #"write texts in quotes: `commit id: "…"`"#)
      }
      lastLine = line
    }
  }

  /// The token here begins no statement.
  static func noStatement(_ cursor: inout Cursor) {
    guard let element = cursor.element, cursor.diagnostics.isOpen else { return }
    switch element.token {
    case .reference:
      let word = cursor.scanner.excerpt(element.start, element.end)
      guard let keyword = NearestWord.of(word, in: keywords) else { break }
      return cursor.complain(
        "\"\(word)\" begins no statement of a gitGraph", "write `\(keyword)`", rule: .badKeyword,
        fix: Fix(safe: fits(keyword, cursor), edits: [TextEdit(cursor.range(element), keyword)]))
    case .direction:
      guard let before = cursor.previous, before.token == .gitGraph else { break }
      let word = cursor.scanner.excerpt(element.start, element.end)
      let end = cursor.range(element).upperBound
      return cursor.complain(
        "the direction \"\(word)\" needs a colon behind it", "write `gitGraph \(word):`",
        fix: Fix(safe: true, edits: [TextEdit(TextRange(at: end), ":")]))
    default: break
    }
    cursor.complain(
      "\(cursor.shown) begins no statement of a gitGraph",
      "begin it with `commit`, `branch`, `checkout`, `merge` or `cherry-pick`")
  }

  /// No name stands where one must: most often it is a word of the language.
  static func noName(_ cursor: inout Cursor) {
    guard let element = cursor.element, element.token != .lineEnd else {
      return cursor.complain(
        "the name of a branch is missing", "write it behind the word, for example `develop`")
    }
    let end = cursor.scanner.trimmed(element.start, element.end).upperBound
    cursor.complain(
      "\(cursor.shown) is a word of the language and no name of a branch", "write the name in quotes",
      rule: .reservedID, fix: quoting(cursor.scanner, element.start, end))
  }

  /// A text that must stand in quotes does not.
  static func unquoted(_ cursor: inout Cursor) {
    guard let element = cursor.element, element.token != .lineEnd else {
      return cursor.complain("\(cursor.shown) stands where a text in quotes must be", #"write it as `"…"`"#)
    }
    // What was meant reaches to the next attribute or to the end of the line.
    var end = element.end
    var ahead = 1
    while let token = cursor.token(ahead: ahead), !endsText(token) {
      end = cursor.tokens.elements[cursor.position + ahead].end
      ahead += 1
    }
    end = cursor.scanner.trimmed(element.start, end).upperBound
    cursor.complain(
      "\"\(cursor.scanner.excerpt(element.start, end))\" stands where a text in quotes must be",
      "write it in quotes", fix: quoting(cursor.scanner, element.start, end))
  }

  static func noType(_ cursor: inout Cursor) {
    guard let element = cursor.element, element.token == .reference else {
      return cursor.complain("\(cursor.shown) is no type of a commit", typeHelp)
    }
    let word = cursor.scanner.excerpt(element.start, element.end)
    let type = NearestWord.of(word, in: ["NORMAL", "REVERSE", "HIGHLIGHT"])
    cursor.complain(
      "\"\(word)\" is no type of a commit", type.map { "write `\($0)`" } ?? typeHelp, rule: .badKeyword,
      fix: type.map { Fix(safe: true, edits: [TextEdit(cursor.range(element), $0)]) })
  }

  static func restOfLine(_ cursor: inout Cursor, _ what: String) {
    guard let element = cursor.element else { return }
    // A word right before a colon was meant as an attribute.
    if element.token == .reference, cursor.token(ahead: 1) == .colon {
      let word = cursor.scanner.excerpt(element.start, element.end)
      if let attribute = NearestWord.of(word, in: ["id", "msg", "tag", "type", "order", "parent"]) {
        return cursor.complain(
          "\"\(word)\" is no attribute; it stands behind \(what)", "write `\(attribute):`", rule: .badKeyword,
          fix: Fix(safe: false, edits: [TextEdit(cursor.range(element), attribute)]))
      }
    }
    cursor.complain("\(cursor.shown) stands behind \(what)", "remove it, or begin a new line")
  }

  // MARK: Helpers

  private static let keywords = ["commit", "branch", "checkout", "switch", "merge", "cherry-pick"]
  private static let typeHelp = "write `NORMAL`, `REVERSE` or `HIGHLIGHT`"

  /// Whether what follows the misspelt word is what follows the keyword, so that the line is right with it.
  private static func fits(_ keyword: String, _ cursor: Cursor) -> Bool {
    let isNamed = cursor.token(ahead: 1) == .reference || cursor.token(ahead: 1) == .string
    switch keyword {
    case "branch", "checkout", "switch", "merge": return isNamed
    default:
      switch cursor.token(ahead: 1) {
      case nil, .lineEnd, .id, .tag: return true
      case .message, .string, .type: return keyword == "commit"
      default: return false
      }
    }
  }

  private static func endsText(_ token: GitGraphTerminals.Token) -> Bool {
    switch token {
    case .lineEnd, .id, .message, .tag, .type, .order, .parent: true
    default: false
    }
  }

  /// Quotes around a stretch; nil where it holds quotes already.
  private static func quoting(_ scanner: Scanner, _ start: Int, _ end: Int) -> Fix? {
    guard start < end,
      !scanner.bytes[start..<end].contains(where: { $0 == 0x22 || $0 == 0x5C || $0 == 0x0A })
    else { return nil }
    let range = scanner.range(start, end)
    return Fix(
      safe: true,
      edits: [
        TextEdit(TextRange(at: range.lowerBound), "\""), TextEdit(TextRange(at: range.upperBound), "\""),
      ])
  }

  private static func isSemicolonAtLineEnd(_ scanner: Scanner, _ unknown: Range<Int>) -> Bool {
    unknown.allSatisfy { scanner.bytes[$0] == 0x3B }
      && scanner.endOfBlanks(unknown.upperBound) == scanner.endOfLine(unknown.upperBound)
  }

  /// The unquoted name of a line such as `branch fix(1)`, if the stretch lies in it.
  private static func nameToQuote(_ scanner: Scanner, _ line: Int, holding unknown: Range<Int>) -> Range<Int>?
  {
    let word = scanner.endOfBlanks(line)
    let end = GitGraphTerminals.endOfReference(scanner, word)
    let isNamed =
      scanner.matchesWord("branch", at: word) || scanner.matchesWord("checkout", at: word)
      || scanner.matchesWord("switch", at: word) || scanner.matchesWord("merge", at: word)
    guard isNamed, CharacterClass.isBlank(scanner.byte(at: end)) else { return nil }
    let start = scanner.endOfBlanks(end)
    var stop = start
    while stop < scanner.bytes.count, !CharacterClass.isBlank(scanner.bytes[stop]),
      scanner.bytes[stop] != 0x0A
    {
      stop += 1
    }
    while stop > start, scanner.bytes[stop - 1] == 0x3B { stop -= 1 }
    guard start <= unknown.lowerBound, unknown.upperBound <= stop,
      !scanner.bytes[start..<stop].contains(where: { $0 == 0x22 || $0 == 0x27 })
    else { return nil }
    return start..<stop
  }
}
