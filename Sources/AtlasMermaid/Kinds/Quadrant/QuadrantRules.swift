/// The tokens of a quadrant chart. Blanks are tokens, but the words of the language take those around them.
struct QuadrantRules: JisonRules {
  enum Token: Equatable, Sendable {
    case header, title, accessibility, xAxis, yAxis, arrow
    case quadrant(Int)
    case classDef, string, markdown, className, pointStart, pointX, pointY
    /// Letters, digits, `#`: in texts, ids and styles.
    case word
    /// `&`, `*` and what is not ASCII: in texts and ids.
    case idSign
    /// Other signs, in texts alone.
    case textSign
    case colon, comma, minus, space, lineEnd, semicolon, endOfText, end, unknown
  }

  private enum Mode {
    case initial, string, markdown, className, pointStart, pointX, pointY
  }

  static let end = Token.end
  static let unknown = Token.unknown

  private var mode = Mode.initial
  /// Where the runs of spaces, white space and dashes end that were looked at last: several rules ask at each of their
  /// characters, and a long run must not cost its square.
  private var spaces = 0..<0
  private var whitespace = 0..<0
  private var dashes = 0..<0

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    switch mode {
    case .initial: return matchInitial(scanner, offset)
    case .string:
      if scanner.byte(at: offset) == 0x22 { return leave(.skip(end: offset + 1)) }
      return .token(.string, end: scanner.next(0x22, from: offset))
    case .markdown:
      if scanner.matches("`\"", at: offset) { return leave(.skip(end: offset + 2)) }
      let end = scanner.endOfText(offset, beforeAny: 0x60, 0x22)
      return end > offset ? .token(.markdown, end: end) : .nothing
    case .className:
      var end = offset
      while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
      return end > offset ? leave(.token(.className, end: end)) : .nothing
    case .pointStart:
      if let end = endOfCoordinate(scanner, offset) {
        mode = .pointX
        return .token(.pointX, end: end)
      }
      let bracket = scanner.endOfWhitespace(offset)
      guard scanner.byte(at: bracket) == 0x5D else { return .nothing }
      return leave(.skip(end: endOfSpaces(scanner, bracket + 1)))
    case .pointX:
      let comma = scanner.endOfWhitespace(offset)
      guard scanner.byte(at: comma) == 0x2C else { return .nothing }
      mode = .pointY
      return .skip(end: scanner.endOfWhitespace(comma + 1))
    case .pointY:
      guard let end = endOfCoordinate(scanner, offset) else { return .nothing }
      mode = .pointStart
      return .token(.pointY, end: end)
    }
  }

  private mutating func leave(_ match: JisonMatch<Token>) -> JisonMatch<Token> {
    mode = .initial
    return match
  }

  private mutating func enter(_ mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    self.mode = mode
    return match
  }

  /// `1`, or `0` and perhaps any one character and digits: the dot of the expression stands for anything.
  private func endOfCoordinate(_ scanner: Scanner, _ offset: Int) -> Int? {
    guard scanner.byte(at: offset) == 0x30 else { return scanner.byte(at: offset) == 0x31 ? offset + 1 : nil }
    let point = offset + 1
    guard point < scanner.bytes.count, CharacterClass.lineTerminatorLength(scanner.bytes, point) == 0,
      scanner.bytes[point] < 0xF0
    else { return point }
    let digits = point + CharacterClass.characterLength(scanner.bytes, point)
    var end = digits
    while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    return end > digits ? end : point
  }

  private mutating func endOfSpaces(_ scanner: Scanner, _ start: Int) -> Int {
    QuadrantRules.endOfRun(of: 0x20, scanner, start, &spaces)
  }

  private static func endOfRun(of byte: UInt8, _ scanner: Scanner, _ start: Int, _ known: inout Range<Int>)
    -> Int
  {
    guard scanner.byte(at: start) == byte else { return start }
    if known.contains(start) { return known.upperBound }
    var index = start
    while scanner.byte(at: index) == byte { index += 1 }
    known = start..<index
    return index
  }

  private mutating func endOfWhitespace(_ scanner: Scanner, _ start: Int) -> Int {
    if whitespace.contains(start) { return whitespace.upperBound }
    let end = scanner.endOfWhitespace(start)
    if end > start { whitespace = start..<end }
    return end
  }

  // MARK: The first mode

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if let end = scanner.endOfCommentRule(offset) { return .comment(end: end) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    let byte = scanner.bytes[offset]
    if byte == 0x0A || byte == 0x0D {
      var end = offset
      while scanner.byte(at: end) == 0x0A || scanner.byte(at: end) == 0x0D { end += 1 }
      return .token(.lineEnd, end: end)
    }
    if scanner.matches("%%", at: offset) { return .comment(end: scanner.endOfLine(offset)) }
    if CharacterClass.isLetter(byte), let keyword = matchKeyword(scanner, offset) { return keyword }
    if byte == 0x20 || byte == 0x2D || CharacterClass.isLetter(byte),
      let word = matchSpacedWord(scanner, offset)
    {
      return word
    }
    if byte == 0x22 {
      return scanner.byte(at: offset + 1) == 0x60
        ? enter(.markdown, .skip(end: offset + 2)) : enter(.string, .skip(end: offset + 1))
    }
    if scanner.matches(":::", at: offset) { return enter(.className, .skip(end: offset + 3)) }
    if let end = endOfPointStart(scanner, offset) { return enter(.pointStart, .token(.pointStart, end: end)) }
    return matchSign(scanner, offset, byte)
  }

  private func matchKeyword(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    switch scanner.bytes[offset] | 0x20 {
    case 0x61: .accessibility(.accessibility, scanner, at: offset)
    case 0x63: scanner.matchesWordAnyCase("classdef", at: offset) ? .token(.classDef, end: offset + 8) : nil
    case 0x74:
      scanner.matchesWordAnyCase("title", at: offset) ? .token(.title, end: scanner.endOfLine(offset)) : nil
    default: nil
    }
  }

  /// The words that take the spaces around them.
  private mutating func matchSpacedWord(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    let start = endOfSpaces(scanner, offset)
    switch scanner.byte(at: start) | 0x20 {
    case 0x78 where scanner.matchesAnyCase("x-axis", at: start):
      return .token(.xAxis, end: endOfSpaces(scanner, start + 6))
    case 0x79 where scanner.matchesAnyCase("y-axis", at: start):
      return .token(.yAxis, end: endOfSpaces(scanner, start + 6))
    case 0x2D:
      let end = QuadrantRules.endOfRun(of: 0x2D, scanner, start, &dashes)
      guard end >= start + 2, scanner.byte(at: end) == 0x3E else { return nil }
      return .token(.arrow, end: endOfSpaces(scanner, end + 1))
    case 0x71:
      if scanner.matchesAnyCase("quadrantchart", at: start) {
        return .token(.header, end: endOfSpaces(scanner, start + 13))
      }
      guard scanner.matchesAnyCase("quadrant-", at: start) else { return nil }
      let number = Int(scanner.byte(at: start + 9)) - 0x30
      return 1...4 ~= number ? .token(.quadrant(number), end: endOfSpaces(scanner, start + 10)) : nil
    default: return nil
    }
  }

  /// A colon and a bracket, with white space around them.
  private mutating func endOfPointStart(_ scanner: Scanner, _ offset: Int) -> Int? {
    let colon = endOfWhitespace(scanner, offset)
    guard scanner.byte(at: colon) == 0x3A else { return nil }
    let bracket = scanner.endOfWhitespace(colon + 1)
    return scanner.byte(at: bracket) == 0x5B ? scanner.endOfWhitespace(bracket + 1) : nil
  }

  private func matchSign(_ scanner: Scanner, _ offset: Int, _ byte: UInt8) -> JisonMatch<Token> {
    if byte >= 0x80 {
      var end = offset
      while scanner.byte(at: end) >= 0x80 { end += 1 }
      return .token(.idSign, end: end)
    }
    if CharacterClass.isLetter(byte) {
      var end = offset
      while CharacterClass.isLetter(scanner.byte(at: end)) { end += 1 }
      return .token(.word, end: end)
    }
    if CharacterClass.isDigit(byte) {
      var end = offset
      while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
      return .token(.word, end: end)
    }
    if CharacterClass.whitespaceLength(scanner.bytes, offset) > 0 { return .token(.space, end: offset + 1) }
    switch byte {
    case 0x23: return .token(.word, end: offset + 1)
    case 0x26, 0x2A: return .token(.idSign, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x2D: return .token(.minus, end: offset + 1)
    case 0x3B: return .token(.semicolon, end: offset + 1)
    case 0x21, 0x24, 0x25, 0x27, 0x2B, 0x2E, 0x2F, 0x3D, 0x3F, 0x5C, 0x5F, 0x60:
      return .token(.textSign, end: offset + 1)
    default: return .nothing
    }
  }
}
