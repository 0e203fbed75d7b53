import AtlasCore

/// The findings about the syntax of a gitGraph, with their repairs.
enum GitGraphComplaints {
  typealias Reader = TokenReader<GitGraphTerminals>

  /// Characters that no token of a gitGraph begins with. Most stand in the name of a branch that wants quotes, or are
  /// semicolons out of habit.
  static func reportUnknownCharacters(_ reader: inout Reader) {
    let scanner = reader.scanner
    var lastLine = -1
    for unknown in reader.unknown where reader.diagnostics.isOpen && !reader.reportOpenQuote(unknown) {
      let line = scanner.startOfLine(unknown.lowerBound)
      let range = scanner.range(unknown.lowerBound, unknown.upperBound)
      let text = scanner.excerpt(unknown.lowerBound, unknown.upperBound)
      if let name = nameToQuote(scanner, line, holding: unknown) {
        let fix = line == lastLine ? nil : quoting(scanner, name.lowerBound, name.upperBound)
        reader.diagnostics.reject(
          .parseError, range, line: .of(unknown.lowerBound),
          "\"\(text)\" cannot stand in the name of a branch without quotes",
          "write the name in quotes: `\"\(scanner.excerpt(name.lowerBound, name.upperBound))\"`", fix: fix)
      } else if isSemicolonAtLineEnd(scanner, unknown) {
        reader.diagnostics.reject(
          .parseError, range, line: .of(unknown.lowerBound), "statements of a gitGraph do not end with \";\"",
          "remove it", fix: Fix(safe: true, edits: [TextEdit(range, "")]))
      } else {
        reader.report(unknown: unknown, in: "a gitGraph", #"write texts in quotes: `commit id: "…"`"#)
      }
      lastLine = line
    }
  }

  /// The token here begins no statement.
  static func noStatement(_ reader: inout Reader) {
    guard let element = reader.element, reader.diagnostics.isOpen else { return }
    switch element.token {
    case .reference:
      let word = reader.scanner.excerpt(element.start, element.end)
      guard let keyword = NearestWord.of(word, in: keywords) else { break }
      return reader.complain(
        "\"\(word)\" begins no statement of a gitGraph", "write `\(keyword)`", rule: .badKeyword,
        fix: Fix(safe: fits(keyword, reader), edits: [TextEdit(reader.range(element), keyword)]))
    case .direction:
      guard let before = reader.previous, before.token == .gitGraph else { break }
      let word = reader.scanner.excerpt(element.start, element.end)
      let end = reader.range(element).upperBound
      return reader.complain(
        "the direction \"\(word)\" needs a colon behind it", "write `gitGraph \(word):`",
        fix: Fix(safe: true, edits: [TextEdit(TextRange(at: end), ":")]))
    default: break
    }
    reader.complain(
      "\(reader.shown) begins no statement of a gitGraph",
      "begin it with `commit`, `branch`, `checkout`, `merge` or `cherry-pick`")
  }

  /// No name stands where one must: most often it is a word of the language.
  static func noName(_ reader: inout Reader) {
    guard let element = reader.element, element.token != .lineEnd else {
      return reader.complain(
        "the name of a branch is missing", "write it behind the word, for example `develop`")
    }
    let end = reader.scanner.trimmed(element.start, element.end).upperBound
    reader.complain(
      "\(reader.shown) is a word of the language and no name of a branch", "write the name in quotes",
      rule: .reservedID, fix: quoting(reader.scanner, element.start, end))
  }

  /// A text that must stand in quotes does not.
  static func unquoted(_ reader: inout Reader) {
    guard let element = reader.element, element.token != .lineEnd else {
      return reader.complain("\(reader.shown) stands where a text in quotes must be", #"write it as `"…"`"#)
    }
    // What was meant reaches to the next attribute or to the end of the line.
    var end = element.end
    var ahead = 1
    while let next = reader.element(ahead: ahead), !endsText(next.token) {
      end = next.end
      ahead += 1
    }
    end = reader.scanner.trimmed(element.start, end).upperBound
    reader.complain(
      "\"\(reader.scanner.excerpt(element.start, end))\" stands where a text in quotes must be",
      "write it in quotes", fix: quoting(reader.scanner, element.start, end))
  }

  static func noType(_ reader: inout Reader) {
    guard let element = reader.element, element.token == .reference else {
      return reader.complain("\(reader.shown) is no type of a commit", typeHelp)
    }
    let word = reader.scanner.excerpt(element.start, element.end)
    let type = NearestWord.of(word, in: ["NORMAL", "REVERSE", "HIGHLIGHT"])
    reader.complain(
      "\"\(word)\" is no type of a commit", type.map { "write `\($0)`" } ?? typeHelp, rule: .badKeyword,
      fix: type.map { Fix(safe: true, edits: [TextEdit(reader.range(element), $0)]) })
  }

  static func restOfLine(_ reader: inout Reader, _ what: String) {
    guard let element = reader.element else { return }
    // A word right before a colon was meant as an attribute.
    if element.token == .reference, reader.token(ahead: 1) == .colon {
      let word = reader.scanner.excerpt(element.start, element.end)
      if let attribute = NearestWord.of(word, in: ["id", "msg", "tag", "type", "order", "parent"]) {
        return reader.complain(
          "\"\(word)\" is no attribute; it stands behind \(what)", "write `\(attribute):`", rule: .badKeyword,
          fix: Fix(safe: false, edits: [TextEdit(reader.range(element), attribute)]))
      }
    }
    reader.complain("\(reader.shown) stands behind \(what)", "remove it, or begin a new line")
  }

  // MARK: Helpers

  private static let keywords = ["commit", "branch", "checkout", "switch", "merge", "cherry-pick"]
  private static let typeHelp = "write `NORMAL`, `REVERSE` or `HIGHLIGHT`"

  /// Whether what follows the misspelt word is what follows the keyword, so that the line is right with it.
  private static func fits(_ keyword: String, _ reader: Reader) -> Bool {
    let isNamed = reader.token(ahead: 1) == .reference || reader.token(ahead: 1) == .string
    switch keyword {
    case "branch", "checkout", "switch", "merge": return isNamed
    default:
      switch reader.token(ahead: 1) {
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
    guard start < end, !scanner.bytes[start..<end].contains(where: { $0 == 0x5C || $0 == 0x0A }) else {
      return nil
    }
    return scanner.quoting(start..<end)
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
