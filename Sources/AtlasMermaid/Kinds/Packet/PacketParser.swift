import AtlasCore

/// Reads a packet diagram:
///
///     (line end)* ("packet" | "packet-beta") (line end | title | accTitle | accDescr | field)*
///     field: (integer ("-" integer)? | "+" integer) ":" string
///
/// Fields and titles end with their line. Whether the fields follow each other is checked afterwards.
struct PacketParser: TokenParser {
  private(set) var reader: TokenReader<PacketTerminals>
  private var diagram: PacketDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = PacketDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> PacketDiagram {
    reader.reportUnknown(in: "a packet diagram", PacketParser.fieldHelp)
    reader.skipLineEnds()
    if !reader.take(.packet) {
      reader.complain("a packet diagram begins with the word \"packet\"", "write `packet` on the first line")
      reader.skipLine()
    }
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    if !reader.diagnostics.hasRejection { checkFields() }
    return diagram
  }

  // MARK: Statements

  private static let fieldHelp = #"write a field as `0-7: "label"` or `+8: "label"`, one a line"#

  private mutating func readStatement() {
    guard let first = reader.element else { return }
    switch first.token {
    case .lineEnd: reader.advance()
    case .title, .accTitle, .accDescr: reader.takeTextLine(title: &diagram.title)
    case .integer, .plus: readField(first.start)
    case .packet, .hyphen, .colon, .string:
      reader.complain("\(reader.shown) begins no field of a packet", PacketParser.fieldHelp)
      reader.skipLine()
    }
  }

  private mutating func readField(_ start: Int) {
    guard let extent = readExtent() else { return reader.skipLine() }
    guard reader.take(.colon) else {
      complainAboutColon()
      return reader.skipLine()
    }
    guard let label = reader.readQuoted(.string) else {
      reader.complain(
        "\(reader.shown) stands where the label of a field must be", "write the label in quotes")
      return reader.skipLine()
    }
    diagram.fields.append(
      PacketDiagram.Field(range: reader.range(from: start), extent: extent, label: label))
    reader.expectLineEnd(after: "a field")
  }

  private mutating func readExtent() -> PacketDiagram.Field.Extent? {
    if reader.take(.plus) {
      if let width = reader.readRange(.integer) { return .width(width) }
      reader.complain("\(reader.shown) is no number of bits", "write a whole number behind `+`, as in `+8`")
      return nil
    }
    guard let first = reader.readRange(.integer) else { return nil }
    guard reader.take(.hyphen) else { return .bits(first: first, last: nil) }
    if let last = reader.readRange(.integer) { return .bits(first: first, last: last) }
    reader.complain(
      "\(reader.shown) is no number of a bit", "write the last bit behind the hyphen, as in `0-7`")
    return nil
  }

  private mutating func complainAboutColon() {
    let end = reader.previous.map { reader.range($0).upperBound }
    var fix: Fix?
    if reader.token == .string, let end {
      fix = Fix(safe: true, edits: [TextEdit(TextRange(at: end), ":")])
    }
    reader.complain(
      "a field needs a colon between its bits and its label, and not \(reader.shown)", PacketParser.fieldHelp,
      fix: fix)
  }

  // MARK: Checks on the meaning

  /// Every field must begin at the bit behind the one before. Mermaid.js counts in floating point, so enormous
  /// numbers are equal to their neighbours.
  private mutating func checkFields() {
    var next = 0.0
    for field in diagram.fields {
      switch field.extent {
      case .width(let width):
        let count = number(width)
        if count == 0 {
          reject(width, "a field cannot be 0 bits wide", "write how many bits it has, 1 or more")
        }
        next += count
      case .bits(let first, let last):
        let start = number(first)
        if let last, number(last) < start {
          reject(last, "a field cannot end before it begins", "write the lower bit first")
          next = start + 1
          continue
        }
        if start != next {
          reject(
            first,
            "the field begins at bit \(shown(start)), and the one before it ends at \(shown(next - 1))",
            "begin it at bit \(shown(next)), or fill the gap with a field of its own")
        }
        next = last.map { number($0) + 1 } ?? (start + 1)
      }
    }
  }

  private mutating func reject(_ range: TextRange, _ message: String, _ help: String) {
    reader.diagnostics.reject(.semanticError, range, line: .none, message, help)
  }

  private func number(_ range: TextRange) -> Double {
    Double(reader.scanner.source.string(range)) ?? .infinity
  }

  private func shown(_ bit: Double) -> String { Int(exactly: bit).map(String.init) ?? "\(bit)" }
}
