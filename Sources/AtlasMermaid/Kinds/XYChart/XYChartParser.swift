import AtlasCore

/// Reads an XY chart:
///
///     (line end | ("xychart" | "xychart-beta") orientation?)* (statement line end*)* end
///     statement: "title" text | accTitle | accDescr | "x-axis" axis | "y-axis" scale | ("line" | "bar") text? "[" point,… "]"
///     axis: text? ("[" text,… "]" | scale)     scale: text? number "-->" number     point: number string?
///
/// No line end is needed between statements, but where a mode of the lexer waits for it.
struct XYChartParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<XYChartRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: XYChartDiagram
  private var scale = XYChartScale()
  private var hasHeader = false

  private let target: Target

  init(_ source: MermaidSource, _ target: Target) {
    self.target = target
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = XYChartDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> XYChartDiagram {
    readHeader()
    var progress = ProgressGuard()
    while token != .end {
      guard progress.moved(to: tokens.start * 2 + (token == .endOfText ? 1 : 0)) else { break }
      readStatement()
      while isLineEnd { tokens.accept() }
    }
    if !diagnostics.hasRejection, diagram.plots.isEmpty {
      diagnostics.cannotRender(
        scanner.source.headerRange, "the chart has neither a line nor bars",
        "add the values: `bar [1, 2, 3]` or `line [1, 2, 3]`")
    }
    return diagram
  }

  private var isLineEnd: Bool { token == .lineEnd || token == .semicolon || token == .endOfText }

  private mutating func readHeader() {
    while true {
      if isLineEnd {
        tokens.accept()
      } else if token == .header {
        tokens.accept()
        hasHeader = true
        guard token == .orientation else { continue }
        diagram.isHorizontal = scanner.byte(at: tokens.start) | 0x20 == 0x68
        tokens.accept()
      } else {
        return
      }
    }
  }

  // MARK: Statements

  private mutating func readStatement() {
    switch token {
    case .title:
      tokens.accept()
      guard let text = readText(.line) else { return skipLine() }
      diagram.title = text
    case .accessibility: readAccessibility()
    case .xAxis: if !readAxis(.x) { skipLine() }
    case .yAxis: if !readAxis(.y) { skipLine() }
    case .line: if !readPlot(.line) { skipLine() }
    case .bar: if !readPlot(.bar) { skipLine() }
    case .header, .orientation, .open, .close, .comma, .number, .arrow, .string, .letters, .digits, .sign,
      .colon,
      .unknown, .lineEnd, .semicolon, .endOfText:
      complainAboutStart()
      skipLine()
    case .end: break
    }
  }

  private mutating func complainAboutStart() {
    guard diagnostics.isOpen else { return }
    if hasHeader {
      complain(
        "\(shownToken) begins no statement of an XY chart",
        "begin the line with `title`, `x-axis`, `y-axis`, `line` or `bar`, and put a text with spaces or signs in quotes"
      )
    } else {
      complain("an XY chart begins with the word \"xychart\" on its own", "write `xychart` on the first line")
      hasHeader = true
    }
  }

  /// False behind an error.
  private mutating func readAxis(_ kind: XYChartDiagram.Axis.Kind) -> Bool {
    let start = tokens.start
    var axis = XYChartDiagram.Axis(range: tokenRange, kind: kind)
    tokens.accept()
    if isText {
      guard let text = readText(.axis) else { return false }
      axis.title = text
    }
    if token == .open, kind == .x {
      guard let categories = readCategories() else { return false }
      axis.categories = categories
      scale.setBand()
    } else if token == .number {
      axis.lower = tokenRange
      let lower = number
      tokens.accept()
      guard token == .arrow else {
        complain(
          "a scale needs an arrow between its bounds",
          "write `0 --> 100`, or put a title with numbers in quotes")
        return false
      }
      tokens.accept()
      guard token == .number else {
        complain("a scale needs a number behind its arrow", "write `0 --> 100`")
        return false
      }
      axis.upper = tokenRange
      if kind == .x { scale.setBounds(lower, number) }
      tokens.accept()
    } else if axis.title == nil {
      complainAboutText(
        .axis, kind == .x ? "an axis needs a title, names or a scale" : "a y-axis needs a title or a scale",
        kind == .x
          ? "write `x-axis [\"a\", \"b\"]` or `x-axis 0 --> 10`" : "write `y-axis \"title\" 0 --> 100`")
      return false
    }
    axis.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    diagram.axes.append(axis)
    return true
  }

  private mutating func readCategories() -> [LabelText]? {
    var categories: [LabelText] = []
    repeat {
      tokens.accept()
      guard let text = readText(.category) else { return nil }
      categories.append(text)
    } while token == .comma
    guard take(.close) else {
      complainAboutText(
        .category, "\(shownToken) stands where a comma or `]` should",
        "put names with signs in quotes: `[\"a (b)\", c]`")
      return nil
    }
    return categories
  }

  /// False behind an error.
  private mutating func readPlot(_ kind: XYChartDiagram.Plot.Kind) -> Bool {
    let start = tokens.start
    var plot = XYChartDiagram.Plot(range: tokenRange, kind: kind)
    tokens.accept()
    if isText {
      guard let text = readText(.axis) else { return false }
      plot.title = text
    }
    guard token == .open else {
      complainAboutText(
        .axis, "a \(kind.rawValue) needs its values in brackets", "write `\(kind.rawValue) [1, 2, 3]`")
      return false
    }
    repeat {
      tokens.accept()
      guard token == .number else {
        complain(
          "\(shownToken) is no value",
          "write numbers such as `12` or `-1.5`, separated by commas, on one line")
        return false
      }
      var point = XYChartDiagram.Point(value: tokenRange)
      tokens.accept()
      if token == .string {
        diagnostics.require(.xychartPointLabels, target, tokenRange, at: tokens.start)
        point.label = LabelText(tokenRange, .quoted)
        tokens.accept()
      }
      plot.points.append(point)
    } while token == .comma
    guard take(.close) else {
      complain(
        "\(shownToken) stands where a comma or `]` should",
        "separate the values by commas, without units or signs")
      return false
    }
    plot.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    diagram.plots.append(plot)
    checkSteps(plot)
    return true
  }

  /// Mermaid.js counts along the x-axis in steps, and forever where they are too small to move.
  private mutating func checkSteps(_ plot: XYChartDiagram.Plot) {
    guard !scale.canPlace(plot.points.count) else { return }
    diagnostics.reject(
      .semanticError, plot.range, line: .none,
      "mermaid.js runs out of memory over several values along an x-axis whose bounds are equal",
      "give the x-axis different bounds, or names")
  }

  private var number: Double {
    Double(String(decoding: scanner.bytes[tokens.start..<tokens.end], as: UTF8.self)) ?? 0
  }

  // MARK: Texts

  /// What ends a text without quotes, where people write one that needs quotes.
  private enum TextPlace {
    case line, axis, category
  }

  private var isText: Bool {
    switch token {
    case .string, .letters, .digits, .sign: true
    default: false
    }
  }

  /// Nil behind an error.
  private mutating func readText(_ place: TextPlace) -> LabelText? {
    if token == .string {
      defer { tokens.accept() }
      return LabelText(tokenRange, .quoted)
    }
    let start = tokens.start
    var end = start
    while token == .letters || token == .digits || token == .sign {
      end = tokens.end
      tokens.accept()
    }
    guard end > start else {
      complainAboutText(
        place, "\(shownToken) stands where a text should",
        "write a text, in quotes if it has signs or words of the language")
      return nil
    }
    if token == .unknown || token == .colon {
      complainAboutText(
        place, "\(shownToken) has no place in a text without quotes", "put the text in quotes")
      return nil
    }
    if scanner.bytes[start..<end].contains(where: { $0 <= 0x20 }) {
      let range = scanner.range(start, end)
      diagnostics.warn(
        .ignoredText, range, "mermaid.js leaves out the blanks of a text without quotes",
        "put the text in quotes",
        fix: Fix(safe: false, edits: [TextEdit(range, "\"\(scanner.source.string(range))\"")]))
    }
    return LabelText(scanner.range(start, end), .plain)
  }

  /// Reports the token here, with quotes around the text it is part of as a repair.
  private mutating func complainAboutText(_ place: TextPlace, _ message: String, _ help: String) {
    guard diagnostics.isOpen else { return }
    complain(message, help, fix: quotes(place))
  }

  private func quotes(_ place: TextPlace) -> Fix? {
    guard tokens.start < scanner.bytes.count else { return nil }
    let lineStart = scanner.bytes[..<tokens.start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let lineEnd = scanner.endOfLine(tokens.start)
    let text: Range<Int>
    switch place {
    case .line: text = scanner.trimmed(wordEnd(lineStart), lineEnd)
    case .axis:
      text = scanner.trimmed(wordEnd(lineStart), endOfName(wordEnd(lineStart), lineEnd))
    case .category:
      let before = scanner.bytes[lineStart..<tokens.start].lastIndex { $0 == 0x2C || $0 == 0x5B }
      let end = scanner.bytes[tokens.start..<lineEnd].firstIndex { $0 == 0x2C || $0 == 0x5D }
      guard let before, let end else { return nil }
      text = scanner.trimmed(before + 1, end)
    }
    return scanner.quoting(text)
  }

  /// The offset behind the first word of a line: `title`, `x-axis`, `line`.
  private func wordEnd(_ lineStart: Int) -> Int {
    var index = scanner.endOfWhitespace(lineStart)
    while index < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, index) == 0 {
      index += 1
    }
    return index
  }

  /// A name ends before brackets, or before a scale at the end of the line.
  private func endOfName(_ start: Int, _ lineEnd: Int) -> Int {
    if let bracket = scanner.bytes[start..<lineEnd].firstIndex(of: 0x5B) { return bracket }
    guard var arrow = (start..<lineEnd).first(where: { scanner.matches("-->", at: $0) }) else {
      return lineEnd
    }
    while arrow > start, CharacterClass.isBlank(scanner.bytes[arrow - 1]) { arrow -= 1 }
    while arrow > start, !CharacterClass.isBlank(scanner.bytes[arrow - 1]) { arrow -= 1 }
    return arrow
  }

  private mutating func skipLine() {
    guard token != .end else { return }
    let lineEnd = scanner.endOfLine(tokens.start)
    tokens.restart(at: lineEnd)
  }
}
