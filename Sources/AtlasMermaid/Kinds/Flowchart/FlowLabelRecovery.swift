import AtlasCore

/// Reading on behind a label that mermaid.js cannot read. The label most likely ends where a bracket closes and the
/// statement goes on as statements do: with a link, a class, the next line.
extension FlowParser {
  /// A label as recovery found it.
  struct RecoveredLabel {
    var shape: FlowShape?
    var label: LabelText
  }

  /// The ways to read brackets, longest opening first.
  private struct Brackets {
    var opening: StaticString
    var closing: StaticString
    var shape: FlowShape?
    var isSimple = false
  }

  private static let allBrackets: [Brackets] = [
    Brackets(opening: "(((", closing: ")))", shape: .doubleCircle),
    Brackets(opening: "((", closing: "))", shape: .circle),
    Brackets(opening: "([", closing: "])", shape: .stadium),
    Brackets(opening: "[[", closing: "]]", shape: .subroutine),
    Brackets(opening: "[(", closing: ")]", shape: .cylinder),
    Brackets(opening: "[/", closing: "/]", shape: .leanRight),
    Brackets(opening: "[/", closing: "\\]", shape: .trapezoid),
    Brackets(opening: "[\\", closing: "\\]", shape: .leanLeft),
    Brackets(opening: "[\\", closing: "/]", shape: .invertedTrapezoid),
    Brackets(opening: "{{", closing: "}}", shape: .hexagon),
    Brackets(opening: "[", closing: "]", shape: .rectangle, isSimple: true),
    Brackets(opening: "(", closing: ")", shape: .round, isSimple: true),
    Brackets(opening: "{", closing: "}", shape: .diamond, isSimple: true),
    Brackets(opening: ">", closing: "]", shape: .asymmetric, isSimple: true),
    Brackets(opening: "|", closing: "|", shape: nil, isSimple: true),
  ]

  /// Reports the label whose bracket opens at `opener` and goes on behind it; nil where its end cannot be told.
  mutating func recoverLabel(opener: Int, isTitle: Bool) -> RecoveredLabel? {
    if complainAboutArrow(endingAt: opener) { return nil }
    let line = errorLine
    for brackets in FlowParser.allBrackets where scanner.matches(brackets.opening, at: opener) {
      let start = opener + brackets.opening.utf8CodeUnitCount
      guard let end = endOfBrokenLabel(start, brackets.closing, isTitle) else { continue }
      let balance = BracketBalance(scanner.bytes[start..<end])
      guard brackets.isSimple || balance.isEven else { continue }
      let content = trimmed(start, end)
      let label = RecoveredLabel(shape: brackets.shape, label: LabelText(content, .plain))
      reportBrokenLabel(content, brackets.opening, line)
      goOn(at: end + brackets.closing.utf8CodeUnitCount)
      return label
    }
    let end = scanner.endOfLine(opener)
    guard diagnostics.isOpen else { return nil }
    let opening = scanner.excerpt(opener, opener + 1)
    diagnostics.reject(
      .parseError, trimmed(opener, end), line: line,
      "the label that begins with \"\(opening)\" is not closed",
      "close it on its line, and put a text with brackets or quotes in it between double quotes")
    return nil
  }

  private mutating func reportBrokenLabel(
    _ content: TextRange, _ opening: StaticString, _ line: ErrorLine
  ) {
    guard diagnostics.isOpen else { return }
    let text = Array(scanner.source.original[content.bounds])
    let quoted = LabelQuoting.quoted(text)
    let balance = BracketBalance(text[...])
    let opener = opening.withUTF8Buffer { $0[0] }
    if opener == UInt8(ascii: "["), !text.contains(0x22), balance.isOneParenTooMany {
      let hasOpening = balance.unclosed > 0
      diagnostics.reject(
        .shapeMismatch, content, line: line,
        hasOpening
          ? "the brackets of this shape do not pair: \"[(\" is closed by \"]\""
          : "the brackets of this shape do not pair: \"[\" is closed by \")]\"",
        "write `[(…)]` for a cylinder, or put the text in quotes: `[\"…\"]`",
        fix: Fix(safe: true, edits: [TextEdit(content, quoted)]),
        guess: Fix(
          safe: false, edits: [TextEdit(content, LabelQuoting.cylinder(text, without: balance.stray))]))
      return
    }
    let special = FlowParser.special(in: text)
    diagnostics.reject(
      .unquotedSpecialLabel, content, line: line, "unquoted \(special) in a label",
      "write \(FlowParser.example(opening, quoted))",
      fix: Fix(safe: true, edits: [TextEdit(content, quoted)]))
  }

  /// What in the text the grammar cannot read, for the message.
  private static func special(in text: [UInt8]) -> String {
    if text.isEmpty { return "nothing" }
    if text[0] == UInt8(ascii: "/") || text[0] == UInt8(ascii: "\\") {
      return "\"\(ByteText.display([text[0]]))\" at the beginning"
    }
    if let special = text.first(where: { "()[]{}|".utf8.contains($0) }) {
      return "\"\(ByteText.display([special]))\""
    }
    if text.contains(0x22) { return "double quote" }
    if text.contains(UInt8(ascii: "@")) { return "\"@\" between words" }
    return "text"
  }

  private static func example(_ opening: StaticString, _ quoted: String) -> String {
    var quoted = quoted
    if quoted.utf8.count > 60 { quoted = String(quoted.prefix(50)) + "…\"" }
    switch opening.withUTF8Buffer({ $0[0] }) {
    case UInt8(ascii: "|"): return "`|\(quoted)|`"
    case UInt8(ascii: "("): return "`(\(quoted))`"
    case UInt8(ascii: "{"): return "`{\(quoted)}`"
    default: return "`[\(quoted)]`"
    }
  }

  /// The first place on the line where the bracket closes and the statement can go on.
  private func endOfBrokenLabel(_ start: Int, _ closing: StaticString, _ isTitle: Bool) -> Int? {
    let lineEnd = scanner.endOfLine(start)
    let isPipe = closing.withUTF8Buffer { $0[0] } == UInt8(ascii: "|")
    var index = start
    while index < lineEnd {
      if index > start, scanner.matches(closing, at: index) {
        let end = index + closing.utf8CodeUnitCount
        if isPipe ? canBeginNode(end) : canGoOn(end, isTitle) { return index }
      }
      index += 1
    }
    return nil
  }

  private func canGoOn(_ offset: Int, _ isTitle: Bool) -> Bool {
    let next = scanner.endOfBlanks(offset)
    let byte = scanner.byte(at: next)
    if byte == 0x0A || byte == 0x3B || next >= scanner.bytes.count { return true }
    if isTitle { return false }
    return scanner.matches(":::", at: next) || scanner.matches("@{", at: next)
      || scanner.matches("%%", at: next)
      || (byte == 0x26 && next > offset) || lexer.isLink(at: next)
  }

  private func canBeginNode(_ offset: Int) -> Bool {
    let byte = scanner.byte(at: scanner.endOfBlanks(offset))
    return CharacterClass.isWord(byte) || byte >= 0x80
  }

  private mutating func goOn(at offset: Int) {
    lexer.restart(at: offset)
    acceptedEnd = offset
    lexer.next()
  }

  // MARK: Texts on edges

  /// Reports a text between the halves of a link that cannot be read, and goes on behind the link.
  mutating func recoverEdgeText(
    _ start: Int, _ id: TextRange?, _ opening: Range<Int>, _ textStart: Int
  ) -> FlowLink? {
    let line = errorLine
    let lineEnd = scanner.endOfLine(textStart)
    let stroke = scanner.bytes[opening].last ?? 0
    var index = textStart
    while index < lineEnd {
      if let end = lexer.endOfLink(at: index, stroke), end <= lineEnd, canBeginNode(end), index > textStart {
        return recoveredLink(start, id, opening, textStart..<index, end, line)
      }
      index += 1
    }
    guard diagnostics.isOpen else { return nil }
    let written = scanner.excerpt(opening.lowerBound, opening.upperBound)
    let whole = stroke == UInt8(ascii: "=") ? "===" : stroke == UInt8(ascii: ".") ? "-.-" : "---"
    diagnostics.reject(
      .parseError, range(opening.lowerBound, opening.upperBound), line: line,
      "the link that begins with \"\(written)\" has no end",
      "write `\(whole)` for a line, or `\(written) text \(whole.dropLast())>` for a text on it",
      fix: Fix(safe: false, edits: [TextEdit(range(opening.lowerBound, opening.upperBound), whole)]))
    return nil
  }

  private mutating func recoveredLink(
    _ start: Int, _ id: TextRange?, _ opening: Range<Int>, _ text: Range<Int>, _ end: Int, _ line: ErrorLine
  ) -> FlowLink? {
    let content = trimmed(text.lowerBound, text.upperBound)
    guard !content.isEmpty else {
      complain(.edgeText)
      return nil
    }
    var from = text.upperBound
    while CharacterClass.isBlank(scanner.byte(at: from)) { from += 1 }
    var link = FlowLink(opening: scanner.bytes[opening], closing: scanner.bytes[from..<end])
    link.id = id
    link.label = LabelText(content, .plain)
    link.range = range(id == nil ? opening.lowerBound : start, end)
    if diagnostics.isOpen {
      let quoted = LabelQuoting.quoted(Array(scanner.source.original[content.bounds]))
      diagnostics.reject(
        .unquotedSpecialLabel, content, line: line, "the text on this link cannot be read without quotes",
        "write `\(scanner.excerpt(opening.lowerBound, opening.upperBound)) \(quoted) \(scanner.excerpt(from, end))`",
        fix: Fix(safe: true, edits: [TextEdit(content, quoted)]))
    }
    goOn(at: scanner.endOfWhitespace(end))
    return link
  }

  // MARK: Ids

  /// An `@` between words makes mermaid.js read everything before it as the id of a link. Where it stands in a label,
  /// quotes help.
  mutating func recoverLinkID() -> FlowNode? {
    let start = lexer.start
    var opener = start
    while opener < lexer.end, !"[({|>".utf8.contains(scanner.bytes[opener]) { opener += 1 }
    guard opener > start, opener < lexer.end, scanner.bytes[opener] != UInt8(ascii: "|") else { return nil }
    let idEnd = opener
    guard let recovered = recoverLabel(opener: opener, isTitle: false) else { return nil }
    return FlowNode(
      range: range(start, acceptedEnd), id: range(start, idEnd), shape: recovered.shape,
      label: recovered.label)
  }

  // MARK: Titles

  /// Reports a title that needs quotes; false where quotes are not what it lacks.
  mutating func complainAboutTitle() -> Bool {
    guard diagnostics.isOpen else { return false }
    var start = scanner.endOfBlanks(statementStart + 8)
    var end = scanner.endOfLine(statementStart)
    while end > start, CharacterClass.isBlank(scanner.bytes[end - 1]) || scanner.bytes[end - 1] == 0x3B {
      end -= 1
    }
    guard start > statementStart + 8, end > start else { return false }
    let title = trimmed(start, end)
    let text = Array(scanner.source.original[title.bounds])
    if text[0] == 0x22, text.last == 0x22, text.count > 1, !text[1..<(text.count - 1)].contains(0x22) {
      // Only the white space before the quote is too much.
      start = statementStart + 9
      let blanks = range(start, scanner.endOfBlanks(start))
      diagnostics.reject(
        .parseError, blanks, line: errorLine, "only one space may stand before a title in quotes",
        "remove the others", fix: Fix(safe: true, edits: [TextEdit(blanks, "")]))
      return true
    }
    if let quote = text.firstIndex(of: 0x22), text.last == 0x22, quote < text.count - 1, quote > 0,
      text[0..<quote].allSatisfy({ CharacterClass.isWord($0) || CharacterClass.isBlank($0) })
    {
      let id = text[0..<quote].prefix { CharacterClass.isWord($0) }
      let gap = TextRange(title.lowerBound + id.count, title.lowerBound + quote)
      diagnostics.reject(
        .parseError, title, line: errorLine, "a title behind an id stands in brackets",
        "write `\(ByteText.display(id))[\(ByteText.display(text[quote...]))]`",
        fix: Fix(safe: true, edits: [TextEdit(gap, "["), TextEdit(TextRange(at: title.upperBound), "]")]))
      return true
    }
    let quoted = LabelQuoting.quoted(text)
    diagnostics.reject(
      .unquotedSpecialLabel, title, line: errorLine,
      "unquoted \(FlowParser.special(in: text)) in the title of a subgraph", "write `subgraph \(quoted)`",
      fix: Fix(safe: true, edits: [TextEdit(title, quoted)]))
    return true
  }
}

/// Whether the brackets of a text pair.
struct BracketBalance {
  private(set) var isEven = true
  /// Round brackets that open and do not close, or close and were not open.
  private(set) var unclosed = 0
  private(set) var unopened = 0
  private var others = 0
  /// The offset in the text of a round bracket without a partner.
  private(set) var stray: Int?

  init(_ text: ArraySlice<UInt8>) {
    var stack: [(byte: UInt8, offset: Int)] = []
    for (offset, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): stack.append((byte, offset))
      case UInt8(ascii: ")"): close(UInt8(ascii: "("), offset, &stack)
      case UInt8(ascii: "]"): close(UInt8(ascii: "["), offset, &stack)
      case UInt8(ascii: "}"): close(UInt8(ascii: "{"), offset, &stack)
      default: break
      }
    }
    unclosed = stack.count { $0.byte == UInt8(ascii: "(") }
    others += stack.count - unclosed
    if let open = stack.first(where: { $0.byte == UInt8(ascii: "(") }) { stray = open.offset }
    isEven = unclosed + unopened + others == 0
  }

  /// One round bracket is too much at one end, and all else pairs.
  var isOneParenTooMany: Bool { unclosed + unopened == 1 && others == 0 }

  private mutating func close(_ opening: UInt8, _ offset: Int, _ stack: inout [(byte: UInt8, offset: Int)]) {
    if stack.last?.byte == opening {
      stack.removeLast()
    } else if opening == UInt8(ascii: "(") {
      unopened += 1
      stray = offset
    } else {
      others += 1
    }
  }
}

/// Puts label texts in quotes.
enum LabelQuoting {
  /// The text between double quotes, its own quotes as `#quot;`; quotes that are around it already stay as they are.
  static func quoted(_ text: [UInt8]) -> String {
    var text = text[...]
    if text.count > 1, text.first == 0x22, text.last == 0x22 { text = text.dropFirst().dropLast() }
    var result: [UInt8] = [0x22]
    var index = text.startIndex
    while index < text.endIndex {
      if text[index] == 0x5C, index + 1 < text.endIndex, text[index + 1] == 0x22 { index += 1 }
      if text[index] == 0x22 { result += Array("#quot;".utf8) } else { result.append(text[index]) }
      index += 1
    }
    result.append(0x22)
    return String(decoding: result, as: UTF8.self)
  }

  /// `("text")` for a cylinder, without the bracket that has no partner.
  static func cylinder(_ text: [UInt8], without stray: Int?) -> String {
    var inner = text
    if let stray { inner.remove(at: stray) }
    return "(\(quoted(inner)))"
  }
}
