import AtlasCore

/// Gives the tokens of an entity relationship diagram as mermaid's compiled lexer does: in each mode its rules are tried
/// in order, and the first that matches wins. No letter's case matters.
struct ERLexer {
  enum Mode: UInt8 {
    case initial
    /// Behind `style` and `classDef`, up to a line end without white space before it.
    case style
    /// Between the braces of an entity, and there between backticks.
    case block, backtick
  }

  let scanner: Scanner
  private(set) var token: ERToken
  private(set) var direction = Direction.topToBottom
  private(set) var accessibility: AccessibilityStatement?
  private var mode = Mode.initial
  private var position = 0
  private var hasPassedEnd = false
  /// An `accDescr {` without its brace gives its text, and then once more nothing.
  private var isInsideAccessibility = false
  private var directions: DirectionLineFinder
  /// Up to here no tilde stands in the run of characters.
  private var tildelessEnd = 0

  init(_ scanner: Scanner) {
    self.scanner = scanner
    token = ERToken(kind: .invalid, start: 0, end: 0, content: 0..<0)
    directions = DirectionLineFinder(scanner, anyCase: true)
  }

  private var bytes: [UInt8] { scanner.bytes }

  /// Begins afresh at an offset, after an error.
  mutating func restart(at offset: Int, inBlock: Bool = false) {
    position = min(offset, bytes.count)
    mode = inBlock ? .block : .initial
    isInsideAccessibility = false
    tildelessEnd = 0
    hasPassedEnd = position >= bytes.count
    directions.rewind(to: position)
  }

  /// Reads the next token.
  mutating func next() {
    while true {
      if position >= bytes.count {
        if hasPassedEnd { return give(.endOfText, position) }
        hasPassedEnd = true
        if isInsideAccessibility {
          isInsideAccessibility = false
          return give(.accessibility, position)
        }
        return give(mode == .initial ? .end : .endOfText, position)
      }
      let isToken =
        switch mode {
        case .initial: readInitial()
        case .style: readStyle()
        case .block: readBlock()
        case .backtick: readBacktick()
        }
      if isToken { return }
    }
  }

  private mutating func give(_ kind: ERToken.Kind, _ end: Int, _ content: Range<Int>? = nil) {
    token = ERToken(kind: kind, start: position, end: end, content: content ?? position..<end)
    position = end
  }

  private mutating func gives(_ kind: ERToken.Kind, _ end: Int, _ content: Range<Int>? = nil) -> Bool {
    give(kind, end, content)
    return true
  }

  private mutating func gives(_ kind: ERToken.Kind, _ end: Int, entering mode: Mode) -> Bool {
    self.mode = mode
    return gives(kind, end)
  }

  private mutating func skip(to end: Int) -> Bool {
    position = end
    return false
  }

  private func byte(_ ahead: Int) -> UInt8 { scanner.byte(at: position + ahead) }

  private mutating func givesCharacter(_ kind: ERToken.Kind) -> Bool {
    gives(kind, position + CharacterClass.characterLength(bytes, position))
  }

  // MARK: Between statements

  private mutating func readInitial() -> Bool {
    let first = bytes[position]
    if first | 0x20 == 0x61, let statement = AccessibilityStatement(scanner, at: position, anyCase: true) {
      return readAccessibility(statement)
    }
    if let line = directions.line(from: position) {
      direction = line.direction
      return gives(.direction, line.end)
    }
    if first == 0x0A {
      var end = position + 1
      while end < bytes.count, bytes[end] == 0x0A { end += 1 }
      return gives(.lineEnd, end)
    }
    if CharacterClass.whitespaceLength(bytes, position) > 0 {
      return skip(to: scanner.endOfWhitespace(position))
    }
    switch first {
    case 0x22: return readQuoted()
    case 0x7B: return gives(.openBrace, position + 1, entering: .block)
    case 0x23: return gives(.hash, position + 1)
    case 0x2C: return gives(.comma, position + 1)
    case 0x3A:
      let isSeparator = byte(1) == 0x3A && byte(2) == 0x3A
      return isSeparator ? gives(.styleSeparator, position + 3) : gives(.colon, position + 1)
    case 0x5B: return gives(.openSquare, position + 1)
    case 0x5D: return gives(.closeSquare, position + 1)
    case 0x7C, 0x7D, 0x2D, 0x2E, 0x30...0x39:
      if let (kind, end) = symbol(first) { return gives(kind, end) }
    case 0x41...0x5A, 0x61...0x7A:
      if let (kind, end) = wordOfLanguage(first | 0x20) {
        if kind == .style || kind == .classDef { mode = .style }
        return gives(kind, end)
      }
    case 0x3F: return gives(.question, position + 1)
    default: break
    }
    return readWord()
  }

  private mutating func readAccessibility(_ statement: AccessibilityStatement) -> Bool {
    if statement.isBlock {
      if statement.isClosed, statement.text.isEmpty { return skip(to: statement.end) }
      if !statement.isClosed, !statement.text.isEmpty { isInsideAccessibility = true }
    }
    accessibility = statement
    // A text that would stand behind the end is read as the lexer's last token.
    if statement.text.lowerBound >= bytes.count { hasPassedEnd = true }
    return gives(.accessibility, statement.end)
  }

  /// On one line, without `%` and backslash, a quoted text is a name.
  private mutating func readQuoted() -> Bool {
    var end = position + 1
    var isName = true
    while end < bytes.count, bytes[end] != 0x22 {
      switch bytes[end] {
      case 0x25, 0x0D, 0x0A, 0x0B, 0x08, 0x5C: isName = false
      default: break
      }
      end += 1
    }
    guard end < bytes.count else { return givesCharacter(.invalid) }
    let content = (position + 1)..<end
    return gives(isName && !content.isEmpty ? .quotedName : .quotedText, end + 1, content)
  }

  private mutating func readWord() -> Bool {
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      guard byte >= 0x80 || CharacterClass.isWord(byte) || byte == 0x2D || byte == 0x2A || byte == 0x2E else {
        break
      }
      end += 1
    }
    return end > position ? gives(.word, end) : givesCharacter(.invalid)
  }

  // MARK: Cardinalities and lines

  private func isWordEnd(_ end: Int) -> Bool { !CharacterClass.isWord(scanner.byte(at: end)) }

  private func symbol(_ first: UInt8) -> (ERToken.Kind, Int)? {
    switch (first, byte(1)) {
    case (0x7C, 0x6F), (0x7C, 0x4F): return isWordEnd(position + 2) ? (.zeroOrOne, position + 2) : nil
    case (0x7D, 0x6F), (0x7D, 0x4F): return isWordEnd(position + 2) ? (.zeroOrMore, position + 2) : nil
    case (0x7D, 0x7C), (0x7C, 0x7B): return (.oneOrMore, position + 2)
    case (0x7C, 0x7C): return (.onlyOne, position + 2)
    case (0x2E, 0x2E), (0x2E, 0x2D), (0x2D, 0x2E): return (.nonIdentifying, position + 2)
    case (0x2D, 0x2D): return (.identifying, position + 2)
    case (0x31, 0x2B): return (.oneOrMore, position + 2)
    case (0x30, 0x2B): return (.zeroOrMore, position + 2)
    case (0x30...0x39, _): return number(first)
    default: return nil
    }
  }

  private func number(_ first: UInt8) -> (ERToken.Kind, Int) {
    var end = position + 1
    while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    if scanner.byte(at: end) == 0x2E, CharacterClass.isDigit(scanner.byte(at: end + 1)) {
      end += 2
      while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
      return (.decimal, end)
    }
    guard first == 0x31, end == position + 1 else { return (.number, end) }
    let next = scanner.endOfWhitespace(end)
    let byte = scanner.byte(at: next)
    if next > end, CharacterClass.isWord(byte) || byte == 0x22 || byte == 0x27 { return (.onlyOne, end) }
    switch (scanner.byte(at: end), scanner.byte(at: end + 1)) {
    case (0x2D, 0x2D), (0x2E, 0x2E), (0x2E, 0x2D), (0x2D, 0x2E): return (.onlyOne, end)
    default: return isWordEnd(end) ? (.one, end) : (.number, end)
    }
  }

  private func wordOfLanguage(_ first: UInt8) -> (ERToken.Kind, Int)? {
    switch first {
    case 0x65: return match("erdiagram", .header)
    case 0x73: return match("style", .style)
    case 0x63: return match("classdef", .classDef) ?? match("class", .class)
    case 0x6F:
      if byte(1) == 0x7C { return (.zeroOrOne, position + 2) }
      if byte(1) == 0x7B { return (.zeroOrMore, position + 2) }
      return match("one or zero", .zeroOrOne) ?? match("one or more", .oneOrMore)
        ?? match("one or many", .oneOrMore) ?? match("one", .onlyOne) ?? match("only one", .onlyOne)
        ?? match("optionally to", .nonIdentifying)
    case 0x7A:
      return match("zero or one", .zeroOrOne) ?? match("zero or more", .zeroOrMore)
        ?? match("zero or many", .zeroOrMore)
    case 0x6D:
      if scanner.matchesAnyCase("many(0)", at: position) { return (.zeroOrMore, position + 7) }
      if scanner.matchesAnyCase("many(1)", at: position) { return (.oneOrMore, position + 7) }
      return match("many", .zeroOrMore)
    case 0x75:
      return byte(1) == 0x2E || byte(1) == 0x2D || byte(1) == 0x7C ? (.parent, position + 1) : nil
    case 0x74: return match("to", .identifying)
    default: return nil
    }
  }

  private func match(_ word: StaticString, _ kind: ERToken.Kind) -> (ERToken.Kind, Int)? {
    scanner.matchesWordAnyCase(word, at: position) ? (kind, position + word.utf8CodeUnitCount) : nil
  }

  // MARK: Styles

  private mutating func readStyle() -> Bool {
    let first = bytes[position]
    if first == 0x0A {
      var end = position + 1
      while end < bytes.count, bytes[end] == 0x0A { end += 1 }
      return gives(.lineEnd, end, entering: .initial)
    }
    if CharacterClass.whitespaceLength(bytes, position) > 0 {
      return skip(to: scanner.endOfWhitespace(position))
    }
    switch first {
    case 0x3A: return gives(.colon, position + 1)
    case 0x2C: return gives(.comma, position + 1)
    case 0x23: return gives(.hash, position + 1)
    case 0x3B: return gives(.semicolon, position + 1)
    default: break
    }
    var end = position
    while end < bytes.count {
      let byte = bytes[end]
      guard byte >= 0x80 || CharacterClass.isWord(byte) || byte == 0x2D || byte == 0x2A else { break }
      end += 1
    }
    return end > position ? gives(.styleText, end) : givesCharacter(.unknown)
  }

  // MARK: Attributes

  private mutating func readBlock() -> Bool {
    let first = bytes[position]
    if CharacterClass.whitespaceLength(bytes, position) > 0 {
      return skip(to: scanner.endOfWhitespace(position))
    }
    if byte(1) | 0x20 == 0x6B, isWordEnd(position + 2), "pfu".utf8.contains(first | 0x20) {
      return gives(.key, position + 2)
    }
    if let end = endOfGeneric() { return gives(.attributeWord, end) }
    if let end = endOfAttributeWord() { return gives(.attributeWord, end) }
    switch first {
    case 0x60:
      mode = .backtick
      return skip(to: position + 1)
    case 0x22:
      let close = scanner.next(0x22, from: position + 1)
      if close < bytes.count { return gives(.comment, close + 1, (position + 1)..<close) }
      return gives(.invalid, position + 1)
    case 0x7D: return gives(.closeBrace, position + 1, entering: .initial)
    case 0x3F: return gives(.question, position + 1)
    case 0x2C: return gives(.comma, position + 1)
    default: return givesCharacter(.invalid)
    }
  }

  /// A tilde in the word here, and another one on the line: a word up to the last of them and its end.
  private mutating func endOfGeneric() -> Int? {
    if position < tildelessEnd { return nil }
    var first = position
    while first < bytes.count, bytes[first] != 0x7E {
      if CharacterClass.whitespaceLength(bytes, first) > 0 {
        tildelessEnd = first
        return nil
      }
      first += 1
    }
    var last = first
    var index = first
    while index < bytes.count, CharacterClass.lineTerminatorLength(bytes, index) == 0 {
      if bytes[index] == 0x7E { last = index }
      index += 1
    }
    guard last > first else { return nil }
    var end = last + 1
    while end < bytes.count, CharacterClass.whitespaceLength(bytes, end) == 0 { end += 1 }
    return end
  }

  private func endOfAttributeWord() -> Int? {
    let first = bytes[position]
    guard CharacterClass.isLetter(first) || first == 0x5F || first == 0x2A || isWide(position) else {
      return nil
    }
    var end = position + CharacterClass.characterLength(bytes, position)
    while end < bytes.count {
      let byte = bytes[end]
      if byte >= 0x80 {
        guard isWide(end) else { break }
        end += CharacterClass.characterLength(bytes, end)
        continue
      }
      guard CharacterClass.isWord(byte) || "-[]().,*".utf8.contains(byte) else { break }
      end += 1
    }
    return end
  }

  /// A character from U+00C0 on, or the micro sign, whose capital letter is one.
  private func isWide(_ index: Int) -> Bool {
    let byte = bytes[index]
    return byte >= 0xC3 || (byte == 0xC2 && scanner.byte(at: index + 1) == 0xB5)
  }

  private mutating func readBacktick() -> Bool {
    if bytes[position] == 0x60 {
      mode = .block
      return skip(to: position + 1)
    }
    return gives(.attributeWord, scanner.next(0x60, from: position))
  }
}
