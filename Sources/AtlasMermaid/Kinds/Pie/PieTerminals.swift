/// The tokens of a pie chart, in the order in which mermaid's generated lexer tries them.
enum PieTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, showData, pie, colon, number, accDescr, accTitle, title, string
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: offset) {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x30...0x39: return endOfNumber(scanner, offset).map { .token(.number, end: $0) }
    case 0x2D:
      if let end = endOfNumber(scanner, offset + 1) { return .token(.number, end: end) }
      return comment(scanner, at: offset)
    case 0x25: return comment(scanner, at: offset)
    case 0x61, 0x74: return text(scanner, at: offset)
    case 0x70: return scanner.matchesLooseKeyword("pie", at: offset) ? .token(.pie, end: offset + 3) : nil
    case 0x73:
      return scanner.matchesLooseKeyword("showData", at: offset) ? .token(.showData, end: offset + 8) : nil
    default: return nil
    }
  }

  /// `1.5` or `15`, never with a dot behind it. Of `1.5.` nothing matches, of `12.` the `1`; of `05` the `0` alone.
  private static func endOfNumber(_ scanner: Scanner, _ start: Int) -> Int? {
    guard let end = scanner.endOfNumber(start) else { return nil }
    // Other grammars take a zero alone also before a dot.
    let isZero = end == start + 1 && scanner.byte(at: start) == 0x30
    return isZero && scanner.byte(at: end) == 0x2E ? nil : end
  }
}
