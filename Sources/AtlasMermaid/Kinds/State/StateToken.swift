/// What the lexer of state diagrams gives: a kind, its place in the cleaned text, and the part of it that is content.
struct StateToken {
  enum Kind {
    case header, lineEnd, endOfText
    case id, startOrEnd, description, arrow, classSeparator, divider
    case composite, fork, join, choice, stateLabel, `as`, openBrace, closeBrace
    case note, leftOf, rightOf, noteText
    case direction, accessibility, hideEmptyDescription, scale, width
    case classDef, classDefName, classDefDefault, classDefStyles
    case classWord, classIDs, className
    case style, styleIDs, styles
    case click, href, string, `default`
    /// A character that no rule of the initial mode knows: a token that no statement takes.
    case invalid
    /// A character that no rule of the mode knows.
    case unknown
    /// `state two words {`, which mermaid.js refuses by name.
    case spacedName
  }

  var kind: Kind
  var start: Int
  var end: Int
  /// Without the marks and the white space around it.
  var content: Range<Int>
}
