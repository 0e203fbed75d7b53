import AtlasCore

/// Reads a packet diagram:
///
///     (line end)* ("packet" | "packet-beta") (line end | title | accTitle | accDescr | field)*
///     field: (integer ("-" integer)? | "+" integer) ":" string
///
/// Fields and titles end with their line. Whether the fields follow each other is checked afterwards.
struct PacketParser: KindParser {
  private var cursor: TokenCursor<PacketTerminals>
  private var diagram: PacketDiagram
  private(set) var accessibility = AccessibilityText()

  init(_ source: MermaidSource, _ target: Target) {
    cursor = TokenCursor(source)
    diagram = PacketDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> PacketDiagram {
    cursor.reportUnknownCharacters("a packet diagram", PacketParser.fieldHelp)
    while cursor.take(.lineEnd) {}
    if !cursor.take(.packet) {
      cursor.complain("a packet diagram begins with the word \"packet\"", "write `packet` on the first line")
      cursor.skip(to: .lineEnd)
    }
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readStatement() }
    if !cursor.diagnostics.hasRejection { checkFields() }
    return diagram
  }

  // MARK: Statements

  private static let fieldHelp = #"write a field as `0-7: "label"` or `+8: "label"`, one a line"#

  private mutating func readStatement() {
    guard let first = cursor.element else { return }
    switch first.token {
    case .lineEnd: cursor.advance()
    case .title, .accTitle, .accDescr: readText(first)
    case .integer, .plus: readField(first)
    case .packet, .hyphen, .colon, .string:
      cursor.complain("\(cursor.shown) begins no field of a packet", PacketParser.fieldHelp)
      cursor.skip(to: .lineEnd)
    }
  }

  private mutating func readText(_ text: TokenCursor<PacketTerminals>.Element) {
    cursor.advance()
    switch text.token {
    case .title: diagram.title = cursor.titleText(text)
    case .accTitle: accessibility.title = cursor.accessibilityText(text)
    default: accessibility.description = cursor.accessibilityText(text)
    }
    expectLineEnd(after: "a title")
  }

  private mutating func readField(_ first: TokenCursor<PacketTerminals>.Element) {
    guard let extent = readExtent() else { return cursor.skip(to: .lineEnd) }
    guard cursor.take(.colon) else {
      complainAboutColon()
      return cursor.skip(to: .lineEnd)
    }
    guard let label = cursor.read(.string) else {
      cursor.complain(
        "\(cursor.shown) stands where the label of a field must be", "write the label in quotes")
      return cursor.skip(to: .lineEnd)
    }
    diagram.fields.append(
      PacketDiagram.Field(range: cursor.range(from: first), extent: extent, label: cursor.quoted(label)))
    expectLineEnd(after: "a field")
  }

  private mutating func readExtent() -> PacketDiagram.Field.Extent? {
    if cursor.take(.plus) {
      if let width = cursor.read(.integer) { return .width(cursor.range(width)) }
      cursor.complain("\(cursor.shown) is no number of bits", "write a whole number behind `+`, as in `+8`")
      return nil
    }
    guard let start = cursor.read(.integer) else { return nil }
    guard cursor.take(.hyphen) else { return .bits(first: cursor.range(start), last: nil) }
    if let end = cursor.read(.integer) { return .bits(first: cursor.range(start), last: cursor.range(end)) }
    cursor.complain(
      "\(cursor.shown) is no number of a bit", "write the last bit behind the hyphen, as in `0-7`")
    return nil
  }

  private mutating func complainAboutColon() {
    let end = cursor.previous.map { cursor.range($0).upperBound }
    var fix: Fix?
    if cursor.token == .string, let end {
      fix = Fix(safe: true, edits: [TextEdit(TextRange(at: end), ":")])
    }
    cursor.complain(
      "a field needs a colon between its bits and its label, and not \(cursor.shown)", PacketParser.fieldHelp,
      fix: fix)
  }

  private mutating func expectLineEnd(after what: String) {
    guard !cursor.isAtEnd, !cursor.take(.lineEnd) else { return }
    cursor.complain("\(cursor.shown) stands behind \(what), which ends its line", "begin a new line")
    cursor.skip(to: .lineEnd)
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
    cursor.diagnostics.reject(.semanticError, range, line: .none, message, help)
  }

  private func number(_ range: TextRange) -> Double {
    Double(cursor.scanner.source.string(range)) ?? .infinity
  }

  private func shown(_ bit: Double) -> String { Int(exactly: bit).map(String.init) ?? "\(bit)" }
}
