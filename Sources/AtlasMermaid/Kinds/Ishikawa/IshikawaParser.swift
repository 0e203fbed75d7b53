import AtlasCore

/// Reads an Ishikawa diagram:
///
///     (empty-line (empty-line | line-end)*)? "ishikawa" line-end? (statement stop)+
///     statement: text | indentation text? | empty-line
///     stop: (line-end | empty-line | end of text) (line-end | end of text)*
struct IshikawaParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<IshikawaRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: IshikawaDiagram
  /// The indentation of the first cause.
  private var firstIndentation: Int?
  /// The levels of the nodes that the next one may stand below.
  private var levels: [Int] = []

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = IshikawaDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> IshikawaDiagram {
    if take(.emptyLine) {
      while token == .emptyLine || token == .lineEnd { tokens.accept() }
    }
    if !take(.header) {
      complain(
        "an Ishikawa diagram begins with the word \"ishikawa\"", "write `ishikawa-beta` on the first line")
      skipLine()
    }
    let headerEnd = tokens.acceptedEnd
    _ = take(.lineEnd)
    repeat {
      let isEmptyLine = token == .emptyLine
      let start = tokens.start
      guard readStatement() else { continue }
      if token == .text, isEmptyLine {
        complainAboutEmptyLine(headerEnd, start)
      } else {
        readStop()
      }
    } while token != .stop && tokens.start < scanner.bytes.count
    return diagram
  }

  // MARK: Statements

  /// False where there is none.
  private mutating func readStatement() -> Bool {
    switch token {
    case .text: add(0)
    case .indentation:
      let indentation = scanner.bytes[tokens.start..<tokens.end].count { $0 & 0xC0 != 0x80 }
      tokens.accept()
      if token == .text { add(indentation) }
    case .emptyLine: tokens.accept()
    case .header, .lineEnd, .endOfText, .stop, .unknown:
      complainAboutStatement()
      skipLine()
      return false
    }
    return true
  }

  private mutating func readStop() {
    switch token {
    case .lineEnd, .emptyLine, .endOfText: tokens.accept()
    default:
      complainAboutStatement()
      return skipLine()
    }
    while token == .lineEnd || token == .endOfText { tokens.accept() }
  }

  private mutating func add(_ indentation: Int) {
    let text = scanner.trimmed(tokens.start, tokens.end)
    let range = scanner.range(text.lowerBound, text.upperBound)
    diagram.nodes.append(
      IshikawaNode(range: range, label: LabelText(range, .plain), depth: depth(of: indentation)))
    if let comment = (text.lowerBound..<text.upperBound).first(where: { scanner.matches("%%", at: $0) }) {
      diagnostics.warn(
        .commentAsNode, scanner.range(comment, text.upperBound),
        "mermaid.js shows this comment as part of the text",
        "write the comment on a line of its own")
    }
    tokens.accept()
  }

  /// Indentation counts from that of the first cause; what stands further left is a cause of the effect itself.
  private mutating func depth(of indentation: Int) -> Int {
    guard !levels.isEmpty else {
      levels.append(0)
      return 0
    }
    let first = firstIndentation ?? indentation
    firstIndentation = first
    let level = max(indentation - first + 1, 1)
    while levels.count > 1, levels[levels.count - 1] >= level { levels.removeLast() }
    levels.append(level)
    return levels.count - 1
  }

  // MARK: Errors

  private mutating func skipLine() {
    let end = scanner.endOfLine(max(tokens.start, tokens.acceptedEnd))
    tokens.restart(at: end > tokens.start ? end : end + 1)
  }

  private mutating func complainAboutEmptyLine(_ headerEnd: Int, _ start: Int) {
    let isFirst = diagram.nodes.isEmpty
    let line = scanner.endOfLine(start)
    complain(
      isFirst
        ? "mermaid.js allows no empty line and no blank behind the header"
        : "mermaid.js does not allow this empty line", "remove the empty line",
      at: scanner.range(isFirst ? headerEnd : start, max(line, start)),
      fix: isFirst && onlyWhitespace(headerEnd, tokens.start)
        ? Fix(safe: true, edits: [TextEdit(scanner.range(headerEnd, tokens.start), "\n")]) : nil)
  }

  private func onlyWhitespace(_ start: Int, _ end: Int) -> Bool { scanner.endOfWhitespace(start) == end }

  private mutating func complainAboutStatement() {
    guard diagnostics.isOpen else { return }
    if token == .header {
      return complain(
        "a text cannot begin with \(shownToken), the word that begins the diagram",
        "put another word before it",
        as: .reservedID)
    }
    if diagram.nodes.isEmpty {
      return complain(
        "an Ishikawa diagram needs at least an effect", "write the effect on the line behind the header")
    }
    complain("\(shownToken) does not belong here", "write each cause on a line of its own")
  }
}
