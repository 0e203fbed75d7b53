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
struct RadarParser: TokenParser {
  private(set) var reader: TokenReader<RadarTerminals>
  private var diagram: RadarDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = RadarDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> RadarDiagram {
    reader.reportUnknown(
      in: "a radar chart",
      #"ids have Latin letters, digits, `_` and `-` only, labels quotes, and values no minus"#)
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    RadarChecks.check(diagram, &reader)
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    guard let word = reader.read(.radar) else {
      reader.complain(
        "a radar chart begins with the word \"radar-beta\"", "write `radar-beta` alone on the first line")
      return reader.skipLine()
    }
    if reader.scanner.bytes[word.end - 1] != 0x3A { _ = reader.take(.colon) }
  }

  private mutating func readStatement() {
    guard let first = reader.element else { return }
    switch first.token {
    case .lineEnd: reader.advance()
    case .title, .accTitle, .accDescr: reader.takeTextLine(title: &diagram.title)
    case .axis: readList { $0.readAxis() }
    case .curve: readList { $0.readCurve() }
    case .showLegend, .ticks, .max, .min, .graticule: readOptions()
    case .radar, .colon, .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .shape, .boolean,
      .number, .string, .id:
      complainAboutStatement(first)
      reader.skipLine()
    }
  }

  /// A word and what it begins, with commas between.
  private mutating func readList(_ read: (inout RadarParser) -> Bool) {
    repeat {
      reader.advance()
      guard read(&self) else { return reader.skipLine() }
    } while reader.token == .comma
  }

  private mutating func readAxis() -> Bool {
    guard let id = readID("an axis") else { return false }
    guard let label = readLabel() else { return false }
    diagram.axes.append(
      RadarDiagram.Axis(range: reader.range(from: id.start), id: reader.range(id), label: label.text))
    return true
  }

  private mutating func readCurve() -> Bool {
    guard let id = readID("a curve"), let label = readLabel() else { return false }
    guard reader.take(.openBrace) else {
      reader.complain(
        "\(reader.shown) stands where the values of a curve begin", "write them in braces, as in `{1, 2, 3}`")
      return false
    }
    let entries = readEntries()
    diagram.curves.append(
      RadarDiagram.Curve(
        range: reader.range(from: id.start), id: reader.range(id), label: label.text, entries: entries))
    return true
  }

  private mutating func readID(_ what: String) -> TokenReader<RadarTerminals>.Element? {
    if let id = reader.read(.id) { return id }
    switch reader.token {
    case .shape, .boolean, .title, .axis, .curve, .showLegend, .ticks, .max, .min, .graticule, .radar:
      reader.complain(
        "the id of \(what) cannot begin with the word \(reader.shown)",
        "choose another id, and put the word into a label",
        rule: .reservedID)
    default:
      reader.complain("\(reader.shown) is no id of \(what)", "write Latin letters and digits, a letter first")
    }
    return nil
  }

  private struct Label {
    var text: LabelText?
  }

  /// The label in brackets, which may be missing; nil only after an error.
  private mutating func readLabel() -> Label? {
    guard reader.take(.openBracket) else { return Label(text: nil) }
    guard let text = reader.readQuoted(.string) else {
      var fix: Fix?
      if let word = reader.element, word.token == .id, reader.token(ahead: 1) == .closeBracket {
        let range = reader.range(word)
        fix = Fix(safe: true, edits: [TextEdit(range, "\"\(reader.scanner.source.string(range))\"")])
      }
      reader.complain(
        "\(reader.shown) stands where a label in quotes must be", #"write it as `["…"]`"#, fix: fix)
      return nil
    }
    guard reader.take(.closeBracket) else {
      reader.complain("\(reader.shown) stands where \"]\" must close a label", "close the label with `]`")
      return nil
    }
    return Label(text: text)
  }

  // MARK: Values

  private mutating func readEntries() -> [RadarDiagram.Entry] {
    var entries: [RadarDiagram.Entry] = []
    guard let isNamed = kindOfEntries() else {
      reader.complain("a curve has no values", "write one for each axis, as in `{1, 2, 3}`")
      skipCurve()
      return entries
    }
    repeat {
      reader.skipLineEnds()
      guard let entry = readEntry(isNamed: isNamed) else {
        skipCurve()
        return entries
      }
      entries.append(entry)
    } while reader.take(.comma)
    reader.skipLineEnds()
    guard reader.take(.closeBrace) else {
      reader.complain(
        "\(reader.shown) stands where a comma or \"}\" must follow a value",
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
    while reader.token(ahead: ahead) == .lineEnd { ahead += 1 }
    switch reader.token(ahead: ahead) {
    case .number: return false
    case .id: return true
    default: return nil
    }
  }

  private mutating func readEntry(isNamed: Bool) -> RadarDiagram.Entry? {
    guard let first = reader.element else {
      reader.complain("the values of a curve are not closed", "close them with `}`")
      return nil
    }
    var axis: TextRange?
    if isNamed {
      guard let name = reader.readRange(.id) else {
        complainAboutEntry("every value of this curve must name its axis, and \(reader.shown) does not")
        return nil
      }
      axis = name
      _ = reader.take(.colon)
    }
    guard let value = reader.readRange(.number) else {
      complainAboutEntry("\(reader.shown) is no value of a curve")
      return nil
    }
    return RadarDiagram.Entry(range: reader.range(from: first.start), axis: axis, value: value)
  }

  private mutating func complainAboutEntry(_ message: String) {
    // A comma before the closing brace is one too many.
    if reader.token == .closeBrace, let comma = reader.previous, comma.token == .comma {
      return reader.complain(
        "a comma stands before the closing brace", "remove it",
        fix: Fix(safe: true, edits: [TextEdit(reader.range(comma), "")]))
    }
    reader.complain(message, "write values as in `{1, 2.5}` or `{a: 1, b: 2.5}`")
  }

  /// Goes behind the values that cannot be read, or to the next statement where they are not closed.
  private mutating func skipCurve() {
    while let token = reader.token {
      switch token {
      case .closeBrace: return reader.advance()
      case .axis, .curve, .title, .accTitle, .accDescr, .graticule: return
      default: reader.advance()
      }
    }
  }

  // MARK: Options

  private mutating func readOptions() {
    repeat {
      guard let first = reader.element, let name = RadarParser.optionName(first.token) else {
        reader.complain(
          "\(reader.shown) is no option of a radar chart", RadarParser.optionHelp)
        return reader.skipLine()
      }
      reader.advance()
      let expected: RadarTerminals.Token =
        name == .showLegend ? .boolean : name == .graticule ? .shape : .number
      guard let value = reader.readRange(expected) else {
        reader.complain("\(reader.shown) is no value of `\(name.rawValue)`", RadarParser.optionHelp)
        return reader.skipLine()
      }
      diagram.options.append(
        RadarDiagram.Option(range: reader.range(from: first.start), name: name, value: value))
    } while reader.take(.comma)
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

  private mutating func complainAboutStatement(_ first: TokenReader<RadarTerminals>.Element) {
    let words = ["axis", "curve", "showLegend", "ticks", "max", "min", "graticule", "title"]
    if first.token == .id, let previous = reader.previous, previous.token == .lineEnd,
      let keyword = NearestWord.of(reader.scanner.excerpt(first.start, first.end), in: words)
    {
      let isSafe = (keyword == "axis" || keyword == "curve") && reader.token(ahead: 1) == .id
      return reader.complain(
        "\(reader.shown) begins no statement of a radar chart", "write `\(keyword)`", rule: .badKeyword,
        fix: Fix(safe: isSafe, edits: [TextEdit(reader.range(first), keyword)]))
    }
    reader.complain(
      "\(reader.shown) begins no statement of a radar chart",
      "begin it with `axis`, `curve` or the name of an option, and put commas between several axes or curves")
  }
}
