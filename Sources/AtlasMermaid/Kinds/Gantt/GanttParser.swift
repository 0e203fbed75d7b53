import AtlasCore

/// Reads a Gantt chart:
///
///     "gantt" (setting | title | accTitle | accDescr | section | task | click | line end)* end
///     task: text ":" data     click: "click" ids (callback arguments? href? | href (callback arguments?)?)
///
/// Dates are not looked at while parsing: `GanttSchedule` says afterwards what mermaid.js would fail to draw.
struct GanttParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<GanttRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: GanttDiagram
  private var plans: [GanttPlan] = []

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = GanttDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> GanttDiagram {
    if !take(.header) {
      complain("a Gantt chart begins with the word \"gantt\" on its own", "write `gantt` on the first line")
      skipLine()
    }
    while token != .endOfText, token != .end { readStatement() }
    if token == .end, tokens.start > 0 {
      complain(
        "the text ends inside a statement", "write the rest of it, or close the brace, quote or parenthesis")
    }
    if !diagnostics.hasRejection { checkSchedule() }
    return diagram
  }

  // MARK: Statements

  private mutating func readStatement() {
    let text = tokens.start
    switch token {
    case .lineEnd: tokens.accept()
    case .dateFormat: diagram.dateFormat = readSetting(11)
    case .axisFormat: diagram.axisFormat = readSetting(11)
    case .tickInterval: diagram.tickInterval = readSetting(13)
    case .todayMarker: diagram.todayMarker = readSetting(12)
    case .title: diagram.title = readSetting(6)
    case .excludes: diagram.excludes.append(readSetting(9))
    case .includes: diagram.includes.append(readSetting(9))
    case .weekday: diagram.weekday = readSetting(7)
    case .weekend: diagram.weekend = readSetting(7)
    case .inclusiveEndDates:
      diagram.endsAreInclusive = true
      tokens.accept()
    case .topAxis:
      let range = tokenRange
      tokens.accept()
      rejectAfterStatement(
        range, "mermaid.js 11 fails at `topAxis`, whatever stands behind it",
        "leave it out, or set `topAxis: true` in the configuration of gantt")
    case .accessibility: readAccessibility()
    case .section:
      diagram.sections.append(
        GanttDiagram.Section(
          range: scanner.trimmedRange(text, tokens.end), name: scanner.trimmedRange(text + 8, tokens.end)))
      tokens.accept()
    case .taskText: readTask()
    case .click: readClick()
    case .header, .taskData, .callbackName, .callbackArguments, .href, .date, .description, .colon,
      .directive,
      .unknown:
      complainAboutStart()
      skipLine()
    case .endOfText, .end: break
    }
  }

  /// The text behind the word of a statement.
  private mutating func readSetting(_ wordCount: Int) -> TextRange {
    defer { tokens.accept() }
    return scanner.trimmedRange(tokens.start + wordCount, tokens.end)
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
    let plan = GanttPlan(scanner, data: (tokens.start + 1)..<end)
    tokens.accept()
    let range = scanner.trimmedRange(start, end)
    if plan.hasOnlyTags {
      rejectAfterStatement(
        range, "the task has tags and neither a start nor an end",
        "write when it ends: `\(scanner.source.string(label)) :done, 2024-01-01, 3d`")
      return
    }
    if diagram.sections.isEmpty { diagram.sections.append(GanttDiagram.Section(range: range)) }
    let last = diagram.sections.count - 1
    diagram.sections[last].range = diagram.sections[last].range.union(range)
    diagram.sections[last].tasks.append(plan.task(range, LabelText(label, .plain), scanner))
    plans.append(plan)
  }

  private mutating func readClick() {
    let start = tokens.start
    var click = GanttDiagram.Click(range: tokenRange, ids: tokenRange)
    var end = tokens.end
    tokens.accept()
    guard token == .callbackName || token == .href else {
      complain(
        "a click needs `call` and a function, or `href` and a link",
        #"write `click task call show()` or `click task href "https://…"`"#)
      return skipLine()
    }
    for _ in 0..<2 {
      if token == .callbackName, click.callback == nil {
        click.callback = scanner.trimmedRange(tokens.start, tokens.end)
        end = tokens.end
        tokens.accept()
        if token == .callbackArguments {
          click.arguments = tokenRange
          end = tokens.end
          tokens.accept()
        }
      } else if token == .href, click.link == nil {
        click.link = tokenRange
        end = tokens.end
        tokens.accept()
      }
    }
    click.range = click.range.union(scanner.range(start, end))
    diagram.clicks.append(click)
  }

  // MARK: Errors

  private mutating func skipLine() {
    tokens.restart(at: scanner.endOfLine(tokens.start))
  }

  /// Mermaid.js makes its checks on the meaning when it has seen that the next token may follow.
  private mutating func rejectAfterStatement(_ range: TextRange, _ message: String, _ help: String) {
    switch token {
    case .header, .taskData, .callbackName, .callbackArguments, .href, .date, .description, .colon,
      .directive,
      .unknown:
      readStatement()
    case .end:
      if tokens.start > 0 { complain("the text ends inside a statement", "write the rest of it") }
    default: break
    }
    diagnostics.reject(.semanticError, range, line: .none, message, help)
  }

  private mutating func complainAboutStart() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .taskData, .colon:
      complain("a task needs a text before its colon", "write `Name of the task :2024-01-01, 3d`")
    case .date:
      complain(
        "a line that begins with a date is no task for mermaid.js",
        "begin the task with a word: `Release 2024-01-01 :…`"
      )
    case .callbackName, .callbackArguments:
      complain(
        "a line that begins with the word \"call\" is taken for part of a click",
        "begin the task with another word")
    case .href:
      complain("`href` stands without a `click` before it", #"write `click task href "https://…"`"#)
    case .header:
      complain(
        "a line that begins with the word \"gantt\" is taken for a second header",
        "begin the line with another word")
    case .description:
      complain("mermaid.js does not accept `accDescription`", "write `accDescr: …`")
    default:
      complain("\(shownToken) begins no statement of a Gantt chart", "write a task as `Name :2024-01-01, 3d`")
    }
  }

  private mutating func complainAboutTask(_ label: TextRange) {
    guard diagnostics.isOpen else { return }
    let follows = scanner.byte(at: tokens.start + 1)
    if token == .colon, follows == 0x23 || follows == 0x3B {
      complain("the data of a task cannot begin with `#` or `;`", "write the task as `Name :2024-01-01, 3d`")
    } else {
      let text = ByteText.display(scanner.source.original[label.bounds].prefix(40))
      complain(
        "\"\(text)\" begins no statement, and as a task it lacks a colon and data behind it",
        "write a task as `Name :2024-01-01, 3d`", at: label)
    }
  }

  // MARK: What mermaid.js cannot draw

  private mutating func checkSchedule() {
    var schedule = GanttSchedule(scanner, diagram)
    schedule.run(plans)
    for finding in schedule.failures {
      diagnostics.cannotRender(finding.range, finding.message, finding.help)
    }
    for finding in schedule.losses {
      diagnostics.warn(finding.rule, finding.range, finding.message, finding.help)
    }
  }
}
