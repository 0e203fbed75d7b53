import AtlasCore

/// Reads a pie chart:
///
///     (line end)* "pie" "showData"? (title | accTitle | accDescr | slice | line end)*
///     slice: string ":" number (line end)+
struct PieParser: TokenParser {
  private(set) var reader: TokenReader<PieTerminals>
  private var diagram: PieDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = PieDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> PieDiagram {
    reader.reportUnknown(
      in: "a pie chart", #"write slices as `"label" : 10`, one a line, with the label in quotes"#)
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    checkValues()
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    guard reader.take(.pie) else {
      reader.complain(
        "a pie chart begins with the word \"pie\" and white space behind it", "write `pie` on the first line")
      return reader.skipLine()
    }
    diagram.showsData = reader.take(.showData)
  }

  private mutating func readStatement() {
    switch reader.token {
    case .lineEnd:
      reader.advance()
    case .title, .accTitle, .accDescr:
      reader.takeTextLine(title: &diagram.title)
    case .string:
      readSlice()
    case .showData:
      reader.complain("\"showData\" stands in the wrong place", "write it behind `pie`, on the same line")
      reader.skipLine()
    case .pie, .colon, .number, nil:
      reader.complain(
        "\(reader.shown) begins no statement of a pie chart", #"write a slice as `"label" : 10`"#)
      reader.skipLine()
    }
  }

  private mutating func readSlice() {
    let start = reader.start
    guard let label = reader.readQuoted(.string) else { return }
    guard reader.take(.colon) else {
      reader.complain(
        "a slice needs a colon between its label and its value", #"write `"label" : 10`"#)
      return reader.skipLine()
    }
    guard let value = reader.readRange(.number) else {
      reader.complain("\(reader.shown) is no value of a slice", "write a number such as `12` or `12.5`")
      return reader.skipLine()
    }
    diagram.slices.append(PieDiagram.Slice(range: reader.range(from: start), label: label, value: value))
    reader.expectLineEnd(after: "a slice")
  }

  // MARK: Checks on the meaning

  /// Mermaid.js checks these after it has parsed everything.
  private mutating func checkValues() {
    var labels: Set<ArraySlice<UInt8>> = []
    for slice in diagram.slices {
      if isNegative(slice.value) {
        reader.diagnostics.reject(
          .semanticError, slice.value, line: .none, "a slice cannot have a negative value",
          "write a value of 0 or more")
      }
      if !labels.insert(reader.scanner.source.original[slice.label.range.bounds]).inserted {
        reader.diagnostics.warn(
          .duplicateEntry, slice.range, "mermaid.js draws only the first of two slices with the same label",
          "give the slices different labels")
      }
    }
  }

  private func isNegative(_ value: TextRange) -> Bool {
    let digits = reader.scanner.source.original[value.bounds]
    return digits.first == 0x2D && digits.contains { $0 &- 0x31 < 9 }
  }
}
