import AtlasCore

/// The lexer of one of the kinds whose grammar mermaid.js compiles with jison: modes, and in each mode rules that are
/// tried in order, of which the first that matches wins.
protocol JisonRules {
  associatedtype Token: Equatable & Sendable
  /// What follows the last token: jison's own end, which is another token than a grammar's `EOF`.
  static var end: Token { get }
  /// Text that no rule of the mode matches: mermaid.js stops there with a lexical error.
  static var unknown: Token { get }

  init()
  /// The first rule of the mode that matches at an offset. At the end of the text it is asked once more, because some
  /// rules match nothing.
  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token>
}

enum JisonMatch<Token> {
  case token(Token, end: Int)
  /// A token that reaches the end of the text in a mode without a rule for the end: jison's own end follows.
  case last(Token, end: Int)
  /// White space, marks that only change the mode.
  case skip(end: Int)
  case comment(end: Int)
  case nothing
}

/// The tokens of a text, one at a time, with what mermaid's parser knows of them: the token to look at, and where the
/// last one it accepted ended, which is the line of its message about the next one.
struct JisonTokens<Rules: JisonRules> {
  let scanner: Scanner
  private(set) var token: Rules.Token
  /// The token's place in the cleaned text.
  private(set) var start = 0
  private(set) var end = 0
  /// Where the token accepted last ended.
  private(set) var acceptedEnd = 0
  /// What the lexer itself skips as comments, in cleaned offsets.
  private(set) var comments: [Range<Int>] = []
  private var rules = Rules()
  private var isDone = false

  init(_ scanner: Scanner) {
    self.scanner = scanner
    token = Rules.end
    read()
  }

  /// Goes on to the next token.
  mutating func accept() {
    acceptedEnd = end
    read()
  }

  /// Starts afresh at an offset, after an error.
  mutating func restart(at offset: Int, with rules: Rules = Rules()) {
    self.rules = rules
    isDone = false
    end = min(offset, scanner.bytes.count)
    acceptedEnd = end
    read()
  }

  private mutating func read() {
    while true {
      start = end
      if isDone {
        token = Rules.end
        return
      }
      if start >= scanner.bytes.count { isDone = true }
      switch rules.match(scanner, at: start) {
      case .token(let token, let end):
        self.token = token
        self.end = end
        return
      case .last(let token, let end):
        self.token = token
        self.end = end
        isDone = true
        return
      case .skip(let end):
        self.end = end
      case .comment(let end):
        if end > start { comments.append(start..<end) }
        self.end = end
      case .nothing:
        token = isDone ? Rules.end : Rules.unknown
        end = isDone ? start : start + CharacterClass.characterLength(scanner.bytes, start)
        return
      }
    }
  }
}

extension JisonMatch {
  /// The whole statement `accTitle: …`, `accDescr: …` or `accDescr { … }` that begins at an offset, as one token.
  static func accessibility(
    _ token: Token, _ scanner: Scanner, at offset: Int, anyCase: Bool = true
  ) -> JisonMatch<Token>? {
    guard let statement = AccessibilityStatement(scanner, at: offset, anyCase: anyCase) else { return nil }
    return statement.end < scanner.bytes.count
      ? .token(token, end: statement.end) : .last(token, end: statement.end)
  }
}

/// What the parsers over `JisonTokens` have in common: looking at the token, accepting it, complaining about it.
protocol JisonParser: KindParser {
  associatedtype Rules: JisonRules
  var scanner: Scanner { get }
  var tokens: JisonTokens<Rules> { get set }
  var diagnostics: Diagnostics { get set }
  var accessibility: AccessibilityText { get set }
}

extension JisonParser {
  var token: Rules.Token { tokens.token }
  var comments: [TextRange] { tokens.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  /// The token here in the original bytes.
  var tokenRange: TextRange { scanner.range(tokens.start, tokens.end) }

  /// Where mermaid's message says that an error at the token here is.
  var errorLine: ErrorLine { .of(token == Rules.unknown ? tokens.start : tokens.acceptedEnd) }

  /// Reads the token here if it is this one.
  mutating func take(_ expected: Rules.Token) -> Bool {
    guard token == expected else { return false }
    tokens.accept()
    return true
  }

  /// Reads the token here, a whole `accTitle` or `accDescr` statement.
  mutating func readAccessibility() {
    AccessibilityStatement(scanner, at: tokens.start, anyCase: true)?.store(in: &accessibility, scanner)
    tokens.accept()
  }

  /// Reports the token here, or, where mermaid.js stumbles over the token behind the culprit, that range.
  mutating func complain(
    _ message: String, _ help: String, as rule: SyntaxRule = .parseError, at range: TextRange? = nil,
    fix: Fix? = nil
  ) {
    diagnostics.reject(rule, range ?? tokenRange, line: errorLine, message, help, fix: fix)
  }

  /// The token here, for a message.
  var shownToken: String {
    if tokens.start >= scanner.bytes.count { return "the end of the diagram" }
    if scanner.byte(at: tokens.start) == 0x0A { return "the end of the line" }
    let end = min(scanner.endOfLine(tokens.start), tokens.end)
    return "\"\(scanner.excerpt(tokens.start, end))\""
  }
}
