/// The tokens of a C4 diagram. A line end is a token of its own; the arguments of a macro have modes.
struct C4Rules: JisonRules {
  enum Token: Equatable {
    case header, lineEnd, direction, title, accessibility
    case macro(C4Macro)
    case openBrace, closeBrace
    case value, name, namedValue, emptyValue
    /// The end of the text where a macro's bracket should be.
    case endInMacro
    case endOfText, stop, unknown
  }

  private enum Mode {
    case initial
    /// Behind the word of a macro, and between its brackets.
    case macro, arguments
    case string, name, equals, namedValue
  }

  static let end = Token.stop
  static let unknown = Token.unknown

  private var mode = Mode.initial
  private var directions: DirectionLineFinder?

  init() {}

  /// Rules for going on at a later place, which know already where directions stand.
  init(_ directions: DirectionLineFinder) { self.directions = directions }

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    let byte = scanner.byte(at: offset)
    switch mode {
    case .initial: return matchInitial(scanner, offset)
    case .macro: return matchMacro(scanner, offset)
    case .arguments: return matchArgument(scanner, offset)
    case .string:
      if byte == 0x22 { return enter(.arguments, .skip(end: offset + 1)) }
      return .token(.value, end: scanner.next(0x22, from: offset))
    case .name: return enter(.equals, .token(.name, end: scanner.next(0x3D, from: offset)))
    case .equals:
      let quote = endOfSpaces(scanner, offset + 1)
      guard byte == 0x3D, scanner.byte(at: quote) == 0x22 else { return .nothing }
      return enter(.namedValue, .skip(end: quote + 1))
    case .namedValue:
      if byte == 0x22 { return enter(.arguments, .skip(end: offset + 1)) }
      let end = scanner.next(0x22, from: offset)
      return end > offset ? .token(.namedValue, end: end) : .nothing
    }
  }

  private mutating func enter(_ mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    self.mode = mode
    return match
  }

  // MARK: Between macros

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if directions == nil { directions = DirectionLineFinder(scanner, anyCase: false) }
    if let line = directions?.line(from: offset) { return .token(.direction, end: line.end) }
    let byte = scanner.byte(at: offset)
    if CharacterClass.isLetter(byte) { return matchWord(scanner, offset, byte) }
    if byte == 0x25, scanner.matches("%%", at: offset) {
      var end = scanner.endOfLine(offset)
      while scanner.byte(at: end) == 0x0A { end += 1 }
      return .comment(end: end)
    }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset {
      // White space with a line end in it is a token, up to the last line end.
      var end = blanks
      while end > offset, scanner.byte(at: end - 1) != 0x0A { end -= 1 }
      return end > offset ? .token(.lineEnd, end: end) : .skip(end: blanks)
    }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    switch byte {
    case 0x7B: return .token(.openBrace, end: offset + 1)
    case 0x7D: return .token(.closeBrace, end: offset + 1)
    default: return .nothing
    }
  }

  private mutating func matchWord(_ scanner: Scanner, _ offset: Int, _ first: UInt8) -> JisonMatch<Token> {
    var end = offset
    while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
    switch first {
    case 0x74:
      if let end = endOfText(behind: "title", scanner, offset) { return .token(.title, end: end) }
    case 0x61:
      if let end = endOfText(behind: "accDescription", scanner, offset) {
        return .token(.accessibility, end: end)
      }
      if let statement = AccessibilityStatement(scanner, at: offset) {
        if statement.isBlock, statement.isClosed, statement.text.isEmpty { return .skip(end: statement.end) }
        return statement.end < scanner.bytes.count
          ? .token(.accessibility, end: statement.end) : .last(.accessibility, end: statement.end)
      }
    case 0x43 where C4Words.level(scanner, offset, end) != nil: return .token(.header, end: end)
    default: break
    }
    guard let macro = C4Words.macro(scanner, offset, end) else { return .nothing }
    return enter(.macro, .token(.macro(macro), end: end))
  }

  /// A word, one character of white space, and at least one character that is no `#`, `;` or line end.
  private func endOfText(behind word: StaticString, _ scanner: Scanner, _ offset: Int) -> Int? {
    guard scanner.matches(word, at: offset) else { return nil }
    let blank = offset + word.utf8CodeUnitCount
    let text = blank + CharacterClass.whitespaceLength(scanner.bytes, blank)
    var end = text
    while end < scanner.bytes.count, scanner.bytes[end] != 0x23, scanner.bytes[end] != 0x3B,
      scanner.bytes[end] != 0x0A
    {
      end += 1
    }
    return text > blank && end > text ? end : nil
  }

  // MARK: Arguments

  private mutating func matchMacro(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if offset >= scanner.bytes.count { return .token(.endInMacro, end: offset) }
    switch scanner.byte(at: offset) {
    case 0x28:
      let comma = endOfSpaces(scanner, offset + 1)
      if scanner.byte(at: comma) == 0x2C { return enter(.arguments, .token(.emptyValue, end: comma + 1)) }
      return enter(.arguments, .skip(end: offset + 1))
    case 0x29: return enter(.initial, .skip(end: offset + 1))
    default: return .nothing
    }
  }

  private mutating func matchArgument(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    switch scanner.byte(at: offset) {
    case 0x29: return enter(.initial, .skip(end: offset + 1))
    case 0x2C:
      if scanner.byte(at: offset + 1) == 0x2C { return .token(.emptyValue, end: offset + 2) }
      return .skip(end: offset + 1)
    default: break
    }
    let start = endOfSpaces(scanner, offset)
    switch scanner.byte(at: start) {
    case 0x22:
      if scanner.byte(at: start + 1) == 0x22 { return .token(.emptyValue, end: start + 2) }
      return enter(.string, .skip(end: start + 1))
    case 0x24: return enter(.name, .skip(end: start + 1))
    default: break
    }
    // Without quotes an argument goes on to the next comma, over brackets and line ends.
    let end = scanner.next(0x2C, from: offset)
    return end > offset ? .token(.value, end: end) : .nothing
  }

  private func endOfSpaces(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start
    while scanner.byte(at: end) == 0x20 { end += 1 }
    return end
  }
}

/// Which word stands between two offsets.
enum C4Words {
  static func level(_ scanner: Scanner, _ start: Int, _ end: Int) -> C4Diagram.Level? {
    guard scanner.matches("C4", at: start) else { return nil }
    return C4Diagram.Level(rawValue: word(scanner, start, end))
  }

  static func macro(_ scanner: Scanner, _ start: Int, _ end: Int) -> C4Macro? {
    guard end - start <= 19 else { return nil }
    switch scanner.byte(at: start) {
    case 0x42, 0x43, 0x44, 0x45, 0x4E, 0x50, 0x52, 0x53, 0x55: return named[word(scanner, start, end)]
    default: return nil
    }
  }

  private static func word(_ scanner: Scanner, _ start: Int, _ end: Int) -> String {
    String(decoding: scanner.bytes[start..<end], as: UTF8.self)
  }

  /// All words of macros.
  static let named: [String: C4Macro] = {
    var words = Dictionary(uniqueKeysWithValues: C4Macro.allCases.map { ($0.rawValue, $0) })
    words["Deployment_Node"] = .node
    words["Rel_Up"] = .relationUp
    words["Rel_Down"] = .relationDown
    words["Rel_Left"] = .relationLeft
    words["Rel_Right"] = .relationRight
    return words
  }()
}
