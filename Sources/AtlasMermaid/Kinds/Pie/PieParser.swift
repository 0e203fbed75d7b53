import AtlasCore

/// Reads a pie chart:
///
///     (line end)* "pie" "showData"? (title | accTitle | accDescr | slice | line end)*
///     slice: string ":" number (line end)+
struct PieParser: KindParser {
  private let scanner: Scanner
  private let tokens: TokenList<PieTerminals>
  private var position = 0
  private(set) var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  private var diagram: PieDiagram

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = TokenList(scanner)
    diagnostics = Diagnostics(source)
    diagram = PieDiagram(range: source.range(0, source.text.count))
  }

  var comments: [TextRange] { tokens.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  mutating func parse() -> PieDiagram {
    reportUnknownCharacters()
    readHeader()
    var progress = ProgressGuard()
    while position < tokens.elements.count, progress.moved(to: position) { readStatement() }
    checkValues()
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    while token == .lineEnd { position += 1 }
    guard take(.pie) else {
      complain(
        "a pie chart begins with the word \"pie\" and white space behind it", "write `pie` on the first line")
      return skipLine()
    }
    diagram.showsData = take(.showData)
  }

  private mutating func readStatement() {
    switch token {
    case .lineEnd:
      position += 1
    case .title, .accTitle, .accDescr:
      readText()
    case .string:
      readSlice()
    case .showData:
      complain("\"showData\" stands in the wrong place", "write it behind `pie`, on the same line")
      skipLine()
    case .pie, .colon, .number, nil:
      complain("\(shown) begins no statement of a pie chart", #"write a slice as `"label" : 10`"#)
      skipLine()
    }
  }

  private mutating func readText() {
    let element = tokens.elements[position]
    position += 1
    switch element.token {
    case .title: diagram.title = scanner.trimmedRange(element.start + 5, element.end)
    case .accTitle: accessibility.title = text(of: element, behind: 0x3A)
    default: accessibility.description = text(of: element, behind: 0x3A)
    }
    expectLineEnd(after: "a title")
  }

  private mutating func readSlice() {
    let label = tokens.elements[position]
    position += 1
    guard take(.colon) else {
      complain("a slice needs a colon between its label and its value", #"write `"label" : 10`"#)
      return skipLine()
    }
    guard token == .number else {
      complain("\(shown) is no value of a slice", "write a number such as `12` or `12.5`")
      return skipLine()
    }
    let value = tokens.elements[position]
    position += 1
    diagram.slices.append(
      PieDiagram.Slice(
        range: scanner.range(label.start, value.end),
        label: LabelText(scanner.range(label.start + 1, label.end - 1), .quoted),
        value: scanner.range(value.start, value.end)))
    expectLineEnd(after: "a slice")
  }

  // MARK: Checks on the meaning

  /// Mermaid.js checks these after it has parsed everything.
  private mutating func checkValues() {
    var labels: Set<ArraySlice<UInt8>> = []
    for slice in diagram.slices {
      if isNegative(slice.value) {
        diagnostics.reject(
          .semanticError, slice.value, line: .none, "a slice cannot have a negative value",
          "write a value of 0 or more")
      }
      if !labels.insert(scanner.source.original[slice.label.range.bounds]).inserted {
        diagnostics.warn(
          .duplicateEntry, slice.range, "mermaid.js draws only the first of two slices with the same label",
          "give the slices different labels")
      }
    }
  }

  private func isNegative(_ value: TextRange) -> Bool {
    let digits = scanner.source.original[value.bounds]
    return digits.first == 0x2D && digits.contains { $0 &- 0x31 < 9 }
  }

  // MARK: Tokens

  private var token: PieTerminals.Token? {
    position < tokens.elements.count ? tokens.elements[position].token : nil
  }

  private mutating func take(_ expected: PieTerminals.Token) -> Bool {
    guard token == expected else { return false }
    position += 1
    return true
  }

  private mutating func expectLineEnd(after what: String) {
    guard position < tokens.elements.count, !take(.lineEnd) else { return }
    complain("\(shown) stands behind \(what), which ends its line", "begin a new line")
    skipLine()
  }

  private mutating func skipLine() {
    while position < tokens.elements.count, token != .lineEnd { position += 1 }
  }

  /// The token here, for a message.
  private var shown: String {
    guard position < tokens.elements.count else { return "the end of the diagram" }
    let element = tokens.elements[position]
    return element.token == .lineEnd
      ? "the end of the line" : "\"\(scanner.excerpt(element.start, element.end))\""
  }

  private func text(of element: TokenList<PieTerminals>.Element, behind colon: UInt8) -> TextRange {
    let start = scanner.next(colon, from: element.start)
    if start < element.end { return scanner.trimmedRange(start + 1, element.end) }
    return scanner.trimmedRange(scanner.next(0x7B, from: element.start) + 1, element.end - 1)
  }

  // MARK: Errors

  private mutating func reportUnknownCharacters() {
    for unknown in tokens.unknown where diagnostics.isOpen {
      let text = scanner.excerpt(unknown.lowerBound, unknown.upperBound)
      diagnostics.reject(
        .parseError, scanner.range(unknown.lowerBound, unknown.upperBound),
        line: .of(unknown.lowerBound), "\"\(text)\" has no place in a pie chart",
        #"write slices as `"label" : 10`, one a line, with the label in quotes"#)
    }
  }

  /// Reports the token here. The end of the text has no line in mermaid's message.
  private mutating func complain(_ message: String, _ help: String) {
    guard diagnostics.isOpen else { return }
    guard position < tokens.elements.count else {
      let end = scanner.bytes.count
      return diagnostics.reject(.parseError, scanner.range(end, end), line: .none, message, help)
    }
    let element = tokens.elements[position]
    diagnostics.reject(
      .parseError, scanner.range(element.start, element.end), line: .of(element.start), message, help)
  }
}
