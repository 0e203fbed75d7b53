/// The tokens of a packet diagram, in the order in which mermaid's generated lexer tries them.
enum PacketTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, packet, hyphen, plus, colon, accDescr, accTitle, title, integer, string
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: offset) {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x2B: return .token(.plus, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x2D:
      // A hyphen gives way to a longer block of YAML.
      return comment(scanner, at: offset) ?? .token(.hyphen, end: offset + 1)
    case 0x25: return comment(scanner, at: offset)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x30...0x39: return scanner.endOfInteger(offset).map { .token(.integer, end: $0) }
    case 0x61, 0x74: return text(scanner, at: offset)
    case 0x70:
      // The longer keyword ends anywhere, the shorter one only before white space.
      if scanner.matches("packet-beta", at: offset) { return .token(.packet, end: offset + 11) }
      return scanner.matchesLooseKeyword("packet", at: offset) ? .token(.packet, end: offset + 6) : nil
    default: return nil
    }
  }
}
