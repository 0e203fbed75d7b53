import AtlasCore

/// What the grammar would have accepted where it found something else.
enum FlowExpectation {
  case separator, subgraphTitle, node, ampersand, className, linkID, styledID, space, styleValue, linkIndex
  case interpolation, clickTarget, edgeText
}

/// Says in words what mermaid.js reports as an unexpected token: the most specific thing that explains it.
extension FlowParser {
  /// Mermaid's line: of a character no rule knows, its own; of an unexpected token, where the one before it ended.
  var errorLine: ErrorLine { .of(lexer.token == .unknown ? lexer.start : acceptedEnd) }

  mutating func complainAboutHeader() {
    let end = scanner.endOfLine(lexer.start)
    diagnostics.reject(
      .parseError, trimmed(lexer.start, max(end, lexer.start)), line: errorLine,
      "a flowchart begins with `graph` or `flowchart`, one of the directions TB, TD, BT, LR, RL, and a new line",
      "write `flowchart TD` on a line of its own")
  }

  mutating func complainAboutSpaces(_ end: Int) {
    guard diagnostics.isOpen else { return }
    var start = end
    while start > 0, CharacterClass.isBlank(scanner.bytes[start - 1]) { start -= 1 }
    let extra = range(min(start + 1, end), end)
    diagnostics.reject(
      .parseError, extra, line: .of(start + 1), "only one space may stand here", "remove the others",
      fix: Fix(safe: true, edits: [TextEdit(extra, "")]))
  }

  mutating func complain(_ expected: FlowExpectation) {
    guard diagnostics.isOpen else { return }
    if expected == .subgraphTitle, complainAboutTitle() { return }
    if complainAboutStrayEnd() || complainAboutReservedWord(expected) || complainAboutKeyword() { return }
    if complainAboutArrow(endingAt: lexer.start) || complainAboutComment() || complainAboutGap() { return }
    let (message, help) = explanation(of: expected)
    diagnostics.reject(.parseError, offender, line: errorLine, message, help)
  }

  /// The token, without the white space around it.
  private var offender: TextRange {
    let range = trimmed(lexer.start, lexer.end)
    return range.isEmpty ? self.range(lexer.start, lexer.end) : range
  }

  private var shown: String {
    switch lexer.token {
    case .end, .endOfText: return "the end of the diagram"
    case .lineEnd: return "the end of the line"
    case .space: return "white space"
    default:
      let text = scanner.excerpt(lexer.start, lexer.end)
      return "\"\(ByteText.display(text.utf8.drop { $0 <= 0x20 }))\""
    }
  }

  private func explanation(of expected: FlowExpectation) -> (message: String, help: String) {
    if lexer.token == .end { return ("a quote, a bracket or a text is not closed", "close it on its line") }
    if lexer.token == .unknown, expected == .node || expected == .separator {
      return (
        "\(shown) cannot stand in an id or between statements", "put texts in a label: `id[\"…\"]`"
      )
    }
    switch expected {
    case .separator:
      return lexer.token.isIDPart || lexer.token == .string
        ? (
          "\(shown) stands behind a statement on the same line", "begin a new line, or put a `;` between them"
        )
        : ("\(shown) cannot follow here", "end the statement, or continue it with a link such as `-->`")
    case .node:
      return lexer.token == .string || lexer.token == .markdown
        ? ("a text in quotes is no id", "write `id[\"…\"]`")
        : ("\(shown) stands where the id of a node should", "write an id such as `A`")
    case .ampersand: return ("an `&` between nodes has white space on both sides", "write `A & B`")
    case .className: return ("\(shown) is no name of a class", "name a class behind it")
    case .linkID: return ("the id of a link stands directly before its arrow", "write `e1@-->`")
    case .styledID: return ("\(shown) is no id", "write the ids joined by commas, without white space")
    case .space:
      return ("\(shown) stands where a space and the rest of the statement should", "complete the statement")
    case .styleValue:
      return (
        "\(shown) is no style", "write styles such as `fill:#fff,stroke:#000`, without brackets and quotes"
      )
    case .linkIndex:
      return ("\(shown) is no number of a link", "write numbers joined by commas, or `default`")
    case .interpolation: return ("\(shown) is no curve", "write one such as `basis` or `linear`")
    case .clickTarget:
      return (
        "\(shown) cannot follow `click` here",
        "write `click A \"https://…\" \"tooltip\" _blank`, or `click A call name()`"
      )
    case .subgraphTitle:
      return ("\(shown) cannot stand in a title", "put the title in quotes: `subgraph \"…\"`")
    case .edgeText: return ("this link has no text between its halves", "write `-->` for a link without text")
    }
  }

  // MARK: Words of the language

  /// An `end` that closes nothing.
  private mutating func complainAboutStrayEnd() -> Bool {
    guard lexer.token == .endWord, lexer.start == statementStart else { return false }
    let behind = scanner.endOfBlanks(lexer.inner.upperBound)
    if isNodeContinuation(behind) { return complainAboutReservedWord(.node) }
    diagnostics.reject(
      .unbalancedSubgraph, range(lexer.inner.lowerBound, lexer.inner.upperBound), line: errorLine,
      "this `end` closes no subgraph", "remove it, or add the `subgraph` it belongs to",
      fix: Fix(
        safe: false, edits: [TextEdit(range(lexer.inner.lowerBound, lexer.inner.upperBound), "")]))
    return true
  }

  private func isNodeContinuation(_ offset: Int) -> Bool {
    "[({>".utf8.contains(scanner.byte(at: offset)) || lexer.isLink(at: offset)
  }

  /// A word of the language at the beginning of an id.
  private mutating func complainAboutReservedWord(_ expected: FlowExpectation) -> Bool {
    guard expected == .node || expected == .separator || expected == .className || expected == .styledID
    else { return false }
    switch lexer.token {
    case .endWord, .style, .linkStyle, .classDef, .classWord, .subgraph, .graph, .interpolate, .linkTarget:
      break
    default: return false
    }
    // Behind a complete node only a glued word is part of an id; otherwise a statement begins here.
    if expected == .separator, scanner.byte(at: lexer.start - 1) <= 0x20 { return false }
    let end = lexer.token == .endWord ? lexer.inner.upperBound : lexer.end
    let word = String(decoding: scanner.bytes[lexer.start..<end], as: UTF8.self)
    let place = range(lexer.start, end)
    let name = freeName(for: word)
    let isAlone = !"[({>".utf8.contains(scanner.byte(at: end)) && !isIDByte(scanner.byte(at: end))
    let replacement = expected == .node && isAlone ? "\(name)[\"\(word)\"]" : name
    diagnostics.reject(
      .reservedID, place, line: errorLine, "\"\(word)\" is a word of the language and cannot begin an id",
      "write `\(replacement)`", fix: Fix(safe: true, edits: [TextEdit(place, replacement)]))
    return true
  }

  private func isIDByte(_ byte: UInt8) -> Bool {
    FlowByteClass.isWordByte(byte) || byte == 0x2D || byte >= 0x80
  }

  /// The word in capitals at the beginning, with a number where the diagram uses that already.
  private func freeName(for word: String) -> String {
    let name = word.prefix(1).uppercased() + word.dropFirst()
    let bytes = Array(name.utf8)
    let isTaken = scanner.bytes.indices.contains {
      scanner.bytes[$0] == bytes[0] && scanner.bytes[$0...].starts(with: bytes)
    }
    return isTaken ? name + "_1" : name
  }

  private static let keywords = [
    "subgraph", "end", "classDef", "class", "style", "linkStyle", "click", "direction",
  ]

  /// A statement whose first word is nearly one of the language, and that is right with that word.
  private mutating func complainAboutKeyword() -> Bool {
    var end = statementStart
    while CharacterClass.isLetter(scanner.byte(at: end)) { end += 1 }
    let word = String(decoding: scanner.bytes[statementStart..<end], as: UTF8.self)
    guard scanner.byte(at: end) == 0x20, lexer.start > end,
      let keyword = NearestWord.of(word, in: FlowParser.keywords), keyword != word
    else { return false }
    let lineEnd = scanner.endOfLine(end)
    let corrected =
      Array("flowchart TD\n\(keyword)".utf8) + scanner.bytes[end..<lineEnd]
      + Array((keyword == "subgraph" ? "\nend" : "").utf8)
    let check = Mermaid.parse(corrected)
    guard check.verdict != .invalid || check.findings.first?.code == SyntaxRule.semanticError.rawValue else {
      return false
    }
    let place = range(statementStart, end)
    diagnostics.reject(
      .badKeyword, place, line: errorLine, "\"\(word)\" is no word of the language", "write `\(keyword)`",
      fix: Fix(safe: true, edits: [TextEdit(place, keyword)]))
    return true
  }

  // MARK: Arrows, comments, gaps

  private static let arrows: [(written: String, right: String)] = [
    ("--->>", "-->"), ("-->>", "-->"), ("->>", "-->"), ("==>>", "==>"), ("=>", "==>"), ("..>", "-.->"),
    (".->", "-.->"), ("->", "-->"), ("-x", "--x"), ("-o", "--o"), ("<-", "<-->"), ("—>", "-->"),
    ("–>", "-->"),
    ("→", "-->"), ("⇒", "==>"), ("—", "---"), ("–", "---"),
  ]

  /// An arrow that mermaid.js does not know, where it stands at an offset or ends there.
  mutating func complainAboutArrow(endingAt offset: Int) -> Bool {
    for arrow in FlowParser.arrows {
      let bytes = Array(arrow.written.utf8)
      for back in 0..<bytes.count where offset >= back {
        let start = offset - back
        guard start >= statementStart, scanner.bytes[start...].starts(with: bytes) else { continue }
        let end = start + bytes.count
        guard canBeArrow(start, end) else { continue }
        let place = range(start, end)
        if diagnostics.isOpen {
          diagnostics.reject(
            .badKeyword, place, line: errorLine, "\"\(arrow.written)\" is no arrow of a flowchart",
            "write `\(arrow.right)`", fix: Fix(safe: true, edits: [TextEdit(place, arrow.right)]))
        }
        return true
      }
    }
    return false
  }

  /// Whether a node can end before and another begin behind.
  private func canBeArrow(_ start: Int, _ end: Int) -> Bool {
    var before = start
    while before > statementStart, CharacterClass.isBlank(scanner.bytes[before - 1]) { before -= 1 }
    let last = scanner.byte(at: before - 1)
    guard before > statementStart, last > 0x20, last != 0x2D, last != 0x3D, last != 0x2E else { return false }
    let next = scanner.endOfBlanks(end)
    let byte = scanner.byte(at: next)
    if byte == 0x7C { return true }
    let isWordNext = CharacterClass.isWord(byte) || byte >= 0x80
    // "-x" and the like are arrows only with white space around them.
    let isLetter = CharacterClass.isLetter(scanner.byte(at: end - 1))
    return isWordNext && (!isLetter || (next > end && before < start))
  }

  /// A comment behind a statement: in a flowchart comments need a line of their own.
  private mutating func complainAboutComment() -> Bool {
    guard scanner.matches("%%", at: lexer.start) else { return false }
    var start = lexer.start
    while start > 0, CharacterClass.isBlank(scanner.bytes[start - 1]) { start -= 1 }
    diagnostics.reject(
      .parseError, trimmed(lexer.start, scanner.endOfLine(lexer.start)), line: errorLine,
      "a comment cannot stand behind a statement of a flowchart", "put it on a line of its own",
      fix: Fix(safe: true, edits: [TextEdit(range(start, lexer.start), "\n")]))
    return true
  }

  /// White space between an id and its label.
  private mutating func complainAboutGap() -> Bool {
    guard "[({".utf8.contains(scanner.byte(at: lexer.start)), lexer.start > statementStart else {
      return false
    }
    var start = lexer.start
    while start > statementStart, CharacterClass.isBlank(scanner.bytes[start - 1]) { start -= 1 }
    guard start < lexer.start, isIDByte(scanner.byte(at: start - 1)) else { return false }
    let gap = range(start, lexer.start)
    diagnostics.reject(
      .parseError, gap, line: errorLine, "white space separates an id from its label", "remove it",
      fix: Fix(safe: true, edits: [TextEdit(gap, "")]))
    return true
  }
}
