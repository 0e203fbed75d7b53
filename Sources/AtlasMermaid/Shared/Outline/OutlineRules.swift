/// The tokens of mindmap and kanban, whose lexers are one but for the header and the `@{ … }` behind a kanban card.
struct OutlineRules<Kind: OutlineKind>: JisonRules {
  typealias Token = OutlineToken

  private enum Mode {
    case initial, className, icon, node, string, markdown, properties, propertyString
  }

  static var end: Token { .end }
  static var unknown: Token { .unknown }

  private var modes: [Mode] = []

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    let isAtEnd = offset >= scanner.bytes.count
    let byte = scanner.byte(at: offset)
    switch modes.last ?? .initial {
    case .initial: return matchInitial(scanner, offset)
    case .node: return isAtEnd ? .nothing : matchNode(scanner, offset)
    case .className:
      guard !isAtEnd else { return .nothing }
      if byte == 0x0A { return pop(.skip(end: offset + 1)) }
      let end = scanner.endOfScriptLine(offset)
      return end > offset ? pop(.token(.className, end: end)) : .nothing
    case .icon:
      if byte == 0x29 { return pop(.skip(end: offset + 1)) }
      return isAtEnd ? .nothing : .token(.icon, end: scanner.next(0x29, from: offset))
    case .string:
      if byte == 0x22 { return pop(.skip(end: offset + 1)) }
      return isAtEnd ? .nothing : .token(.quotedText, end: scanner.next(0x22, from: offset))
    case .markdown:
      if scanner.matches("`\"", at: offset) { return pop(.skip(end: offset + 2)) }
      let end = scanner.endOfText(offset, beforeAny: 0x60, 0x22)
      return end > offset ? .token(.markdownText, end: end) : .nothing
    case .properties:
      if byte == 0x22 { return push(.propertyString, .token(.properties, end: offset + 1)) }
      if byte == 0x7D { return pop(.skip(end: offset + 1)) }
      var end = offset
      while end < scanner.bytes.count, scanner.bytes[end] != 0x7D, scanner.bytes[end] != 0x5E,
        scanner.bytes[end] != 0x22
      {
        end += 1
      }
      return end > offset ? .token(.properties, end: end) : .nothing
    case .propertyString:
      if byte == 0x22 { return pop(.token(.properties, end: offset + 1)) }
      return isAtEnd ? .nothing : .token(.propertyText, end: scanner.next(0x22, from: offset))
    }
  }

  private mutating func push(_ mode: Mode, _ match: JisonMatch<Token>) -> JisonMatch<Token> {
    modes.append(mode)
    return match
  }

  private mutating func pop(_ match: JisonMatch<Token>) -> JisonMatch<Token> {
    _ = modes.popLast()
    return match
  }

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    if Kind.hasProperties, scanner.matches("@{", at: offset) {
      return push(.properties, .token(.propertiesStart, end: offset + 2))
    }
    let blanks = scanner.endOfWhitespace(offset)
    if scanner.matches("%%", at: blanks) { return .token(.comment, end: scanner.endOfScriptLine(blanks)) }
    if blanks > offset { return matchSpace(scanner, offset, blanks) }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    if scanner.matchesWordAnyCase(Kind.word, at: offset) {
      return .token(.header, end: offset + Kind.word.utf8CodeUnitCount)
    }
    switch scanner.byte(at: offset) {
    case 0x3A:
      if scanner.matches(":::", at: offset) { return push(.className, .skip(end: offset + 3)) }
      if scanner.matchesAnyCase("::icon(", at: offset) { return push(.icon, .skip(end: offset + 7)) }
    case 0x2D where scanner.byte(at: offset + 1) == 0x29:
      return push(.node, .token(.open(.other), end: offset + 2))
    case 0x28:
      switch scanner.byte(at: offset + 1) {
      case 0x2D: return push(.node, .token(.open(.other), end: offset + 2))
      case 0x28: return push(.node, .token(.open(.doubleParen), end: offset + 2))
      default: return push(.node, .token(.open(.paren), end: offset + 1))
      }
    case 0x29:
      let isDouble = scanner.byte(at: offset + 1) == 0x29
      return push(
        .node,
        .token(.open(isDouble ? .reversedDoubleParen : .reversedParen), end: offset + (isDouble ? 2 : 1)))
    case 0x7B:
      guard scanner.byte(at: offset + 1) == 0x7B else { return .nothing }
      return push(.node, .token(.open(.doubleBrace), end: offset + 2))
    case 0x5B: return push(.node, .token(.open(.square), end: offset + 1))
    default: break
    }
    let end = endOfID(scanner, offset)
    return end > offset ? .token(.id, end: end) : .nothing
  }

  /// White space up to its last line end, or, where no line ends behind its first character, all of it.
  private func matchSpace(_ scanner: Scanner, _ offset: Int, _ end: Int) -> JisonMatch<Token> {
    let first = CharacterClass.whitespaceLength(scanner.bytes, offset)
    if let last = scanner.bytes[(offset + first)..<end].lastIndex(of: 0x0A) {
      return .token(.blankLine, end: last + 1)
    }
    return scanner.bytes[offset] == 0x0A ? .token(.lineEnd, end: offset + 1) : .token(.space, end: end)
  }

  private func endOfID(_ scanner: Scanner, _ offset: Int) -> Int {
    var index = offset
    while index < scanner.bytes.count {
      switch scanner.bytes[index] {
      case 0x0A, 0x28, 0x29, 0x5B, 0x7B, 0x7D: return index
      case 0x40 where Kind.hasProperties: return index
      default: index += 1
      }
    }
    return index
  }

  private mutating func matchNode(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let next = scanner.byte(at: offset + 1)
    switch scanner.byte(at: offset) {
    case 0x22:
      if next == 0x60 { return push(.markdown, .skip(end: offset + 2)) }
      return push(.string, .skip(end: offset + 1))
    case 0x29: return pop(.token(.close(isParen: next != 0x29), end: offset + (next == 0x29 ? 2 : 1)))
    case 0x5D: return pop(.token(.close(isParen: false), end: offset + 1))
    case 0x7D where next == 0x7D: return pop(.token(.close(isParen: false), end: offset + 2))
    case 0x28:
      let isDouble = next == 0x2D || next == 0x28
      return pop(.token(.close(isParen: false), end: offset + (isDouble ? 2 : 1)))
    case 0x2D where next == 0x29: return pop(.token(.close(isParen: false), end: offset + 2))
    case 0x7D: return .token(.text, end: scanner.endOfScriptLine(offset))
    default:
      var end = offset
      while end < scanner.bytes.count {
        let byte = scanner.bytes[end]
        if byte == 0x29 || byte == 0x5D || byte == 0x28 || byte == 0x7D { break }
        end += 1
      }
      return .token(.text, end: end)
    }
  }
}

enum OutlineToken: Equatable, Sendable {
  case header, lineEnd, blankLine, space, comment, id, className, icon
  case open(OutlineOpening)
  case text, quotedText, markdownText
  /// What closes a node; only a single parenthesis matters to the shape.
  case close(isParen: Bool)
  /// `@{`, pieces of what is inside, and the texts between quotes there.
  case propertiesStart, properties, propertyText
  case endOfText, end, unknown
}

/// What opens a node and, with the closing, decides its shape.
enum OutlineOpening: Equatable, Sendable {
  case square, paren, doubleParen, reversedParen, reversedDoubleParen, doubleBrace
  /// `(-` and `-)`, which stand for no shape.
  case other
}

extension Scanner {
  /// The offset of the next line terminator of JavaScript, where `.` stops.
  func endOfScriptLine(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, CharacterClass.lineTerminatorLength(bytes, index) == 0 { index += 1 }
    return index
  }

  /// The offset of the next byte of these values, whatever stands between.
  func endOfText(_ start: Int, beforeAny first: UInt8, _ second: UInt8) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != first, bytes[index] != second { index += 1 }
    return index
  }
}
