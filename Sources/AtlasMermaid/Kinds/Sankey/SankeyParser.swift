import AtlasCore

/// Reads a sankey diagram:
///
///     ("sankey-beta" | "sankey") line end record (line end record)* end
///     record: field "," field "," field      field: plain text | '"' text '"'
struct SankeyParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<SankeyRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: SankeyDiagram
  /// The names of the nodes as mermaid.js tells them apart, by their place in `flows`.
  private var nodes: [[UInt8]: Int] = [:]
  /// For each link the nodes it leads from and to.
  private var flows: [(from: Int, to: Int)] = []

  init(_ source: MermaidSource, _ target: Target) {
    let source = SankeyParser.closingUpLines(source)
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = SankeyDiagram(range: source.range(0, source.text.count))
  }

  /// Mermaid.js first joins line ends that touch, and trims the text.
  private static func closingUpLines(_ source: MermaidSource) -> MermaidSource {
    let scanner = Scanner(source)
    let text = scanner.trimmed(0, scanner.bytes.count)
    var changes: [TextChange] = []
    if text.lowerBound > 0 { changes.append(TextChange(range: 0..<text.lowerBound)) }
    var index = text.lowerBound
    while index < text.upperBound {
      let line = min(scanner.next(0x0A, from: index), text.upperBound)
      index = line
      while index < text.upperBound, scanner.bytes[index] == 0x0A { index += 1 }
      if index > line + 1 { changes.append(TextChange(range: (line + 1)..<index)) }
    }
    if text.upperBound < scanner.bytes.count {
      changes.append(TextChange(range: text.upperBound..<scanner.bytes.count))
    }
    return source.changed(changes)
  }

  mutating func parse() -> SankeyDiagram {
    readHeader()
    while token != .end, token != .endOfText {
      readRecord()
      if token == .lineEnd {
        tokens.accept()
        if token == .endOfText || token == .end { complainAboutField() }
      }
    }
    if token == .endOfText { tokens.accept() }
    if !diagnostics.hasRejection { checkCircles() }
    return diagram
  }

  private mutating func readHeader() {
    guard take(.header) else {
      complain(
        "a sankey diagram begins with the word \"sankey\" on its own", "write `sankey` on the first line")
      return skipLine(andLineEnd: true)
    }
    guard !take(.lineEnd) else {
      if token == .endOfText || token == .end { complainAboutField() }
      return
    }
    if token == .endOfText || token == .end {
      complain("the diagram has no flows", "write one a line: `Source,Target,10`")
    } else {
      complain("\(shownToken) stands behind the header, which ends its line", "begin a new line")
    }
    skipLine(andLineEnd: true)
  }

  // MARK: Records

  private mutating func readRecord() {
    let start = tokens.start
    guard let source = readField(), expectComma(start), let target = readField(), expectComma(start),
      let value = readField()
    else { return skipLine() }
    let end = tokens.acceptedEnd
    add(
      SankeyDiagram.Link(range: scanner.range(start, end), source: source, target: target, value: value)
    )
    switch token {
    case .lineEnd, .endOfText, .end: return
    case .comma:
      complain(
        "a line has more than three fields",
        "write a name with a comma in it in quotes, and a number without commas")
    default: complainAboutCharacter()
    }
    skipLine()
  }

  /// Nil behind an error.
  private mutating func readField() -> LabelText? {
    if token == .field {
      let label = LabelText(scanner.trimmedRange(tokens.start, tokens.end), .plain)
      tokens.accept()
      return label
    }
    guard take(.quote) else {
      complainAboutField()
      return nil
    }
    guard token == .quotedField else {
      complain("there is nothing between the quotes", "write a name")
      return nil
    }
    let label = LabelText(scanner.trimmedRange(tokens.start, tokens.end), .quoted)
    tokens.accept()
    guard take(.quote) else {
      complainAboutCharacter()
      return nil
    }
    return label
  }

  private mutating func expectComma(_ lineStart: Int) -> Bool {
    if take(.comma) { return true }
    switch token {
    case .lineEnd, .endOfText, .end:
      if !complainAboutTitle(lineStart) {
        complain("a line has fewer than three fields", "write `Source,Target,10`", at: lineRange(lineStart))
      }
    default:
      if !complainAboutTitle(lineStart) { complainAboutCharacter() }
    }
    return false
  }

  private mutating func skipLine(andLineEnd: Bool = false) {
    guard token != .end, token != .endOfText else { return }
    // A quoted field may reach over lines; an error behind it counts from there.
    let lineEnd = scanner.endOfLine(tokens.start)
    tokens.restartBelowHeader(at: andLineEnd ? lineEnd + 1 : lineEnd)
  }

  // MARK: The meaning

  private mutating func add(_ link: SankeyDiagram.Link) {
    diagram.links.append(link)
    flows.append((from: node(link.source), to: node(link.target)))
    let value = scanner.source.original[link.value.range.bounds]
    if !SankeyParser.startsWithNumber(value) {
      diagnostics.warn(
        .ignoredText, link.value.range, "the size of a flow must be a number of 0 or more",
        "write a number: `Source,Target,10`")
    }
  }

  private mutating func node(_ label: LabelText) -> Int {
    var name: [UInt8] = []
    var isSecondQuote = false
    for byte in scanner.source.cleanedText(of: label.range) {
      isSecondQuote = byte == 0x22 && name.last == 0x22 && !isSecondQuote
      if !isSecondQuote { name.append(byte) }
    }
    if let known = nodes[name] { return known }
    nodes[name] = nodes.count
    return nodes.count - 1
  }

  private static func startsWithNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == 0x2B { rest = rest.dropFirst() }
    if rest.first == 0x2E { rest = rest.dropFirst() }
    return rest.first.map(CharacterClass.isDigit) ?? false
  }

  /// Flows that lead back to where they came from cannot be drawn. What is left when nodes that nothing flows into are
  /// taken away again and again, and the same from the other end, is circles and what lies between them.
  private mutating func checkCircles() {
    guard let index = CircleFinder.anyEdgeInCircle(nodes.count, flows) else { return }
    let link = diagram.links[index]
    diagnostics.cannotRender(
      link.range,
      flows[index].from == flows[index].to
        ? "a flow leads from a node to itself"
        : "this flow is part of a circle, which a sankey diagram cannot show",
      "leave the flow out, or give one end of it another name")
  }

  // MARK: Errors

  private func lineRange(_ start: Int) -> TextRange {
    scanner.trimmedRange(start, scanner.endOfLine(start))
  }

  /// A title or an arrow, as other kinds of diagrams have them. False where the line is neither.
  private mutating func complainAboutTitle(_ lineStart: Int) -> Bool {
    let text = scanner.trimmed(lineStart, scanner.endOfLine(lineStart))
    let isTitle =
      scanner.matchesWordAnyCase("title", at: text.lowerBound)
      && CharacterClass.isBlank(scanner.byte(at: text.lowerBound + 5))
    let arrow = text.first { scanner.matches("-->", at: $0) }
    guard isTitle || arrow != nil else { return false }
    guard diagnostics.isOpen else { return true }
    if isTitle {
      let end = min(scanner.endOfLine(text.upperBound) + 1, scanner.bytes.count)
      complain(
        "a sankey diagram has no title", "leave the line out, and write a heading above the diagram",
        as: .sankeyTitle, at: lineRange(lineStart),
        fix: Fix(safe: false, edits: [TextEdit(scanner.range(lineStart, end), "")]))
    } else {
      complain(
        "a sankey diagram has no arrows", "write a flow as `Source,Target,10`", as: .sankeyTitle,
        at: lineRange(lineStart))
    }
    return true
  }

  private mutating func complainAboutField() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .comma:
      complain("a field is empty", "write `Source,Target,10`, with a name or a number in each field")
    case .lineEnd: complain("a field is missing at the end of the line", "write `Source,Target,10`")
    default: complain("the diagram ends where a field should stand", "write `Source,Target,10`")
    }
  }

  private mutating func complainAboutCharacter() {
    guard diagnostics.isOpen else { return }
    if tokens.end > tokens.start || tokens.start >= scanner.bytes.count {
      let isOpen = tokens.start >= scanner.bytes.count
      return complain(
        isOpen
          ? "a quote is not closed"
          : "\(shownToken) stands behind a field in quotes, or a quote inside a field",
        "put the whole field in quotes, and write a quote inside it twice")
    }
    let end = tokens.start + CharacterClass.characterLength(scanner.bytes, tokens.start)
    let isTab = scanner.byte(at: tokens.start) == 0x09
    complain(
      isTab
        ? "a sankey diagram may not contain tabs"
        : "\"\(scanner.excerpt(tokens.start, end))\" is no printable ASCII character, and a sankey diagram takes no other",
      isTab ? "write blanks" : "write the name with ASCII letters, also in quotes",
      at: scanner.range(tokens.start, end),
      fix: isTab ? Fix(safe: true, edits: [TextEdit(scanner.range(tokens.start, end), " ")]) : nil)
  }
}

extension JisonTokens<SankeyRules> {
  /// Starts afresh where a record begins or ends.
  fileprivate mutating func restartBelowHeader(at offset: Int) {
    restart(at: offset, with: SankeyRules(hasHeader: true))
  }
}
