/// The tokens of an Ishikawa diagram. No letter's case matters.
struct IshikawaRules: JisonRules {
  enum Token {
    case header
    /// One line end without white space before it.
    case lineEnd
    /// A comment, or white space of more than one character up to its last line end.
    case emptyLine
    case indentation, text
    case endOfText, stop, unknown
  }

  static let end = Token.stop
  static let unknown = Token.unknown

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    let blanks = scanner.endOfWhitespace(offset)
    if scanner.matches("%%", at: blanks) { return .token(.emptyLine, end: endOfComment(scanner, blanks)) }
    if scanner.matchesWordAnyCase("ishikawa-beta", at: offset) { return .token(.header, end: offset + 13) }
    if scanner.matchesWordAnyCase("ishikawa", at: offset) { return .token(.header, end: offset + 8) }
    if blanks > offset {
      var end = blanks
      while end > offset, scanner.byte(at: end - 1) != 0x0A { end -= 1 }
      if end > offset + 1 { return .token(.emptyLine, end: end) }
      return end > offset ? .token(.lineEnd, end: end) : .token(.indentation, end: blanks)
    }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    return .token(.text, end: scanner.endOfLine(offset))
  }

  private func endOfComment(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start
    while end < scanner.bytes.count, CharacterClass.lineTerminatorLength(scanner.bytes, end) == 0 { end += 1 }
    return end
  }
}
