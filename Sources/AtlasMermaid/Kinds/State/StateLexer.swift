import AtlasCore

/// Gives the tokens of a state diagram as mermaid's compiled lexer does: in each mode its rules are tried in order, and
/// the first that matches wins. The modes are a stack, which the tokens push and pop by themselves; the parser has no
/// part in it. No letter's case matters.
struct StateLexer {
  enum Mode: UInt8 {
    case initial
    /// Between the braces of a composite state.
    case composite
    /// Behind `state`, up to the brace or the end of the line.
    case declaration
    /// Behind `as`, inside the quotes.
    case declarationID, declarationLabel
    case scale
    /// Behind `classDef`, and behind its name.
    case classDef, classDefStyles
    /// Behind `class`, and behind its ids.
    case classIDs, className
    /// Behind `style`, and behind its ids.
    case styleIDs, styles
    /// Behind `note`; behind `left of`; behind the id; inside the quotes; behind `as`.
    case note, noteID, noteText, floatingNote, floatingNoteID
  }

  let scanner: Scanner
  private(set) var token: StateToken
  /// What the lexer skips, in cleaned offsets.
  private(set) var comments: [Range<Int>] = []
  private(set) var direction = Direction.topToBottom
  private(set) var accessibility: AccessibilityStatement?
  private var mode = Mode.initial
  private var outer: [Mode] = []
  private var position = 0
  private var hasPassedEnd = false
  private var directions: DirectionLineFinder
  /// Up to here no `<<fork>>` or its like, and no brace behind two words, as far as was looked.
  private var formlessEnd = 0
  private var bracelessEnd = 0
  /// From the first place on, the next `end note` is the one here.
  private var noteBlock: (from: Int, line: Int, end: Int)?

  init(_ scanner: Scanner) {
    self.scanner = scanner
    token = StateToken(kind: .invalid, start: 0, end: 0, content: 0..<0)
    directions = DirectionLineFinder(scanner, anyCase: true)
  }

  private var bytes: [UInt8] { scanner.bytes }

  /// Begins afresh at an offset, after an error, inside so many composite states.
  mutating func restart(at offset: Int, depth: Int) {
    position = min(offset, bytes.count)
    while mode != .initial, mode != .composite { pop() }
    // Below composite states there are only composite states and the initial mode.
    while outer.count > depth { pop() }
    while outer.count < depth { push(.composite) }
    hasPassedEnd = position >= bytes.count
    formlessEnd = 0
    bracelessEnd = 0
    directions.rewind(to: position)
  }

  /// Reads the next token.
  mutating func next() {
    while true {
      if position >= bytes.count {
        // A mode that matches nothing at all does so once.
        if hasPassedEnd { return give(.endOfText, position) }
        hasPassedEnd = true
      }
      if readInMode() { return }
    }
  }

  private mutating func readInMode() -> Bool {
    switch mode {
    case .initial: readInitial()
    case .composite: readComposite()
    case .declaration: readDeclaration()
    case .declarationID: readDeclarationID()
    case .declarationLabel: readDeclarationLabel()
    case .scale: readScale()
    case .classDef: readClassDef()
    case .classDefStyles: readRest(.classDefStyles)
    case .classIDs: readClassIDs()
    case .className: readRest(.className)
    case .styleIDs: readStyleIDs()
    case .styles: readRest(.styles)
    case .note: readNote()
    case .noteID: readNoteID()
    case .noteText: readNoteText()
    case .floatingNote: readFloatingNote()
    case .floatingNoteID: readFloatingNoteID()
    }
  }

  // MARK: Giving tokens

  private mutating func push(_ mode: Mode) {
    outer.append(self.mode)
    self.mode = mode
  }

  private mutating func pop() {
    if let last = outer.popLast() { mode = last }
  }

  private mutating func replace(by mode: Mode) {
    pop()
    push(mode)
  }

  private mutating func give(_ kind: StateToken.Kind, _ end: Int, _ content: Range<Int>? = nil) {
    token = StateToken(kind: kind, start: position, end: end, content: content ?? position..<end)
    position = end
  }

  private mutating func giveTrue(_ kind: StateToken.Kind, _ end: Int, _ content: Range<Int>? = nil) -> Bool {
    give(kind, end, content)
    return true
  }

  private mutating func skip(to end: Int) -> Bool {
    position = end
    return false
  }

  private mutating func skipComment() -> Bool {
    let end = scanner.endOfLine(position)
    comments.append(position..<end)
    return skip(to: end)
  }

  /// No rule matches here.
  private mutating func giveNothing() -> Bool {
    if position >= bytes.count { return giveTrue(.endOfText, position) }
    let end = position + CharacterClass.characterLength(bytes, position)
    // The initial mode has a rule for every character but line terminators, which are white space.
    return giveTrue(mode == .initial ? .invalid : .unknown, end)
  }

  // MARK: Between statements

  private mutating func readInitial() -> Bool {
    guard position < bytes.count else { return giveTrue(.lineEnd, position) }
    let byte = bytes[position]
    switch byte | 0x20 {
    case 0x63: if scanner.matchesWordAnyCase("click", at: position) { return giveTrue(.click, position + 5) }
    case 0x68: if scanner.matchesWordAnyCase("href", at: position) { return giveTrue(.href, position + 4) }
    case 0x64:
      if scanner.matchesWordAnyCase("default", at: position) { return giveTrue(.default, position + 7) }
    default: break
    }
    if byte == 0x22 {
      let close = scanner.next(0x22, from: position + 1)
      if close < bytes.count { return giveTrue(.string, close + 1, (position + 1)..<close) }
    }
    if let line = directions.line(from: position) { return giveDirection(line) }
    if byte == 0x0A {
      var end = position + 1
      while end < bytes.count, bytes[end] == 0x0A { end += 1 }
      return giveTrue(.lineEnd, end)
    }
    if CharacterClass.whitespaceLength(bytes, position) > 0 {
      return skip(to: scanner.endOfWhitespace(position))
    }
    if beginsComment(byte) { return skipComment() }
    switch byte | 0x20 {
    case 0x73:
      if let end = endOfKeyword("scale") { return giveTrue(.scale, end, pushing: .scale) }
      if let found = readWordOfComposite(byte) { return found }
      if let end = endOfKeyword("statediagram") ?? endOfKeyword("statediagram-v2") {
        return giveTrue(.header, end)
      }
    case 0x61:
      if let statement = AccessibilityStatement(scanner, at: position, anyCase: true) {
        return giveAccessibility(statement)
      }
    case 0x68:
      if scanner.matchesWordAnyCase("hide empty description", at: position) {
        return giveTrue(.hideEmptyDescription, position + 22)
      }
    case 0x7B where byte == 0x7B:
      return giveTrue(.openBrace, position + 1, replacingBy: .composite)
    default:
      if let found = readWordOfComposite(byte) { return found }
    }
    return readSymbol(byte)
  }

  private mutating func readComposite() -> Bool {
    guard position < bytes.count else { return giveTrue(.endOfText, position) }
    let byte = bytes[position]
    if byte != 0x0A {
      let length = CharacterClass.whitespaceLength(bytes, position)
      if length > 0 { return skip(to: position + length) }
    }
    if beginsComment(byte) { return skipComment() }
    let isNote = byte | 0x20 == 0x6E
    if !isNote, let found = readWordOfComposite(byte) { return found }
    if let line = directions.line(from: position) { return giveDirection(line) }
    if byte == 0x7D { return giveTrue(.closeBrace, position + 1, popping: ()) }
    if byte == 0x0A { return skip(to: position + 1) }
    if isNote, let found = readWordOfComposite(byte) { return found }
    return readSymbol(byte)
  }

  /// The keywords that both modes know.
  private mutating func readWordOfComposite(_ byte: UInt8) -> Bool? {
    switch byte | 0x20 {
    case 0x63:
      if let end = endOfKeyword("classdef") { return giveTrue(.classDef, end, pushing: .classDef) }
      if let end = endOfKeyword("class") { return giveTrue(.classWord, end, pushing: .classIDs) }
    case 0x73:
      if let end = endOfKeyword("style") { return giveTrue(.style, end, pushing: .styleIDs) }
      if let end = endOfKeyword("state") {
        push(.declaration)
        return skip(to: end)
      }
    case 0x6E:
      if let end = endOfKeyword("note") { return giveTrue(.note, end, pushing: .note) }
    default: break
    }
    return nil
  }

  /// Ids, texts behind a colon, and arrows.
  private mutating func readSymbol(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3A:
      if let end = endOfDescription() {
        return giveTrue(.description, end, scanner.trimmed(position + 1, end))
      }
      if scanner.matches(":::", at: position) { return giveTrue(.classSeparator, position + 3) }
      return giveNothing()
    case 0x2D:
      if scanner.matches("-->", at: position) { return giveTrue(.arrow, position + 3) }
      if mode == .composite, scanner.matches("--", at: position) { return giveTrue(.divider, position + 2) }
      return giveNothing()
    case 0x5B where scanner.matches("[*]", at: position):
      return giveTrue(.startOrEnd, position + 3)
    case 0x7B:
      return giveNothing()
    default:
      return giveID(endOfID())
    }
  }

  /// An id ends where a comment begins in it.
  private mutating func giveID(_ end: Int) -> Bool {
    let end = cutAtComment(end)
    if end == position { return skip(to: endOfID()) }
    return giveTrue(.id, end)
  }

  private func endOfID() -> Int {
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x3A || byte == 0x2D || byte == 0x7B || CharacterClass.whitespaceLength(bytes, index) > 0 {
        break
      }
      index += 1
    }
    return index
  }

  private func cutAtComment(_ end: Int) -> Int {
    var index = position
    while index + 1 < end {
      if bytes[index] == 0x25, bytes[index + 1] == 0x25 { return index }
      index += 1
    }
    return end
  }

  /// A colon and what follows up to the end of the line, a semicolon, or two colons that no text follows.
  private func endOfDescription() -> Int? {
    var index = position + 1
    while index < bytes.count {
      switch bytes[index] {
      case 0x0A, 0x3B: return index > position + 1 ? index : nil
      case 0x3A:
        let next = scanner.byte(at: index + 1)
        guard index + 1 < bytes.count, next != 0x3A, next != 0x0A, next != 0x3B else {
          return index > position + 1 ? index : nil
        }
        index += 2
      default: index += 1
      }
    }
    return index > position + 1 ? index : nil
  }

  private func beginsComment(_ byte: UInt8) -> Bool {
    byte == 0x23
      || (byte == 0x25 && scanner.byte(at: position + 1) == 0x25 && scanner.byte(at: position + 2) != 0x7B)
  }

  /// A word and the white space behind it.
  private func endOfKeyword(_ word: StaticString) -> Int? {
    guard scanner.matchesAnyCase(word, at: position) else { return nil }
    let end = position + word.utf8CodeUnitCount
    let space = scanner.endOfWhitespace(end)
    return space > end ? space : nil
  }

  private mutating func giveDirection(_ line: DirectionLineFinder.Line) -> Bool {
    direction = line.direction
    return giveTrue(.direction, line.end)
  }

  private mutating func giveAccessibility(_ statement: AccessibilityStatement) -> Bool {
    if statement.part == .description, statement.isBlock, statement.isClosed, statement.text.isEmpty {
      return skip(to: statement.end)
    }
    accessibility = statement
    return giveTrue(.accessibility, statement.end)
  }

  private mutating func giveTrue(_ kind: StateToken.Kind, _ end: Int, pushing mode: Mode) -> Bool {
    give(kind, end)
    push(mode)
    return true
  }

  private mutating func giveTrue(_ kind: StateToken.Kind, _ end: Int, replacingBy mode: Mode) -> Bool {
    give(kind, end)
    replace(by: mode)
    return true
  }

  private mutating func giveTrue(
    _ kind: StateToken.Kind, _ end: Int, _ content: Range<Int>? = nil, popping: Void
  ) -> Bool {
    give(kind, end, content)
    pop()
    return true
  }

  // MARK: Behind `state`

  private mutating func readDeclaration() -> Bool {
    guard position < bytes.count else { return giveNothing() }
    let byte = bytes[position]
    if byte != 0x0A {
      let length = CharacterClass.whitespaceLength(bytes, position)
      if length > 0 { return skip(to: position + length) }
    }
    if beginsComment(byte) { return skipComment() }
    if let form = readForm() { return form }
    if byte == 0x22 {
      push(.declarationLabel)
      return skip(to: position + 1)
    }
    if let end = endOfAs() { return giveTrue(.as, end, pushing: .declarationID) }
    if let end = endOfSpacedName() { return giveTrue(.spacedName, end) }
    switch byte {
    case 0x0A:
      pop()
      return skip(to: position + 1)
    case 0x7B:
      return giveTrue(.openBrace, position + 1, replacingBy: .composite)
    default:
      var end = position
      while end < bytes.count, bytes[end] != 0x7B, CharacterClass.whitespaceLength(bytes, end) == 0 {
        end += 1
      }
      return giveTrue(.composite, end)
    }
  }

  /// `<<fork>>`, `[[join]]` and their like: the last on the line, with everything before it.
  private mutating func readForm() -> Bool? {
    if position < formlessEnd { return nil }
    var lineEnd = position
    var mayHold = false
    while lineEnd < bytes.count, CharacterClass.lineTerminatorLength(bytes, lineEnd) == 0 {
      let byte = bytes[lineEnd]
      if byte == 0x3C || byte == 0x5B { mayHold = true }
      lineEnd += 1
    }
    guard mayHold else {
      formlessEnd = lineEnd
      return nil
    }
    for (word, kind) in StateLexer.forms {
      let count = word.utf8CodeUnitCount
      var index = lineEnd - count
      while index >= position {
        if scanner.matchesAnyCase(word, at: index) {
          return giveTrue(kind, index + count, scanner.trimmed(position, index), popping: ())
        }
        index -= 1
      }
    }
    formlessEnd = lineEnd
    return nil
  }

  private static let forms: [(StaticString, StateToken.Kind)] = [
    ("<<fork>>", .fork), ("<<join>>", .join), ("<<choice>>", .choice), ("[[fork]]", .fork),
    ("[[join]]", .join), ("[[choice]]", .choice),
  ]

  /// White space, `as`, and white space.
  private func endOfAs() -> Int? {
    let word = scanner.endOfWhitespace(position)
    guard scanner.matchesAnyCase("as", at: word) else { return nil }
    let end = scanner.endOfWhitespace(word + 2)
    return end > word + 2 ? end : nil
  }

  /// Two words with white space between them, even a line end, and a brace on the line of the second.
  private mutating func endOfSpacedName() -> Int? {
    var index = position
    while CharacterClass.isWord(scanner.byte(at: index)) { index += 1 }
    guard index > position else { return nil }
    let second = scanner.endOfWhitespace(index)
    guard second > index, CharacterClass.isWord(scanner.byte(at: second)) else { return nil }
    index = second + 1
    if index < bracelessEnd { return nil }
    while index < bytes.count, CharacterClass.lineTerminatorLength(bytes, index) == 0 {
      if bytes[index] == 0x7B { return index + 1 }
      index += 1
    }
    bracelessEnd = index
    return nil
  }

  private mutating func readDeclarationID() -> Bool {
    var end = position
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x7B { end += 1 }
    let cut = cutAtComment(end)
    if cut == position, cut < end { return skip(to: end) }
    return giveTrue(.id, cut, scanner.trimmed(position, cut), popping: ())
  }

  private mutating func readDeclarationLabel() -> Bool {
    if scanner.byte(at: position) == 0x22 {
      pop()
      return skip(to: position + 1)
    }
    return giveTrue(.stateLabel, scanner.next(0x22, from: position))
  }

  // MARK: Styles

  private mutating func readScale() -> Bool {
    var end = position
    while CharacterClass.isDigit(scanner.byte(at: end)) { end += 1 }
    if end > position { return giveTrue(.width, end) }
    let word = scanner.endOfWhitespace(position)
    guard word > position, scanner.matchesWordAnyCase("width", at: word) else { return giveNothing() }
    pop()
    return skip(to: word + 5)
  }

  private mutating func readClassDef() -> Bool {
    if let end = endOfKeyword("default") {
      return giveTrue(.classDefDefault, end, replacingBy: .classDefStyles)
    }
    return readWords(.classDefName, commas: false, next: .classDefStyles)
  }

  private mutating func readStyleIDs() -> Bool { readWords(.styleIDs, commas: true, next: .styles) }

  /// `\w+\s+`, with commas perhaps.
  private mutating func readWords(_ kind: StateToken.Kind, commas: Bool, next: Mode) -> Bool {
    var end = position
    while CharacterClass.isWord(scanner.byte(at: end)) || (commas && scanner.byte(at: end) == 0x2C) {
      end += 1
    }
    let space = scanner.endOfWhitespace(end)
    guard end > position, space > end else { return giveNothing() }
    give(kind, space, position..<end)
    replace(by: next)
    return true
  }

  /// Words with commas between them; white space only behind a comma.
  private mutating func readClassIDs() -> Bool {
    var end = scanner.endOfWord(position)
    guard end > position else { return giveNothing() }
    while scanner.byte(at: end) == 0x2C {
      let word = scanner.endOfWhitespace(end + 1)
      let next = scanner.endOfWord(word)
      if next == word { break }
      end = next
    }
    return giveTrue(.classIDs, end, replacingBy: .className)
  }

  private mutating func readRest(_ kind: StateToken.Kind) -> Bool {
    let end = scanner.endOfLine(position)
    return giveTrue(kind, end, scanner.trimmed(position, end), popping: ())
  }

  // MARK: Notes

  private mutating func readNote() -> Bool {
    if scanner.matchesWordAnyCase("left of", at: position) {
      return giveTrue(.leftOf, position + 7, replacingBy: .noteID)
    }
    if scanner.matchesWordAnyCase("right of", at: position) {
      return giveTrue(.rightOf, position + 8, replacingBy: .noteID)
    }
    guard scanner.byte(at: position) == 0x22 else { return giveNothing() }
    replace(by: .floatingNote)
    return skip(to: position + 1)
  }

  private mutating func readNoteID() -> Bool {
    let start = scanner.endOfWhitespace(position)
    var end = start
    while end < bytes.count, bytes[end] != 0x3A, bytes[end] != 0x2D,
      CharacterClass.whitespaceLength(bytes, end) == 0
    {
      end += 1
    }
    guard end > start else { return giveNothing() }
    let cut = cutAtComment(end)
    if cut == position { return skip(to: end) }
    give(.id, cut, scanner.trimmed(position, cut))
    replace(by: .noteText)
    return true
  }

  private mutating func readNoteText() -> Bool {
    let colon = scanner.endOfWhitespace(position)
    if scanner.byte(at: colon) == 0x3A {
      var end = colon + 1
      while end < bytes.count, bytes[end] != 0x3A, bytes[end] != 0x0A, bytes[end] != 0x3B { end += 1 }
      if end > colon + 1 { return giveTrue(.noteText, end, scanner.trimmed(colon + 1, end), popping: ()) }
    }
    guard let (line, end) = endOfNoteBlock() else { return giveNothing() }
    return giveTrue(.noteText, end, scanner.trimmed(position, line), popping: ())
  }

  /// The first line that begins with `end note`: where the line end before it stands, and where the words end.
  private mutating func endOfNoteBlock() -> (Int, Int)? {
    var line = scanner.endOfLine(position)
    if let found = noteBlock, found.from <= line, line <= found.line {
      return found.line < bytes.count ? (found.line, found.end) : nil
    }
    let from = line
    while line < bytes.count {
      let word = scanner.endOfWhitespace(line + 1)
      if scanner.matchesWordAnyCase("end note", at: word) {
        noteBlock = (from, line, word + 8)
        return (line, word + 8)
      }
      line = scanner.endOfLine(line + 1)
    }
    noteBlock = (from, bytes.count, bytes.count)
    return nil
  }

  private mutating func readFloatingNote() -> Bool {
    let word = scanner.endOfWhitespace(position)
    if scanner.matchesAnyCase("as", at: word) {
      return giveTrue(.as, scanner.endOfWhitespace(word + 2), replacingBy: .floatingNoteID)
    }
    if scanner.byte(at: position) == 0x22 { return skip(to: position + 1) }
    return giveTrue(.noteText, scanner.next(0x22, from: position))
  }

  private mutating func readFloatingNoteID() -> Bool {
    let end = scanner.endOfLine(position)
    let cut = cutAtComment(end)
    if cut == position, cut < end { return skip(to: end) }
    return giveTrue(.id, cut, scanner.trimmed(position, cut), popping: ())
  }
}
