import AtlasCore

/// Reads a Cynefin diagram:
///
///     (line end)* ("cynefin-beta" | "cynefin-beta:") (line end | title | accTitle | accDescr | block | transition)*
///     block: domain (line end)* (string (line end)*)*
///     transition: domain "-->" domain (":" string)? (line end)+
struct CynefinParser: TokenParser {
  private(set) var reader: TokenReader<CynefinTerminals>
  private var diagram: CynefinDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = CynefinDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> CynefinDiagram {
    reader.reportUnknown(
      in: "a Cynefin diagram",
      "write items in quotes below complex, complicated, clear, chaotic or confusion")
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    warn()
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    guard reader.take(.cynefin) else {
      reader.complain(
        "a Cynefin diagram begins with the word \"cynefin-beta\"", "write `cynefin-beta` on the first line",
        rule: .badKeyword)
      return reader.skipLine()
    }
  }

  private mutating func readStatement() {
    switch reader.token {
    case .lineEnd: reader.advance()
    case .title, .accTitle, .accDescr: reader.takeTextLine(title: &diagram.title)
    case .domain where reader.token(ahead: 1) == .arrow: readTransition()
    case .domain: readDomain()
    case .string:
      reader.complain("an item stands in no domain", "write the name of its domain above it")
      reader.skipLine()
    default:
      reader.complain(
        "\(reader.shown) begins no statement of a Cynefin diagram",
        "begin the line with complex, complicated, clear, chaotic or confusion")
      reader.skipLine()
    }
  }

  private mutating func readDomain() {
    let start = reader.start
    guard let name = readName() else { return }
    var domain = CynefinDomain(range: reader.range(from: start), domain: name)
    while reader.token == .lineEnd || reader.token == .string {
      if let item = reader.readQuoted(.string) {
        domain.items.append(item)
        domain.range = reader.range(from: start)
      } else {
        reader.advance()
      }
    }
    diagram.statements.append(.domain(domain))
  }

  private mutating func readTransition() {
    let start = reader.start
    guard let from = readName() else { return }
    reader.advance()
    guard let to = readName() else { return }
    var label: LabelText?
    if reader.take(.colon) {
      label = reader.readQuoted(.string)
      guard label != nil else {
        reader.complain(
          "the label of a transition stands in quotes", "write `complex --> clear : \"label\"`")
        return reader.skipLine()
      }
    }
    diagram.statements.append(
      .transition(CynefinTransition(range: reader.range(from: start), from: from, to: to, label: label)))
    reader.expectLineEnd(after: "a transition")
  }

  private mutating func readName() -> CynefinDiagram.Domain? {
    guard reader.token == .domain else {
      reader.complain(
        "\(reader.shown) is no domain", "write complex, complicated, clear, chaotic or confusion")
      reader.skipLine()
      return nil
    }
    let start = reader.start
    reader.advance()
    switch (reader.scanner.byte(at: start + 1), reader.end - start) {
    case (0x6F, 7): return .complex
    case (0x6F, 11): return .complicated
    case (0x6C, _): return .clear
    case (0x68, _): return .chaotic
    default: return .confusion
    }
  }

  // MARK: Warnings

  /// What mermaid.js drops without a word.
  private mutating func warn() {
    var last: [CynefinDiagram.Domain: TextRange] = [:]
    for statement in diagram.statements {
      switch statement {
      case .domain(let domain):
        if let earlier = last.updateValue(domain.range, forKey: domain.domain) {
          reader.diagnostics.warn(
            .duplicateEntry, earlier,
            "mermaid.js draws only the last of two blocks of the domain \(domain.domain.rawValue)",
            "write all items of a domain below its name once")
        }
      case .transition(let transition) where transition.from == transition.to:
        reader.diagnostics.warn(
          .ignoredText, transition.range, "mermaid.js draws no transition from a domain to itself",
          "leave it out, or name another domain")
      case .transition: break
      }
    }
  }
}
