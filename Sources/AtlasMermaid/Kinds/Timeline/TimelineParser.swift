import AtlasCore

/// Reads a timeline:
///
///     header (title | accTitle | accDescr | section | period | event | line end)* end
///
/// The one mistake people make is a colon inside a text, which mermaid.js takes for a separator or rejects. The parser
/// then goes on as if the colon were part of the text, so that the tree is what was meant.
struct TimelineParser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<TimelineRules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: TimelineDiagram
  /// Where the last period stands: its events may follow a later `section`.
  private var lastPeriod: (section: Int, period: Int)?
  private var lastText = LastText.other

  /// What the last token was, for a colon that belongs to it.
  private enum LastText {
    case section, period, event, other
  }

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = TimelineDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> TimelineDiagram {
    readHeader()
    while token != .endOfText, token != .end { readStatement() }
    if token == .endOfText { tokens.accept() } else { reportOpenEnd() }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    switch token {
    case .header, .headerLeftToRight: tokens.accept()
    case .headerTopDown:
      diagram.direction = .topToBottom
      tokens.accept()
    default:
      complain(
        "a timeline begins with the word \"timeline\" on its own", "write `timeline` on the first line")
      if token != .endOfText, token != .end { tokens.restart(at: scanner.endOfLine(tokens.start)) }
    }
  }

  private mutating func readStatement() {
    switch token {
    case .lineEnd:
      lastText = .other
      tokens.accept()
    case .title:
      diagram.title = scanner.trimmedRange(tokens.start + 6, tokens.end)
      lastText = .other
      tokens.accept()
    case .accessibility:
      lastText = .other
      readAccessibility()
    case .section: readSection()
    case .period: readPeriod()
    case .event: readEvent()
    case .colon: readStrayColon()
    case .header, .headerLeftToRight, .headerTopDown, .unknown:
      complain(
        "a line that begins with the word \"timeline\" is taken for a second header",
        "begin the line with another word")
      tokens.accept()
    case .endOfText, .end: break
    }
  }

  private mutating func readSection() {
    let range = scanner.trimmedRange(tokens.start, tokens.end)
    let name = scanner.trimmedRange(tokens.start + 8, tokens.end)
    diagram.sections.append(TimelineDiagram.Section(range: range, name: name))
    lastText = .section
    tokens.accept()
  }

  private mutating func readPeriod() {
    let range = scanner.trimmedRange(tokens.start, tokens.end)
    if diagram.sections.isEmpty { diagram.sections.append(TimelineDiagram.Section(range: range)) }
    let section = diagram.sections.count - 1
    diagram.sections[section].periods.append(
      TimelineDiagram.Period(range: range, label: LabelText(range, .plain)))
    diagram.sections[section].range = diagram.sections[section].range.union(range)
    lastPeriod = (section, diagram.sections[section].periods.count - 1)
    lastText = .period
    if scanner.byte(at: tokens.end) == 0x23 { reportCut(tokens.end) }
    tokens.accept()
  }

  private mutating func readEvent() {
    let start = tokens.start
    let end = tokens.end
    let isSectionTail = lastText == .section
    let isSplit = lastText == .event && !isBlank(before: start)
    let isMetric = isSplit && endsInMetricName(start)
    tokens.accept()
    if !isSectionTail { lastText = .event }
    guard let lastPeriod else {
      // Mermaid.js makes this check when it has seen that the next token may follow.
      if !canFollowStatement { readStatement() }
      if isSectionTail {
        rejectSectionColon(start)
      } else {
        diagnostics.reject(
          .timelineOrphanEvent, scanner.range(start, end), line: .none, "an event stands before any period",
          "write the period first: `2024 : event`")
      }
      return
    }
    if isSectionTail { warnAboutSectionColon(start) } else if isMetric { reportSplit(start) }
    let event = TimelineDiagram.Event(
      range: scanner.range(start, end), label: LabelText(scanner.trimmedRange(start + 1, end), .plain))
    diagram.sections[lastPeriod.section].periods[lastPeriod.period].events.append(event)
    extendPeriod(to: event.range)
  }

  private var canFollowStatement: Bool {
    switch token {
    case .lineEnd, .title, .accessibility, .section, .event, .period, .endOfText: true
    case .header, .headerLeftToRight, .headerTopDown, .colon, .end, .unknown: false
    }
  }

  // MARK: Colons

  /// A colon that mermaid.js rejects, because no white space and text follow it.
  private mutating func readStrayColon() {
    let colon = tokens.start
    let follows = scanner.byte(at: colon + 1)
    let isLast = scanner.endOfWhitespace(colon + 1) >= scanner.endOfLine(colon)
    if diagnostics.isOpen {
      if isBlank(before: colon), isLast {
        let start = scanner.bytes[..<colon].lastIndex { !CharacterClass.isBlank($0) }.map { $0 + 1 } ?? colon
        complain(
          "a colon stands at the end of the line without an event behind it",
          "write the event, or leave the colon out", as: .timelineColon,
          fix: Fix(safe: true, edits: [TextEdit(scanner.range(start, colon + 1), "")]))
      } else if isBlank(before: colon), lastText == .period || lastText == .event {
        complain(
          "a colon before an event needs a blank behind it", "write ` : ` with both blanks",
          as: .timelineColon,
          fix: Fix(safe: true, edits: [TextEdit(scanner.range(colon, colon + 1), ": ")]))
      } else {
        let kind = lastText == .section ? "a section name" : "a text"
        complain(
          "mermaid.js takes the colon inside \(kind) of a timeline for a separator",
          "write the colon as `#58;`", as: .timelineColon, fix: encodeColon(colon))
      }
    }
    tokens.accept()
    joinText(from: colon, isSeparator: isBlank(before: colon) && !CharacterClass.isBlank(follows))
  }

  /// Makes the colon and the text behind it part of the text before it.
  private mutating func joinText(from colon: Int, isSeparator: Bool) {
    guard tokens.start == colon + 1, token == .period else { return }
    let range = scanner.trimmedRange(colon, tokens.end)
    switch lastText {
    case .other: return
    case .section:
      let last = diagram.sections.count - 1
      diagram.sections[last].name = diagram.sections[last].name.map { $0.union(range) }
      diagram.sections[last].range = diagram.sections[last].range.union(range)
    case .period, .event:
      guard let place = lastPeriod else { return }
      var period = diagram.sections[place.section].periods[place.period]
      let text = scanner.trimmedRange(colon + 1, tokens.end)
      if isSeparator {
        period.events.append(TimelineDiagram.Event(range: range, label: LabelText(text, .plain)))
        lastText = .event
      } else if lastText == .period {
        period.label.range = period.label.range.union(range)
      } else if let last = period.events.indices.last {
        period.events[last].label.range = period.events[last].label.range.union(range)
        period.events[last].range = period.events[last].range.union(range)
      }
      diagram.sections[place.section].periods[place.period] = period
      extendPeriod(to: range)
    }
    tokens.accept()
  }

  private mutating func extendPeriod(to range: TextRange) {
    guard let place = lastPeriod else { return }
    let period = diagram.sections[place.section].periods[place.period].range.union(range)
    diagram.sections[place.section].periods[place.period].range = period
    diagram.sections[place.section].range = diagram.sections[place.section].range.union(period)
  }

  private func encodeColon(_ colon: Int) -> Fix {
    Fix(safe: true, edits: [TextEdit(scanner.range(colon, colon + 1), "#58;")])
  }

  /// Whether white space stands before an offset, on the same line or not.
  private func isBlank(before offset: Int) -> Bool {
    offset > 0 && scanner.bytes[offset - 1] <= 0x20
  }

  // MARK: What is silently lost

  private mutating func warnAboutSectionColon(_ colon: Int) {
    diagnostics.warn(
      .timelineColon, scanner.range(colon, colon + 1),
      "the section name ends at this colon, and what follows becomes an event of the period before",
      "write the colon as `#58;`", fix: encodeColon(colon))
  }

  /// The same where no period stands before, at which mermaid.js fails.
  private mutating func rejectSectionColon(_ colon: Int) {
    diagnostics.reject(
      .timelineColon, scanner.range(colon, colon + 1), line: .none,
      "the section name ends at this colon, and what follows is an event without a period",
      "write the colon as `#58;`", fix: encodeColon(colon))
  }

  /// Whether the text before a colon ends in the name of a measure: there the colon leads to its value, and nobody
  /// meant two events.
  private func endsInMetricName(_ colon: Int) -> Bool {
    var start = colon
    while start > 0, CharacterClass.isWord(scanner.bytes[start - 1]) { start -= 1 }
    let word = String(decoding: scanner.bytes[start..<colon], as: UTF8.self).lowercased()
    if word.first == "p", word.count > 1, word.dropFirst().utf8.allSatisfy(CharacterClass.isDigit) {
      return true
    }
    return TimelineParser.metricNames.contains(word)
  }

  private static let metricNames: Set<String> = [
    "availability", "average", "avg", "bandwidth", "capacity", "connections", "cost", "costs", "cpu", "disk",
    "downtime", "duration", "errors", "failures", "impact", "instances", "iops", "lag", "latency", "load",
    "loss",
    "max", "maximum", "mean", "median", "memory", "min", "minimum", "mtbf", "mttd", "mttr", "nodes", "peak",
    "price",
    "qps", "queries", "rate", "ratio", "replicas", "requests", "response", "revenue", "rpo", "rps", "rto",
    "savings",
    "scale", "servers", "size", "storage", "success", "throughput", "time", "total", "tps", "traffic",
    "uptime",
    "usage", "users", "utilization", "volume",
  ]

  private mutating func reportSplit(_ colon: Int) {
    diagnostics.warn(
      .timelineSplit, scanner.range(colon, colon + 1),
      "mermaid.js splits the event at this colon into two",
      "write the colon as `#58;`, or ` : ` if two are meant",
      fix: encodeColon(colon))
  }

  private mutating func reportCut(_ hash: Int) {
    diagnostics.warn(
      .textCut, scanner.range(hash, scanner.endOfLine(hash)),
      "mermaid.js takes the rest of the line behind `#` for a comment", "write the hash as `#35;`",
      fix: Fix(safe: true, edits: [TextEdit(scanner.range(hash, hash + 1), "#35;")]))
  }

  /// The text ends inside an accessibility statement.
  private mutating func reportOpenEnd() {
    guard diagnostics.isOpen, tokens.start > 0 else { return }
    complain(
      "the text ends inside `accTitle` or `accDescr`", "write the text behind the colon, or close the brace")
  }
}
