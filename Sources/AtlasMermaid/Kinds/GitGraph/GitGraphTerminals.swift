/// The tokens of a gitGraph, in the order in which mermaid's generated lexer tries them. A keyword gives way to a longer
/// name: `commits` is one.
enum GitGraphTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, gitGraph, gitGraphColon, colon, direction
    case commit, branch, merge, checkout, cherryPick
    case id, message, tag, type, order, parent, commitType
    case accDescr, accTitle, title, integer, string, reference
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let byte = scanner.byte(at: offset)
    switch byte {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x3A: return .token(.colon, end: offset + 1)
    case 0x22, 0x27: return scanner.endOfString(offset).map { .token(.string, end: $0) }
    case 0x25, 0x2D: return comment(scanner, at: offset)
    default: return CharacterClass.isWord(byte) ? word(scanner, offset) : nil
    }
  }

  private static func word(_ scanner: Scanner, _ start: Int) -> TerminalMatch<Token> {
    let end = endOfReference(scanner, start)
    if let keyword = keyword(scanner, start, end) { return keyword }
    switch scanner.byte(at: start) {
    case 0x61, 0x74:
      if let text = text(scanner, at: start) { return text }
    default:
      if let end = scanner.endOfInteger(start) { return .token(.integer, end: end) }
    }
    return .token(.reference, end: end)
  }

  private static func keyword(_ scanner: Scanner, _ start: Int, _ end: Int) -> TerminalMatch<Token>? {
    guard let (token, needsColon) = keyword(scanner, start, count: end - start) else { return nil }
    if token == .gitGraph {
      if scanner.byte(at: end) == 0x3A { return .token(.gitGraphColon, end: end + 1) }
      return scanner.matchesLooseKeyword("gitGraph", at: start) ? .token(.gitGraph, end: end) : nil
    }
    guard needsColon else { return .token(token, end: end) }
    return scanner.byte(at: end) == 0x3A ? .token(token, end: end + 1) : nil
  }

  /// The keyword that a whole word is, and whether it is one only with a colon behind it.
  private static func keyword(_ scanner: Scanner, _ start: Int, count: Int) -> (Token, Bool)? {
    func `is`(_ word: StaticString) -> Bool { scanner.matches(word, at: start) }
    switch count {
    case 2:
      if `is`("id") { return (.id, true) }
      return `is`("LR") || `is`("TB") || `is`("BT") ? (.direction, false) : nil
    case 3:
      if `is`("tag") { return (.tag, true) }
      return `is`("msg") ? (.message, true) : nil
    case 4: return `is`("type") ? (.type, true) : nil
    case 5:
      if `is`("merge") { return (.merge, false) }
      return `is`("order") ? (.order, true) : nil
    case 6:
      if `is`("commit") { return (.commit, false) }
      if `is`("branch") { return (.branch, false) }
      if `is`("switch") { return (.checkout, false) }
      if `is`("parent") { return (.parent, true) }
      return `is`("NORMAL") ? (.commitType, false) : nil
    case 7: return `is`("REVERSE") ? (.commitType, false) : nil
    case 8:
      if `is`("checkout") { return (.checkout, false) }
      return `is`("gitGraph") ? (.gitGraph, false) : nil
    case 9: return `is`("HIGHLIGHT") ? (.commitType, false) : nil
    case 11: return `is`("cherry-pick") ? (.cherryPick, false) : nil
    default: return nil
    }
  }

  /// Word characters with hyphens, dots and slashes, of which the last two cannot end the name.
  static func endOfReference(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start + 1
    var index = end
    while true {
      let byte = scanner.byte(at: index)
      if CharacterClass.isWord(byte) || byte == 0x2D {
        end = index + 1
      } else if byte != 0x2E, byte != 0x2F {
        return end
      }
      index += 1
    }
  }
}
