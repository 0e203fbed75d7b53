import AtlasCore

/// The tokens of an info diagram, in the order in which mermaid's generated lexer tries them.
enum InfoTerminals: Terminals {
  enum Token: LineToken {
    case lineEnd, info, showInfo, accDescr, accTitle, title
  }

  static func match(_ scanner: Scanner, at offset: Int) -> TerminalMatch<Token>? {
    switch scanner.byte(at: offset) {
    case 0x20, 0x09: return .hidden(end: scanner.endOfBlanks(offset), isComment: false)
    case 0x0A: return .token(.lineEnd, end: offset + 1)
    case 0x25, 0x2D: return comment(scanner, at: offset)
    case 0x69: return scanner.matchesLooseKeyword("info", at: offset) ? .token(.info, end: offset + 4) : nil
    case 0x73:
      return scanner.matchesLooseKeyword("showInfo", at: offset) ? .token(.showInfo, end: offset + 8) : nil
    case 0x61, 0x74: return text(scanner, at: offset)
    default: return nil
    }
  }
}

/// Reads an info diagram:
///
///     (line end)* "info" (line end)* ("showInfo" (line end)*)? (title | accTitle | accDescr)*
///
/// Titles end with their line.
struct InfoParser: TokenParser {
  private(set) var reader: TokenReader<InfoTerminals>
  private var diagram: InfoDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = InfoDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> InfoDiagram {
    reader.reportUnknown(in: "an info diagram", InfoParser.help)
    reader.skipLineEnds()
    if !reader.take(.info) {
      reader.complain("an info diagram begins with the word \"info\"", "write `info` on the first line")
      reader.skipLine()
    }
    reader.skipLineEnds()
    if reader.take(.showInfo) { reader.skipLineEnds() }
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readText() }
    return diagram
  }

  private static let help =
    "an info diagram has no content but `showInfo`, a title and texts for accessibility"

  private mutating func readText() {
    if !reader.takeText(title: &diagram.title) {
      reader.complain("\(reader.shown) stands in the wrong place", InfoParser.help)
      reader.skipLine()
      return reader.skipLineEnds()
    }
    reader.expectLineEnd(after: "a title")
  }
}
