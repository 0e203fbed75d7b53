import AtlasCore

/// A place in the tokens of a text, with what its parsers ask and say there: the common part of the parsers of the kinds
/// whose grammars mermaid.js writes in Langium.
struct TokenCursor<Terminal: Terminals> {
  typealias Element = TokenList<Terminal>.Element

  let scanner: Scanner
  let tokens: TokenList<Terminal>
  private(set) var position = 0
  var diagnostics: Diagnostics

  init(_ source: MermaidSource) {
    scanner = Scanner(source)
    tokens = TokenList(scanner)
    diagnostics = Diagnostics(source)
  }

  var isAtEnd: Bool { position >= tokens.elements.count }

  var comments: [TextRange] { tokens.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  // MARK: Tokens

  /// The token here; nil at the end.
  @inline(__always)
  var token: Terminal.Token? { token(ahead: 0) }

  @inline(__always)
  func token(ahead: Int) -> Terminal.Token? {
    let index = position + ahead
    return index < tokens.elements.count ? tokens.elements[index].token : nil
  }

  /// The token here with its place; nil at the end.
  var element: Element? { isAtEnd ? nil : tokens.elements[position] }

  /// The token that was read last.
  var previous: Element? { position > 0 ? tokens.elements[position - 1] : nil }

  @inline(__always)
  mutating func advance() { position = min(position + 1, tokens.elements.count) }

  /// Reads the token if it is this one.
  @inline(__always)
  mutating func take(_ expected: Terminal.Token) -> Bool {
    guard token == expected else { return false }
    position += 1
    return true
  }

  /// Reads the token if it is this one, and gives its place.
  mutating func read(_ expected: Terminal.Token) -> Element? {
    guard let element, element.token == expected else { return nil }
    position += 1
    return element
  }

  /// Goes to the next token of this kind, or to the end.
  mutating func skip(to expected: Terminal.Token) {
    while let token, token != expected { position += 1 }
  }

  // MARK: Places

  func range(_ element: Element) -> TextRange { scanner.range(element.start, element.end) }

  /// What stands between the quotes of a string.
  func quoted(_ element: Element) -> LabelText {
    LabelText(scanner.range(element.start + 1, element.end - 1), .quoted)
  }

  /// From the start of a token to the end of the one that was read last.
  func range(from first: Element) -> TextRange {
    scanner.range(first.start, max(previous?.end ?? first.end, first.end))
  }

  /// The text of `accTitle: …`, `accDescr: …` or `accDescr { … }`, without white space around it.
  func accessibilityText(_ element: Element) -> TextRange {
    var mark = element.start
    while mark < element.end, scanner.bytes[mark] != 0x3A, scanner.bytes[mark] != 0x7B { mark += 1 }
    let end = scanner.byte(at: mark) == 0x7B ? element.end - 1 : element.end
    return scanner.trimmedRange(min(mark + 1, end), end)
  }

  /// The text behind the word of `title …`, without white space around it.
  func titleText(_ element: Element) -> TextRange {
    scanner.trimmedRange(scanner.endOfBlanks(element.start) + 5, element.end)
  }

  // MARK: Findings

  /// The lexer reads everything before the parser begins, so these come first. One finding a run.
  mutating func reportUnknownCharacters(_ place: String, _ help: String) {
    for unknown in tokens.unknown where diagnostics.isOpen && !reportOpenQuote(unknown) {
      let text = scanner.excerpt(unknown.lowerBound, unknown.upperBound)
      diagnostics.reject(
        .parseError, scanner.range(unknown.lowerBound, unknown.upperBound), line: .of(unknown.lowerBound),
        "\"\(text)\" has no place in \(place)", help)
    }
  }

  /// A quote is an unknown character where no other closes it.
  mutating func reportOpenQuote(_ unknown: Range<Int>) -> Bool {
    let quote = scanner.bytes[unknown.lowerBound]
    guard quote == 0x22 || quote == 0x27 else { return false }
    let end = scanner.trimmed(unknown.lowerBound, scanner.endOfLine(unknown.lowerBound)).upperBound
    let place = scanner.range(end, end)
    diagnostics.reject(
      .parseError, scanner.range(unknown.lowerBound, end), line: .of(unknown.lowerBound),
      "a text in quotes is not closed", "close it with another quote",
      fix: Fix(safe: false, edits: [TextEdit(place, quote == 0x22 ? "\"" : "'")]))
    return true
  }

  /// Whether the line of an offset holds characters that no token begins with: what follows on it says little. Of long
  /// lines only the part around the offset counts, so that many errors on one line cost no more than their number.
  private func isOnUnknownLine(_ offset: Int) -> Bool {
    guard !tokens.unknown.isEmpty else { return false }
    let start = scanner.startOfLine(offset, limit: 500)
    var end = offset
    while end < min(offset + 500, scanner.bytes.count), scanner.bytes[end] != 0x0A { end += 1 }
    var low = 0
    var high = tokens.unknown.count
    while low < high {
      let middle = (low + high) / 2
      if tokens.unknown[middle].lowerBound < start { low = middle + 1 } else { high = middle }
    }
    return low < tokens.unknown.count && tokens.unknown[low].lowerBound < end
  }

  /// The token here, for a message.
  var shown: String {
    guard let element else { return "the end of the diagram" }
    switch scanner.bytes[element.start] {
    case 0x0A: return "the end of the line"
    case 0x22, 0x27: return scanner.excerpt(element.start, element.end)
    default: return "\"\(scanner.excerpt(element.start, element.end))\""
    }
  }

  /// Mermaid.js rejects the token here. The end of the text has no line in its message.
  mutating func complain(
    _ message: String, _ help: String, rule: SyntaxRule = .parseError, fix: Fix? = nil
  ) {
    guard diagnostics.isOpen else { return }
    guard let element else {
      let end = scanner.bytes.count
      return diagnostics.reject(rule, scanner.range(end, end), line: .none, message, help, fix: fix)
    }
    guard !isOnUnknownLine(element.start) else { return }
    let range =
      scanner.bytes[element.start] == 0x0A ? scanner.range(element.start, element.start) : range(element)
    diagnostics.reject(rule, range, line: .of(element.start), message, help, fix: fix)
  }
}
