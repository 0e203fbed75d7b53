import AtlasCore

/// Reads flowchart text token by token, as mermaid's compiled lexer does: in each mode its rules are tried in order and
/// the first that matches wins. The modes are a stack, which the tokens push and pop by themselves; the parser has no
/// part in it.
struct FlowLexer {
  enum Mode: UInt8 {
    case initial, direction, text, trapezoid, ellipse, string, markdown, edgeText, thickEdgeText,
      dottedEdgeText
    case click, callbackName, callbackArguments
  }

  let scanner: Scanner
  private(set) var token = FlowToken.space
  /// The token's place in the cleaned text.
  private(set) var start = 0
  private(set) var end = 0
  /// What the token means, without the white space and the marks around it: the text of a statement, a link's arrow.
  private(set) var inner = 0..<0
  private(set) var mode = Mode.initial
  private var outerModes = FlowModeStack()
  private let classes = FlowByteClass.table
  private var hasSeenGraph = false
  private var hasGivenEndOfText = false
  private var directions: FlowDirectionFinder
  private var linkIDs: FlowLinkIDFinder
  private var whitespaceEnd = 0

  init(_ scanner: Scanner) {
    self.scanner = scanner
    directions = FlowDirectionFinder(scanner)
    linkIDs = FlowLinkIDFinder(scanner)
  }

  /// Goes to an offset and starts afresh there, after an error.
  mutating func restart(at offset: Int) {
    end = min(offset, scanner.bytes.count)
    mode = .initial
    outerModes.removeAll()
    hasGivenEndOfText = false
    directions.rewind()
    linkIDs.rewind()
    whitespaceEnd = 0
  }

  /// Reads the next token.
  mutating func next() {
    start = end
    while true {
      let position = end
      let found: FlowToken?
      switch mode {
      case .initial: found = readInitial(position)
      case .text: found = readText(position)
      case .string: found = readString(position)
      case .edgeText: found = readEdgeText(position)
      case .dottedEdgeText: found = readDottedEdgeText(position)
      case .thickEdgeText: found = readThickEdgeText(position)
      case .markdown: found = readMarkdown(position)
      case .direction: found = readDirection(position)
      case .trapezoid: found = readTrapezoid(position)
      case .ellipse: found = readEllipse(position)
      case .click: found = readClick(position)
      case .callbackName: found = readCallbackName(position)
      case .callbackArguments: found = readCallbackArguments(position)
      }
      if let found {
        token = found
        return
      }
      start = end
    }
  }

  // MARK: Modes

  private mutating func push(_ mode: Mode) {
    outerModes.push(self.mode)
    self.mode = mode
  }

  private mutating func pop() { mode = outerModes.pop() }

  private mutating func give(_ token: FlowToken, _ end: Int) -> FlowToken {
    self.end = end
    return token
  }

  private mutating func give(_ token: FlowToken, _ end: Int, pushing mode: Mode) -> FlowToken {
    self.end = end
    push(mode)
    return token
  }

  private mutating func give(_ token: FlowToken, _ end: Int, popping: Void) -> FlowToken {
    self.end = end
    pop()
    return token
  }

  /// Moves over something that makes no token.
  private mutating func skip(to end: Int) -> FlowToken? {
    self.end = end
    return nil
  }

  private mutating func nothing(at position: Int) -> FlowToken {
    if position >= scanner.bytes.count { return give(.end, position) }
    return give(.unknown, position + CharacterClass.characterLength(scanner.bytes, position))
  }

  // MARK: Rules of all modes

  /// The rules that every mode shares, behind its own: quotes, `~~~`, and what opens brackets.
  @inline(never)
  private mutating func readCommon(_ position: Int) -> FlowToken? {
    switch scanner.byte(at: position) {
    case 0x22:
      return readQuote(position)
    case 0x28: return readOpeningParen(position)
    case 0x5B: return readOpeningSquare(position, knowsProperties: false)
    case 0x7B: return give(.diamondStart, position + 1, pushing: .text)
    case 0x7C: return give(.pipe, position + 1, pushing: .text)
    default:
      return readInvisibleLink(position) ?? nothing(at: position)
    }
  }

  private mutating func readQuote(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position + 1) == 0x60 {
      push(.markdown)
      return skip(to: position + 2)
    }
    push(.string)
    return skip(to: position + 1)
  }

  private mutating func readOpeningParen(_ position: Int) -> FlowToken {
    switch scanner.byte(at: position + 1) {
    case 0x2D: return give(.ellipseStart, position + 2, pushing: .ellipse)
    case 0x5B: return give(.stadiumStart, position + 2, pushing: .text)
    case 0x28 where scanner.byte(at: position + 2) == 0x28:
      return give(.doubleCircleStart, position + 3, pushing: .text)
    default: return give(.parenStart, position + 1, pushing: .text)
    }
  }

  private mutating func readOpeningSquare(_ position: Int, knowsProperties: Bool) -> FlowToken {
    switch scanner.byte(at: position + 1) {
    case 0x5B: return give(.subroutineStart, position + 2, pushing: .text)
    case 0x7C where knowsProperties: return give(.propertiesStart, position + 2)
    case 0x28: return give(.cylinderStart, position + 2, pushing: .text)
    case 0x2F: return give(.trapStart, position + 2, pushing: .trapezoid)
    case 0x5C: return give(.inverseTrapStart, position + 2, pushing: .trapezoid)
    default: return give(.squareStart, position + 1, pushing: .text)
    }
  }

  /// White space, three or more `~`, white space.
  private mutating func readInvisibleLink(_ position: Int) -> FlowToken? {
    let mark = spaceEnd(position)
    guard scanner.byte(at: mark) == 0x7E else { return nil }
    var index = mark
    while scanner.byte(at: index) == 0x7E { index += 1 }
    guard index - mark > 2 else { return nil }
    inner = mark..<index
    return give(.link, spaceEnd(index))
  }

  /// The end of the white space at a position. Remembers the last answer: a run is asked about at each of its bytes.
  @inline(__always)
  private mutating func spaceEnd(_ position: Int) -> Int {
    if position < whitespaceEnd { return whitespaceEnd }
    let end = scanner.endOfWhitespace(position)
    if end > position + 1 { whitespaceEnd = end }
    return end
  }

  // MARK: Links

  private enum LinkMatch {
    case link(end: Int)
    case start(end: Int, Mode)
  }

  /// The link that begins at `mark`, behind white space: a whole one, or the half before a text.
  @inline(__always)
  private func link(at mark: Int) -> LinkMatch? {
    let first = scanner.byte(at: mark)
    var index = mark
    if first == 0x78 || first == 0x6F || first == 0x3C { index += 1 }
    switch scanner.byte(at: index) {
    case 0x2D:
      let dashes = run(of: 0x2D, at: index)
      if dashes == 1 { return dottedLink(at: index + 1, isStart: true) }
      if let end = endOfLink(index, dashes, 0x78) { return .link(end: end) }
      return .start(end: index + 2, .edgeText)
    case 0x3D:
      let count = run(of: 0x3D, at: index)
      if count == 1 { return nil }
      if let end = endOfLink(index, count, 0x78) { return .link(end: end) }
      return .start(end: index + 2, .thickEdgeText)
    case 0x2E:
      return dottedLink(at: index, isStart: false)
    default:
      return nil
    }
  }

  /// Two or more marks and a head, or three or more without.
  @inline(__always)
  private func endOfLink(_ index: Int, _ count: Int, _ cross: UInt8) -> Int? {
    switch scanner.byte(at: index + count) {
    case 0x78, 0x6F, 0x3E: index + count + 1
    default: count > 2 ? index + count : nil
    }
  }

  /// Dots, a dash and perhaps a head; or, behind a dash, one dot that begins a text.
  private func dottedLink(at index: Int, isStart: Bool) -> LinkMatch? {
    let dots = run(of: 0x2E, at: index)
    guard dots > 0 else { return nil }
    let dash = index + dots
    if scanner.byte(at: dash) == 0x2D {
      switch scanner.byte(at: dash + 1) {
      case 0x78, 0x6F, 0x3E: return .link(end: dash + 2)
      default: return .link(end: dash + 1)
      }
    }
    return isStart ? .start(end: index + 1, .dottedEdgeText) : nil
  }

  @inline(__always)
  private func run(of byte: UInt8, at start: Int) -> Int {
    var index = start
    while scanner.byte(at: index) == byte { index += 1 }
    return index - start
  }

  /// Whether a link, or the half of one, begins here.
  func isLink(at mark: Int) -> Bool { link(at: mark) != nil || scanner.matches("~~~", at: mark) }

  /// The end of a link of this stroke that begins here, white space before it included.
  func endOfLink(at position: Int, _ stroke: UInt8) -> Int? {
    endOfClosingLink(at: scanner.endOfBlanks(position), stroke)
  }

  /// Reads the link at a position, its white space on both sides included.
  @inline(__always)
  private mutating func readLink(_ position: Int, _ mark: Int) -> FlowToken? {
    switch link(at: mark) {
    case .link(let end)?:
      inner = mark..<end
      return give(.link, spaceEnd(end))
    case .start(let end, let mode)?:
      inner = mark..<end
      return give(.startLink, spaceEnd(end), pushing: mode)
    case nil:
      return scanner.byte(at: mark) == 0x7E ? readInvisibleLink(mark) : nil
    }
  }

  // MARK: The initial mode

  private mutating func readInitial(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    guard position < bytes.count else { return readEndOfText(position) }
    let byte = bytes[position]
    let category = FlowByteClass(rawValue: classes[Int(byte)] & 7) ?? .other
    if category == .letter, let keyword = readKeyword(position, byte) { return keyword }
    if byte == 0x22 { return readQuote(position) }
    if byte == 0x40, scanner.byte(at: position + 1) == 0x7B { return readShapeData(position) }
    if directions.isNeeded, let end = directions.end(from: position) {
      inner = directions.word
      return give(.directionStatement, end)
    }
    if linkIDs.isNeeded, category != .space, let end = linkIDs.end(from: position) {
      return give(.linkID, end)
    }
    switch category {
    case .space, .wide:
      let mark = spaceEnd(position)
      if mark > position {
        return readLink(position, mark) ?? readSpace(position)
      }
      return readLetterOutsideASCII(position)
    case .letter:
      if byte == 0x78 || byte == 0x6F, let link = readLink(position, position) { return link }
      if byte == 0x76, !CharacterClass.isWord(scanner.byte(at: position + 1)) {
        return give(.down, position + 1)
      }
      return give(.word, endOfWord(position))
    case .digit:
      var index = position + 1
      while CharacterClass.isDigit(scanner.byte(at: index)) { index += 1 }
      return give(.number, index)
    case .wordMark:
      if byte == 0x2E, let link = readLink(position, position) { return link }
      if byte == 0x5C, scanner.byte(at: position + 1) == 0x7C { return give(.separator, position + 2) }
      return give(.word, endOfWord(position))
    case .other:
      return readMark(position, byte)
    }
  }

  private mutating func readMark(_ position: Int, _ byte: UInt8) -> FlowToken? {
    switch byte {
    case 0x2D:
      if let link = readLink(position, position) { return link }
      let end = endOfWord(position)
      return end > position ? give(.word, end) : give(.minus, position + 1)
    case 0x3D, 0x7E: return readLink(position, position) ?? nothing(at: position)
    case 0x3C: return readLink(position, position) ?? give(.tagStart, position + 1)
    case 0x23: return give(.hash, position + 1)
    case 0x3A:
      if scanner.matches(":::", at: position) { return give(.styleSeparator, position + 3) }
      return give(.colon, position + 1)
    case 0x26: return give(.ampersand, position + 1)
    case 0x3B: return give(.semicolon, position + 1)
    case 0x2C: return give(.comma, position + 1)
    case 0x2A: return give(.star, position + 1)
    case 0x3E: return give(.tagEnd, position + 1, pushing: .text)
    case 0x5E: return give(.up, position + 1)
    case 0x28: return readOpeningParen(position)
    case 0x5B: return readOpeningSquare(position, knowsProperties: true)
    case 0x7B: return give(.diamondStart, position + 1, pushing: .text)
    case 0x7C: return give(.pipe, position + 1, pushing: .text)
    default: return nothing(at: position)
    }
  }

  private mutating func readSpace(_ position: Int) -> FlowToken {
    var index = position
    if scanner.bytes[position] == 0x0A {
      while scanner.byte(at: index) == 0x0A { index += 1 }
      return give(.lineEnd, index)
    }
    while scanner.byte(at: index) != 0x0A {
      let length = CharacterClass.whitespaceLength(scanner.bytes, index)
      if length == 0 { break }
      index += length
    }
    return give(.space, index)
  }

  private mutating func readLetterOutsideASCII(_ position: Int) -> FlowToken {
    guard FlowIDLetters.contains(CharacterClass.scalar(scanner.bytes, position)) else {
      return nothing(at: position)
    }
    return give(.letter, position + CharacterClass.characterLength(scanner.bytes, position))
  }

  private mutating func readEndOfText(_ position: Int) -> FlowToken {
    if hasGivenEndOfText { return give(.end, position) }
    hasGivenEndOfText = true
    return give(.endOfText, position)
  }

  /// The end of the run of word characters: a dash belongs to it unless a link or a dot follows it.
  @inline(__always)
  private func endOfWord(_ position: Int) -> Int {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x2D {
        let next = scanner.byte(at: index + 1)
        if next == 0x3E || next == 0x2D || next == 0x2E || index + 1 >= bytes.count { break }
      } else if classes[Int(byte)] & FlowByteClass.wordBit == 0 {
        break
      }
      index += 1
    }
    return index
  }

  /// The words that mean something at the beginning of any token, also in the middle of an id that a mark splits. Nil
  /// where none stands here; nil inside where one was read that makes no token.
  private mutating func readKeyword(_ position: Int, _ byte: UInt8) -> FlowToken?? {
    switch byte {
    case 0x61:
      guard scanner.byte(at: position + 1) == 0x63, scanner.byte(at: position + 2) == 0x63 else { return nil }
      return readAccessibility(position)
    case 0x63:
      if word("classDef", position) { return give(.classDef, position + 8) }
      if word("class", position) { return give(.classWord, position + 5) }
      if let end = wordAndSpace("click", position) {
        push(.click)
        return .some(skip(to: end))
      }
      if let end = wordAndSpace("call", position) {
        push(.callbackName)
        return .some(skip(to: end))
      }
    case 0x64:
      if word("default", position) { return give(.defaultWord, position + 7) }
    case 0x65:
      if word("end", position) {
        inner = position..<(position + 3)
        return give(.endWord, scanner.endOfWhitespace(position + 3))
      }
    case 0x66:
      if word("flowchart-elk", position) { return readGraph(position, 13) }
      if word("flowchart", position) { return readGraph(position, 9) }
    case 0x67:
      if word("graph", position) { return readGraph(position, 5) }
    case 0x68:
      let space = CharacterClass.whitespaceLength(scanner.bytes, position + 4)
      if space > 0, scanner.matches("href", at: position) { return give(.href, position + 4 + space) }
    case 0x69:
      if word("interpolate", position) { return give(.interpolate, position + 11) }
    case 0x6C:
      if word("linkStyle", position) { return give(.linkStyle, position + 9) }
    case 0x73:
      if word("style", position) { return give(.style, position + 5) }
      if word("subgraph", position) { return give(.subgraph, position + 8) }
      if word("swimlane-beta", position) { return readGraph(position, 13) }
    case 0x5F:
      for target in ["_self", "_blank", "_parent", "_top"] as [StaticString] where word(target, position) {
        return give(.linkTarget, position + target.utf8CodeUnitCount)
      }
    default: break
    }
    return nil
  }

  @inline(__always)
  private func word(_ word: StaticString, _ position: Int) -> Bool { scanner.matchesWord(word, at: position) }

  private func wordAndSpace(_ word: StaticString, _ position: Int) -> Int? {
    guard scanner.matches(word, at: position) else { return nil }
    let end = position + word.utf8CodeUnitCount
    let space = scanner.endOfWhitespace(end)
    return space > end ? space : nil
  }

  private mutating func readGraph(_ position: Int, _ count: Int) -> FlowToken {
    if !hasSeenGraph {
      hasSeenGraph = true
      push(.direction)
    }
    return give(.graph, position + count)
  }

  private mutating func readAccessibility(_ position: Int) -> FlowToken?? {
    guard let statement = AccessibilityStatement(scanner, at: position) else { return nil }
    inner = statement.text
    if statement.isClosed, statement.text.isEmpty, scanner.byte(at: statement.end - 1) == 0x7D {
      // `accDescr {}` makes no token at all.
      return .some(skip(to: statement.end))
    }
    if !statement.isClosed { hasGivenEndOfText = true }
    return give(statement.part == .title ? .accTitle : .accDescription, statement.end)
  }

  /// Everything from `@{` to the brace that closes it. A caret outside quotes is no part of anything.
  private mutating func readShapeData(_ position: Int) -> FlowToken {
    var index = position + 2
    var isQuoted = false
    while index < scanner.bytes.count {
      let byte = scanner.bytes[index]
      if byte == 0x22 {
        isQuoted.toggle()
      } else if !isQuoted {
        if byte == 0x7D {
          inner = (position + 2)..<index
          return give(.shapeData, index + 1)
        }
        if byte == 0x5E {
          start = index
          return give(.unknown, index + 1)
        }
      }
      index += 1
    }
    hasGivenEndOfText = true
    inner = (position + 2)..<index
    return give(.shapeData, index)
  }

  // MARK: Behind the header

  private mutating func readDirection(_ position: Int) -> FlowToken? {
    let mark = scanner.endOfWhitespace(position)
    var index = mark
    while index > position {
      index -= 1
      if scanner.bytes[index] == 0x0A { return give(.noDirection, index + 1, popping: ()) }
    }
    let length: Int
    switch scanner.byte(at: mark) {
    case 0x3C, 0x3E, 0x5E: length = 1
    case 0x76: length = word("v", mark) ? 1 : 0
    case 0x4C: length = word("LR", mark) ? 2 : 0
    case 0x52: length = word("RL", mark) ? 2 : 0
    case 0x54: length = word("TB", mark) || word("TD", mark) ? 2 : 0
    case 0x42: length = word("BT", mark) || word("BR", mark) ? 2 : 0
    default: length = 0
    }
    guard length > 0 else { return readCommon(position) }
    inner = mark..<(mark + length)
    return give(.direction, mark + length, popping: ())
  }

  // MARK: Labels

  private mutating func readText(_ position: Int) -> FlowToken? {
    let next = scanner.byte(at: position + 1)
    switch scanner.byte(at: position) {
    case 0x5D:
      if next == 0x29 { return give(.stadiumEnd, position + 2, popping: ()) }
      if next == 0x5D { return give(.subroutineEnd, position + 2, popping: ()) }
      return give(.squareEnd, position + 1, popping: ())
    case 0x29:
      if next == 0x5D { return give(.cylinderEnd, position + 2, popping: ()) }
      if next == 0x29, scanner.byte(at: position + 2) == 0x29 {
        return give(.doubleCircleEnd, position + 3, popping: ())
      }
      return give(.parenEnd, position + 1, popping: ())
    case 0x7C: return give(.pipe, position + 1, popping: ())
    case 0x7D: return give(.diamondEnd, position + 1, popping: ())
    case 0x22, 0x28, 0x5B, 0x7B: return readCommon(position)
    default:
      if position >= scanner.bytes.count { return nothing(at: position) }
      if let link = readInvisibleLink(position) { return link }
      var index = position
      while index < scanner.bytes.count, classes[Int(scanner.bytes[index])] & FlowByteClass.textEndBit == 0 {
        index += 1
      }
      return give(.text, index)
    }
  }

  private mutating func readTrapezoid(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    let byte = scanner.byte(at: position)
    let next = scanner.byte(at: position + 1)
    guard position < bytes.count else { return nothing(at: position) }
    if byte == 0x22 { return readQuote(position) }
    if let link = readInvisibleLink(position) { return link }
    if byte == 0x28, next == 0x2D || next == 0x5B || (next == 0x28 && scanner.byte(at: position + 2) == 0x28)
    {
      return readOpeningParen(position)
    }
    if byte == 0x5B, next == 0x5B || next == 0x28 {
      return readOpeningSquare(position, knowsProperties: false)
    }
    if next == 0x5D,
      byte == 0x5C || byte == 0x28 || byte == 0x3F || byte == 0x3D || byte == 0x5D || byte == 0x29
    {
      return give(.trapEnd, position + 2, popping: ())
    }
    if byte == 0x2F, next == 0x5D { return give(.inverseTrapEnd, position + 2, popping: ()) }
    if byte == 0x2F || byte == 0x5C { return give(.text, position + 1) }
    var index = position
    while index < bytes.count, classes[Int(bytes[index])] & FlowByteClass.trapezoidEndBit == 0 { index += 1 }
    return index > position ? give(.text, index) : readCommon(position)
  }

  private mutating func readEllipse(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        if index > position { break }
        return readQuote(index)
      }
      if byte <= 0x20 || byte >= 0x7E {
        if CharacterClass.whitespaceLength(bytes, index) > 0 || byte == 0x7E {
          if index > position {
            // A `~~~` in the middle ends the text; look once the text before it is given.
            let mark = scanner.endOfWhitespace(index)
            if scanner.matches("~~~", at: mark) { break }
          } else if let link = readInvisibleLink(index) {
            return link
          }
        }
      }
      if byte == 0x2D || byte == 0x2F || byte == 0x29, scanner.byte(at: index + 1) == 0x29 {
        if index > position { break }
        return give(.ellipseEnd, index + 2, popping: ())
      }
      switch byte {
      case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D:
        return index > position ? give(.text, index) : readCommon(position)
      default: index += 1
      }
    }
    return index > position ? give(.text, index) : nothing(at: position)
  }

  private mutating func readString(_ position: Int) -> FlowToken? {
    guard position < scanner.bytes.count else { return nothing(at: position) }
    guard scanner.bytes[position] == 0x22 else { return give(.string, scanner.next(0x22, from: position)) }
    if scanner.byte(at: position + 1) == 0x60 {
      push(.markdown)
      return skip(to: position + 2)
    }
    pop()
    return skip(to: position + 1)
  }

  private mutating func readMarkdown(_ position: Int) -> FlowToken? {
    guard position < scanner.bytes.count else { return nothing(at: position) }
    switch scanner.bytes[position] {
    case 0x22: return readQuote(position)
    case 0x60:
      guard scanner.byte(at: position + 1) == 0x22 else { return nothing(at: position) }
      pop()
      return skip(to: position + 2)
    default:
      var index = position
      while index < scanner.bytes.count, scanner.bytes[index] != 0x22, scanner.bytes[index] != 0x60 {
        index += 1
      }
      return give(.markdown, index)
    }
  }

  // MARK: Texts on edges

  private mutating func readEdgeText(_ position: Int) -> FlowToken? {
    // A dash is text unless another follows it.
    readTextOnEdge(position, mark: 0x2D, singleIsText: true)
  }

  private mutating func readThickEdgeText(_ position: Int) -> FlowToken? {
    readTextOnEdge(position, mark: 0x3D, singleIsText: false)
  }

  private mutating func readDottedEdgeText(_ position: Int) -> FlowToken? {
    readTextOnEdge(position, mark: 0x2E, singleIsText: false)
  }

  /// One run of text up to the link that ends it, to a quote, or to the mark where that is no text.
  @inline(__always)
  private mutating func readTextOnEdge(
    _ position: Int, mark: UInt8, singleIsText: Bool
  ) -> FlowToken? {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 { break }
      var place = index
      if CharacterClass.whitespaceLength(bytes, index) > 0 { place = scanner.endOfWhitespace(index) }
      if let end = endOfClosingLink(at: place, mark) {
        if index > position { break }
        inner = place..<end
        return give(.link, scanner.endOfWhitespace(end), popping: ())
      }
      if place > index {
        index = place
        continue
      }
      if byte == mark, !(singleIsText && scanner.byte(at: index + 1) != mark) { break }
      index += 1
    }
    if index > position { return give(.edgeText, index) }
    if index < bytes.count, bytes[index] == 0x22 { return readQuote(index) }
    return readCommon(position)
  }

  /// The end of a link of the text's own stroke.
  @inline(__always)
  private func endOfClosingLink(at place: Int, _ mark: UInt8) -> Int? {
    let byte = scanner.byte(at: place)
    guard byte == mark || byte == 0x78 || byte == 0x6F || byte == 0x3C || (mark == 0x2E && byte == 0x2D)
    else {
      return nil
    }
    guard case .link(let end)? = link(at: place) else { return nil }
    let hasHead = byte == 0x78 || byte == 0x6F || byte == 0x3C
    let index = hasHead ? place + 1 : place
    switch mark {
    case 0x2D: return scanner.matches("--", at: index) ? end : nil
    case 0x3D: return scanner.byte(at: index) == 0x3D ? end : nil
    default: return scanner.matches("--", at: index) || scanner.byte(at: index) == 0x3D ? nil : end
    }
  }

  // MARK: Click

  private mutating func readClick(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x22 { return readQuote(position) }
    let space = CharacterClass.whitespaceLength(scanner.bytes, position)
    if space > 0 {
      pop()
      return skip(to: position + space)
    }
    if position >= scanner.bytes.count { return readEndInMode(.click) }
    var index = position
    while index < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, index) == 0 {
      index += 1
    }
    return give(.click, index)
  }

  private mutating func readCallbackName(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x28 {
      let inside = scanner.endOfWhitespace(position + 1)
      pop()
      if scanner.byte(at: inside) == 0x29 { return skip(to: inside + 1) }
      push(.callbackArguments)
      return skip(to: position + 1)
    }
    if position >= scanner.bytes.count { return readEndInMode(.callbackName) }
    return give(.callbackName, scanner.next(0x28, from: position))
  }

  private mutating func readCallbackArguments(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x29 {
      pop()
      return skip(to: position + 1)
    }
    if position >= scanner.bytes.count { return readEndInMode(.callbackArguments) }
    return give(.callbackArguments, scanner.next(0x29, from: position))
  }

  /// These modes have a rule that matches nothing: at the end of the text it gives one empty token more.
  private mutating func readEndInMode(_ token: FlowToken) -> FlowToken {
    if hasGivenEndOfText { return give(.end, scanner.bytes.count) }
    hasGivenEndOfText = true
    return give(token, scanner.bytes.count)
  }
}

/// The bytes of flowchart text by what they can begin.
enum FlowByteClass: UInt8 {
  case space, letter, digit, wordMark, wide, other

  /// Set for `[A-Za-z0-9!"#$%&'*+.`?\_/]`.
  static let wordBit: UInt8 = 8
  /// Set for `[\[\](){}|"]`.
  static let textEndBit: UInt8 = 16
  /// Set for `[\\\[\](){}/]`.
  static let trapezoidEndBit: UInt8 = 32

  static func isWordByte(_ byte: UInt8) -> Bool { table[Int(byte)] & wordBit != 0 }

  /// For each byte its class in the low bits, and the bits above.
  static let table: [UInt8] = (0...255).map { value in
    let byte = UInt8(value)
    let character = Character(Unicode.Scalar(byte))
    var entry: FlowByteClass
    switch byte {
    case 0x09...0x0D, 0x20: entry = .space
    case 0x30...0x39: entry = .digit
    case 0x41...0x5A, 0x61...0x7A, 0x5F: entry = .letter
    case 0x80...: entry = .wide
    default: entry = "!$%'+.`?\\/".contains(character) ? .wordMark : .other
    }
    var bits = entry.rawValue
    if entry == .letter || entry == .digit || (byte < 0x80 && "!\"#$%&'*+.`?\\_/".contains(character)) {
      bits |= wordBit
    }
    if byte < 0x80, "[](){}|\"".contains(character) { bits |= textEndBit }
    if byte < 0x80, "\\[](){}/".contains(character) { bits |= trapezoidEndBit }
    return bits
  }
}
