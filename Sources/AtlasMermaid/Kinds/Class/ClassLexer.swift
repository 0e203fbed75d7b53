import AtlasCore

/// Gives the tokens of a class diagram as mermaid's compiled lexer does: in each mode its rules are tried in order, and
/// the first that matches wins. The modes are a stack, which the tokens push and pop by themselves; the parser has no
/// part in it. Every mode also knows the common rules, behind its own.
struct ClassLexer {
  enum Mode: UInt8 {
    case initial
    /// Behind `class`, up to the end of the line; between its braces.
    case classHead, classBody
    /// Behind `namespace`, up to the end of the line; between its braces.
    case namespaceHead, namespaceBody
    /// Inside `"…"`, `~…~` and `` `…` ``.
    case string, generic, backtick
    /// Behind `call`, and between its parentheses.
    case callbackName, callbackArguments
  }

  let scanner: Scanner
  private(set) var token: ClassToken
  private(set) var comments: [Range<Int>] = []
  private(set) var direction = Direction.topToBottom
  private(set) var accessibility: AccessibilityStatement?
  private var mode = Mode.initial
  private var outer: [Mode] = []
  private var position = 0
  private var hasPassedEnd = false
  /// An `accDescr {` without its brace gives its text, and then once more nothing.
  private var isInsideAccessibility = false
  private var directions: DirectionLineFinder

  init(_ scanner: Scanner) {
    self.scanner = scanner
    token = ClassToken(kind: .invalid, start: 0, end: 0, content: 0..<0)
    directions = DirectionLineFinder(scanner, anyCase: false)
  }

  private var bytes: [UInt8] { scanner.bytes }

  /// Begins afresh at an offset, after an error, inside so many namespaces and perhaps inside a class's braces.
  mutating func restart(at offset: Int, namespaces: Int, isInClass: Bool = false) {
    position = min(offset, bytes.count)
    isInsideAccessibility = false
    var kept = 0
    while kept < outer.count, kept < namespaces * 2,
      (kept + 1 < outer.count ? outer[kept + 1] : mode) == (kept % 2 == 0 ? .namespaceHead : .namespaceBody)
    {
      kept += 1
    }
    while outer.count > kept { pop() }
    while outer.count < namespaces * 2 { push(outer.count % 2 == 0 ? .namespaceHead : .namespaceBody) }
    if isInClass {
      push(.classHead)
      push(.classBody)
    }
    hasPassedEnd = position >= bytes.count
    directions.rewind(to: position)
  }

  /// Reads the next token.
  mutating func next() {
    while true {
      if position >= bytes.count {
        // The rules are tried once on the empty rest.
        if hasPassedEnd { return give(.endOfText, position) }
        hasPassedEnd = true
        if isInsideAccessibility {
          isInsideAccessibility = false
          return give(.accessibility, position)
        }
      }
      if readInMode() { return }
    }
  }

  private mutating func readInMode() -> Bool {
    switch mode {
    case .initial: readInitial()
    case .classHead: readClassHead()
    case .classBody: readClassBody()
    case .namespaceHead: readNamespaceHead()
    case .namespaceBody: readNamespaceBody()
    case .string: readString()
    case .generic: readGeneric()
    case .backtick: readBacktick()
    case .callbackName: readCallbackName()
    case .callbackArguments: readCallbackArguments()
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

  private mutating func give(_ kind: ClassToken.Kind, _ end: Int, _ content: Range<Int>? = nil) {
    token = ClassToken(kind: kind, start: position, end: end, content: content ?? position..<end)
    position = end
  }

  private mutating func gives(_ kind: ClassToken.Kind, _ end: Int, _ content: Range<Int>? = nil) -> Bool {
    give(kind, end, content)
    return true
  }

  private mutating func gives(_ kind: ClassToken.Kind, _ end: Int, pushing mode: Mode) -> Bool {
    give(kind, end)
    push(mode)
    return true
  }

  private mutating func gives(_ kind: ClassToken.Kind, _ end: Int, popping count: Int) -> Bool {
    give(kind, end)
    for _ in 0..<count { pop() }
    return true
  }

  private mutating func skip(to end: Int) -> Bool {
    position = end
    return false
  }

  private mutating func skip(to end: Int, pushing mode: Mode) -> Bool {
    position = end
    push(mode)
    return false
  }

  private mutating func skip(to end: Int, popping: Void) -> Bool {
    position = end
    pop()
    return false
  }

  // MARK: Between statements

  private mutating func readInitial() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    if let line = directions.line(from: position) {
      direction = line.direction
      return gives(.direction, line.end)
    }
    let byte = bytes[position]
    if byte == 0x25, scanner.byte(at: position + 1) == 0x25 { return skipComment() }
    if CharacterClass.whitespaceLength(bytes, position) > 0 { return readWhitespace(popping: false) }
    switch byte {
    case 0x61:
      if let statement = AccessibilityStatement(scanner, at: position) { return readAccessibility(statement) }
    case 0x63:
      if scanner.matchesWord("classDiagram-v2", at: position) { return gives(.header, position + 15) }
      if scanner.matchesWord("classDiagram", at: position) { return gives(.header, position + 12) }
      if scanner.matches("call", at: position) {
        let end = scanner.endOfWhitespace(position + 4)
        if end > position + 4 { return skip(to: end, pushing: .callbackName) }
      }
      if scanner.matchesWord("classDef", at: position) { return gives(.classDef, position + 8) }
      if scanner.matchesWord("class", at: position) {
        return gives(.class, position + 5, pushing: .classHead)
      }
    case 0x73:
      if scanner.matchesWord("style", at: position) { return gives(.style, position + 5) }
    case 0x6E:
      if scanner.matchesWord("namespace", at: position) {
        return gives(.namespace, position + 9, pushing: .namespaceHead)
      }
    case 0x5B:
      if scanner.matches("[*]", at: position) { return gives(.invalid, position + 3) }
    default: break
    }
    if readCommon(byte, isInitial: true, hasPushed: mode) { return true }
    return false
  }

  /// A comment takes the line ends behind it with it.
  private mutating func skipComment() -> Bool {
    var end = scanner.endOfLine(position)
    comments.append(position..<end)
    while end < bytes.count, bytes[end] == 0x0A { end += 1 }
    return skip(to: end)
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

  /// White space up to its last line end is a line end.
  private mutating func readWhitespace(popping: Bool) -> Bool {
    var index = position
    var lineEnd = 0
    while true {
      let length = CharacterClass.whitespaceLength(bytes, index)
      if length == 0 { break }
      if bytes[index] == 0x0A { lineEnd = index + 1 }
      index += length
    }
    if lineEnd == 0 { return skip(to: index) }
    return gives(.lineEnd, lineEnd, popping: popping ? 1 : 0)
  }

  // MARK: Classes and namespaces

  private mutating func readClassHead() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    let byte = bytes[position]
    if CharacterClass.whitespaceLength(bytes, position) > 0 { return readWhitespace(popping: true) }
    if byte == 0x7D { return gives(.closeBrace, position + 1, popping: 2) }
    if byte == 0x7B { return gives(.openBrace, position + 1, pushing: .classBody) }
    return readCommon(byte, isInitial: false, hasPushed: mode)
  }

  private mutating func readClassBody() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    switch bytes[position] {
    case 0x22: return skip(to: position + 1, pushing: .string)
    case 0x7D: return gives(.closeBrace, position + 1, popping: 1)
    case 0x7B: return gives(.invalid, position + 1)
    case 0x0A: return skip(to: position + 1)
    case 0x5B where scanner.matches("[*]", at: position): return gives(.invalid, position + 3)
    default:
      var end = position
      while end < bytes.count, bytes[end] != 0x7B, bytes[end] != 0x7D, bytes[end] != 0x0A { end += 1 }
      return gives(.member, end)
    }
  }

  private mutating func readNamespaceHead() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    let byte = bytes[position]
    if CharacterClass.whitespaceLength(bytes, position) > 0 { return readWhitespace(popping: true) }
    if scanner.matchesWord("namespace", at: position) {
      return gives(.namespace, position + 9, pushing: .namespaceHead)
    }
    if byte == 0x7B { return gives(.openBrace, position + 1, pushing: .namespaceBody) }
    // The brace is read again in the mode around.
    if byte == 0x7D {
      if outer.isEmpty { return gives(.unknown, position + 1) }
      return skip(to: position, popping: ())
    }
    return readCommon(byte, isInitial: false, hasPushed: mode)
  }

  private mutating func readNamespaceBody() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    let byte = bytes[position]
    if scanner.matchesWord("namespace", at: position) {
      return gives(.namespace, position + 9, pushing: .namespaceHead)
    }
    if byte == 0x7D { return gives(.closeBrace, position + 1, popping: 1) }
    if CharacterClass.whitespaceLength(bytes, position) > 0 { return readWhitespace(popping: false) }
    if byte == 0x5B, scanner.matches("[*]", at: position) { return gives(.invalid, position + 3) }
    if scanner.matchesWord("class", at: position) { return gives(.class, position + 5, pushing: .classHead) }
    return readCommon(byte, isInitial: false, hasPushed: mode)
  }

  // MARK: Inside marks

  private mutating func readString() -> Bool {
    if scanner.byte(at: position) == 0x22, position < bytes.count {
      return skip(to: position + 1, popping: ())
    }
    return gives(.string, scanner.next(0x22, from: position))
  }

  private mutating func readGeneric() -> Bool {
    guard position < bytes.count else { return gives(.generic, position) }
    let byte = bytes[position]
    if byte == 0x22 { return skip(to: position + 1, pushing: .string) }
    if let (kind, end) = keyword(byte) { return gives(kind, end) }
    if byte == 0x7E { return skip(to: position + 1, popping: ()) }
    return gives(.generic, scanner.next(0x7E, from: position))
  }

  private mutating func readBacktick() -> Bool {
    guard position < bytes.count else { return gives(.end, position) }
    let byte = bytes[position]
    if byte == 0x22 { return skip(to: position + 1, pushing: .string) }
    if let (kind, end) = keyword(byte) { return gives(kind, end) }
    if byte == 0x7E { return skip(to: position + 1, pushing: .generic) }
    if byte == 0x60 { return skip(to: position + 1, popping: ()) }
    return gives(.literal, scanner.next(0x60, from: position))
  }

  private mutating func readCallbackName() -> Bool {
    if position < bytes.count, bytes[position] == 0x28 {
      let close = scanner.endOfWhitespace(position + 1)
      if scanner.byte(at: close) == 0x29 { return skip(to: close + 1, popping: ()) }
      pop()
      return skip(to: position + 1, pushing: .callbackArguments)
    }
    let end = scanner.next(0x28, from: position)
    return gives(.callbackName, end, scanner.trimmed(position, end))
  }

  private mutating func readCallbackArguments() -> Bool {
    if position < bytes.count, bytes[position] == 0x29 { return skip(to: position + 1, popping: ()) }
    return gives(.callbackArguments, scanner.next(0x29, from: position))
  }

  // MARK: Rules of all modes

  /// `cssClass` and the like, and the marks of an annotation.
  @inline(__always)
  private func keyword(_ byte: UInt8) -> (ClassToken.Kind, Int)? {
    switch byte {
    case 0x63, 0x6C, 0x6E, 0x68: return keywordOfLetter()
    case 0x3C where scanner.byte(at: position + 1) == 0x3C: return (.annotationStart, position + 2)
    case 0x3E where scanner.byte(at: position + 1) == 0x3E: return (.annotationEnd, position + 2)
    default: return nil
    }
  }

  private func keywordOfLetter() -> (ClassToken.Kind, Int)? {
    if scanner.matchesWord("cssClass", at: position) { return (.cssClass, position + 8) }
    if scanner.matchesWord("callback", at: position) { return (.callback, position + 8) }
    if scanner.matchesWord("link", at: position) { return (.link, position + 4) }
    if scanner.matchesWord("click", at: position) { return (.click, position + 5) }
    if scanner.matchesWord("note for", at: position) { return (.noteFor, position + 8) }
    if scanner.matchesWord("note", at: position) { return (.note, position + 4) }
    if scanner.matchesWord("href", at: position) { return (.href, position + 4) }
    return nil
  }

  private mutating func readCommon(_ byte: UInt8, isInitial: Bool, hasPushed: Mode) -> Bool {
    if let (kind, end) = keyword(byte) { return gives(kind, end) }
    let next = scanner.byte(at: position + 1)
    switch byte {
    case 0x22: return skip(to: position + 1, pushing: .string)
    case 0x7E: return skip(to: position + 1, pushing: .generic)
    case 0x60: return skip(to: position + 1, pushing: .backtick)
    case 0x5F:
      for word in ["_self", "_blank", "_parent", "_top"] as [StaticString]
      where scanner.matchesWord(word, at: position) {
        return gives(.linkTarget, position + word.utf8CodeUnitCount)
      }
    case 0x3C:
      return next == 0x7C ? gives(.extensionHead, position + 2) : gives(.dependencyHead, position + 1)
    case 0x7C: return next == 0x3E ? gives(.extensionHead, position + 2) : gives(.unknown, position + 1)
    case 0x3E: return gives(.dependencyHead, position + 1)
    case 0x2A: return gives(.compositionHead, position + 1)
    case 0x6F: if !CharacterClass.isWord(next) { return gives(.aggregationHead, position + 1) }
    case 0x28: return next == 0x29 ? gives(.lollipopHead, position + 2) : gives(.unknown, position + 1)
    case 0x2D: return next == 0x2D ? gives(.line, position + 2) : gives(.hyphen, position + 1)
    case 0x2E: return next == 0x2E ? gives(.dottedLine, position + 2) : gives(.dot, position + 1)
    case 0x3A: return readColon(isInitial)
    case 0x2C: return gives(isInitial ? .comma : .invalid, position + 1)
    case 0x23: return gives(isInitial ? .hash : .invalid, position + 1)
    case 0x25: return gives(.percent, position + 1)
    case 0x5B: return gives(.openSquare, position + 1)
    case 0x5D: return gives(.closeSquare, position + 1)
    case 0x2B, 0x3D, 0x21, 0x24, 0x26, 0x27, 0x3F, 0x5C, 0x2F: return gives(.invalid, position + 1)
    default: break
    }
    return readWord(byte)
  }

  private mutating func readColon(_ isInitial: Bool) -> Bool {
    var end = position + 1
    while end < bytes.count, bytes[end] != 0x3A, bytes[end] != 0x0A, bytes[end] != 0x3B { end += 1 }
    if end > position + 1 { return gives(.label, end, scanner.trimmed(position + 1, end)) }
    if scanner.matches(":::", at: position) { return gives(.styleSeparator, position + 3) }
    return gives(isInitial ? .colon : .unknown, position + 1)
  }

  private mutating func readWord(_ byte: UInt8) -> Bool {
    if CharacterClass.isWord(byte) {
      var end = position + 1
      while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
      return gives(.word, end)
    }
    let end = position + CharacterClass.characterLength(bytes, position)
    let isLetter = byte >= 0xC2 && FlowIDLetters.contains(CharacterClass.scalar(bytes, position))
    return gives(isLetter ? .letter : .unknown, end)
  }
}
