/// The tokens of a treemap, in the order in which mermaid's generated lexer tries them. Line ends are skipped and blanks
/// are tokens: what separates two rows is the indentation of the second, or nothing.
enum TreemapTerminals: Terminals {
  enum Token: TextToken {
    case accDescr, accTitle, title, treemap, classDef, styleSeparator, separator, indentation, id, number,
      string
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let byte = scanner.byte(at: offset)
    switch byte {
    case 0x20, 0x09:
      return text(scanner, at: offset) ?? .token(.indentation, end: scanner.endOfBlanks(offset))
    case 0x0A: return .hidden(end: offset + 1, isComment: false)
    case 0x0D:
      return scanner.byte(at: offset + 1) == 0x0A ? .hidden(end: offset + 2, isComment: false) : nil
    case 0x22, 0x27:
      let end = scanner.next(byte, from: offset + 1)
      return end < scanner.bytes.count ? .token(.string, end: end + 1) : nil
    case 0x25:
      return scanner.matches("%%", at: offset)
        ? .hidden(end: scanner.endOfLine(offset), isComment: true) : nil
    case 0x2C: return .token(.separator, end: offset + 1)
    case 0x3A:
      return scanner.matches(":::", at: offset)
        ? .token(.styleSeparator, end: offset + 3) : .token(.separator, end: offset + 1)
    case 0x2E, 0x30...0x39: return .token(.number, end: endOfNumber(scanner, offset))
    default: return word(scanner, offset)
    }
  }

  private static func word(_ scanner: Scanner, _ start: Int) -> TerminalMatch<Token>? {
    let byte = scanner.byte(at: start)
    guard CharacterClass.isWord(byte) else { return nil }
    if byte == 0x61 || byte == 0x74 {
      if let text = text(scanner, at: start) { return text }
      if scanner.matches("treemap", at: start) {
        return .token(.treemap, end: start + (scanner.matches("treemap-beta", at: start) ? 12 : 7))
      }
    }
    if byte == 0x63, let end = endOfClassDef(scanner, start) { return .token(.classDef, end: end) }
    return .token(.id, end: scanner.endOfWord(start))
  }

  /// `classDef`, white space, a name of two characters at least; then perhaps white space and styles up to a semicolon
  /// or the end of the line, and the semicolon.
  private static func endOfClassDef(_ scanner: Scanner, _ start: Int) -> Int? {
    guard let name = classDefName(scanner, start) else { return nil }
    var end = name.upperBound
    let styles = scanner.endOfWhitespace(end)
    if styles > end {
      end = styles
      while end < scanner.bytes.count, !isStyleEnd(scanner.bytes[end]) { end += 1 }
    }
    return scanner.byte(at: end) == 0x3B ? end + 1 : end
  }

  /// Where the name of a `classDef` stands.
  static func classDefName(_ scanner: Scanner, _ start: Int) -> Range<Int>? {
    guard scanner.matches("classDef", at: start) else { return nil }
    let name = scanner.endOfWhitespace(start + 8)
    let first = scanner.byte(at: name)
    guard name > start + 8, CharacterClass.isLetter(first) || first == 0x5F else { return nil }
    let end = scanner.endOfWord(name)
    return end > name + 1 ? name..<end : nil
  }

  private static func isStyleEnd(_ byte: UInt8) -> Bool { byte == 0x3B || byte == 0x0A || byte == 0x0D }

  private static func endOfNumber(_ scanner: Scanner, _ start: Int) -> Int {
    var index = start + 1
    while true {
      switch scanner.byte(at: index) {
      case 0x30...0x39, 0x2E, 0x2C, 0x5F: index += 1
      default: return index
      }
    }
  }
}
