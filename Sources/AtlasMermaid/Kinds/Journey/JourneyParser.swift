import AtlasCore

/// Reads a user journey:
///
///     "journey" (title | accTitle | accDescr | section | task | line end)* end
///     task: name ":" score (":" actor ("," actor)*)?
struct JourneyParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<JourneyRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: JourneyDiagram

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = JourneyDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> JourneyDiagram {
    if !take(.header) {
      complain(
        "a user journey begins with the word \"journey\" on its own", "write `journey` on the first line")
      skipLine()
    }
    while token != .endOfText, token != .end { readStatement() }
    if token == .end, tokens.start > 0 {
      complain(
        "the text ends inside `accTitle` or `accDescr`", "write the text behind the colon, or close the brace"
      )
    }
    return diagram
  }

  // MARK: Statements

  private mutating func readStatement() {
    let start = tokens.start
    switch token {
    case .lineEnd: tokens.accept()
    case .accessibility: readAccessibility()
    case .title:
      diagram.title = scanner.trimmedRange(start + 6, tokens.end)
      acceptText()
    case .section:
      diagram.sections.append(
        JourneyDiagram.Section(
          range: scanner.trimmedRange(start, tokens.end), name: scanner.trimmedRange(start + 8, tokens.end)))
      acceptText()
    case .taskName: readTask()
    case .header, .taskData, .colon, .invalid, .unknown:
      complainAboutStart()
      skipLine()
    case .endOfText, .end: break
    }
  }

  private mutating func acceptText() {
    if scanner.byte(at: tokens.end) == 0x23 { reportCut(tokens.end) }
    tokens.accept()
  }

  private mutating func readTask() {
    let start = tokens.start
    let label = scanner.trimmedRange(start, tokens.end)
    tokens.accept()
    guard token == .taskData else {
      complainAboutTask(label)
      return skipLine()
    }
    let end = tokens.end
    var task = JourneyDiagram.Task(
      range: scanner.trimmedRange(start, end), label: LabelText(label, .plain), score: TextRange(at: 0))
    let colon = readScore(of: &task, tokens.start + 1, end)
    if colon < end { readActors(of: &task, colon + 1, end) }
    if scanner.byte(at: end) == 0x23, !CharacterClass.isBlank(scanner.byte(at: end - 1)) { reportCut(end) }
    if diagram.sections.isEmpty { diagram.sections.append(JourneyDiagram.Section(range: task.range)) }
    let last = diagram.sections.count - 1
    diagram.sections[last].range = diagram.sections[last].range.union(task.range)
    diagram.sections[last].tasks.append(task)
    tokens.accept()
  }

  /// Gives the offset of the colon behind the score.
  private mutating func readScore(of task: inout JourneyDiagram.Task, _ start: Int, _ end: Int) -> Int {
    let colon = min(scanner.next(0x3A, from: start), end)
    let place = scanner.trimmed(start, colon)
    task.score = scanner.range(place.lowerBound, place.upperBound)
    let text = String(decoding: scanner.bytes[place], as: UTF8.self)
    if Double(text) == nil {
      diagnostics.warn(
        .ignoredText, task.score,
        text.isEmpty
          ? "a task has no score"
          : "the score \"\(scanner.excerpt(place.lowerBound, place.upperBound))\" is no number",
        "write a number from 1 to 5: `Task: 3: Me`")
    }
    return colon
  }

  private mutating func readActors(of task: inout JourneyDiagram.Task, _ start: Int, _ end: Int) {
    let colon = min(scanner.next(0x3A, from: start), end)
    var index = start
    while index <= colon {
      let comma = min(scanner.next(0x2C, from: index), colon)
      task.actors.append(scanner.trimmedRange(index, comma))
      index = comma + 1
    }
    if colon < end {
      diagnostics.warn(
        .ignoredText, scanner.range(colon, end),
        "mermaid.js ignores what follows the colon behind the actors",
        "separate actors by commas, and write a colon in a name as `#58;`")
    }
  }

  // MARK: Errors

  private mutating func skipLine() {
    tokens.restart(at: scanner.endOfLine(tokens.start))
  }

  private mutating func reportCut(_ hash: Int) {
    diagnostics.warn(
      .textCut, scanner.range(hash, scanner.endOfLine(hash)),
      "mermaid.js takes the rest of the line behind `#` for a comment", "write the hash as `#35;`",
      fix: Fix(safe: true, edits: [TextEdit(scanner.range(hash, hash + 1), "#35;")]))
  }

  private mutating func complainAboutStart() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .taskData, .colon:
      complain(
        "a colon has no place in the name of a section, and a task needs a name before it",
        "write the colon as `#58;`, or a task as `Task: 3: Me`", fix: replaceToken(by: "#58;"))
    case .invalid:
      complain(
        "a semicolon has no place in a user journey", "write it as `#59;`", fix: replaceToken(by: "#59;"))
    case .header:
      complain(
        "a line that begins with the word \"journey\" is taken for a second header",
        "begin the line with another word")
    default:
      complain("\(shownToken) begins no statement of a user journey", "write a task as `Task: 3: Me`")
    }
  }

  private mutating func complainAboutTask(_ label: TextRange) {
    guard diagnostics.isOpen else { return }
    if token == .invalid {
      complain(
        "a semicolon has no place in a user journey", "write it as `#59;`", fix: replaceToken(by: "#59;"))
    } else {
      let text = ByteText.display(scanner.source.original[label.bounds].prefix(40))
      complain(
        "\"\(text)\" begins no statement, and as a task it lacks a colon and a score",
        "write a task as `Task: 3: Me`", at: label)
    }
  }

  /// The first byte of the token here by another text.
  private func replaceToken(by text: String) -> Fix {
    Fix(safe: true, edits: [TextEdit(scanner.range(tokens.start, tokens.start + 1), text)])
  }
}
