/// What the lexer of class diagrams gives: a kind, its place in the cleaned text, and the part of it that is content.
struct ClassToken {
  enum Kind {
    case header, lineEnd
    /// The end of the text as a token, and what comes behind that.
    case end, endOfText
    case word, hyphen, letter, literal, generic, dot
    case string, label
    case direction, accessibility
    case namespace, `class`, openBrace, closeBrace, member
    case styleSeparator, annotationStart, annotationEnd, openSquare, closeSquare
    case note, noteFor, classDef, style, cssClass
    case callback, link, click, href, callbackName, callbackArguments, linkTarget
    case extensionHead, dependencyHead, compositionHead, aggregationHead, lollipopHead, line, dottedLine
    case comma, colon, hash, percent
    /// A token that no statement takes.
    case invalid
    /// A character that no rule of the mode knows.
    case unknown
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Without the marks around it.
  var content: Range<Int>

  /// Part of a class's name.
  var isAlphanumeric: Bool {
    switch kind {
    case .word, .hyphen, .letter: true
    default: false
    }
  }

  var isHead: Bool {
    switch kind {
    case .extensionHead, .dependencyHead, .compositionHead, .aggregationHead, .lollipopHead: true
    default: false
    }
  }

  /// Whether a statement may end before this token.
  var endsStatement: Bool { kind == .lineEnd || kind == .end || kind == .endOfText }
}
