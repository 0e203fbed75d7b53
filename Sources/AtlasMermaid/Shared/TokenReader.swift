import AtlasCore

/// Reads the tokens of a Langium kind one behind another and reports what is wrong with them.
///
/// The generated parsers of mermaid.js look one token ahead almost everywhere, so the error that mermaid.js reports is
/// at the first token that cannot follow, and a parser that takes token by token finds the same one.
struct TokenReader<Terminal: Terminals> {
  typealias Element = TokenList<Terminal>.Element

  let scanner: Scanner
  private let tokens: TokenList<Terminal>
  private(set) var position = 0
  private(set) var accessibility = AccessibilityText()
  var diagnostics: Diagnostics

  init(_ source: MermaidSource) {
    scanner = Scanner(source)
    tokens = TokenList(scanner)
    diagnostics = Diagnostics(source)
  }

  var comments: [TextRange] { tokens.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  /// Runs of characters that no token begins with, in cleaned offsets.
  var unknown: [Range<Int>] { tokens.unknown }

  // MARK: Tokens

  @inline(__always) var isAtEnd: Bool { position >= tokens.elements.count }

  /// The token here; nil at the end.
  @inline(__always) var token: Terminal.Token? { token(ahead: 0) }

  @inline(__always)
  func token(ahead: Int) -> Terminal.Token? {
    let index = position + ahead
    return index < tokens.elements.count ? tokens.elements[index].token : nil
  }

  /// The token here with its place; nil at the end.
  var element: Element? { element(ahead: 0) }

  func element(ahead: Int) -> Element? {
    let index = position + ahead
    return index < tokens.elements.count ? tokens.elements[index] : nil
  }

  /// The token that was read last.
  var previous: Element? { position > 0 ? tokens.elements[position - 1] : nil }

  // MARK: Reading

  @inline(__always)
  mutating func advance() { if !isAtEnd { position += 1 } }

  /// Reads the token here if it is this one.
  @inline(__always)
  mutating func take(_ expected: Terminal.Token) -> Bool {
    guard token == expected else { return false }
    position += 1
    return true
  }

  /// Reads the token here if it is this one, and gives it with its place in the cleaned text.
  mutating func read(_ expected: Terminal.Token) -> Element? {
    guard let element, element.token == expected else { return nil }
    position += 1
    return element
  }

  /// Reads the token here if it is this one, and gives its place.
  mutating func readRange(_ expected: Terminal.Token) -> TextRange? { read(expected).map(range) }

  /// Reads the token here if it is this one, a text in quotes, and gives what stands between them.
  mutating func readQuoted(_ expected: Terminal.Token) -> LabelText? { read(expected).map(quoted) }

  /// Reads the token here, whatever it is, and gives its place.
  mutating func takeRange() -> TextRange {
    let range = rangeHere
    advance()
    return range
  }

  /// Reads a title or a text for accessibility if one stands here. Of several the last counts.
  mutating func takeText(title: inout TextRange?) -> Bool {
    guard let element else { return false }
    switch element.token {
    case .title: title = titleText(element)
    case .accTitle: accessibility.title = accessibilityText(element)
    case .accDescr: accessibility.description = accessibilityText(element)
    default: return false
    }
    position += 1
    return true
  }

  /// Goes on until one of these tokens stands here, or the end.
  mutating func skip(until stops: (Terminal.Token) -> Bool) {
    while let token, !stops(token) { position += 1 }
  }

  /// Goes to the first token of a later line, for grammars in which line ends are no tokens.
  mutating func skipRestOfLine() {
    let end = scanner.endOfLine(start)
    while start < end, !isAtEnd { position += 1 }
  }

  // MARK: Places

  /// Where the token here begins, in cleaned offsets.
  @inline(__always) var start: Int { isAtEnd ? scanner.bytes.count : tokens.elements[position].start }

  /// Where the token read last ended.
  var end: Int { previous?.end ?? 0 }

  /// The place of the token here; empty at the end.
  var rangeHere: TextRange { element.map(range) ?? scanner.range(start, start) }

  func range(_ element: Element) -> TextRange { scanner.range(element.start, element.end) }

  /// From an offset to the end of the token read last.
  func range(from start: Int) -> TextRange { scanner.range(start, max(start, end)) }

  /// The text of a token without its first and last character: a text without its quotes or brackets.
  func inside(_ element: Element) -> TextRange {
    scanner.range(element.start + 1, max(element.start + 1, element.end - 1))
  }

  func quoted(_ element: Element) -> LabelText { LabelText(inside(element), .quoted) }

  /// The text behind the word of `title …`, without white space around it.
  private func titleText(_ element: Element) -> TextRange {
    scanner.trimmedRange(scanner.endOfBlanks(element.start) + 5, element.end)
  }

  /// The text of `accTitle: …`, `accDescr: …` or `accDescr { … }`, without white space around it.
  private func accessibilityText(_ element: Element) -> TextRange {
    let mark = scanner.endOfWhitespace(scanner.endOfBlanks(element.start) + 8)
    let isBlock = scanner.byte(at: mark) == 0x7B
    return scanner.trimmedRange(mark + 1, isBlock ? element.end - 1 : element.end)
  }
}

extension TokenReader where Terminal.Token: LineToken {
  mutating func skipLine() { skip { $0 == .lineEnd } }

  /// Reads the line ends behind a statement; the end of the text is as good. Anything else is a complaint.
  mutating func expectLineEnd(after what: @autoclosure () -> String) {
    if !isAtEnd, token != .lineEnd {
      complain("\(shown) stands behind \(what()), which ends its line", "begin a new line")
      skipLine()
    }
    skipLineEnds()
  }

  mutating func skipLineEnds() {
    while take(.lineEnd) {}
  }

  /// Reads a title or a text for accessibility with the end of its line.
  mutating func takeTextLine(title: inout TextRange?) {
    if takeText(title: &title) { expectLineEnd(after: "a title") }
  }
}

/// A parser that takes its tokens from a `TokenReader`, which then knows all but the tree.
protocol TokenParser: KindParser {
  associatedtype Grammar: Terminals
  var reader: TokenReader<Grammar> { get }
}

extension TokenParser {
  var diagnostics: Diagnostics { reader.diagnostics }
  var accessibility: AccessibilityText { reader.accessibility }
  var comments: [TextRange] { reader.comments }
}
