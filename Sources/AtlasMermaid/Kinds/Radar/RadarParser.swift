import AtlasCore

/// Reads a radar chart:
///
///     (line end)* ("radar-beta" | "radar-beta" ":") (line end | title | accTitle | accDescr | axes | curves | options)*
///     axes: "axis" axis ("," axis)*          axis: id ("[" string "]")?
///     curves: "curve" curve ("," curve)*     curve: id ("[" string "]")? "{" entries "}"
///     entries: number ("," number)* | id ":"? number ("," id ":"? number)*      with line ends around and behind commas
///     options: option ("," option)*
///
/// Only titles end with their line. Whether the curves have a value for every axis is checked afterwards.
struct RadarParser: KindParser {
  private var cursor: TokenCursor<RadarTerminals>
  private var diagram: RadarDiagram
  private(set) var accessibility = AccessibilityText()

  init(_ source: MermaidSource, _ target: Target) {
    cursor = TokenCursor(source)
    diagram = RadarDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> RadarDiagram {
    cursor.reportUnknownCharacters(
      "a radar chart",
      #"ids have Latin letters, digits, `_` and `-` only, labels quotes, and values no minus"#)
    readHeader()
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readStatement() }
    RadarChecks.check(diagram, &cursor)
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    while cursor.take(.lineEnd) {}
    guard let word = cursor.read(.radar) else {
      cursor.complain(
        "a radar chart begins with the word \"radar-beta\"", "write `radar-beta` alone on the first line")
      return cursor.skip(to: .lineEnd)
    }
    if cursor.scanner.bytes[word.end - 1] != 0x3A { _ = cursor.take(.colon) }
  }

  private mutating func readStatement() {
    guard let first = cursor.element else { return }
    switch first.token {
    case .lineEnd: cursor.advance()
    case .title, .accTitle, .accDescr: readText(first)
    case .axis: readList { $0.readAxis() }
    case .curve: readList { $0.readCurve() }
    case .showLegend, .ticks, .max, .min, .graticule: readOptions()
    case .radar, .colon, .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .shape, .boolean,
      .number, .string, .id:
      complainAboutStatement(first)
      cursor.skip(to: .lineEnd)
    }
  }

  private mutating func readText(_ text: TokenCursor<RadarTerminals>.Element) {
    cursor.advance()
    switch text.token {
    case .title: diagram.title = cursor.titleText(text)
    case .accTitle: accessibility.title = cursor.accessibilityText(text)
    default: accessibility.description = cursor.accessibilityText(text)
    }
    guard !cursor.isAtEnd, !cursor.take(.lineEnd) else { return }
    cursor.complain("\(cursor.shown) stands behind a title, which ends its line", "begin a new line")
    cursor.skip(to: .lineEnd)
  }

  /// A word and what it begins, with commas between.
  private mutating func readList(_ read: (inout RadarParser) -> Bool) {
    repeat {
      cursor.advance()
      guard read(&self) else { return cursor.skip(to: .lineEnd) }
    } while cursor.token == .comma
  }

  private mutating func readAxis() -> Bool {
    guard let id = readID("an axis") else { return false }
    guard let label = readLabel() else { return false }
    diagram.axes.append(
      RadarDiagram.Axis(range: cursor.range(from: id), id: cursor.range(id), label: label.text))
    return true
  }

  private mutating func readCurve() -> Bool {
    guard let id = readID("a curve"), let label = readLabel() else { return false }
    guard cursor.take(.openBrace) else {
      cursor.complain(
        "\(cursor.shown) stands where the values of a curve begin", "write them in braces, as in `{1, 2, 3}`")
      return false
    }
    let entries = readEntries()
    diagram.curves.append(
      RadarDiagram.Curve(
        range: cursor.range(from: id), id: cursor.range(id), label: label.text, entries: entries))
    return true
  }

  private mutating func readID(_ what: String) -> TokenCursor<RadarTerminals>.Element? {
    if let id = cursor.read(.id) { return id }
    switch cursor.token {
    case .shape, .boolean, .title, .axis, .curve, .showLegend, .ticks, .max, .min, .graticule, .radar:
      cursor.complain(
        "the id of \(what) cannot begin with the word \(cursor.shown)",
        "choose another id, and put the word into a label",
        rule: .reservedID)
    default:
      cursor.complain("\(cursor.shown) is no id of \(what)", "write Latin letters and digits, a letter first")
    }
    return nil
  }

  private struct Label {
    var text: LabelText?
  }

  /// The label in brackets, which may be missing; nil only after an error.
  private mutating func readLabel() -> Label? {
    guard cursor.take(.openBracket) else { return Label(text: nil) }
    guard let string = cursor.read(.string) else {
      var fix: Fix?
      if let word = cursor.element, word.token == .id, cursor.token(ahead: 1) == .closeBracket {
        let range = cursor.range(word)
        fix = Fix(safe: true, edits: [TextEdit(range, "\"\(cursor.scanner.source.string(range))\"")])
      }
      cursor.complain(
        "\(cursor.shown) stands where a label in quotes must be", #"write it as `["…"]`"#, fix: fix)
      return nil
    }
    guard cursor.take(.closeBracket) else {
      cursor.complain("\(cursor.shown) stands where \"]\" must close a label", "close the label with `]`")
      return nil
    }
    return Label(text: cursor.quoted(string))
  }

  // MARK: Values

  private mutating func readEntries() -> [RadarDiagram.Entry] {
    var entries: [RadarDiagram.Entry] = []
    guard let isNamed = kindOfEntries() else {
      cursor.complain("a curve has no values", "write one for each axis, as in `{1, 2, 3}`")
      skipCurve()
      return entries
    }
    repeat {
      while cursor.take(.lineEnd) {}
      guard let entry = readEntry(isNamed: isNamed) else {
        skipCurve()
        return entries
      }
      entries.append(entry)
    } while cursor.take(.comma)
    while cursor.take(.lineEnd) {}
    guard cursor.take(.closeBrace) else {
      cursor.complain(
        "\(cursor.shown) stands where a comma or \"}\" must follow a value",
        "put commas between values, and close them with `}`")
      skipCurve()
      return entries
    }
    return entries
  }

  /// Whether the first value behind the brace names its axis; nil where there is no value. Mermaid.js looks over line
  /// ends here, and when it finds nothing complains about what stands right behind the brace.
  private func kindOfEntries() -> Bool? {
    var ahead = 0
    while cursor.token(ahead: ahead) == .lineEnd { ahead += 1 }
    switch cursor.token(ahead: ahead) {
    case .number: return false
    case .id: return true
    default: return nil
    }
  }

  private mutating func readEntry(isNamed: Bool) -> RadarDiagram.Entry? {
    guard let first = cursor.element else {
      cursor.complain("the values of a curve are not closed", "close them with `}`")
      return nil
    }
    var axis: TextRange?
    if isNamed {
      guard let name = cursor.read(.id) else {
        complainAboutEntry("every value of this curve must name its axis, and \(cursor.shown) does not")
        return nil
      }
      axis = cursor.range(name)
      _ = cursor.take(.colon)
    }
    guard let value = cursor.read(.number) else {
      complainAboutEntry("\(cursor.shown) is no value of a curve")
      return nil
    }
    return RadarDiagram.Entry(range: cursor.range(from: first), axis: axis, value: cursor.range(value))
  }

  private mutating func complainAboutEntry(_ message: String) {
    // A comma before the closing brace is one too many.
    if cursor.token == .closeBrace, let comma = cursor.previous, comma.token == .comma {
      return cursor.complain(
        "a comma stands before the closing brace", "remove it",
        fix: Fix(safe: true, edits: [TextEdit(cursor.range(comma), "")]))
    }
    cursor.complain(message, "write values as in `{1, 2.5}` or `{a: 1, b: 2.5}`")
  }

  /// Goes behind the values that cannot be read, or to the next statement where they are not closed.
  private mutating func skipCurve() {
    while let token = cursor.token {
      switch token {
      case .closeBrace: return cursor.advance()
      case .axis, .curve, .title, .accTitle, .accDescr, .graticule: return
      default: cursor.advance()
      }
    }
  }

  // MARK: Options

  private mutating func readOptions() {
    repeat {
      guard let first = cursor.element, let name = RadarParser.optionName(first.token) else {
        cursor.complain(
          "\(cursor.shown) is no option of a radar chart", RadarParser.optionHelp)
        return cursor.skip(to: .lineEnd)
      }
      cursor.advance()
      let expected: RadarTerminals.Token =
        name == .showLegend ? .boolean : name == .graticule ? .shape : .number
      guard let value = cursor.read(expected) else {
        cursor.complain("\(cursor.shown) is no value of `\(name.rawValue)`", RadarParser.optionHelp)
        return cursor.skip(to: .lineEnd)
      }
      diagram.options.append(
        RadarDiagram.Option(range: cursor.range(from: first), name: name, value: cursor.range(value)))
    } while cursor.take(.comma)
  }

  private static let optionHelp =
    "write `showLegend true`, `ticks 5`, `max 100`, `min 0` or `graticule circle`, with `false` and `polygon` as alternatives"

  private static func optionName(_ token: RadarTerminals.Token) -> RadarDiagram.Option.Name? {
    switch token {
    case .showLegend: .showLegend
    case .ticks: .ticks
    case .max: .max
    case .min: .min
    case .graticule: .graticule
    default: nil
    }
  }

  private mutating func complainAboutStatement(_ first: TokenCursor<RadarTerminals>.Element) {
    let words = ["axis", "curve", "showLegend", "ticks", "max", "min", "graticule", "title"]
    if first.token == .id, let previous = cursor.previous, previous.token == .lineEnd,
      let keyword = NearestWord.of(cursor.scanner.excerpt(first.start, first.end), in: words)
    {
      let isSafe = (keyword == "axis" || keyword == "curve") && cursor.token(ahead: 1) == .id
      return cursor.complain(
        "\(cursor.shown) begins no statement of a radar chart", "write `\(keyword)`", rule: .badKeyword,
        fix: Fix(safe: isSafe, edits: [TextEdit(cursor.range(first), keyword)]))
    }
    cursor.complain(
      "\(cursor.shown) begins no statement of a radar chart",
      "begin it with `axis`, `curve` or the name of an option, and put commas between several axes or curves")
  }
}
