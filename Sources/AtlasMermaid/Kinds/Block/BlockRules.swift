/// The tokens of a block diagram. Line ends are white space; labels, arrows, classes and styles have modes of their own.
struct BlockRules: JisonRules {
  enum Token {
    case header, compositeHeader, end
    case id, size, columns, space
    case open, close, arrowOpen, arrowDirection, arrowClose, string
    /// A link; the first part of one with a text, and the quote that begins the text.
    case link, linkStart, linkLabel
    case classDef, className, classStyles
    case `class`, classIDs, classOfIDs
    case style, styleIDs, styles
    /// `default`, `linkStyle` and `interpolate`, which the grammar knows and has no use for.
    case reserved
    /// Markdown texts and accessibility statements, which the grammar does not know.
    case foreign
    case endOfText, stop, unknown
  }

  private enum Mode {
    case string, markdown, node, arrow, arrowDirections, link, accessibility
    case className, classStyles, classIDs, classOfIDs, styleIDs, styles
  }

  static let end = Token.stop
  static let unknown = Token.unknown

  private var modes: [Mode] = []

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    guard let mode = modes.last else { return matchInitial(scanner, offset) }
    switch mode {
    case .string:
      if scanner.byte(at: offset) == 0x22 { return pop(.skip(end: offset + 1)) }
      return .token(.string, end: scanner.next(0x22, from: offset))
    case .markdown: return matchMarkdown(scanner, offset)
    case .node: return matchNode(scanner, offset)
    case .arrow: return matchArrow(scanner, offset)
    case .arrowDirections: return matchDirection(scanner, offset)
    case .link: return matchLinkLabel(scanner, offset)
    case .accessibility:
      if scanner.byte(at: offset) == 0x7D { return pop(.skip(end: offset + 1)) }
      return .token(.foreign, end: scanner.next(0x7D, from: offset))
    case .className:
      let word = scanner.endOfWord(offset)
      let end = scanner.endOfWhitespace(word)
      guard word > offset, end > word else { return .nothing }
      // Shouted, the word is a token that the grammar does not know.
      if word == offset + 7, scanner.matches("DEFAULT", at: offset) { return .token(.foreign, end: end) }
      return change(to: .classStyles, .token(.className, end: end))
    case .classStyles: return pop(.token(.classStyles, end: scanner.endOfLine(offset)))
    case .classIDs:
      guard let end = endOfIDs(scanner, offset) else { return .nothing }
      return change(to: .classOfIDs, .token(.classIDs, end: end))
    case .classOfIDs: return pop(.token(.classOfIDs, end: scanner.endOfLine(offset)))
    case .styleIDs:
      guard let end = endOfIDs(scanner, offset) else { return .nothing }
      return change(to: .styles, .token(.styleIDs, end: end))
    case .styles: return pop(.token(.styles, end: scanner.endOfLine(offset)))
    }
  }

  // MARK: Modes

  private mutating func push(_ mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    modes.append(mode)
    return match
  }

  private mutating func pop(_ match: JisonMatch<Token>) -> JisonMatch<Token> {
    modes.removeLast()
    return match
  }

  private mutating func change(to mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    modes[modes.count - 1] = mode
    return match
  }

  /// The quote of a text, or of a Markdown text.
  private mutating func openQuote(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    scanner.byte(at: offset + 1) == 0x60
      ? push(.markdown, .skip(end: offset + 2)) : push(.string, .skip(end: offset + 1))
  }

  // MARK: Between statements

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let byte = scanner.byte(at: offset)
    if CharacterClass.isLetter(byte) {
      return matchWord(scanner, offset, byte) ?? .token(.id, end: endOfID(scanner, offset))
    }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    switch byte {
    case 0x22: return openQuote(scanner, offset)
    case 0x3C where scanner.byte(at: offset + 1) == 0x5B:
      return push(.arrow, .token(.arrowOpen, end: offset + 2))
    case 0x3A:
      let end = endOfDigits(scanner, offset + 1)
      return end > offset + 1 ? .token(.size, end: end) : .nothing
    case 0x7D: return .nothing
    default: break
    }
    if let end = endOfOpening(scanner, offset, byte) { return push(.node, .token(.open, end: end)) }
    if byte == 0x2D || byte == 0x3D || byte == 0x3C {
      if let end = BlockLinkText.endOfLink(scanner, offset) { return .token(.link, end: end) }
      if let end = BlockLinkText.endOfStart(scanner, offset) {
        return push(.link, .token(.linkStart, end: end))
      }
      return .nothing
    }
    return .token(.id, end: endOfID(scanner, offset))
  }

  private mutating func matchWord(_ scanner: Scanner, _ offset: Int, _ first: UInt8) -> JisonMatch<Token>? {
    switch first {
    case 0x61:
      if let statement = AccessibilityStatement(scanner, at: offset) {
        guard statement.isBlock else { return .token(.foreign, end: statement.end) }
        return push(.accessibility, .skip(end: statement.text.lowerBound))
      }
    case 0x62:
      if scanner.matchesWord("block-beta", at: offset) { return .token(.header, end: offset + 10) }
      if scanner.matches("block:", at: offset) { return .token(.compositeHeader, end: offset + 6) }
      if scanner.matchesWord("block", at: offset) { return .token(.header, end: offset + 5) }
    case 0x63: return matchClassOrColumns(scanner, offset)
    case 0x64:
      if scanner.matchesWord("default", at: offset) { return .token(.reserved, end: offset + 7) }
    case 0x65:
      if scanner.matchesWord("end", at: offset) {
        return .token(.end, end: scanner.endOfWhitespace(offset + 3))
      }
    case 0x69:
      if scanner.matchesWord("interpolate", at: offset) { return .token(.reserved, end: offset + 11) }
    case 0x6C:
      if scanner.matchesWord("linkStyle", at: offset) { return .token(.reserved, end: offset + 9) }
    case 0x73:
      if scanner.matches("space:", at: offset), CharacterClass.isDigit(scanner.byte(at: offset + 6)) {
        return .token(.space, end: endOfDigits(scanner, offset + 6))
      }
      if scanner.matchesWord("space", at: offset) { return .token(.space, end: offset + 5) }
      if let end = endOfBlankWord("style", scanner, offset) {
        return push(.styleIDs, .token(.style, end: end))
      }
    default: break
    }
    return nil
  }

  private mutating func matchClassOrColumns(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    if let number = endOfBlankWord("columns", scanner, offset) {
      if scanner.matchesWord("auto", at: number) { return .token(.columns, end: number + 4) }
      let end = endOfDigits(scanner, number)
      return end > number ? .token(.columns, end: end) : nil
    }
    if let end = endOfBlankWord("classDef", scanner, offset) {
      return push(.className, .token(.classDef, end: end))
    }
    if let end = endOfBlankWord("class", scanner, offset) { return push(.classIDs, .token(.class, end: end)) }
    return nil
  }

  /// The offset behind a word and the white space it needs.
  private func endOfBlankWord(_ word: StaticString, _ scanner: Scanner, _ offset: Int) -> Int? {
    guard scanner.matches(word, at: offset) else { return nil }
    let end = offset + word.utf8CodeUnitCount
    let text = scanner.endOfWhitespace(end)
    return text > end ? text : nil
  }

  private func endOfDigits(_ scanner: Scanner, _ start: Int) -> Int {
    var end = start
    while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    return end
  }

  /// `a, b,c`: white space only behind commas.
  private func endOfIDs(_ scanner: Scanner, _ start: Int) -> Int? {
    var end = scanner.endOfWord(start)
    guard end > start else { return nil }
    while scanner.byte(at: end) == 0x2C {
      let word = scanner.endOfWhitespace(end + 1)
      let next = scanner.endOfWord(word)
      if next == word { break }
      end = next
    }
    return end
  }

  private func endOfID(_ scanner: Scanner, _ start: Int) -> Int {
    var index = start
    while index < scanner.bytes.count {
      switch scanner.bytes[index] {
      case 0x28, 0x29, 0x5B, 0x7B, 0x7D, 0x2D, 0x3A, 0x3C, 0x3D, 0x3E: return index
      default:
        if CharacterClass.whitespaceLength(scanner.bytes, index) > 0 { return index }
        index += 1
      }
    }
    return index
  }

  // MARK: Labels

  private func endOfOpening(_ scanner: Scanner, _ offset: Int, _ first: UInt8) -> Int? {
    let second = scanner.byte(at: offset + 1)
    switch first {
    case 0x2D: return second == 0x29 ? offset + 2 : nil
    case 0x28:
      if second == 0x28 { return scanner.byte(at: offset + 2) == 0x28 ? offset + 3 : offset + 2 }
      return second == 0x2D || second == 0x5B ? offset + 2 : offset + 1
    case 0x29: return second == 0x29 ? offset + 2 : offset + 1
    case 0x7B: return second == 0x7B ? offset + 2 : offset + 1
    case 0x3E: return offset + 1
    case 0x5B:
      switch second {
      case 0x5B, 0x7C, 0x28, 0x5C, 0x2F: return offset + 2
      default: return offset + 1
      }
    default: return nil
    }
  }

  private mutating func matchNode(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if scanner.byte(at: offset) == 0x22 { return openQuote(scanner, offset) }
    guard let end = endOfClosing(scanner, offset) else { return .nothing }
    return pop(.token(.close, end: end))
  }

  private func endOfClosing(_ scanner: Scanner, _ offset: Int) -> Int? {
    let second = scanner.byte(at: offset + 1)
    switch scanner.byte(at: offset) {
    case 0x28:
      if second == 0x28 { return scanner.byte(at: offset + 2) == 0x28 ? offset + 3 : offset + 2 }
      return second == 0x2D ? offset + 2 : offset + 1
    case 0x29:
      if second == 0x29 { return scanner.byte(at: offset + 2) == 0x29 ? offset + 3 : offset + 2 }
      return second == 0x5D ? offset + 2 : offset + 1
    case 0x7D: return second == 0x7D ? offset + 2 : offset + 1
    case 0x2D: return second == 0x29 ? offset + 2 : nil
    case 0x5D: return second == 0x5D || second == 0x29 || second == 0x3E ? offset + 2 : offset + 1
    case 0x5C, 0x2F: return second == 0x5D ? offset + 2 : nil
    default: return nil
    }
  }

  private mutating func matchMarkdown(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    var end = offset
    while end < scanner.bytes.count, scanner.bytes[end] != 0x60, scanner.bytes[end] != 0x22 { end += 1 }
    if end > offset { return .token(.foreign, end: end) }
    return scanner.matches("`\"", at: offset) ? pop(.skip(end: offset + 2)) : .nothing
  }

  private mutating func matchArrow(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if scanner.byte(at: offset) == 0x22 { return openQuote(scanner, offset) }
    guard scanner.matches("]>", at: offset) else { return .nothing }
    let bracket = scanner.endOfWhitespace(offset + 2)
    guard scanner.byte(at: bracket) == 0x28 else { return .nothing }
    return push(.arrowDirections, .skip(end: bracket + 1))
  }

  private mutating func matchDirection(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let comma = scanner.byte(at: offset) == 0x2C ? offset + 1 : offset
    let word = scanner.endOfWhitespace(comma)
    for direction in ["right", "left", "x", "y", "up", "down"] as [StaticString]
    where scanner.matches(direction, at: word) {
      return .token(.arrowDirection, end: scanner.endOfWhitespace(word + direction.utf8CodeUnitCount))
    }
    guard scanner.byte(at: offset) == 0x29 else { return .nothing }
    modes.removeLast(2)
    return .token(.arrowClose, end: scanner.endOfWhitespace(offset + 1))
  }

  private mutating func matchLinkLabel(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if scanner.byte(at: offset) == 0x22 {
      if scanner.byte(at: offset + 1) == 0x60 { return push(.markdown, .skip(end: offset + 2)) }
      return push(.string, .token(.linkLabel, end: offset + 1))
    }
    guard let end = BlockLinkText.endOfLink(scanner, offset) else { return .nothing }
    return pop(.token(.link, end: end))
  }
}

/// What links look like in the lexer's eyes.
enum BlockLinkText {
  /// A whole link, or the second part of one with a text, with the white space around it.
  static func endOfLink(_ scanner: Scanner, _ start: Int) -> Int? {
    let offset = scanner.endOfWhitespace(start)
    return endOfArrow(scanner, offset, withHead: true) ?? endOfArrow(scanner, offset, withHead: false)
  }

  /// The first part of a link with a text.
  static func endOfStart(_ scanner: Scanner, _ start: Int) -> Int? {
    var offset = scanner.endOfWhitespace(start)
    if isHead(scanner.byte(at: offset), 0x3C) { offset += 1 }
    for sign in ["--", "==", "-."] as [StaticString] where scanner.matches(sign, at: offset) {
      return scanner.endOfWhitespace(offset + 2)
    }
    return nil
  }

  private static func isHead(_ byte: UInt8, _ arrow: UInt8) -> Bool {
    byte == 0x78 || byte == 0x6F || byte == arrow
  }

  private static func endOfArrow(_ scanner: Scanner, _ start: Int, withHead: Bool) -> Int? {
    var offset = start
    if withHead {
      guard isHead(scanner.byte(at: offset), 0x3C) else { return nil }
      offset += 1
    }
    if let end = endOfLine(scanner, offset, 0x2D) ?? endOfLine(scanner, offset, 0x3D)
      ?? endOfDots(scanner, offset)
    {
      return scanner.endOfWhitespace(end)
    }
    return nil
  }

  /// Two or more signs and a head; the last of three or more signs may stand for the head.
  private static func endOfLine(_ scanner: Scanner, _ start: Int, _ sign: UInt8) -> Int? {
    var end = start
    while scanner.byte(at: end) == sign { end += 1 }
    guard end >= start + 2 else { return nil }
    if isHead(scanner.byte(at: end), 0x3E) { return end + 1 }
    return end >= start + 3 ? end : nil
  }

  /// `-.->`, `.-`
  private static func endOfDots(_ scanner: Scanner, _ start: Int) -> Int? {
    var end = scanner.byte(at: start) == 0x2D ? start + 1 : start
    let dots = end
    while scanner.byte(at: end) == 0x2E { end += 1 }
    guard end > dots, scanner.byte(at: end) == 0x2D else { return nil }
    return isHead(scanner.byte(at: end + 1), 0x3E) ? end + 2 : end + 1
  }
}
