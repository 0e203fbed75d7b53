/// The tokens of a Cynefin diagram, in the order in which mermaid's generated lexer tries them.
enum CynefinTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, cynefin, arrow, colon, domain, accDescr, accTitle, title, string
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: offset) {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25: return comment(scanner, at: offset)
    case 0x2D:
      if scanner.matches("-->", at: offset) { return .token(.arrow, end: offset + 3) }
      return comment(scanner, at: offset)
    case 0x63:
      if scanner.matches("cynefin-beta:", at: offset) { return .token(.cynefin, end: offset + 13) }
      if scanner.matchesLooseKeyword("cynefin-beta", at: offset) { return .token(.cynefin, end: offset + 12) }
      return endOfDomain(scanner, offset).map { .token(.domain, end: $0) }
    case 0x61, 0x74: return text(scanner, at: offset)
    default: return nil
    }
  }

  /// The names are no words: `complexity` begins with one.
  private static func endOfDomain(_ scanner: Scanner, _ offset: Int) -> Int? {
    if scanner.matches("complex", at: offset) { return offset + 7 }
    if scanner.matches("complicated", at: offset) { return offset + 11 }
    if scanner.matches("clear", at: offset) { return offset + 5 }
    if scanner.matches("chaotic", at: offset) { return offset + 7 }
    if scanner.matches("confusion", at: offset) { return offset + 9 }
    return nil
  }
}
