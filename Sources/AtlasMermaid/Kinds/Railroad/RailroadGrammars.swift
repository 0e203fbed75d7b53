/// The tokens of the four notations in which mermaid.js draws railroad diagrams. What means the same has one name.
enum RailroadToken: TextToken {
  case header, title, accTitle, accDescr
  case name, string, special, codePoints, dot
  /// `=`, `::=`, `<-`
  case define
  case semicolon, comma
  /// `|`, `/`
  case bar
  case openParenthesis, closeParenthesis, openBracket, closeBracket, openBrace, closeBrace
  case question, star, plus, minus, and, not
  /// `2*3`, `4`
  case count
  /// `sequence`, `choice`, `optional`, `oneOrMore`, `zeroOrMore`
  case function
  /// `terminal`, `nonterminal`, `special`
  case leaf
}

/// One of the notations: its tokens in the order in which mermaid's generated lexer tries them.
protocol RailroadGrammar: Terminals where Token == RailroadToken {
  /// `railroad-beta` and the like.
  static var header: StaticString { get }
  static var what: String { get }
  /// A rule, for help.
  static var example: String { get }
  /// Whether several of `?`, `*` and `+` may follow one another.
  static var allowsPostfixChains: Bool { get }
  static var isFunctional: Bool { get }
}

extension RailroadGrammar {
  static var allowsPostfixChains: Bool { false }
  static var isFunctional: Bool { false }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<RailroadToken>? {
    var memory = SearchMemory()
    return match(scanner, at: offset, &memory)
  }

  /// `[ \t\n]+`: no other white space.
  fileprivate static func blanks(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<RailroadToken>? {
    var end = offset
    while CharacterClass.isBlank(scanner.byte(at: end)) || scanner.byte(at: end) == 0x0A
      || scanner.byte(at: end) == 0x0D
    {
      end += 1
    }
    return end > offset ? .hidden(end: end, isComment: false) : nil
  }

  /// A title, an accessibility text, the header, a keyword or a name that ends at `end`.
  fileprivate static func word(
    _ scanner: Scanner, _ offset: Int, _ end: Int, _ keyword: (Int, Int) -> RailroadToken? = { _, _ in nil }
  ) -> TerminalMatch<RailroadToken> {
    switch scanner.byte(at: offset) {
    case 0x61, 0x74:
      if let text = text(scanner, at: offset) { return text }
    case 0x72:
      if scanner.isText(header, offset, end), scanner.matchesLooseKeyword(header, at: offset) {
        return .token(.header, end: end)
      }
    default: break
    }
    return .token(keyword(offset, end) ?? .name, end: end)
  }

  /// The bytes that begin the same token in every notation that has it.
  fileprivate static func bracket(_ byte: UInt8, _ offset: Int) -> TerminalMatch<RailroadToken>? {
    let token: RailroadToken
    switch byte {
    case 0x28: token = .openParenthesis
    case 0x29: token = .closeParenthesis
    case 0x3B: token = .semicolon
    case 0x3F: token = .question
    case 0x2A: token = .star
    case 0x2B: token = .plus
    case 0x5B: token = .openBracket
    case 0x5D: token = .closeBracket
    case 0x7B: token = .openBrace
    case 0x7D: token = .closeBrace
    case 0x2C: token = .comma
    case 0x3D: token = .define
    case 0x7C, 0x2F: token = .bar
    case 0x26: token = .and
    case 0x21: token = .not
    case 0x2E: token = .dot
    default: return nil
    }
    return .token(token, end: offset + 1)
  }
}

/// `sequence(terminal("a"), nonterminal("b"))`
enum RailroadFunctions: RailroadGrammar {
  static let header: StaticString = "railroad-beta"
  static let what = "a railroad diagram"
  static let example = "digit = choice(terminal(\"0\"), nonterminal(\"other\"));"
  static let isFunctional = true

  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<RailroadToken>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D: return blanks(scanner, offset)
    case 0x28, 0x29, 0x2C, 0x3B, 0x3D: return bracket(first, offset)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25, 0x2D: return comment(scanner, at: offset)
    case 0x2F:
      return scanner.endOfBlockComment("/*", "*/", offset, &memory, slot: 0).map {
        .hidden(end: $0, isComment: true)
      }
    default:
      return scanner.endOfDashedName(offset).map { word(scanner, offset, $0) { keyword(scanner, $0, $1) } }
    }
  }

  private static func keyword(_ scanner: Scanner, _ start: Int, _ end: Int) -> RailroadToken? {
    switch end - start {
    case 6: scanner.matches("choice", at: start) ? .function : nil
    case 7: scanner.matches("special", at: start) ? .leaf : nil
    case 8:
      scanner.matches("sequence", at: start) || scanner.matches("optional", at: start)
        ? .function : scanner.matches("terminal", at: start) ? .leaf : nil
    case 9: scanner.matches("oneOrMore", at: start) ? .function : nil
    case 10: scanner.matches("zeroOrMore", at: start) ? .function : nil
    case 11: scanner.matches("nonterminal", at: start) ? .leaf : nil
    default: nil
    }
  }
}

/// `a = "x", [ b ] | { c } ;`
enum RailroadEBNF: RailroadGrammar {
  static let header: StaticString = "railroad-ebnf-beta"
  static let what = "an EBNF grammar"
  static let example = "digit = \"0\" | \"1\" ;"
  static let allowsPostfixChains = true

  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<RailroadToken>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D: return blanks(scanner, offset)
    case 0x3A: return scanner.matches("::=", at: offset) ? .token(.define, end: offset + 3) : nil
    case 0x28:
      if let end = scanner.endOfBlockComment("(*", "*)", offset, &memory, slot: 0) {
        return .hidden(end: end, isComment: true)
      }
      return bracket(first, offset)
    case 0x3F:
      if let end = endOfSpecial(scanner, offset) { return .token(.special, end: end) }
      return bracket(first, offset)
    case 0x29, 0x2A, 0x2B, 0x2C, 0x3B, 0x3D, 0x5B, 0x5D, 0x7B, 0x7C, 0x7D: return bracket(first, offset)
    case 0x2D: return comment(scanner, at: offset) ?? .token(.minus, end: offset + 1)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25: return comment(scanner, at: offset)
    case 0x2F:
      return scanner.endOfBlockComment("/*", "*/", offset, &memory, slot: 1).map {
        .hidden(end: $0, isComment: true)
      }
    default: return scanner.endOfDashedName(offset).map { word(scanner, offset, $0) }
    }
  }

  /// `? text ?`, in which something stands and no semicolon.
  private static func endOfSpecial(_ scanner: Scanner, _ start: Int) -> Int? {
    var index = start + 1
    while index < scanner.bytes.count, scanner.bytes[index] != 0x3F, scanner.bytes[index] != 0x3B {
      index += 1
    }
    guard scanner.byte(at: index) == 0x3F, scanner.endOfWhitespace(start + 1) < index else { return nil }
    return index + 1
  }
}

/// `a = *2"x" / %x41-5A ;`
enum RailroadABNF: RailroadGrammar {
  static let header: StaticString = "railroad-abnf-beta"
  static let what = "an ABNF grammar"
  static let example = "digit = \"0\" / \"1\" ;"

  static func opensText(_ quote: UInt8) -> Bool { quote == 0x22 }

  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<RailroadToken>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D: return blanks(scanner, offset)
    case 0x3B:
      // With anything behind it, also a blank, a semicolon begins a comment.
      let end = scanner.endOfLine(offset)
      return end > offset + 1 ? .hidden(end: end, isComment: true) : .token(.semicolon, end: end)
    case 0x28, 0x29, 0x2F, 0x3D, 0x5B, 0x5D: return bracket(first, offset)
    case 0x22:
      let end = scanner.next(0x22, from: offset + 1)
      return end < scanner.bytes.count ? .token(.string, end: end + 1) : nil
    case 0x25:
      if let end = endOfCodePoints(scanner, offset) { return .token(.codePoints, end: end) }
      return comment(scanner, at: offset)
    case 0x2D: return comment(scanner, at: offset)
    case 0x2A, 0x30...0x39: return .token(.count, end: endOfCount(scanner, offset))
    default:
      guard CharacterClass.isLetter(first) else { return nil }
      var end = offset + 1
      while isNamePart(scanner.byte(at: end)) { end += 1 }
      return word(scanner, offset, end)
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == 0x2D || CharacterClass.isLetter(byte) || CharacterClass.isDigit(byte)
  }

  private static func endOfCount(_ scanner: Scanner, _ start: Int) -> Int {
    let end = scanner.endOfDigits(start)
    return scanner.byte(at: end) == 0x2A ? scanner.endOfDigits(end + 1) : end
  }

  /// `%x41`, `%d13.10`, `%b0-1`
  private static func endOfCodePoints(_ scanner: Scanner, _ start: Int) -> Int? {
    switch scanner.byte(at: start + 1) | 0x20 {
    case 0x78, 0x64, 0x62: break
    default: return nil
    }
    var end = endOfHexadecimal(scanner, start + 2)
    guard end > start + 2 else { return nil }
    while scanner.byte(at: end) == 0x2D || scanner.byte(at: end) == 0x2E {
      let next = endOfHexadecimal(scanner, end + 1)
      if next == end + 1 { break }
      end = next
    }
    return end
  }

  private static func endOfHexadecimal(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start
    while CharacterClass.isDigit(scanner.byte(at: end)) || (scanner.byte(at: end) | 0x20) &- 0x61 < 6 {
      end += 1
    }
    return end
  }
}

/// `A <- !"x" B* / .`
enum RailroadPEG: RailroadGrammar {
  static let header: StaticString = "railroad-peg-beta"
  static let what = "a PEG grammar"
  static let example = "Digit <- \"0\" / \"1\" ;"

  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<RailroadToken>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D: return blanks(scanner, offset)
    case 0x3C: return scanner.matches("<-", at: offset) ? .token(.define, end: offset + 2) : nil
    case 0x21, 0x26, 0x28, 0x29, 0x2A, 0x2B, 0x2E, 0x2F, 0x3B, 0x3F: return bracket(first, offset)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x23: return .hidden(end: scanner.endOfLine(offset), isComment: true)
    case 0x25, 0x2D: return comment(scanner, at: offset)
    default: return scanner.endOfDashedName(offset).map { word(scanner, offset, $0) }
    }
  }
}
