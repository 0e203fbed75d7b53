/// The tokens of an event model, in the order in which mermaid's generated lexer tries them.
///
/// Ids come before titles, and white space takes the indentation of the next line with it: `title` and `accTitle` are
/// statements only on a line that has begun, and ids everywhere else.
enum EventTerminals: Terminals {
  enum Token: TextToken {
    case eventmodeling, timeFrame, resetFrame, entity, data, note, scenario, given, when, then
    case role, format, arrow, openReference, closeReference, backtick, dot
    case id, number, inlineData, dataBlock, accDescr, accTitle, title
  }

  private enum Search {
    static let comment = 0
    static let block = 1
    static let lineEnd = 2
    static let brace = 3
    static let doubleQuote = 4
    static let quote = 5
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    var memory = SearchMemory()
    return match(scanner, at: offset, &memory)
  }

  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<Token>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x60: return .token(.backtick, end: offset + 1)
    case 0x2E: return .token(.dot, end: offset + 1)
    case 0x5B: return scanner.matches("[[", at: offset) ? .token(.openReference, end: offset + 2) : nil
    case 0x5D: return scanner.matches("]]", at: offset) ? .token(.closeReference, end: offset + 2) : nil
    case 0x2D:
      if scanner.matches("->>", at: offset) { return .token(.arrow, end: offset + 3) }
      return comment(scanner, at: offset)
    case 0x30...0x39: return .token(.number, end: endOfNumber(scanner, offset))
    case 0x7B: return data(scanner, offset, 0x7D, Search.brace, &memory)
    case 0x22: return data(scanner, offset, 0x22, Search.doubleQuote, &memory)
    case 0x27: return data(scanner, offset, 0x27, Search.quote, &memory)
    case 0x25: return comment(scanner, at: offset)
    case 0x2F:
      if let end = scanner.endOfBlockComment("/*", "*/", offset, &memory, slot: Search.comment) {
        return .hidden(end: end, isComment: true)
      }
      return scanner.matches("//", at: offset)
        ? .hidden(end: scanner.endOfLine(offset), isComment: true) : nil
    default: break
    }
    if CharacterClass.isLetter(first) || first == 0x5F { return word(scanner, offset) }
    if CharacterClass.isBlank(first), let text = text(scanner, at: offset) { return text }
    let end = scanner.endOfWhitespace(offset)
    return end > offset ? .hidden(end: end, isComment: false) : nil
  }

  private static func word(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token> {
    let end = scanner.endOfWord(offset)
    return .token(keyword(scanner, offset, end) ?? .id, end: end)
  }

  private static func keyword(_ scanner: Scanner, _ start: Int, _ end: Int) -> Token? {
    func find(_ words: [(StaticString, Token)]) -> Token? {
      words.first { scanner.matches($0.0, at: start) }?.1
    }
    switch end - start {
    case 2: return find(wordsOf2)
    case 3: return find(wordsOf3)
    case 4: return find(wordsOf4)
    case 5: return find(wordsOf5)
    case 6: return scanner.matches("entity", at: start) ? .entity : nil
    case 7: return scanner.matches("command", at: start) ? .role : nil
    case 9: return find(wordsOf9)
    case 10: return scanner.matches("resetframe", at: start) ? .resetFrame : nil
    case 13: return scanner.matchesLooseKeyword("eventmodeling", at: start) ? .eventmodeling : nil
    default: return nil
    }
  }

  private static let wordsOf2: [(StaticString, Token)] = [
    ("tf", .timeFrame), ("rf", .resetFrame), ("ui", .role), ("md", .format),
  ]
  private static let wordsOf3: [(StaticString, Token)] = [
    ("cmd", .role), ("evt", .role), ("rmo", .role), ("pcr", .role), ("gwt", .scenario), ("uri", .format),
  ]
  private static let wordsOf4: [(StaticString, Token)] = [
    ("data", .data), ("note", .note), ("when", .when), ("then", .then), ("json", .format), ("salt", .format),
    ("html", .format), ("text", .format),
  ]
  private static let wordsOf5: [(StaticString, Token)] = [
    ("event", .role), ("given", .given), ("jsobj", .format), ("figma", .format),
  ]
  private static let wordsOf9: [(StaticString, Token)] = [
    ("timeframe", .timeFrame), ("readmodel", .role), ("processor", .role),
  ]

  /// One to three digits.
  private static func endOfNumber(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start + 1
    while end < start + 3, CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    return end
  }

  /// `{…}`, `"…"` or `'…'` up to the last closing sign of the line, or a block: a brace at the end of its line, up to
  /// a line that begins with the closing brace.
  private static func data(
    _ scanner: Scanner, _ offset: Int, _ close: UInt8, _ slot: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<Token>? {
    let lineEnd =
      memory.next(Search.lineEnd, from: offset) { start in
        var index = start
        while index < scanner.bytes.count, CharacterClass.lineTerminatorLength(scanner.bytes, index) == 0 {
          index += 1
        }
        return index
      } ?? scanner.bytes.count
    // The last closing sign of the line, or the end of the line where there is none.
    let last =
      memory.next(slot, from: offset + 1) { start in
        var last = lineEnd
        var index = lineEnd - 1
        while index >= start, last == lineEnd {
          if scanner.bytes[index] == close { last = index }
          index -= 1
        }
        return last
      } ?? lineEnd
    if last < lineEnd { return .token(.inlineData, end: last + 1) }
    guard close == 0x7D else { return nil }
    return endOfBlock(scanner, offset, &memory).map { .token(.dataBlock, end: $0) }
  }

  /// Behind the closing brace: one farther down is preferred to one right below the opening.
  private static func endOfBlock(_ scanner: Scanner, _ start: Int, _ memory: inout SearchMemory) -> Int? {
    let first = scanner.endOfBlanks(start + 1)
    guard scanner.byte(at: first) == 0x0A else { return nil }
    let last = memory.next(Search.block, from: first + 1) { start in
      var line = scanner.next(0x0A, from: start)
      while line < scanner.bytes.count {
        if endOfBlockLine(scanner, line + 1) != nil { return line }
        line = scanner.next(0x0A, from: line + 1)
      }
      return nil
    }
    return endOfBlockLine(scanner, (last ?? first) + 1)
  }

  /// A closing brace at the beginning of a line, with white space behind it.
  private static func endOfBlockLine(_ scanner: Scanner, _ start: Int) -> Int? {
    guard scanner.byte(at: start) == 0x7D else { return nil }
    let end = start + 1
    if scanner.byte(at: end) == 0x0A { return end + 1 }
    return end >= scanner.bytes.count || CharacterClass.whitespaceLength(scanner.bytes, end) > 0 ? end : nil
  }
}
