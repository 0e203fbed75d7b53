/// The tokens of a Venn diagram. No letter's case matters. At the beginning of a line blanks before `text` count, once
/// there was a set.
struct VennRules: JisonRules {
  enum Token {
    case header, lineEnd, title, set, union, text, style
    /// `text` behind blanks at the beginning of a line.
    case indentedText
    case label, plainLabel, number, color, name, string, comma, colon
    case endOfText, stop, unknown
  }

  static let end = Token.stop
  static let unknown = Token.unknown

  private var isAtLineStart = false
  /// Whether an indented text would belong to a set above it.
  private var hasSet = false

  init() {}

  /// Rules for going on behind an error.
  init(hasSet: Bool) { self.hasSet = hasSet }

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    if let end = scanner.endOfCommentRule(offset) { return .comment(end: end) }
    let byte = scanner.byte(at: offset)
    if CharacterClass.isBlank(byte) {
      let end = scanner.endOfBlanks(offset)
      if isAtLineStart, hasSet, scanner.matchesWordAnyCase("text", at: end) {
        isAtLineStart = false
        return .token(.indentedText, end: end + 4)
      }
      return .skip(end: end)
    }
    if byte == 0x0A || byte == 0x0D {
      var end = offset
      while scanner.byte(at: end) == 0x0A || scanner.byte(at: end) == 0x0D { end += 1 }
      isAtLineStart = true
      return .token(.lineEnd, end: end)
    }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    if isAtLineStart {
      isAtLineStart = false
      hasSet = false
    }
    if scanner.matches("%%", at: offset) { return .comment(end: scanner.endOfLine(offset)) }
    if CharacterClass.isLetter(byte) || byte == 0x5F { return matchWord(scanner, offset, byte | 0x20) }
    return matchSign(scanner, offset, byte)
  }

  private mutating func matchWord(_ scanner: Scanner, _ offset: Int, _ first: UInt8) -> JisonMatch<Token> {
    switch first {
    case 0x74:
      if let end = scanner.endOfTitleRule(offset) { return .token(.title, end: end) }
      if scanner.matchesWordAnyCase("text", at: offset) { return .token(.text, end: offset + 4) }
    case 0x76:
      if scanner.matchesWordAnyCase("venn-beta", at: offset) { return .token(.header, end: offset + 9) }
    case 0x73:
      if scanner.matchesWordAnyCase("set", at: offset) {
        hasSet = true
        return .token(.set, end: offset + 3)
      }
      if scanner.matchesWordAnyCase("style", at: offset) { return .token(.style, end: offset + 5) }
    case 0x75:
      if scanner.matchesWordAnyCase("union", at: offset) {
        hasSet = true
        return .token(.union, end: offset + 5)
      }
    case 0x72:
      if let end = endOfColor(scanner, offset) { return .token(.color, end: end) }
    default: break
    }
    var end = offset
    while CharacterClass.isWord(scanner.byte(at: end)) || scanner.byte(at: end) == 0x2D { end += 1 }
    return .token(.name, end: end)
  }

  /// `rgb(1, 2, 3)` or `rgba(1, 2, 3, .5)`
  private func endOfColor(_ scanner: Scanner, _ offset: Int) -> Int? {
    let hasAlpha = scanner.matchesAnyCase("rgba(", at: offset)
    guard hasAlpha || scanner.matchesAnyCase("rgb(", at: offset) else { return nil }
    var index = offset + (hasAlpha ? 5 : 4)
    for part in 0..<(hasAlpha ? 4 : 3) {
      if part > 0 {
        guard scanner.byte(at: index) == 0x2C else { return nil }
        index += 1
      }
      index = scanner.endOfWhitespace(index)
      let start = index
      while CharacterClass.isDigit(scanner.byte(at: index)) || scanner.byte(at: index) == 0x2E { index += 1 }
      guard index > start else { return nil }
      index = scanner.endOfWhitespace(index)
    }
    return scanner.byte(at: index) == 0x29 ? index + 1 : nil
  }

  private func matchSign(_ scanner: Scanner, _ offset: Int, _ byte: UInt8) -> JisonMatch<Token> {
    switch byte {
    case 0x5B: return matchLabel(scanner, offset)
    case 0x22:
      let end = scanner.next(0x22, from: offset + 1)
      return end < scanner.bytes.count ? .token(.string, end: end + 1) : .nothing
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x23:
      var end = offset + 1
      while end < offset + 9, isHex(scanner.byte(at: end)) { end += 1 }
      return end >= offset + 4 ? .token(.color, end: end) : .nothing
    default:
      guard let end = scanner.endOfNumberRule(offset) else { return .nothing }
      return .token(.number, end: end)
    }
  }

  private func matchLabel(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if scanner.byte(at: offset + 1) == 0x22 {
      let end = scanner.next(0x22, from: offset + 2)
      if scanner.byte(at: end + 1) == 0x5D { return .token(.label, end: end + 2) }
      return .nothing
    }
    var end = offset + 1
    while end < scanner.bytes.count, scanner.bytes[end] != 0x5D, scanner.bytes[end] != 0x22 { end += 1 }
    return end > offset + 1 && scanner.byte(at: end) == 0x5D ? .token(.plainLabel, end: end + 1) : .nothing
  }

  private func isHex(_ byte: UInt8) -> Bool { CharacterClass.isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
}
