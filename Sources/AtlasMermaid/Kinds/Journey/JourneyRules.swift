/// The tokens of a user journey. Line ends mean nothing; `#` begins a comment and `;` has no place.
struct JourneyRules: JisonRules {
  enum Token {
    case header, lineEnd, title, accessibility, section, taskName, taskData
    /// A colon without data.
    case colon
    /// A semicolon, which no rule but the last takes.
    case invalid
    case endOfText, end, unknown
  }

  static let end = Token.end
  static let unknown = Token.unknown

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    if let end = scanner.endOfTextComment(offset) { return .comment(end: end) }
    switch scanner.byte(at: offset) {
    case 0x0A:
      var end = offset + 1
      while scanner.byte(at: end) == 0x0A { end += 1 }
      return .token(.lineEnd, end: end)
    case 0x23: return .comment(end: scanner.endOfLine(offset))
    case 0x3A:
      let end = scanner.endOfText(offset + 1, before: 0x23, or: 0x3B)
      return end > offset + 1 ? .token(.taskData, end: end) : .token(.colon, end: offset + 1)
    case 0x3B: return .token(.invalid, end: offset + 1)
    default: break
    }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    return keyword(scanner, offset) ?? .token(.taskName, end: endOfName(scanner, offset))
  }

  private func keyword(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x61: return .accessibility(.accessibility, scanner, at: offset)
    case 0x6A:
      return scanner.matchesWordAnyCase("journey", at: offset) ? .token(.header, end: offset + 7) : nil
    case 0x73:
      guard scanner.matchesAnyCase("section", at: offset) else { return nil }
      let text = offset + 7 + CharacterClass.whitespaceLength(scanner.bytes, offset + 7)
      let end = endOfName(scanner, text)
      return text > offset + 7 && end > text ? .token(.section, end: end) : nil
    case 0x74:
      guard scanner.matchesAnyCase("title", at: offset) else { return nil }
      let text = offset + 5 + CharacterClass.whitespaceLength(scanner.bytes, offset + 5)
      let end = scanner.endOfText(text, before: 0x23, or: 0x3B)
      return text > offset + 5 && end > text ? .token(.title, end: end) : nil
    default: return nil
    }
  }

  /// The offset of the next `#`, `:`, `;` or line end.
  private func endOfName(_ scanner: Scanner, _ start: Int) -> Int {
    var index = start
    while index < scanner.bytes.count {
      switch scanner.bytes[index] {
      case 0x0A, 0x23, 0x3A, 0x3B: return index
      default: index += 1
      }
    }
    return index
  }
}
