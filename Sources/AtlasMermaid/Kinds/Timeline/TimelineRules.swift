/// The tokens of a timeline. Line ends mean nothing: a token ends where its rule stops matching.
struct TimelineRules: JisonRules {
  enum Token {
    case header, headerLeftToRight, headerTopDown, lineEnd, title, accessibility, section, event, period
    /// A colon that is no separator.
    case colon
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
      return scanner.endOfTimelineEvent(offset).map { .token(.event, end: $0) }
        ?? .token(.colon, end: offset + 1)
    default: break
    }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    return keyword(scanner, offset) ?? .token(.period, end: scanner.endOfTimelinePeriod(offset))
  }

  private func keyword(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x61:
      return .accessibility(.accessibility, scanner, at: offset)
    case 0x73:
      guard scanner.matchesAnyCase("section", at: offset) else { return nil }
      let text = offset + 7 + CharacterClass.whitespaceLength(scanner.bytes, offset + 7)
      let end = scanner.endOfText(text, before: 0x3A)
      return text > offset + 7 && end > text ? .token(.section, end: end) : nil
    case 0x74:
      if scanner.matchesAnyCase("title", at: offset) {
        let text = offset + 5 + CharacterClass.whitespaceLength(scanner.bytes, offset + 5)
        let end = scanner.endOfLine(text)
        if text > offset + 5, end > text { return .token(.title, end: end) }
      }
      guard scanner.matchesWordAnyCase("timeline", at: offset) else { return nil }
      let direction = scanner.endOfBlanks(offset + 8)
      if direction > offset + 8 {
        if scanner.matchesWordAnyCase("lr", at: direction) {
          return .token(.headerLeftToRight, end: direction + 2)
        }
        if scanner.matchesWordAnyCase("td", at: direction) {
          return .token(.headerTopDown, end: direction + 2)
        }
      }
      return .token(.header, end: offset + 8)
    default: return nil
    }
  }
}

extension Scanner {
  /// A comment as the lexers of timeline and journey skip it: from one `%` on, or from two of them behind any character
  /// but a brace, to the end of the line. It must begin where a token would.
  func endOfTextComment(_ offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    let first = bytes[offset]
    if first == 0x25, byte(at: offset + 1) != 0x7B { return endOfLine(offset + 1) }
    guard first != 0x7D else { return nil }
    // A character outside the basic plane counts twice in a regular expression of JavaScript.
    guard first < 0xF0 else { return nil }
    let next = offset + CharacterClass.characterLength(bytes, offset)
    return matches("%%", at: next) ? endOfLine(next + 2) : nil
  }

  /// The offset of the next LF or the next byte of this value.
  func endOfText(_ start: Int, before stop: UInt8) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != stop { index += 1 }
    return index
  }

  /// A colon, white space, and text up to the next colon before white space. The white space may be a line end.
  fileprivate func endOfTimelineEvent(_ offset: Int) -> Int? {
    let space = CharacterClass.whitespaceLength(bytes, offset + 1)
    guard space > 0 else { return nil }
    let start = offset + 1 + space
    var index = start
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == 0x3A, CharacterClass.whitespaceLength(bytes, index + 1) > 0 { break }
      index += 1
    }
    return index > start ? index : nil
  }

  fileprivate func endOfTimelinePeriod(_ offset: Int) -> Int {
    var index = offset
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x3A, bytes[index] != 0x23 { index += 1 }
    return index
  }
}
