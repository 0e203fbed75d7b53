/// The tokens of an XY chart. Behind `x-axis`, `y-axis`, `line` and `bar` the lexer is in a mode of its own up to the
/// line end, in which numbers are whole; the rules of the first mode hold there too.
struct XYChartRules: JisonRules {
  enum Token {
    case header, orientation, title, xAxis, yAxis, line, bar, accessibility
    case open, close, comma, number, arrow, string
    /// What texts without quotes are made of.
    case letters, digits, sign
    case colon, lineEnd, semicolon, endOfText, end, unknown
  }

  private enum Mode {
    case initial, axis, band, data, points, string
  }

  static let end = Token.end
  static let unknown = Token.unknown

  private var modes: [Mode] = []

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    let mode = modes.last ?? .initial
    let byte = scanner.byte(at: offset)
    if mode == .string {
      if byte == 0x22 {
        modes.removeLast()
        return .skip(end: offset + 1)
      }
      return .token(.string, end: scanner.next(0x22, from: offset))
    }
    if let end = scanner.endOfCommentRule(offset) { return .comment(end: end) }
    if byte == 0x0A || byte == 0x0D { return matchLineEnd(scanner, offset, mode) }
    if scanner.matches("%%", at: offset) { return .comment(end: scanner.endOfLine(offset)) }
    if CharacterClass.isLetter(byte) { return matchWord(scanner, offset) }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    return matchSign(scanner, offset, mode)
  }

  private mutating func matchLineEnd(_ scanner: Scanner, _ offset: Int, _ mode: Mode) -> JisonMatch<Token> {
    if mode == .axis || mode == .data, scanner.byte(at: offset) == 0x0A {
      modes.removeLast()
      return .token(.lineEnd, end: offset + 1)
    }
    var end = offset
    while scanner.byte(at: end) == 0x0A || scanner.byte(at: end) == 0x0D { end += 1 }
    return .token(.lineEnd, end: end)
  }

  private mutating func matchWord(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x61:
      if let statement = JisonMatch.accessibility(Token.accessibility, scanner, at: offset) {
        return statement
      }
    case 0x62:
      if scanner.matchesWordAnyCase("bar", at: offset) { return push(.data, .token(.bar, end: offset + 3)) }
    case 0x68:
      if scanner.matchesAnyCase("horizontal", at: offset) { return .token(.orientation, end: offset + 10) }
    case 0x6C:
      if scanner.matchesWordAnyCase("line", at: offset) { return push(.data, .token(.line, end: offset + 4)) }
    case 0x74:
      if scanner.matchesWordAnyCase("title", at: offset) { return .token(.title, end: offset + 5) }
    case 0x76:
      if scanner.matchesAnyCase("vertical", at: offset) { return .token(.orientation, end: offset + 8) }
    case 0x78:
      if scanner.matchesWordAnyCase("xychart-beta", at: offset) { return .token(.header, end: offset + 12) }
      if scanner.matchesWordAnyCase("xychart", at: offset) { return .token(.header, end: offset + 7) }
      if scanner.matchesWordAnyCase("x-axis", at: offset) {
        return push(.axis, .token(.xAxis, end: offset + 6))
      }
    case 0x79:
      if scanner.matchesWordAnyCase("y-axis", at: offset) {
        return push(.axis, .token(.yAxis, end: offset + 6))
      }
    default: break
    }
    var end = offset
    while CharacterClass.isLetter(scanner.byte(at: end)) { end += 1 }
    return .token(.letters, end: end)
  }

  private mutating func push(_ mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    modes.append(mode)
    return match
  }

  private mutating func matchSign(_ scanner: Scanner, _ offset: Int, _ mode: Mode) -> JisonMatch<Token> {
    if mode == .axis, scanner.matches("-->", at: offset) { return .token(.arrow, end: offset + 3) }
    if mode == .axis || mode == .points, let end = scanner.endOfNumberRule(offset) {
      return .token(.number, end: end)
    }
    switch scanner.byte(at: offset) {
    case 0x5B:
      if mode == .axis { modes.append(.band) } else if mode == .data { modes.append(.points) }
      return .token(.open, end: offset + 1)
    case 0x5D:
      if mode == .band || mode == .points { modes.removeLast() }
      return .token(.close, end: offset + 1)
    case 0x22: return push(.string, .skip(end: offset + 1))
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x3B: return .token(.semicolon, end: offset + 1)
    case 0x2B, 0x3D, 0x2A, 0x23, 0x5F, 0x2E, 0x26, 0x2D: return .token(.sign, end: offset + 1)
    case 0x30...0x39:
      var end = offset
      while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
      return .token(.digits, end: end)
    default: return .nothing
    }
  }
}
