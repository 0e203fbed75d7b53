/// What the lexer of entity relationship diagrams gives: a kind, its place in the cleaned text, and the part of it that
/// is content.
struct ERToken {
  enum Kind {
    case header, lineEnd
    /// The end of the text as a token, and what comes behind that.
    case end, endOfText
    /// A quoted text that may be a name, and one that may not.
    case quotedName, quotedText
    case word, number, decimal, one
    case colon, styleSeparator, comma, hash, semicolon
    case openBrace, closeBrace, openSquare, closeSquare
    case zeroOrOne, zeroOrMore, oneOrMore, onlyOne, parent
    case identifying, nonIdentifying
    case direction, accessibility
    case style, classDef, `class`, styleText
    case attributeWord, key, comment, question
    /// A character that begins no token the grammar knows.
    case invalid
    /// A character that no rule of the mode knows.
    case unknown
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Without quotes.
  var content: Range<Int>

  var isName: Bool {
    switch kind {
    case .quotedName, .word, .number, .decimal, .one: true
    default: false
    }
  }

  var cardinality: ERRelation.Cardinality? {
    switch kind {
    case .zeroOrOne: .zeroOrOne
    case .zeroOrMore: .zeroOrMore
    case .oneOrMore: .oneOrMore
    case .onlyOne: .onlyOne
    case .parent: .parent
    default: nil
    }
  }
}
