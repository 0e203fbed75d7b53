/// The tokens of a pie chart, in the order in which mermaid's generated lexer tries them.
enum PieTerminals: Terminals {
  enum Token {
    case lineEnd, showData, pie, colon, number, accDescr, accTitle, title, string
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    let blanks = scanner.endOfBlanks(offset)
    if blanks > offset { return .hidden(end: blanks, isComment: false) }
    if scanner.byte(at: offset) == 0x0A { return .token(.lineEnd, end: offset + 1) }
    if scanner.matchesLooseKeyword("showData", at: offset) { return .token(.showData, end: offset + 8) }
    if scanner.matchesLooseKeyword("pie", at: offset) { return .token(.pie, end: offset + 3) }
    if scanner.byte(at: offset) == 0x3A { return .token(.colon, end: offset + 1) }
    if let end = endOfNumber(scanner, offset) { return .token(.number, end: end) }
    if let end = scanner.endOfAccDescrTerminal(offset) { return .token(.accDescr, end: end) }
    if let end = scanner.endOfAccTitleTerminal(offset) { return .token(.accTitle, end: end) }
    if let end = scanner.endOfTitleTerminal(offset) { return .token(.title, end: end) }
    if let end = scanner.endOfString(offset) { return .token(.string, end: end) }
    if let end = scanner.endOfHiddenTerminal(offset) { return .hidden(end: end, isComment: true) }
    return nil
  }

  /// `1.5` or `15`, with a minus perhaps and never with a dot behind it. Of `1.5.` nothing matches, of `12.` neither;
  /// of `05` the `0` alone.
  private static func endOfNumber(_ scanner: Scanner, _ start: Int) -> Int? {
    let first = scanner.byte(at: start) == 0x2D ? start + 1 : start
    var whole = first
    while CharacterClass.isDigit(scanner.byte(at: whole)) { whole += 1 }
    guard whole > first else { return nil }
    if scanner.byte(at: whole) == 0x2E {
      var end = whole + 1
      while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
      if end > whole + 1, scanner.byte(at: end) != 0x2E { return end }
      // With fewer decimals no dot follows, because a digit does.
      if end > whole + 2 { return end - 1 }
    }
    if scanner.byte(at: first) == 0x30 { return scanner.byte(at: first + 1) == 0x2E ? nil : first + 1 }
    if scanner.byte(at: whole) != 0x2E { return whole }
    return whole > first + 1 ? whole - 1 : nil
  }
}
