/// The tokens of an architecture diagram, in the order in which mermaid's generated lexer tries them.
enum ArchitectureTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, architecture, group, service, junction, align, row, column, `in`
    case colon, dash, dashes, direction, groupMark, arrowhead
    case accDescr, accTitle, title, string, id, icon, bracketedTitle
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let first = scanner.byte(at: offset)
    switch first {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x3C, 0x3E: return .token(.arrowhead, end: offset + 1)
    case 0x2D: return dash(scanner, offset)
    case 0x7B: return scanner.matches("{group}", at: offset) ? .token(.groupMark, end: offset + 7) : nil
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x28: return endOfIcon(scanner, offset).map { .token(.icon, end: $0) }
    case 0x5B: return endOfTitle(scanner, offset).map { .token(.bracketedTitle, end: $0) }
    case 0x25: return comment(scanner, at: offset)
    // A capital L, R, T or B is a port wherever it begins a token, also where an id was meant.
    case 0x4C, 0x52, 0x54, 0x42: return .token(.direction, end: offset + 1)
    default: return CharacterClass.isWord(first) ? word(scanner, offset) : nil
    }
  }

  /// A keyword is one only when the id that begins with it is no longer.
  private static func word(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token>? {
    if let text = text(scanner, at: offset) { return text }
    guard let end = scanner.endOfID(offset) else { return nil }
    return .token(keyword(scanner, offset, end) ?? .id, end: end)
  }

  private static func keyword(_ scanner: Scanner, _ start: Int, _ end: Int) -> Token? {
    switch end - start {
    case 2: scanner.matches("in", at: start) ? .in : nil
    case 3: scanner.matches("row", at: start) ? .row : nil
    case 5:
      scanner.matches("group", at: start) ? .group : scanner.matches("align", at: start) ? .align : nil
    case 6: scanner.matches("column", at: start) ? .column : nil
    case 7: scanner.matches("service", at: start) ? .service : nil
    case 8: scanner.matches("junction", at: start) ? .junction : nil
    case 17: scanner.matches("architecture-beta", at: start) ? .architecture : nil
    default: nil
    }
  }

  /// `--`, unless front matter begins here, or `-`.
  private static func dash(_ scanner: Scanner, _ offset: Int) -> TerminalMatch<Token> {
    guard scanner.byte(at: offset + 1) == 0x2D else { return .token(.dash, end: offset + 1) }
    return comment(scanner, at: offset) ?? .token(.dashes, end: offset + 2)
  }

  /// `(cloud)`, `(logos:aws-s3)`
  private static func endOfIcon(_ scanner: Scanner, _ start: Int) -> Int? {
    var index = start + 1
    while true {
      let byte = scanner.byte(at: index)
      guard CharacterClass.isWord(byte) || byte == 0x2D || byte == 0x3A else {
        return byte == 0x29 && index > start + 1 ? index + 1 : nil
      }
      index += 1
    }
  }

  /// `[two words]`, `["anything"]`
  private static func endOfTitle(_ scanner: Scanner, _ start: Int) -> Int? {
    if let end = scanner.endOfString(start + 1) { return scanner.byte(at: end) == 0x5D ? end + 1 : nil }
    var index = start + 1
    while CharacterClass.isWord(scanner.byte(at: index)) || scanner.byte(at: index) == 0x20 { index += 1 }
    return scanner.byte(at: index) == 0x5D && index > start + 1 ? index + 1 : nil
  }
}
