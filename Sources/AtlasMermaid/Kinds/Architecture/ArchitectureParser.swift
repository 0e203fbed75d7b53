import AtlasCore

/// Reads an architecture diagram:
///
///     (line end)* "architecture-beta" (line end | title | accTitle | accDescr | statement)*
///     statement: "group" id icon? title? ("in" id)? | "service" id (string | icon)? title? ("in" id)?
///       | "junction" id ("in" id)? | "align" ("row" | "column") id id+
///       | id "{group}"? ":" side head? ("--" | "-" title "-") head? side ":" id "{group}"?
///
/// each ended by a line end.
struct ArchitectureParser: TokenParser {
  private(set) var reader: TokenReader<ArchitectureTerminals>
  private var diagram: ArchitectureDiagram
  /// Titles that need quotes, in cleaned offsets; what stands in them is no further error.
  private var brokenTitles: [Range<Int>] = []

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = ArchitectureDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> ArchitectureDiagram {
    reportUnknown()
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    if !reader.diagnostics.hasRejection {
      ArchitectureMeaning.check(diagram, reader.scanner.source, &reader.diagnostics)
    }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    guard reader.take(.architecture) else {
      reader.complain(
        "an architecture diagram begins with the word \"architecture-beta\"",
        "write `architecture-beta` on the first line", rule: .badKeyword)
      return reader.skipLine()
    }
  }

  private mutating func readStatement() {
    switch reader.token {
    case .lineEnd: reader.advance()
    case .title, .accTitle, .accDescr: reader.takeTextLine(title: &diagram.title)
    case .group: readNode(.group)
    case .service: readNode(.service)
    case .junction: readNode(.junction)
    case .align: readAlignment()
    case .id: readEdge()
    default:
      if !complainOfReservedLetter() {
        reader.complain(
          "\(reader.shown) begins no statement of an architecture diagram",
          "begin the line with group, service, junction, align, or the id an edge starts at")
      }
      reader.skipLine()
    }
  }

  private mutating func readNode(_ role: ArchitectureNode.Role) {
    let start = reader.start
    reader.advance()
    guard let id = readID(of: "a \(role.rawValue)") else { return }
    var node = ArchitectureNode(range: id, role: role, id: id)
    if role == .service, let text = reader.readQuoted(.string) {
      node.iconText = text
    } else if role != .junction, let icon = reader.read(.icon) {
      node.icon = reader.inside(icon)
    }
    if role != .junction { node.label = readTitle() }
    if reader.take(.in) {
      guard let parent = readID(of: "the group") else { return }
      node.parent = parent
    }
    node.range = reader.range(from: start)
    diagram.statements.append(.node(node))
    expectLineEnd(after: "a \(role.rawValue)")
  }

  private mutating func readEdge() {
    let start = reader.start
    let fromID = reader.takeRange()
    let fromGroup = reader.take(.groupMark)
    guard expect(.colon, "an edge names the side it starts at"), let fromSide = readSide() else { return }
    let fromArrow = reader.take(.arrowhead)
    var label: LabelText?
    if reader.take(.dash) {
      label = readTitle()
      guard label != nil else {
        return complainOfEdge("an edge is two dashes, or a title in brackets between two dashes")
      }
      guard expect(.dash, "the title of an edge stands between two dashes") else { return }
    } else if !reader.take(.dashes) {
      return complainOfEdge("an edge is two dashes")
    }
    let toArrow = reader.take(.arrowhead)
    guard let toSide = readSide(), expect(.colon, "an edge names the side it ends at") else { return }
    guard let toID = readID(of: "the end of an edge") else { return }
    let toGroup = reader.take(.groupMark)
    diagram.statements.append(
      .edge(
        ArchitectureEdge(
          range: reader.range(from: start),
          from: .init(id: fromID, side: fromSide, isOfGroup: fromGroup, hasArrow: fromArrow),
          to: .init(id: toID, side: toSide, isOfGroup: toGroup, hasArrow: toArrow), label: label)))
    expectLineEnd(after: "an edge")
  }

  private mutating func readAlignment() {
    let start = reader.start
    reader.advance()
    guard reader.token == .row || reader.token == .column else {
      reader.complain("\(reader.shown) is no way to align", "write `align row a b` or `align column a b`")
      return reader.skipLine()
    }
    var alignment = ArchitectureAlignment(range: reader.rangeHere, isRow: reader.token == .row, members: [])
    reader.advance()
    while let id = reader.readRange(.id) { alignment.members.append(id) }
    if alignment.members.count < 2 {
      if !complainOfReservedLetter() {
        reader.complain("an alignment needs two members or more", "write `align row a b`")
      }
      return reader.skipLine()
    }
    alignment.range = reader.range(from: start)
    diagram.statements.append(.alignment(alignment))
    expectLineEnd(after: "an alignment")
  }

  // MARK: Parts

  private mutating func readID(of what: String) -> TextRange? {
    if let id = reader.readRange(.id) { return id }
    if !complainOfReservedLetter() {
      let isWord = CharacterClass.isWord(reader.scanner.byte(at: reader.start)) && !reader.isAtEnd
      reader.complain(
        "\(reader.shown) is no id of \(what)",
        isWord ? "choose another id: this word is reserved" : "write an id of letters, digits, _ and -",
        rule: isWord ? .reservedID : .parseError)
    }
    reader.skipLine()
    return nil
  }

  private mutating func readSide() -> ArchitectureEdge.Side? {
    guard reader.token == .direction else {
      complainOfEdge("\(reader.shown) is no side of a node")
      return nil
    }
    let letter = reader.scanner.byte(at: reader.start)
    reader.advance()
    return switch letter {
    case 0x4C: .left
    case 0x52: .right
    case 0x54: .top
    default: .bottom
    }
  }

  private mutating func readTitle() -> LabelText? {
    guard let title = reader.read(.bracketedTitle) else { return nil }
    let inside = reader.inside(title)
    let bytes = reader.scanner.source.original
    let isQuoted = inside.count >= 2 && (bytes[inside.lowerBound] == 0x22 || bytes[inside.lowerBound] == 0x27)
    return isQuoted
      ? LabelText(TextRange(inside.lowerBound + 1, inside.upperBound - 1), .quoted)
      : LabelText(inside, .plain)
  }

  private mutating func expect(_ token: ArchitectureTerminals.Token, _ message: String) -> Bool {
    if reader.take(token) { return true }
    complainOfEdge(message)
    return false
  }

  private mutating func expectLineEnd(after what: String) {
    if !reader.isAtEnd, reader.token != .lineEnd,
      brokenTitles.contains(where: { reader.end <= $0.lowerBound && $0.lowerBound < reader.start })
    {
      return reader.skipLine()
    }
    if reader.token == .direction, complainOfReservedLetter() { return reader.skipLine() }
    reader.expectLineEnd(after: what)
  }

  // MARK: Complaints

  private mutating func reportUnknown() {
    for unknown in reader.unknown where reader.diagnostics.isOpen {
      if let last = brokenTitles.last, unknown.lowerBound < last.upperBound { continue }
      if let title = brokenTitle(at: unknown.lowerBound) {
        brokenTitles.append(title)
        complain(ofTitle: title)
        continue
      }
      reader.report(
        unknown: unknown, in: "an architecture diagram",
        "use letters, digits, _ and - in ids, and quote titles with other characters, as in [\"a/b\"]")
    }
  }

  /// From a bracket to the last one of its line.
  private func brokenTitle(at offset: Int) -> Range<Int>? {
    let scanner = reader.scanner
    guard scanner.byte(at: offset) == 0x5B else { return nil }
    var end = scanner.endOfLine(offset)
    while end > offset + 1, scanner.byte(at: end - 1) != 0x5D { end -= 1 }
    return end > offset + 2 ? offset..<end : nil
  }

  private mutating func complain(ofTitle title: Range<Int>) {
    let scanner = reader.scanner
    let inside = (title.lowerBound + 1)..<(title.upperBound - 1)
    let isPlain = !scanner.bytes[inside].contains { $0 == 0x5C || $0 == 0x5B || $0 == 0x5D }
    reader.diagnostics.reject(
      .unquotedSpecialLabel, scanner.range(inside.lowerBound, inside.upperBound), line: .of(title.lowerBound),
      "the title \"\(scanner.excerpt(inside.lowerBound, inside.upperBound))\" needs quotes, because it has more than letters, digits, _ and blanks",
      "write it as [\"…\"]",
      fix: isPlain ? scanner.quoting(inside) : nil)
  }

  private mutating func complainOfEdge(_ message: String) {
    reader.complain(message, "write an edge as `a:R -- L:b`, `a:R --> L:b` or `a:R -[title]- L:b`")
    reader.skipLine()
  }

  /// A word that begins with L, R, T or B: mermaid.js takes the letter for a side.
  private mutating func complainOfReservedLetter() -> Bool {
    guard reader.token == .direction, reader.token(ahead: 1) != .colon else { return false }
    let end = reader.scanner.endOfID(reader.start) ?? reader.start
    let word = reader.scanner.excerpt(reader.start, end)
    reader.complain(
      "the id \"\(word)\" begins with a capital L, R, T or B, which mermaid.js reads as a side",
      "begin the id with another letter, in lower case for example", rule: .reservedID)
    return true
  }
}
