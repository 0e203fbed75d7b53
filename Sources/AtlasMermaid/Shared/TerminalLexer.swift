import AtlasCore

/// The terminals of one of the kinds whose grammar mermaid.js writes in Langium: which token stands at an offset.
///
/// The generated lexer tries white space and line ends first, then the keywords, longest first, then the terminals in
/// the order of the grammar; the first that matches wins. `match` must imitate exactly that order.
protocol Terminals {
  associatedtype Token: Equatable & Sendable
  /// The token at an offset and where it ends, or nil where nothing matches.
  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>?
  /// The same for grammars that look far ahead: what was found once need not be searched again.
  static func match(_ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory) -> TerminalMatch<Token>?
}

extension Terminals {
  @inline(__always)
  static func match(
    _ scanner: Scanner, at offset: Int, _ memory: inout SearchMemory
  ) -> TerminalMatch<Token>? {
    match(scanner, at: offset)
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

/// The terminals that all Langium grammars of mermaid.js share. Each gives the offset behind its match, or nil.
extension Scanner {
  /// `"…"` or `'…'`, in which a backslash takes the next character with it.
  func endOfString(_ start: Int) -> Int? {
    let quote = byte(at: start)
    guard quote == 0x22 || quote == 0x27 else { return nil }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == quote { return index + 1 }
      if bytes[index] == 0x5C {
        index += 1
        // A backslash takes any character but a line terminator; otherwise nothing can match it.
        if index >= bytes.count || CharacterClass.lineTerminatorLength(bytes, index) > 0 { return nil }
        index += CharacterClass.characterLength(bytes, index)
        continue
      }
      index += 1
    }
    return nil
  }

  /// `title`, alone or with a text behind a blank. A comment ends the text.
  func endOfTitleTerminal(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("title", at: word) else { return nil }
    let end = word + 5
    return CharacterClass.isBlank(byte(at: end)) ? endOfLineOrComment(end + 1) : end
  }

  /// `accTitle: …`.
  func endOfAccTitleTerminal(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("accTitle", at: word) else { return nil }
    let colon = endOfBlanks(word + 8)
    return byte(at: colon) == 0x3A ? endOfLineOrComment(colon + 1) : nil
  }

  /// `accDescr: …` or `accDescr { … }`.
  func endOfAccDescrTerminal(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("accDescr", at: word) else { return nil }
    let colon = endOfBlanks(word + 8)
    if byte(at: colon) == 0x3A { return endOfLineOrComment(colon + 1) }
    let brace = endOfWhitespace(word + 8)
    guard byte(at: brace) == 0x7B, brace < lastClosingBrace else { return nil }
    return next(0x7D, from: brace) + 1
  }

  /// The hidden terminals after white space and line ends: YAML, directives, comments.
  func endOfHiddenTerminal(_ start: Int) -> Int? {
    let mark = endOfBlanks(start)
    guard matches("%%", at: mark) else { return endOfYAMLTerminal(start) }
    if byte(at: mark + 2) == 0x7B, let end = endOfDirectiveTerminal(mark + 3) { return end }
    return endOfLine(mark)
  }

  private func endOfDirectiveTerminal(_ start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if matches("}%%", at: index) {
        let end = index + 3
        if byte(at: end) == 0x0A { return end + 1 }
        if end >= bytes.count || CharacterClass.whitespaceLength(bytes, end) > 0 { return end }
      }
      index += 1
    }
    return nil
  }

  private func endOfYAMLTerminal(_ start: Int) -> Int? {
    guard matches("---", at: start) else { return nil }
    var line = endOfBlanks(start + 3)
    guard byte(at: line) == 0x0A else { return nil }
    while line < bytes.count {
      let end = line + 4
      if matches("---", at: line + 1) {
        if byte(at: end) == 0x0A { return end + 1 }
        if end >= bytes.count || CharacterClass.whitespaceLength(bytes, end) > 0 { return end }
      }
      line = next(0x0A, from: line + 1)
    }
    return nil
  }

  /// A keyword that must be followed by white space, the end or a comment.
  func matchesLooseKeyword(_ word: StaticString, at offset: Int) -> Bool {
    guard matches(word, at: offset) else { return false }
    let end = offset + word.utf8CodeUnitCount
    return end >= bytes.count || matches("%%", at: end) || CharacterClass.whitespaceLength(bytes, end) > 0
  }

  private func endOfLineOrComment(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if matches("%%", at: index) { return index }
      index += 1
    }
    return index
  }

  /// The text between two offsets without white space around it, in original bytes.
  func trimmedRange(_ start: Int, _ end: Int) -> TextRange {
    let text = trimmed(start, end)
    return range(text.lowerBound, text.upperBound)
  }
}
