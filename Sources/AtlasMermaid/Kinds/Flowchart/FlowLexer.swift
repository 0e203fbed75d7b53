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
  var token = FlowToken.space
  /// The token's place in the cleaned text.
  var start = 0
  var end = 0
  /// What the token means, without the white space and the marks around it: the text of a statement, a link's arrow.
  var inner = 0..<0
  var mode = Mode.initial
  var outerModes = FlowModeStack()
  let classes = FlowByteClass.table
  var hasSeenGraph = false
  var hasGivenEndOfText = false
  var directions: FlowDirectionFinder
  var linkIDs: FlowLinkIDFinder
  var whitespaceEnd = 0

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

  mutating func push(_ mode: Mode) {
    outerModes.push(self.mode)
    self.mode = mode
  }

  mutating func pop() { mode = outerModes.pop() }

  mutating func give(_ token: FlowToken, _ end: Int) -> FlowToken {
    self.end = end
    return token
  }

  mutating func give(_ token: FlowToken, _ end: Int, pushing mode: Mode) -> FlowToken {
    self.end = end
    push(mode)
    return token
  }

  mutating func give(_ token: FlowToken, _ end: Int, popping: Void) -> FlowToken {
    self.end = end
    pop()
    return token
  }

  /// Moves over something that makes no token.
  mutating func skip(to end: Int) -> FlowToken? {
    self.end = end
    return nil
  }

  mutating func nothing(at position: Int) -> FlowToken {
    if position >= scanner.bytes.count { return give(.end, position) }
    return give(.unknown, position + CharacterClass.characterLength(scanner.bytes, position))
  }

  // MARK: Rules of all modes

  /// The rules that every mode shares, behind its own: quotes, `~~~`, and what opens brackets.
  @inline(never)
  mutating func readCommon(_ position: Int) -> FlowToken? {
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

  mutating func readQuote(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position + 1) == 0x60 {
      push(.markdown)
      return skip(to: position + 2)
    }
    push(.string)
    return skip(to: position + 1)
  }

  mutating func readOpeningParen(_ position: Int) -> FlowToken {
    switch scanner.byte(at: position + 1) {
    case 0x2D: return give(.ellipseStart, position + 2, pushing: .ellipse)
    case 0x5B: return give(.stadiumStart, position + 2, pushing: .text)
    case 0x28 where scanner.byte(at: position + 2) == 0x28:
      return give(.doubleCircleStart, position + 3, pushing: .text)
    default: return give(.parenStart, position + 1, pushing: .text)
    }
  }

  mutating func readOpeningSquare(_ position: Int, knowsProperties: Bool) -> FlowToken {
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
  mutating func readInvisibleLink(_ position: Int) -> FlowToken? {
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
  mutating func spaceEnd(_ position: Int) -> Int {
    if position < whitespaceEnd { return whitespaceEnd }
    let end = scanner.endOfWhitespace(position)
    if end > position + 1 { whitespaceEnd = end }
    return end
  }
}
