/// The tokens of the flowchart grammar. Where the grammar only ever joins tokens of a sort, the lexer gives one for the
/// whole run: white space, the text of a label, the text on an edge, the parts of `@{ … }`.
enum FlowToken: UInt8 {
  // Between statements.
  case space, lineEnd, semicolon, endOfText
  /// The parser's own end, behind `endOfText` or where the text ends inside a string.
  case end
  /// No rule matches here: mermaid.js stops with a "Lexical error".
  case unknown

  // Words.
  case graph, subgraph, endWord, style, defaultWord, linkStyle, interpolate, classDef, classWord, href, click
  case linkTarget, callbackName, callbackArguments, noDirection, direction, directionStatement
  case accTitle, accDescription

  // Parts of ids.
  case number, hash, colon, ampersand, comma, star, down, word, minus, letter

  // Links.
  case linkID, link, startLink, edgeText, pipe

  // Labels and what opens and closes them.
  case string, markdown, text
  case squareStart, squareEnd, parenStart, parenEnd, diamondStart, diamondEnd, stadiumStart, stadiumEnd
  case subroutineStart, subroutineEnd, cylinderStart, cylinderEnd, doubleCircleStart, doubleCircleEnd
  case ellipseStart, ellipseEnd, tagEnd, trapStart, trapEnd, inverseTrapStart, inverseTrapEnd, propertiesStart

  // The rest.
  case styleSeparator, shapeData, tagStart, up, separator

  /// A part of an id.
  @inline(__always)
  var isIDPart: Bool {
    rawValue >= FlowToken.number.rawValue && rawValue <= FlowToken.letter.rawValue || self == .defaultWord
  }
}
