/// The tokens of a requirement diagram. No letter's case matters. Behind `style`, `class` and `classDef` the lexer is in
/// a mode of its own up to the line end, which is no token there.
struct RequirementRules: JisonRules {
  enum Token: Equatable {
    case header, lineEnd, accessibility
    case direction(Direction)
    case openBrace, closeBrace, styleSeparator, colon, comma
    case id, text, risk, verifyMethod, type, reference
    case requirement(Requirement.Kind)
    case element
    case riskLevel(Requirement.Risk)
    case method(Requirement.Verification)
    case relation(RequirementRelation.Kind)
    case style, classDef, `class`
    case arrowLeft, arrowRight, line
    case words, quoted
    /// A word of the style mode, and its signs.
    case alpha, styleSign
    /// `title`, and `%` in styles, which the grammar does not know.
    case foreign
    case endOfText, stop, unknown
  }

  static let end = Token.stop
  static let unknown = Token.unknown

  private var isInStyle = false
  private var isInString = false
  private var directions: DirectionLineFinder?

  init() {}

  /// Rules for going on at a later place, which know already where directions stand.
  init(_ directions: DirectionLineFinder) { self.directions = directions }

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    if isInString {
      if scanner.byte(at: offset) == 0x22 {
        isInString = false
        return .skip(end: offset + 1)
      }
      return .token(.quoted, end: scanner.next(0x22, from: offset))
    }
    return isInStyle ? matchStyle(scanner, offset) : matchInitial(scanner, offset)
  }

  // MARK: Statements

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let byte = scanner.byte(at: offset)
    if byte | 0x20 == 0x74, let end = scanner.endOfTitleRule(offset) { return .token(.foreign, end: end) }
    if byte | 0x20 == 0x61, let statement = AccessibilityStatement(scanner, at: offset, anyCase: true) {
      if statement.isBlock, statement.isClosed, statement.text.isEmpty { return .skip(end: statement.end) }
      return statement.end < scanner.bytes.count
        ? .token(.accessibility, end: statement.end) : .last(.accessibility, end: statement.end)
    }
    if directions == nil { directions = DirectionLineFinder(scanner, anyCase: true) }
    if let line = directions?.line(from: offset) { return .token(.direction(line.direction), end: line.end) }
    if byte == 0x0A {
      var end = offset + 1
      while scanner.byte(at: end) == 0x0A { end += 1 }
      return .token(.lineEnd, end: end)
    }
    // White space that begins with a blank takes line ends with it.
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    if CharacterClass.isWord(byte) { return matchWord(scanner, offset, byte | 0x20) }
    return matchSign(scanner, offset, byte)
  }

  private mutating func matchSign(_ scanner: Scanner, _ offset: Int, _ byte: UInt8) -> JisonMatch<Token> {
    let second = scanner.byte(at: offset + 1)
    switch byte {
    case 0x23, 0x25: return .comment(end: scanner.endOfLine(offset))
    case 0x7B: return .token(.openBrace, end: offset + 1)
    case 0x7D: return .token(.closeBrace, end: offset + 1)
    case 0x3A:
      let isSeparator = second == 0x3A && scanner.byte(at: offset + 2) == 0x3A
      return isSeparator ? .token(.styleSeparator, end: offset + 3) : .token(.colon, end: offset + 1)
    case 0x3C: return second == 0x2D ? .token(.arrowLeft, end: offset + 2) : .nothing
    case 0x2D:
      return second == 0x3E ? .token(.arrowRight, end: offset + 2) : .token(.line, end: offset + 1)
    case 0x22:
      isInString = true
      return .skip(end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    default: return .nothing
    }
  }

  private mutating func matchWord(_ scanner: Scanner, _ offset: Int, _ first: UInt8) -> JisonMatch<Token> {
    var end = offset
    while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
    if let token = keyword(scanner, offset, end, first) {
      if token == .style || token == .classDef || token == .class { isInStyle = true }
      return .token(token, end: end)
    }
    return .token(.words, end: endOfWords(scanner, offset))
  }

  private func endOfWords(_ scanner: Scanner, _ start: Int) -> Int {
    var index = start
    while index < scanner.bytes.count {
      switch scanner.bytes[index] {
      case 0x3A, 0x2C, 0x0A, 0x0D, 0x7B, 0x3C, 0x3E, 0x2D, 0x3D: return index
      default: index += 1
      }
    }
    return index
  }

  private func keyword(_ scanner: Scanner, _ start: Int, _ end: Int, _ first: UInt8) -> Token? {
    func isWord(_ word: StaticString) -> Bool {
      end - start == word.utf8CodeUnitCount && scanner.matchesAnyCase(word, at: start)
    }
    switch first {
    case 0x61: return isWord("analysis") ? .method(.analysis) : nil
    case 0x63:
      if isWord("contains") { return .relation(.contains) }
      if isWord("copies") { return .relation(.copies) }
      if isWord("classdef") { return .classDef }
      return isWord("class") ? .class : nil
    case 0x64:
      if isWord("designconstraint") { return .requirement(.designConstraint) }
      if isWord("demonstration") { return .method(.demonstration) }
      if isWord("derives") { return .relation(.derives) }
      return isWord("docref") ? .reference : nil
    case 0x65: return isWord("element") ? .element : nil
    case 0x66: return isWord("functionalrequirement") ? .requirement(.functional) : nil
    case 0x68: return isWord("high") ? .riskLevel(.high) : nil
    case 0x69:
      if isWord("id") { return .id }
      if isWord("interfacerequirement") { return .requirement(.interface) }
      return isWord("inspection") ? .method(.inspection) : nil
    case 0x6C: return isWord("low") ? .riskLevel(.low) : nil
    case 0x6D: return isWord("medium") ? .riskLevel(.medium) : nil
    case 0x70:
      if isWord("performancerequirement") { return .requirement(.performance) }
      return isWord("physicalrequirement") ? .requirement(.physical) : nil
    case 0x72:
      if isWord("requirement") { return .requirement(.requirement) }
      if isWord("requirementdiagram") { return .header }
      if isWord("risk") { return .risk }
      return isWord("refines") ? .relation(.refines) : nil
    case 0x73:
      if isWord("satisfies") { return .relation(.satisfies) }
      return isWord("style") ? .style : nil
    case 0x74:
      if isWord("text") { return .text }
      if isWord("test") { return .method(.test) }
      if isWord("traces") { return .relation(.traces) }
      return isWord("type") ? .type : nil
    case 0x76:
      if isWord("verifymethod") { return .verifyMethod }
      return isWord("verifies") ? .relation(.verifies) : nil
    default: return nil
    }
  }

  // MARK: Styles

  private mutating func matchStyle(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let byte = scanner.byte(at: offset)
    if CharacterClass.isWord(byte) {
      var end = offset + 1
      while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
      return .token(.alpha, end: end)
    }
    switch byte {
    case 0x3A, 0x3B, 0x2D, 0x23: return .token(.styleSign, end: offset + 1)
    case 0x25: return .token(.foreign, end: offset + 1)
    case 0x20: return .skip(end: offset + 1)
    case 0x22:
      isInString = true
      return .skip(end: offset + 1)
    case 0x0A:
      isInStyle = false
      return .skip(end: offset + 1)
    case 0x2C: return .token(.comma, end: offset + 1)
    default: return .nothing
    }
  }
}
