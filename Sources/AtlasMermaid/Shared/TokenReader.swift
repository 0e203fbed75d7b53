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
  var diagnostics: Diagnostics

  init(_ source: MermaidSource) {
    scanner = Scanner(source)
    tokens = TokenList(scanner)
    diagnostics = Diagnostics(source)
  }

  var comments: [TextRange] { tokens.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  // MARK: Reading

  @inline(__always) var isAtEnd: Bool { position >= tokens.elements.count }

  /// The token here, nil at the end.
  @inline(__always) var token: Terminal.Token? { isAtEnd ? nil : tokens.elements[position].token }

  /// The token behind the one here.
  @inline(__always) var tokenAfter: Terminal.Token? {
    position + 1 < tokens.elements.count ? tokens.elements[position + 1].token : nil
  }

  /// Where the token here begins, in cleaned offsets.
  @inline(__always) var start: Int { isAtEnd ? scanner.bytes.count : tokens.elements[position].start }

  /// Where the token here ends.
  var endHere: Int { isAtEnd ? scanner.bytes.count : tokens.elements[position].end }

  /// Where the token read last ended.
  var end: Int { position == 0 ? 0 : tokens.elements[min(position, tokens.elements.count) - 1].end }

  @inline(__always)
  mutating func advance() { if !isAtEnd { position += 1 } }

  /// Reads the token here if it is this one.
  @inline(__always)
  mutating func take(_ expected: Terminal.Token) -> Bool {
    guard token == expected else { return false }
    position += 1
    return true
  }

  /// Reads the token here, whatever it is, and gives its place.
  mutating func takeRange() -> TextRange {
    let range = rangeHere
    advance()
    return range
  }

  /// Reads the token here if it is this one, and gives its place.
  mutating func range(ofTaken expected: Terminal.Token) -> TextRange? {
    token == expected ? takeRange() : nil
  }

  /// The place of the token here; empty at the end.
  var rangeHere: TextRange { isAtEnd ? scanner.range(start, start) : range(of: tokens.elements[position]) }

  /// From an offset to the end of the token read last.
  func range(from start: Int) -> TextRange { scanner.range(start, max(start, end)) }

  /// The text of the token here without its first and last character: a string without its quotes.
  var rangeInside: TextRange {
    guard !isAtEnd else { return rangeHere }
    let element = tokens.elements[position]
    return scanner.range(element.start + 1, max(element.start + 1, element.end - 1))
  }

  /// The text of `title …` here, without white space around it.
  var titleText: TextRange {
    guard !isAtEnd else { return rangeHere }
    let element = tokens.elements[position]
    return scanner.trimmedRange(scanner.endOfBlanks(element.start) + 5, element.end)
  }

  /// The text of `accTitle: …`, `accDescr: …` or `accDescr { … }` here.
  var accessibilityText: TextRange {
    guard !isAtEnd else { return rangeHere }
    let element = tokens.elements[position]
    let mark = scanner.endOfWhitespace(scanner.endOfBlanks(element.start) + 8)
    let isBlock = scanner.byte(at: mark) == 0x7B
    return scanner.trimmedRange(mark + 1, isBlock ? element.end - 1 : element.end)
  }

  /// Goes on until one of these tokens stands here, or the end.
  mutating func skip(until stops: (Terminal.Token) -> Bool) {
    while let token, !stops(token) { position += 1 }
  }

  private func range(of element: Element) -> TextRange { scanner.range(element.start, element.end) }

  // MARK: Complaints

  /// The token here, for a message; empty where no message is kept any more.
  var shown: String {
    guard diagnostics.isOpen else { return "" }
    guard !isAtEnd else { return "the end of the diagram" }
    let element = tokens.elements[position]
    return scanner.byte(at: element.start) == 0x0A
      ? "the end of the line" : "\"\(scanner.excerpt(element.start, element.end))\""
  }

  /// Reports the token here. The end of the text has no line in mermaid's message.
  mutating func complain(
    _ message: String, _ help: String, _ rule: SyntaxRule = .parseError, fix: Fix? = nil
  ) {
    diagnostics.reject(rule, rangeHere, line: isAtEnd ? .none : .of(start), message, help, fix: fix)
  }

  /// Runs of characters that no token begins with, in cleaned offsets.
  var unknown: [Range<Int>] { tokens.unknown }

  /// Reports every run of characters that no token begins with. Comes before all complaints about tokens.
  mutating func reportUnknown(in what: String, _ help: String) {
    for unknown in unknown where diagnostics.isOpen {
      let text = scanner.excerpt(unknown.lowerBound, unknown.upperBound)
      diagnostics.reject(
        .parseError, scanner.range(unknown.lowerBound, unknown.upperBound), line: .of(unknown.lowerBound),
        "\"\(text)\" has no place in \(what)", help)
    }
  }

  /// Whether the token here stands on the line on which the token read last ended.
  var isOnSameLine: Bool { scanner.endOfLine(end) >= start && !isAtEnd }
}

/// Terminals of a grammar whose statements end with their line.
protocol LineTerminals: Terminals {
  static var lineEnd: Token { get }
}

extension TokenReader where Terminal: LineTerminals {
  mutating func skipLine() { skip { $0 == Terminal.lineEnd } }

  /// Reads the line ends behind a statement; the end of the text is as good. Anything else is a complaint.
  mutating func expectLineEnd(after what: String) {
    if isAtEnd { return }
    guard token == Terminal.lineEnd else {
      complain("\(shown) stands behind \(what), which ends its line", "begin a new line")
      return skipLine()
    }
    while token == Terminal.lineEnd { advance() }
  }
}

/// Words and texts that several Langium grammars share. Each gives the offset behind its match, or nil.
extension Scanner {
  /// `\w([-\w]*\w)?`.
  func endOfID(_ start: Int) -> Int? {
    guard CharacterClass.isWord(byte(at: start)) else { return nil }
    var end = start + 1
    var index = end
    while true {
      let byte = byte(at: index)
      if CharacterClass.isWord(byte) {
        index += 1
        end = index
      } else if byte == 0x2D {
        index += 1
      } else {
        return end
      }
    }
  }

  /// `[A-Za-z_][\w-]*`.
  func endOfDashedName(_ start: Int) -> Int? {
    let first = byte(at: start)
    guard CharacterClass.isLetter(first) || first == 0x5F else { return nil }
    var index = start + 1
    while CharacterClass.isWord(byte(at: index)) || byte(at: index) == 0x2D { index += 1 }
    return index
  }

  /// Whether a stretch is exactly this text.
  func isText(_ literal: StaticString, _ start: Int, _ end: Int) -> Bool {
    end - start == literal.utf8CodeUnitCount && matches(literal, at: start)
  }

  /// From an opening to the first closing behind it, both two bytes: a block comment.
  func endOfBlockComment(
    _ open: StaticString, _ close: StaticString, _ start: Int, _ memory: inout SearchMemory, slot: Int
  ) -> Int? {
    guard matches(open, at: start) else { return nil }
    return memory.next(slot, from: start + 2) { ByteSearch.first(close, in: bytes, from: $0) }.map { $0 + 2 }
  }
}
