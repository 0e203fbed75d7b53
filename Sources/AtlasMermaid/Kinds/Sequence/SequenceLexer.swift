import AtlasCore

/// Gives the tokens of a sequence diagram one by one, as mermaid's generated lexer does: it tries its rules in a fixed
/// order, the first that matches wins, and the token before decides which rules there are.
struct SequenceLexer {
  /// Which rules there are.
  enum Mode {
    /// Between statements and inside messages. White space, line ends behind white space included, counts for nothing.
    case statement
    /// Behind `participant`, `actor`, `destroy`, `activate` and `deactivate`: a name, alone on its line or before `as`.
    case name
    /// Inside `@{ … }`.
    case config
    /// Before the word `as`.
    case alias
    /// Behind a word whose text takes the rest of the line.
    case rest
  }

  let scanner: Scanner
  private(set) var offset = 0
  private(set) var mode = Mode.statement
  /// What the lexer skips, in cleaned offsets.
  private(set) var comments: [Range<Int>] = []
  private var isPastLastLineEnd = false

  init(_ scanner: Scanner) { self.scanner = scanner }

  private var bytes: [UInt8] { scanner.bytes }

  mutating func next() -> SequenceToken {
    switch mode {
    case .statement: nextOfStatement()
    case .name: nextOfName()
    case .config: nextOfConfig()
    case .alias: nextOfAlias()
    case .rest: nextOfRest()
    }
  }

  /// Goes on between statements at an offset, after an error.
  mutating func resume(at offset: Int) {
    self.offset = offset
    mode = .statement
  }

  /// Goes on at an offset as if this word stood before it.
  mutating func resume(at offset: Int, behind keyword: SequenceToken.Kind) {
    self.offset = offset
    mode = SequenceLexer.mode(behind: keyword)
  }

  // MARK: Between statements and inside messages

  private mutating func nextOfStatement() -> SequenceToken {
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0x0A {
        let start = offset
        while scanner.byte(at: offset) == 0x0A { offset += 1 }
        return SequenceToken(.lineEnd, start, offset)
      }
      if CharacterClass.whitespaceLength(bytes, offset) > 0 {
        offset = scanner.endOfWhitespace(offset)
      } else if beginsComment(byte) {
        skipComment()
      } else if let token = statementToken(byte) {
        return token
      }
    }
    // The end of the text counts as a line end once.
    let kind: SequenceToken.Kind = isPastLastLineEnd ? .endOfText : .lineEnd
    isPastLastLineEnd = true
    return SequenceToken(kind, offset, offset)
  }

  /// `#…`, `%…` but not `%{`, and any single character but `}` before `%%…`. Characters beyond the basic plane are two
  /// to JavaScript, so they do not begin a comment.
  private func beginsComment(_ byte: UInt8) -> Bool {
    if byte == 0x23 { return true }
    if byte == 0x25, scanner.byte(at: offset + 1) != 0x7B { return true }
    if byte == 0x7D || byte >= 0xF0 { return false }
    return scanner.matches("%%", at: offset + CharacterClass.characterLength(bytes, offset))
  }

  private mutating func skipComment() {
    let end = scanner.endOfLine(offset)
    comments.append(offset..<end)
    offset = end
  }

  /// The token at the offset, which is no white space and no comment; nil where an empty description was skipped.
  private mutating func statementToken(_ byte: UInt8) -> SequenceToken? {
    switch byte {
    case 0x2D, 0x2F, 0x5C, 0x3C:
      if let (arrow, length) = SequenceArrow.match(scanner, at: offset) {
        var token = take(.arrow, length)
        token.arrow = arrow
        return token
      }
      return take(byte == 0x2D ? .minus : .invalid, 1)
    case 0x2B: return take(.plus, 1)
    case 0x2C: return take(.comma, 1)
    case 0x3B: return take(.lineEnd, 1)
    case 0x28: return scanner.byte(at: offset + 1) == 0x29 ? take(.circle, 2) : take(.invalid, 1)
    case 0x29, 0x3E: return take(.invalid, 1)
    case 0x3A: return text(.text, from: offset + 1)
    case 0x30...0x39, 0x2E:
      if let end = endOfNumber() { return take(.number, end - offset) }
    case 0x41...0x5A, 0x61...0x7A:
      if let (kind, length) = SequenceToken.keyword(scanner, at: offset) { return keyword(kind, length) }
      if byte | 0x20 == 0x74, let token = title() { return token }
      if byte | 0x20 == 0x61, let statement = AccessibilityStatement(scanner, at: offset, anyCase: true) {
        return accessibility(statement)
      }
    default: break
    }
    let end = SequenceLexer.endOfName(bytes, offset, bytes.count)
    return name(to: end)
  }

  private mutating func take(_ kind: SequenceToken.Kind, _ length: Int) -> SequenceToken {
    let token = SequenceToken(kind, offset, offset + length)
    offset += length
    return token
  }

  private mutating func keyword(_ kind: SequenceToken.Kind, _ length: Int) -> SequenceToken {
    mode = SequenceLexer.mode(behind: kind)
    return take(kind, length)
  }

  private static func mode(behind keyword: SequenceToken.Kind) -> Mode {
    switch keyword {
    case .participant, .actor, .destroy, .activate, .deactivate: .name
    case .box, .loop, .rect, .opt, .alt, .else, .par, .parOver, .and, .critical, .option, .break: .rest
    default: .statement
    }
  }

  /// A number must have a blank or line end behind it, and at most two decimals: `2 B` begins with one, `2->>B` not.
  private func endOfNumber() -> Int? {
    var end = offset
    while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    if scanner.byte(at: end) == 0x2E {
      let point = end
      end += 1
      while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
      guard 2...3 ~= end - point else { return nil }
    }
    let next = scanner.byte(at: end)
    return next == 0x20 || next == 0x0A ? end : nil
  }

  /// `title` or `title:`, one white space character, which may be a line end, and at least one more character.
  private mutating func title() -> SequenceToken? {
    guard scanner.matchesAnyCase("title", at: offset) else { return nil }
    var index = offset + 5
    if scanner.byte(at: index) == 0x3A { index += 1 }
    index += CharacterClass.whitespaceLength(bytes, index)
    guard index > offset + 5, bytes[index - 1] != 0x3A, index < bytes.count else { return nil }
    let first = bytes[index]
    guard first != 0x23, first != 0x0A, first != 0x3B else { return nil }
    return text(.title, from: index)
  }

  /// A description in braces that is empty gives no token.
  private mutating func accessibility(_ statement: AccessibilityStatement) -> SequenceToken? {
    let start = offset
    offset = statement.end
    if statement.text.isEmpty, statement.isClosed, bytes[statement.end - 1] == 0x7D { return nil }
    return SequenceToken(.accessibility, start, statement.end)
  }

  /// A text reaches to a line end, `;` or `#`.
  private mutating func text(_ kind: SequenceToken.Kind, from contentStart: Int) -> SequenceToken {
    var end = contentStart
    while end < bytes.count {
      let byte = bytes[end]
      if byte == 0x0A || byte == 0x23 || byte == 0x3B { break }
      end += 1
    }
    var token = SequenceToken(kind, offset, end)
    let start = scanner.endOfWhitespace(contentStart)
    token.content = start < end ? start..<SequenceLexer.trimmedEnd(bytes, start, end) : end..<end
    if scanner.byte(at: end) == 0x23 { token.cut = end }
    offset = end
    return token
  }

  private mutating func name(to end: Int) -> SequenceToken {
    var token = SequenceToken(.name, offset, end)
    token.content = offset..<SequenceLexer.trimmedEnd(bytes, offset, end)
    offset = end
    return token
  }

  // MARK: Names in messages

  /// The offset behind the name of a participant in a message: it ends before what could be an arrow, `+`, `<`, `>`,
  /// `:`, `,`, `;` or a line end. `/ \ ( )` may not begin a name; they and single dashes may stand inside.
  static func endOfName(_ bytes: [UInt8], _ start: Int, _ limit: Int) -> Int {
    var index = start
    while index < limit {
      switch bytes[index] {
      case 0x0A, 0x28, 0x29, 0x2B, 0x2C, 0x2D, 0x2F, 0x3A, 0x3B, 0x3C, 0x3E, 0x5C: break
      default:
        index += 1
        continue
      }
      break
    }
    // `/ \ ( )` at the very beginning are no name.
    if index == start { return start }
    while index < limit, !isArrow(bytes, index, limit) {
      var end = index
      while end < limit, bytes[end] == 0x2D { end += 1 }
      let afterDashes = end
      while end < limit {
        switch bytes[end] {
        case 0x0A, 0x2B, 0x2C, 0x2D, 0x3A, 0x3B, 0x3C, 0x3E: break
        default:
          end += 1
          continue
        }
        break
      }
      if end == afterDashes { break }
      index = end
    }
    return index
  }

  /// Whether something stands here that ends a name: the beginning of an arrow, or a circle.
  private static func isArrow(_ bytes: [UInt8], _ index: Int, _ limit: Int) -> Bool {
    let second = index + 1 < limit ? bytes[index + 1] : 0
    let third = index + 2 < limit ? bytes[index + 2] : 0
    switch bytes[index] {
    case 0x2D:
      switch second {
      case 0x78, 0x58, 0x29, 0x5C, 0x2F, 0x2D: return true
      case 0x7C: return third == 0x5C || third == 0x2F
      default: return false
      }
    case 0x2F: return third == 0x2D && (second == 0x7C || second == 0x2F)
    case 0x5C: return third == 0x2D && (second == 0x7C || second == 0x5C)
    case 0x28: return second == 0x29
    default: return false
    }
  }

  /// The offset behind the last character before `end` that is no white space.
  static func trimmedEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start {
      var first = end - 1
      while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
      guard CharacterClass.whitespaceLength(bytes, first) == end - first else { return end }
      end = first
    }
    return end
  }

  // MARK: Names in declarations

  private mutating func nextOfName() -> SequenceToken {
    skipBlanksAndComments()
    guard offset < bytes.count, bytes[offset] != 0x0A else {
      mode = .statement
      return SequenceToken(.unreadable, offset, offset)
    }
    if scanner.matches("@{", at: offset) {
      mode = .config
      return take(.configStart, 2)
    }
    if let end = endOfNameBeforeConfig() { return name(to: end) }
    if let end = endOfNameBeforeAlias() {
      mode = .alias
      return name(to: end)
    }
    mode = .statement
    if let end = endOfNameAlone() { return name(to: end) }
    return take(.invalid, scanner.endOfLine(offset) - offset)
  }

  private func endOfNameBeforeConfig() -> Int? {
    var end = offset
    while end < bytes.count {
      switch bytes[end] {
      case 0x2C, 0x2D, 0x3A...0x3E, 0x40: break
      default:
        if CharacterClass.whitespaceLength(bytes, end) > 0 { break }
        end += 1
        continue
      }
      break
    }
    return end > offset && scanner.matches("@{", at: end) ? end : nil
  }

  private func endOfNameBeforeAlias() -> Int? {
    var end = offset
    while end < bytes.count, !SequenceLexer.endsDeclaredName(bytes[end]),
      CharacterClass.whitespaceLength(bytes, end) == 0
    {
      end += 1
    }
    return end > offset && isAlias(at: end) ? end : nil
  }

  /// White space, the word `as` and white space: both may span lines.
  private func isAlias(at offset: Int) -> Bool {
    let word = scanner.endOfWhitespace(offset)
    return word > offset && scanner.matchesAnyCase("as", at: word)
      && CharacterClass.whitespaceLength(bytes, word + 2) > 0
  }

  /// Up to the line end, `;` or the end of the text, `#` included; before another character that ends a name, up to
  /// the last `#`.
  private func endOfNameAlone() -> Int? {
    var end = offset
    var hash: Int?
    while end < bytes.count, !SequenceLexer.endsDeclaredName(bytes[end]) {
      if bytes[end] == 0x23 { hash = end }
      end += 1
    }
    if end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x3B { end = hash ?? offset }
    return end > offset ? end : nil
  }

  private static func endsDeclaredName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, 0x2C, 0x3A...0x3C, 0x3E, 0x40: true
    default: false
    }
  }

  /// White space within the line, and `#…`.
  private mutating func skipBlanksAndComments() {
    while offset < bytes.count, bytes[offset] != 0x0A {
      let length = CharacterClass.whitespaceLength(bytes, offset)
      if length > 0 {
        offset += length
      } else if bytes[offset] == 0x23 {
        skipComment()
      } else {
        return
      }
    }
  }

  // MARK: What follows a name or a keyword

  private mutating func nextOfConfig() -> SequenceToken {
    guard offset < bytes.count else { return SequenceToken(.endOfText, offset, offset) }
    guard bytes[offset] == 0x7D else {
      return take(.config, scanner.next(0x7D, from: offset) - offset)
    }
    mode = isAlias(at: offset + 1) ? .alias : .statement
    return take(.configEnd, 1)
  }

  /// Where the word `as` does not stand on the same line, mermaid sees a line end here.
  private mutating func nextOfAlias() -> SequenceToken {
    skipBlanksAndComments()
    guard scanner.matchesWordAnyCase("as", at: offset) else {
      mode = .statement
      return SequenceToken(.lineEnd, offset, offset)
    }
    mode = .rest
    return take(.as, 2)
  }

  private mutating func nextOfRest() -> SequenceToken {
    let start = offset
    let commentCount = comments.count
    skipBlanksAndComments()
    mode = .statement
    var token = text(.rest, from: offset)
    if comments.count > commentCount { token.cut = comments[commentCount].lowerBound }
    token.start = start
    return token
  }
}

extension SequenceLexer {
  /// Whether messages can name a participant so: whether the whole name is one token before a colon.
  static func canBeUsed(_ scanner: Scanner, _ name: Range<Int>) -> Bool {
    if isOrdinary(scanner, name) { return true }
    let bytes = Array(scanner.bytes[name]) + [0x3A]
    var lexer = SequenceLexer(Scanner(MermaidSource(bytes)))
    let token = lexer.next()
    return token.kind == .name && token.start == 0 && token.end == name.count
  }

  /// Whether the name is letters, digits and blanks and begins with no word of the language.
  private static func isOrdinary(_ scanner: Scanner, _ name: Range<Int>) -> Bool {
    guard let first = scanner.bytes[name].first, CharacterClass.isLetter(first), first | 0x20 != 0x74,
      SequenceToken.keyword(scanner, at: name.lowerBound) == nil
    else { return false }
    return scanner.bytes[name].allSatisfy { CharacterClass.isWord($0) || $0 == 0x20 }
  }
}
