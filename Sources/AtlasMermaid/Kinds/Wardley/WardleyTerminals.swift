/// The tokens of a Wardley map, in the order in which mermaid's generated lexer tries them.
///
/// The words of the grammar are terminals and no keywords, so they match wherever a token begins with them: `market`
/// and `build` in `marketing` and `builder` too.
enum WardleyTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, openBracket, comma, closeBracket, at, slash, openParenthesis, closeParenthesis, minus
    case openBrace, closeBrace, decimal, arrow, linkPort, linkArrow, linkLabel, strategy
    case wardley, size, evolution, anchor, component, label, inertia, evolve, pipeline, note, annotations
    case annotation, accelerator, deaccelerator
    case name, accDescr, accTitle, title, integer, string, id
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x5B: return .token(.openBracket, end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x5D: return .token(.closeBracket, end: offset + 1)
    case 0x40: return .token(.at, end: offset + 1)
    case 0x2F: return .token(.slash, end: offset + 1)
    case 0x28: return .token(.openParenthesis, end: offset + 1)
    case 0x29: return .token(.closeParenthesis, end: offset + 1)
    case 0x7B: return .token(.openBrace, end: offset + 1)
    case 0x7D: return .token(.closeBrace, end: offset + 1)
    case 0x3E: return .token(.linkArrow, end: offset + 1)
    case 0x2D: return dash(scanner, offset)
    case 0x2B: return plus(scanner, offset)
    case 0x3B:
      let end = scanner.endOfLine(offset)
      return end > offset + 1 ? .token(.linkLabel, end: end) : nil
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25: return comment(scanner, at: offset)
    case 0x30...0x39: return number(scanner, offset)
    case 0x5F: return scanner.endOfID(offset).map { .token(.id, end: $0) }
    default: return CharacterClass.isLetter(first) ? word(scanner, offset) : nil
    }
  }

  private static func dash(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token> {
    if scanner.byte(at: offset + 1) == 0x3E { return .token(.arrow, end: offset + 2) }
    if scanner.matches("-->", at: offset) { return .token(.linkArrow, end: offset + 3) }
    if scanner.matches("-.->", at: offset) { return .token(.linkArrow, end: offset + 4) }
    return comment(scanner, at: offset) ?? .token(.minus, end: offset + 1)
  }

  /// `+<>`, `+>`, `+<`, and the same with a label: `+'text'>`.
  private static func plus(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token>? {
    func head(_ start: Int) -> Int? {
      switch scanner.byte(at: start) {
      case 0x3C: scanner.byte(at: start + 1) == 0x3E ? start + 2 : start + 1
      case 0x3E: start + 1
      default: nil
      }
    }
    if let end = head(offset + 1) { return .token(.linkPort, end: end) }
    guard scanner.byte(at: offset + 1) == 0x27 else { return nil }
    let close = scanner.next(0x27, from: offset + 2)
    return head(close + 1).map { .token(.linkArrow, end: $0) }
  }

  /// `0.5`, or an integer without a leading zero and without a dot behind it.
  private static func number(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token>? {
    let whole = scanner.endOfDigits(offset)
    if scanner.byte(at: whole) == 0x2E, CharacterClass.isDigit(scanner.byte(at: whole + 1)) {
      return .token(.decimal, end: scanner.endOfDigits(whole + 1))
    }
    if let end = scanner.endOfInteger(offset) { return .token(.integer, end: end) }
    return scanner.endOfID(offset).map { .token(.id, end: $0) }
  }

  private static func word(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token>? {
    if let (token, count) = keyword(scanner, offset) { return .token(token, end: offset + count) }
    switch scanner.byte(at: offset) {
    case 0x74 where scanner.matches("title", at: offset):
      if CharacterClass.whitespaceLength(scanner.bytes, offset + 5) > 0 {
        return text(scanner, at: offset)
      }
    case 0x61 where scanner.matches("accTitle", at: offset) || scanner.matches("accDescr", at: offset):
      if let text = text(scanner, at: offset) { return text }
      return scanner.endOfID(offset).map { .token(.id, end: $0) }
    default: break
    }
    return .token(.name, end: endOfName(scanner, offset))
  }

  private static func keyword(_ scanner: Scanner, _ offset: Int) -> (Token, Int)? {
    let bytes: [(StaticString, Token)]
    switch scanner.byte(at: offset) {
    case 0x61: bytes = wordsOfA
    case 0x62: bytes = wordsOfB
    case 0x63: bytes = wordsOfC
    case 0x64: bytes = wordsOfD
    case 0x65: bytes = wordsOfE
    case 0x69: bytes = wordsOfI
    case 0x6C: bytes = wordsOfL
    case 0x6D: bytes = wordsOfM
    case 0x6E: bytes = wordsOfN
    case 0x6F: bytes = wordsOfO
    case 0x70: bytes = wordsOfP
    case 0x73: bytes = wordsOfS
    case 0x77: bytes = wordsOfW
    default: return nil
    }
    for (word, token) in bytes where scanner.matches(word, at: offset) {
      return (token, word.utf8CodeUnitCount)
    }
    return nil
  }

  private static let wordsOfA: [(StaticString, Token)] = [
    ("anchor", .anchor), ("annotations", .annotations), ("annotation", .annotation),
    ("accelerator", .accelerator),
  ]
  private static let wordsOfB: [(StaticString, Token)] = [("build", .strategy), ("buy", .strategy)]
  private static let wordsOfC: [(StaticString, Token)] = [("component", .component)]
  private static let wordsOfD: [(StaticString, Token)] = [("deaccelerator", .deaccelerator)]
  private static let wordsOfE: [(StaticString, Token)] = [("evolution", .evolution), ("evolve", .evolve)]
  private static let wordsOfI: [(StaticString, Token)] = [("inertia", .inertia)]
  private static let wordsOfL: [(StaticString, Token)] = [("label", .label)]
  private static let wordsOfM: [(StaticString, Token)] = [("market", .strategy)]
  private static let wordsOfN: [(StaticString, Token)] = [("note", .note)]
  private static let wordsOfO: [(StaticString, Token)] = [("outsource", .strategy)]
  private static let wordsOfP: [(StaticString, Token)] = [("pipeline", .pipeline)]
  private static let wordsOfS: [(StaticString, Token)] = [("size", .size)]
  private static let wordsOfW: [(StaticString, Token)] = [("wardley-beta", .wardley)]

  /// Words with blanks between them, each beginning with a letter or, from the second on, a parenthesis. A dash is part
  /// of a word where no `>` follows.
  static func endOfName(_ scanner: Scanner, _ start: Int) -> Int {
    var end = endOfNameWord(scanner, start + 1)
    while true {
      let next = scanner.endOfBlanks(end)
      let first = scanner.byte(at: next)
      guard next > end, CharacterClass.isLetter(first) || first == 0x28 else { return end }
      end = endOfNameWord(scanner, next + 1)
    }
  }

  private static func endOfNameWord(_ scanner: Scanner, _ start: Int) -> Int {
    var index = start
    while true {
      let byte = scanner.byte(at: index)
      let isPart =
        CharacterClass.isWord(byte) || byte == 0x28 || byte == 0x29 || byte == 0x26
        || (byte == 0x2D && scanner.byte(at: index + 1) != 0x3E)
      if !isPart { return index }
      index += 1
    }
  }
}
