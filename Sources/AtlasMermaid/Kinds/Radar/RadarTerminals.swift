/// The tokens of a radar chart, in the order in which mermaid's generated lexer tries them. A keyword gives way to a
/// longer id; the words `circle`, `polygon`, `true`, `false` and `title` do not, so that no id can begin with them.
enum RadarTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, radar, axis, curve, showLegend, ticks, max, min, graticule
    case colon, comma, openBracket, closeBracket, openBrace, closeBrace
    case shape, boolean, accDescr, accTitle, title, number, string, id
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let byte = scanner.byte(at: offset)
    switch byte {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    case 0x5B: return .token(.openBracket, end: offset + 1)
    case 0x5D: return .token(.closeBracket, end: offset + 1)
    case 0x7B: return .token(.openBrace, end: offset + 1)
    case 0x7D: return .token(.closeBrace, end: offset + 1)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25, 0x2D: return comment(scanner, at: offset)
    default: break
    }
    guard let end = scanner.endOfID(offset) else { return nil }
    if CharacterClass.isDigit(byte) {
      if let end = scanner.endOfNumber(offset) { return .token(.number, end: end) }
    } else if let word = word(scanner, offset, end) {
      return word
    }
    return .token(.id, end: end)
  }

  private static func word(_ scanner: Scanner, _ start: Int, _ end: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: start) {
    case 0x61:
      if end - start == 4, scanner.matches("axis", at: start) { return .token(.axis, end: end) }
      return text(scanner, at: start)
    case 0x63:
      if end - start == 5, scanner.matches("curve", at: start) { return .token(.curve, end: end) }
      return scanner.matches("circle", at: start) ? .token(.shape, end: start + 6) : nil
    case 0x66: return scanner.matches("false", at: start) ? .token(.boolean, end: start + 5) : nil
    case 0x67:
      return end - start == 9 && scanner.matches("graticule", at: start) ? .token(.graticule, end: end) : nil
    case 0x6D:
      guard end - start == 3 else { return nil }
      if scanner.matches("max", at: start) { return .token(.max, end: end) }
      return scanner.matches("min", at: start) ? .token(.min, end: end) : nil
    case 0x70: return scanner.matches("polygon", at: start) ? .token(.shape, end: start + 7) : nil
    case 0x72:
      guard end - start == 10, scanner.matches("radar-beta", at: start) else { return nil }
      if scanner.byte(at: end) == 0x3A { return .token(.radar, end: end + 1) }
      return scanner.matchesLooseKeyword("radar-beta", at: start) ? .token(.radar, end: end) : nil
    case 0x73:
      return end - start == 10 && scanner.matches("showLegend", at: start)
        ? .token(.showLegend, end: end) : nil
    case 0x74:
      if end - start == 5, scanner.matches("ticks", at: start) { return .token(.ticks, end: end) }
      if scanner.matches("true", at: start) { return .token(.boolean, end: start + 4) }
      return text(scanner, at: start)
    default: return nil
    }
  }
}
