/// The tokens of a tree view, in the order in which mermaid's generated lexer tries them. Line ends are skipped, blanks
/// are tokens, and a name without quotes reaches to the end of its line or to an annotation.
enum TreeViewTerminals: Terminals {
  enum Token: TextToken {
    case treeView, accDescr, accTitle, title, styleClass, icon, description, indentation, quotedName, bareName
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let byte = scanner.byte(at: offset)
    switch byte {
    case 0x20, 0x09:
      return text(scanner, at: offset) ?? annotation(scanner, offset)
        ?? .token(.indentation, end: scanner.endOfBlanks(offset))
    case 0x0A: return .hidden(end: offset + 1, isComment: false)
    case 0x22, 0x27:
      let end = scanner.next(byte, from: offset + 1)
      return end < scanner.bytes.count ? .token(.quotedName, end: end + 1) : nil
    case 0x25 where scanner.matches("%%", at: offset):
      return .hidden(end: scanner.endOfLine(offset), isComment: true)
    case 0x61:
      if let text = text(scanner, at: offset) { return text }
    case 0x74:
      // The keyword gives way to a longer name: it must be alone on its line, without a blank behind it.
      if scanner.matchesLooseKeyword("treeView-beta", at: offset),
        endOfBareName(scanner, offset) ?? 0 <= offset + 13
      {
        return .token(.treeView, end: offset + 13)
      }
      if let text = text(scanner, at: offset) { return text }
    default: break
    }
    return endOfBareName(scanner, offset).map { .token(.bareName, end: $0) }
  }

  /// Blanks and `:::class`, `icon(name)`, `icon(pack:name)` or `## text`.
  private static func annotation(_ scanner: Scanner, _ start: Int) -> TerminalMatch<Token>? {
    let mark = scanner.endOfBlanks(start)
    if let name = className(scanner, mark) { return .token(.styleClass, end: name.upperBound) }
    if let name = iconName(scanner, mark) { return .token(.icon, end: name.upperBound + 1) }
    guard scanner.matches("##", at: mark) else { return nil }
    var end = mark + 2
    while end < scanner.bytes.count, scanner.bytes[end] != 0x0A, scanner.bytes[end] != 0x0D { end += 1 }
    return .token(.description, end: end)
  }

  /// The name behind the `:::` at an offset.
  static func className(_ scanner: Scanner, _ mark: Int) -> Range<Int>? {
    guard scanner.matches(":::", at: mark) else { return nil }
    let start = scanner.endOfBlanks(mark + 3)
    let first = scanner.byte(at: start)
    guard CharacterClass.isLetter(first) || first == 0x5F else { return nil }
    return start..<scanner.endOfDashedCharacters(start + 1)
  }

  /// What stands between the brackets of the `icon(…)` at an offset.
  static func iconName(_ scanner: Scanner, _ mark: Int) -> Range<Int>? {
    guard scanner.matches("icon(", at: mark) else { return nil }
    let start = mark + 5
    var end = scanner.endOfDashedCharacters(start)
    if scanner.byte(at: end) == 0x3A {
      let name = scanner.endOfDashedCharacters(end + 1)
      guard name > end + 1 else { return nil }
      end = name
    }
    return scanner.byte(at: end) == 0x29 ? start..<end : nil
  }

  private static func endOfBareName(_ scanner: Scanner, _ start: Int) -> Int? {
    switch scanner.byte(at: start) {
    case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27: return nil
    case 0x3A: if scanner.matches(":::", at: start) { return nil }
    case 0x69: if scanner.matches("icon(", at: start) { return nil }
    case 0x23: if scanner.matches("##", at: start) { return nil }
    default: break
    }
    var index = start + 1
    while index < scanner.bytes.count, scanner.bytes[index] != 0x0A, scanner.bytes[index] != 0x0D {
      if CharacterClass.isBlank(scanner.bytes[index]) {
        // Of a run of blanks only the first can begin an annotation that is not cut short.
        let mark = scanner.endOfBlanks(index)
        if beginsAnnotation(scanner, mark) { return index }
        index = mark
      } else {
        index += 1
      }
    }
    return index
  }

  private static func beginsAnnotation(_ scanner: Scanner, _ mark: Int) -> Bool {
    switch scanner.byte(at: mark) {
    case 0x3A:
      guard scanner.matches(":::", at: mark) else { return false }
      let first = scanner.byte(at: scanner.endOfBlanks(mark + 3))
      return CharacterClass.isLetter(first) || first == 0x5F
    case 0x69: return scanner.matches("icon(", at: mark)
    case 0x23: return scanner.matches("##", at: mark)
    default: return false
    }
  }
}
