import AtlasCore

/// The terminals of one of the kinds whose grammar mermaid.js writes in Langium: which token stands at an offset.
///
/// The generated lexer tries the keywords, longest first, then the terminals in the order of the grammar, white space
/// among them; the first that matches wins, but a keyword yields to a terminal that it begins and that is longer.
/// `match` must imitate exactly that.
protocol Terminals {
  associatedtype Token: TextToken
  /// The token at an offset and where it ends, or nil where nothing matches.
  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>?
  /// The same for grammars that look far ahead: what was found once need not be searched again.
  static func match(_ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory) -> TerminalMatch<Token>?
  /// Whether this byte is a quote that begins a text.
  static func opensText(_ quote: UInt8) -> Bool
}

/// Every grammar has titles and texts for accessibility.
protocol TextToken: Equatable, Sendable {
  static var title: Self { get }
  static var accTitle: Self { get }
  static var accDescr: Self { get }
}

/// The tokens of a grammar whose statements end with their line.
protocol LineToken: TextToken {
  static var lineEnd: Self { get }
}

extension Terminals {
  static func opensText(_ quote: UInt8) -> Bool { quote == 0x22 || quote == 0x27 }

  @inline(__always)
  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<Token>? {
    match(scanner, at: offset)
  }

  /// A title or a text for accessibility, with the blanks before it.
  static func text(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: scanner.endOfBlanks(offset)) {
    case 0x61:
      if let end = scanner.endOfAccDescr(offset) { return .token(.accDescr, end: end) }
      return scanner.endOfAccTitle(offset).map { .token(.accTitle, end: $0) }
    case 0x74: return scanner.endOfTitle(offset).map { .token(.title, end: $0) }
    default: return nil
    }
  }

  /// YAML, a directive or a comment.
  static func comment(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    scanner.endOfComment(offset).map { .hidden(end: $0, isComment: true) }
  }
}

/// Keeps the results of searches that several tokens begin, so that a text full of openings without an end is still
/// read in linear time. Offsets asked for never go back.
struct SearchMemory {
  private var searched: [(from: Int, result: Int?)] = []

  /// The first result at or behind an offset; `find` searches from there. One slot a search.
  mutating func next(_ slot: Int, from offset: Int, _ find: (Int) -> Int?) -> Int? {
    while searched.count <= slot { searched.append((from: .max, result: nil)) }
    let known = searched[slot]
    if known.from <= offset, known.result.map({ $0 >= offset }) ?? true { return known.result }
    let result = find(offset)
    searched[slot] = (from: offset, result: result)
    return result
  }
}

enum TerminalMatch<Token> {
  case token(Token, end: Int)
  /// White space and comments: read and not given to the parser.
  case hidden(end: Int, isComment: Bool)
}

/// All tokens of a text. Langium reads the whole text before it parses, so that an unknown character anywhere is
/// reported before any error of syntax.
struct TokenList<Terminal: Terminals> {
  struct Element {
    var token: Terminal.Token
    var start: Int
    var end: Int
  }

  private(set) var elements: [Element] = []
  /// Runs of characters that no terminal matches, in cleaned offsets.
  private(set) var unknown: [Range<Int>] = []
  /// In cleaned offsets.
  private(set) var comments: [Range<Int>] = []

  init(_ scanner: Scanner) {
    var offset = 0
    var memory = SearchMemory()
    while offset < scanner.bytes.count {
      switch Terminal.match(scanner, at: offset, &memory) {
      case .token(let token, let end)?:
        elements.append(Element(token: token, start: offset, end: end))
        offset = end
      case .hidden(let end, let isComment)?:
        if isComment { comments.append(offset..<end) }
        offset = end
      case nil:
        let end = offset + CharacterClass.characterLength(scanner.bytes, offset)
        if let last = unknown.last, last.upperBound == offset {
          unknown[unknown.count - 1] = last.lowerBound..<end
        } else {
          unknown.append(offset..<end)
        }
        offset = end
      }
    }
  }
}
