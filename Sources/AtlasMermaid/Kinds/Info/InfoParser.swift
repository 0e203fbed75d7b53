import AtlasCore

/// The tokens of an info diagram, in the order in which mermaid's generated lexer tries them.
enum InfoTerminals: Terminals {
  enum Token {
    case lineEnd, info, showInfo, accDescr, accTitle, title
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: offset) {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x25, 0x2D: return scanner.endOfHiddenTerminal(offset).map { .hidden(end: $0, isComment: true) }
    case 0x69: return scanner.matchesLooseKeyword("info", at: offset) ? .token(.info, end: offset + 4) : nil
    case 0x73:
      return scanner.matchesLooseKeyword("showInfo", at: offset) ? .token(.showInfo, end: offset + 8) : nil
    case 0x61:
      if let end = scanner.endOfAccDescrTerminal(offset) { return .token(.accDescr, end: end) }
      return scanner.endOfAccTitleTerminal(offset).map { .token(.accTitle, end: $0) }
    case 0x74: return scanner.endOfTitleTerminal(offset).map { .token(.title, end: $0) }
    default: return nil
    }
  }
}

/// Reads an info diagram:
///
///     (line end)* "info" (line end)* ("showInfo" (line end)*)? (title | accTitle | accDescr)*
///
/// Titles end with their line.
struct InfoParser: KindParser {
  private var cursor: TokenCursor<InfoTerminals>
  private var diagram: InfoDiagram
  private(set) var accessibility = AccessibilityText()

  init(_ source: MermaidSource, _ target: Target) {
    cursor = TokenCursor(source)
    diagram = InfoDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> InfoDiagram {
    cursor.reportUnknownCharacters("an info diagram", InfoParser.help)
    skipLineEnds()
    if !cursor.take(.info) {
      cursor.complain("an info diagram begins with the word \"info\"", "write `info` on the first line")
      cursor.skip(to: .lineEnd)
    }
    skipLineEnds()
    if cursor.take(.showInfo) { skipLineEnds() }
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readText() }
    return diagram
  }

  private static let help =
    "an info diagram has no content but `showInfo`, a title and texts for accessibility"

  private mutating func readText() {
    guard let text = cursor.element else { return }
    switch text.token {
    case .title: diagram.title = cursor.titleText(text)
    case .accTitle: accessibility.title = cursor.accessibilityText(text)
    case .accDescr: accessibility.description = cursor.accessibilityText(text)
    case .lineEnd, .info, .showInfo:
      cursor.complain("\(cursor.shown) stands in the wrong place", InfoParser.help)
      cursor.skip(to: .lineEnd)
      return skipLineEnds()
    }
    cursor.advance()
    if !cursor.isAtEnd, cursor.token != .lineEnd {
      cursor.complain("\(cursor.shown) stands behind a text that ends its line", "begin a new line")
      cursor.skip(to: .lineEnd)
    }
    skipLineEnds()
  }

  private mutating func skipLineEnds() {
    while cursor.take(.lineEnd) {}
  }
}
