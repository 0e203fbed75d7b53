import AtlasCore

/// Reads a Venn diagram:
///
///     "venn-beta" (line-end | title | set | union | text | style)*
///     set: "set" name label? (":" number)?          union: "union" names label? (":" number)?
///     text: "text" names (name | number) label?     style: "style" names field ("," field)*
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct VennParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<VennRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: VennDiagram
  private var sets = NameTable()

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = VennDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> VennDiagram {
    // A comment without a text leaves its line end before the header.
    while token == .lineEnd { tokens.accept() }
    if !take(.header) {
      complain("a Venn diagram begins with the word \"venn-beta\"", "write `venn-beta` on the first line")
      skipLine()
    }
    while token != .endOfText, token != .stop {
      if !readStatement() { skipLine() }
    }
    if !diagnostics.hasRejection { VennMeaning.check(diagram, scanner.source, &diagnostics) }
    return diagram
  }

  // MARK: Statements

  /// False where it went wrong.
  private mutating func readStatement() -> Bool {
    let start = tokens.start
    switch token {
    case .lineEnd: tokens.accept()
    case .title:
      diagram.title = scanner.trimmedRange(start + 6, tokens.end)
      tokens.accept()
    case .set, .union: return readSubset()
    case .text, .indentedText: return readText()
    case .style: return readStyle()
    case .header, .label, .plainLabel, .number, .color, .name, .string, .comma, .colon, .unknown:
      complainAboutStatement()
      return false
    case .endOfText, .stop: break
    }
    return true
  }

  private mutating func readSubset() -> Bool {
    let start = tokens.start
    let isUnion = token == .union
    tokens.accept()
    var ids: [TextRange] = []
    if isUnion {
      guard let names = readNames() else { return false }
      ids = names
    } else {
      guard let name = readName() else { return false }
      ids = [name]
    }
    var subset = VennSubset(range: tokenRange, isUnion: isUnion, ids: ids)
    subset.label = readLabel()
    if take(.colon) {
      guard token == .number else {
        complain("\(shownToken) is no size", "write a number behind the colon: `set A:10`")
        return false
      }
      subset.size = tokenRange
      tokens.accept()
    }
    subset.range = scanner.range(start, tokens.acceptedEnd)
    diagram.statements.append(.subset(subset))
    guard isEndOfStatement else {
      complainAboutRest()
      return false
    }
    if isUnion { check(subset) } else { _ = sets.number(of: name(ids[0])) }
    return true
  }

  private mutating func readText() -> Bool {
    let start = tokens.start
    let isIndented = token == .indentedText
    tokens.accept()
    var ids: [TextRange] = []
    if !isIndented {
      guard let names = readNames() else { return false }
      ids = names
    }
    let isNumber = token == .number
    guard isNumber || token == .name || token == .string else {
      complain(
        isIndented || token != .lineEnd
          ? "\(shownToken) is no text to show" : "`text` needs the sets and what to show",
        "write `text A \"Text\"`, or indent `text \"Text\"` below its set")
      return false
    }
    var text = VennText(range: tokenRange, sets: ids, text: LabelText(tokenRange, .plain))
    if let quoted = stringContent { text.text = LabelText(quoted, .quoted) }
    tokens.accept()
    if !isNumber { text.label = readLabel() }
    text.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    diagram.statements.append(.text(text))
    return true
  }

  private mutating func readStyle() -> Bool {
    let start = tokens.start
    tokens.accept()
    guard let ids = readNames() else { return false }
    var style = VennStyle(range: tokenRange, ids: ids, fields: [])
    repeat {
      let name = tokenRange
      guard take(.name), take(.colon) else {
        complain("\(shownToken) is no style", "write `style A fill:#fff, stroke: red`")
        return false
      }
      guard let value = readValue() else { return false }
      style.fields.append(VennStyle.Field(name: name, value: value))
    } while take(.comma)
    style.range = scanner.range(start, tokens.acceptedEnd)
    diagram.statements.append(.style(style))
    return true
  }

  private mutating func readValue() -> TextRange? {
    let start = tokens.start
    if let content = stringContent {
      tokens.accept()
      return content
    }
    while token == .name || token == .number || token == .color { tokens.accept() }
    guard tokens.acceptedEnd > start else {
      complain("\(shownToken) is no value of a style", "write a word, a number, a color or a text in quotes")
      return nil
    }
    return scanner.range(start, tokens.acceptedEnd)
  }

  // MARK: Names

  private mutating func readName() -> TextRange? {
    guard token == .name || token == .string else {
      complainAboutName()
      return nil
    }
    let range = stringContent ?? tokenRange
    tokens.accept()
    return range
  }

  private mutating func readNames() -> [TextRange]? {
    var names: [TextRange] = []
    repeat {
      guard let name = readName() else { return nil }
      names.append(name)
    } while take(.comma)
    return names
  }

  /// What stands between the quotes here.
  private var stringContent: TextRange? {
    token == .string ? scanner.range(tokens.start + 1, tokens.end - 1) : nil
  }

  private mutating func readLabel() -> LabelText? {
    var label: LabelText
    switch token {
    case .label: label = LabelText(scanner.range(tokens.start + 2, tokens.end - 2), .quoted)
    case .plainLabel: label = LabelText(scanner.trimmedRange(tokens.start + 1, tokens.end - 1), .plain)
    default: return nil
    }
    if label.range.isEmpty { label.form = .plain }
    tokens.accept()
    return label
  }

  private func name(_ range: TextRange) -> ArraySlice<UInt8> { scanner.source.original[range.bounds] }

  // MARK: Checks while parsing

  /// Whether the token here may follow a statement; mermaid.js looks at it before it checks a union.
  private var isEndOfStatement: Bool {
    switch token {
    case .lineEnd, .endOfText, .title, .set, .union, .text, .indentedText, .style: true
    default: false
    }
  }

  private mutating func check(_ union: VennSubset) {
    guard union.ids.count > 1 else {
      return diagnostics.reject(
        .semanticError, union.range, line: .none, "a union needs two sets or more", "write `union A,B`")
    }
    for id in union.ids where sets.existing(name(id)) == nil {
      diagnostics.reject(
        .semanticError, id, line: .none,
        "there is no set \"\(ByteText.display(name(id).prefix(40)))\" above this line",
        "write `set` for it above the union, or correct the name")
    }
  }

  // MARK: Errors

  private mutating func skipLine() {
    let end = scanner.endOfLine(max(tokens.start, tokens.acceptedEnd))
    tokens.restart(at: end > tokens.start ? end : end + 1, with: VennRules(hasSet: true))
  }

  private mutating func complainAboutRest() {
    guard diagnostics.isOpen else { return }
    if token == .unknown, scanner.byte(at: tokens.start) == 0x5B {
      return complain(
        "this label is not closed, or has a quote inside it", "write `[\"Text\"]`", as: .unquotedSpecialLabel)
    }
    complain(
      "\(shownToken) does not belong behind a set",
      "write `set A[\"Label\"]:10`, and what follows on its own line")
  }

  private mutating func complainAboutName() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .set, .union, .text, .style, .title, .header:
      let word = scanner.excerpt(tokens.start, min(tokens.end, scanner.endOfLine(tokens.start)))
      complain(
        "\"\(word)\" is a word of the language and cannot be a name here", "put it in quotes", as: .reservedID
      )
    default:
      complain(
        "\(shownToken) is no name of a set",
        "write a word of letters, digits, `-` and `_`, or a name in quotes")
    }
  }

  private mutating func complainAboutStatement() {
    guard diagnostics.isOpen else { return }
    let words = ["set", "union", "text", "style", "title"]
    let word = scanner.excerpt(tokens.start, tokens.end)
    let nearest = token == .name ? NearestWord.of(word, in: words) : nil
    complain(
      "\(shownToken) begins no statement of a Venn diagram",
      nearest.map { "write `\($0)`" } ?? "begin with set, union, text, style or title",
      as: nearest == nil ? .parseError : .badKeyword,
      fix: nearest.map { Fix(safe: true, edits: [TextEdit(tokenRange, $0)]) })
  }
}
