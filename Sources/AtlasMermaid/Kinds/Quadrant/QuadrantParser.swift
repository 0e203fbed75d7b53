import AtlasCore

/// Reads a quadrant chart:
///
///     (line end | white space)* "quadrantChart" (statement line end)* end
///     statement: nothing | title | accTitle | accDescr | ("x-axis" | "y-axis") text ("-->" text?)?
///       | "quadrant-1…4" text | text (":::" class)? ": [" x "," y "]" styles | "classDef" name styles
struct QuadrantParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<QuadrantRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: QuadrantDiagram

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = QuadrantDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> QuadrantDiagram {
    while isLineEnd || token == .space { tokens.accept() }
    if !take(.header) {
      complain(
        "a quadrant chart begins with the word \"quadrantChart\"", "write `quadrantChart` on the first line")
      skipLine()
    }
    while token != .end { readLine() }
    return diagram
  }

  private var isLineEnd: Bool { token == .lineEnd || token == .semicolon || token == .endOfText }

  // MARK: Statements

  private mutating func readLine() {
    let lineStart = tokens.start
    while token == .space { tokens.accept() }
    if !isLineEnd { readStatement() }
    guard !isLineEnd else { return tokens.accept() }
    if token == .end {
      if tokens.start > lineStart || tokens.acceptedEnd > lineStart { complainAboutEnd() }
      return
    }
    complain("\(shownToken) stands behind the end of a statement", "begin a new line")
    skipLine()
    if isLineEnd { tokens.accept() }
  }

  private mutating func readStatement() {
    switch token {
    case .title:
      diagram.title = scanner.trimmedRange(tokens.start + 5, tokens.end)
      tokens.accept()
    case .accessibility: readAccessibility()
    case .xAxis: readAxis(.x)
    case .yAxis: readAxis(.y)
    case .quadrant(let number): readQuadrant(number)
    case .classDef: readClassDefinition()
    default:
      if startsText { readPoint() } else { complainAboutStart() }
    }
  }

  private mutating func readAxis(_ kind: QuadrantDiagram.Axis.Kind) {
    let start = tokens.start
    tokens.accept()
    guard let low = readText(.axis) else { return skipLine() }
    var axis = QuadrantDiagram.Axis(range: TextRange(at: 0), kind: kind, low: low)
    if take(.arrow) {
      axis.hasArrow = true
      if startsText { axis.high = readText(.axis) }
    }
    guard isLineEnd else { return complainAboutText(.axis) }
    axis.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    diagram.axes.append(axis)
  }

  private mutating func readQuadrant(_ number: Int) {
    let start = tokens.start
    tokens.accept()
    guard let label = readText(.line) else { return skipLine() }
    guard isLineEnd else { return complainAboutText(.line) }
    diagram.quadrants.append(
      QuadrantDiagram.Quadrant(
        range: scanner.trimmedRange(start, tokens.acceptedEnd), number: number, label: label))
  }

  private mutating func readPoint() {
    let start = tokens.start
    guard let label = readText(.point) else { return skipLine() }
    var point = QuadrantDiagram.Point(
      range: TextRange(at: 0), label: label, x: TextRange(at: 0), y: TextRange(at: 0))
    if token == .className {
      point.className = tokenRange
      tokens.accept()
    }
    guard take(.pointStart) else { return complainAboutText(.point) }
    guard token == .pointX else { return complainAboutCoordinate() }
    point.x = tokenRange
    let x = tokens.start..<tokens.end
    tokens.accept()
    guard token == .pointY else { return complainAboutCoordinate(behind: x) }
    point.y = tokenRange
    tokens.accept()
    if !isLineEnd {
      guard let styles = readStyles() else { return skipLine() }
      point.styles = styles
    }
    guard isLineEnd else { return }
    point.range = scanner.trimmedRange(start, tokens.acceptedEnd)
    diagram.points.append(point)
    check(point.styles)
  }

  private mutating func readClassDefinition() {
    let start = tokens.start
    tokens.accept()
    guard take(.space) else { return complainAboutClass() }
    let name = tokens.start
    while isIDPart { tokens.accept() }
    let nameEnd = tokens.acceptedEnd
    guard tokens.start > name, take(.space) else { return complainAboutClass() }
    guard let styles = readStyles() else { return skipLine() }
    guard isLineEnd else { return }
    diagram.classes.append(
      QuadrantDiagram.ClassDefinition(
        range: scanner.trimmedRange(start, tokens.acceptedEnd), name: scanner.range(name, nameEnd),
        styles: styles))
    check(styles)
  }

  // MARK: Texts and styles

  private var startsText: Bool {
    switch token {
    case .word, .idSign, .textSign, .comma, .string, .markdown: true
    default: false
    }
  }

  private var continuesText: Bool {
    switch token {
    case .word, .idSign, .textSign, .comma, .space, .minus: true
    default: false
    }
  }

  private var isIDPart: Bool {
    switch token {
    case .word, .idSign, .comma, .colon, .minus: true
    default: false
    }
  }

  /// Nil behind an error.
  private mutating func readText(_ place: TextPlace) -> LabelText? {
    guard startsText else {
      complainAboutText(place)
      return nil
    }
    let isQuoted = token == .string || token == .markdown
    let form: LabelText.Form = token == .markdown ? .markdown : token == .string ? .quoted : .plain
    var range = isQuoted ? tokenRange : scanner.range(tokens.start, tokens.end)
    let start = tokens.start
    tokens.accept()
    while continuesText { tokens.accept() }
    if !isQuoted || scanner.trimmedRange(start, tokens.acceptedEnd).end > range.end + 1 {
      range = scanner.trimmedRange(start, tokens.acceptedEnd)
    }
    return LabelText(range, form)
  }

  /// The styles up to the line end, separated by commas. Nil behind an error.
  private mutating func readStyles() -> [TextRange]? {
    var styles: [TextRange] = []
    repeat {
      if token == .comma { tokens.accept() }
      let start = tokens.start
      var end = start
      while token == .word || token == .colon || token == .space || token == .minus {
        end = tokens.end
        tokens.accept()
      }
      guard end > start else {
        complain(
          "\(shownToken) stands where a style should",
          "write `radius: 12`, `color: #ff3300` or `stroke-width: 5px`")
        return nil
      }
      styles.append(scanner.trimmedRange(start, end))
    } while token == .comma
    guard isLineEnd else {
      complain(
        "\(shownToken) has no place in a style",
        "write whole numbers, colours such as `#ff3300` and widths such as `5px`")
      return nil
    }
    return styles
  }

  private mutating func check(_ styles: [TextRange]) {
    for style in styles {
      guard let complaint = QuadrantStyle.complaint(scanner.source.cleanedText(of: style)) else { continue }
      return diagnostics.reject(.semanticError, style, line: .none, complaint.message, complaint.help)
    }
  }

  // MARK: Errors

  /// What ends a text without quotes, where people write one that needs quotes.
  private enum TextPlace {
    case line, axis, point
  }

  private mutating func skipLine() {
    guard token != .end, !isLineEnd else { return }
    tokens.restart(at: scanner.endOfLine(tokens.start))
  }

  private mutating func complainAboutEnd() {
    complain("the text ends inside a statement", "write the rest of it, or close the brace, bracket or quote")
  }

  private mutating func complainAboutStart() {
    if diagnostics.isOpen {
      switch token {
      case .end: complainAboutEnd()
      case .header:
        complain("a second \"quadrantChart\" has no place here", "begin the line with another word")
      default:
        complain(
          "\(shownToken) begins no statement of a quadrant chart", "write a point as `Name: [0.3, 0.6]`",
          fix: quotes(.point))
      }
    }
    skipLine()
  }

  private mutating func complainAboutText(_ place: TextPlace) {
    if diagnostics.isOpen {
      switch token {
      case .end: complainAboutEnd()
      case .lineEnd, .semicolon, .endOfText:
        complain(
          place == .point ? "a line that is no statement needs coordinates" : "a text is missing",
          place == .point ? "write a point as `Name: [0.3, 0.6]`" : "write a text")
      default:
        complainAboutSign(place)
      }
    }
    skipLine()
  }

  private mutating func complainAboutSign(_ place: TextPlace) {
    let start = tokens.start
    if start >= 3, scanner.matches(":::", at: start - 3) {
      complain("a class name must touch the colons before it", "write `Name:::class: [0.3, 0.6]`")
    } else if place == .axis, start >= 1, scanner.matches("->", at: start - 1) {
      complain(
        "an axis needs a longer arrow", "write `-->`",
        fix: Fix(safe: true, edits: [TextEdit(scanner.range(start - 1, start + 1), "-->")]))
    } else {
      complain(
        "\(shownToken) has no place in a text without quotes", "put the text in quotes", fix: quotes(place))
    }
  }

  /// Of `[0,0.5]` mermaid.js takes `0,0` for the first number, because any character may stand for its dot.
  private mutating func complainAboutCoordinate(behind x: Range<Int> = 0..<0) {
    if diagnostics.isOpen {
      if token == .end {
        complainAboutEnd()
      } else if let comma = scanner.bytes[x].firstIndex(of: 0x2C) {
        complain(
          "mermaid.js takes \"0,\" and the digits behind it for one number",
          "write a blank behind the comma: `[0, 0.5]`", at: scanner.range(x.lowerBound, x.upperBound),
          fix: Fix(safe: true, edits: [TextEdit(scanner.range(comma, comma + 1), ", ")]))
      } else {
        complain(
          "\(shownToken) is no coordinate, or nothing that may follow one",
          "write two numbers from 0 to 1: `[0.35, 1]`")
      }
    }
    skipLine()
  }

  private mutating func complainAboutClass() {
    complain(
      "\(shownToken) has no place in `classDef`",
      "write `classDef name radius: 12`, with one blank behind each word")
    skipLine()
  }

  /// Quotes around the text that the token here is part of.
  private func quotes(_ place: TextPlace) -> Fix? {
    let lineStart = scanner.bytes[..<tokens.start].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var text = scanner.trimmed(lineStart, scanner.endOfLine(tokens.start))
    if place != .point { text = scanner.trimmed(endOfWord(text.lowerBound), text.upperBound) }
    switch place {
    case .line: break
    case .axis:
      if let arrow = text.first(where: { scanner.matches("--", at: $0) }) {
        let isBefore = arrow >= tokens.start
        let end = scanner.next(0x3E, from: arrow) + 1
        text =
          isBefore
          ? scanner.trimmed(text.lowerBound, arrow)
          : scanner.trimmed(min(end, text.upperBound), text.upperBound)
      }
    case .point:
      guard let bracket = scanner.bytes[text].lastIndex(of: 0x5B),
        let colon = scanner.bytes[text.lowerBound..<bracket].lastIndex(of: 0x3A)
      else { return nil }
      let end = colon >= 2 && scanner.matches(":::", at: colon - 2) ? colon - 2 : colon
      text = scanner.trimmed(text.lowerBound, end)
    }
    return scanner.quoting(text)
  }

  private func endOfWord(_ start: Int) -> Int {
    var index = start
    while index < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, index) == 0 {
      index += 1
    }
    return index
  }
}
