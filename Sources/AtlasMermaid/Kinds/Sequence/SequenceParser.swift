import AtlasCore

/// Reads a sequence diagram, line by line:
///
///     (line end)* "sequenceDiagram" line*
///     line: statement | line end | any character that begins nothing
///     statement: participant | create | destroy | box … end | message | note | activate | deactivate | autonumber
///              | links | link | properties | details | title | accTitle | accDescr
///              | (loop | rect | opt | alt | par | par_over | critical | break) text line* (section line*)* end
///
/// Blocks that are open stand on a stack, so that nesting costs no stack of the machine. `SequenceChecks` looks at the
/// meaning when all is read, as mermaid.js does.
struct SequenceParser: KindParser {
  let scanner: Scanner
  var lexer: SequenceLexer
  var token = SequenceToken(.endOfText, 0, 0)
  /// Where the last token that was in its place ended: mermaid.js reports an error at that line.
  var acceptedEnd = 0
  private(set) var tokenCount = 0
  var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  var diagram: SequenceDiagram
  var blocks = SequenceBlocks()
  var recovery = SequenceRecovery()

  private let target: Target

  init(_ source: MermaidSource, _ target: Target = .newest) {
    self.target = target
    scanner = Scanner(source)
    lexer = SequenceLexer(scanner)
    diagnostics = Diagnostics(source)
    diagram = SequenceDiagram(range: source.range(0, source.text.count))
  }

  var comments: [TextRange] { lexer.comments.map { scanner.range($0.lowerBound, $0.upperBound) } }

  mutating func parse() -> SequenceDiagram {
    readAll()
    if recovery.losesNothing {
      var checks = SequenceChecks(scanner.source, diagnostics)
      checks.run(diagram)
      diagnostics = checks.diagnostics
    }
    return diagram
  }

  /// Everything but the checks on the meaning.
  mutating func readAll() {
    token = lexer.next()
    readHeader()
    var progress = ProgressGuard()
    while token.kind != .endOfText, progress.moved(to: tokenCount) { readLine() }
    reportOpenBlocks()
    diagram.statements = blocks.finish()
  }

  private mutating func readHeader() {
    while token.kind == .lineEnd { advance() }
    if token.kind == .header { return advance() }
    complain(
      "a sequence diagram begins with the word \"sequenceDiagram\"", "write it alone on the first line")
    skipLine()
  }

  // MARK: Statements

  mutating func readLine() {
    if token.kind != .lineEnd { recovery.statementStart = token.start }
    if blocks.isInBox, !canStandInBox { complainAboutBox() }
    switch token.kind {
    case .lineEnd: advance()
    case .invalid: readIgnoredCharacters()
    case .participant, .actor: readParticipant(isCreated: false, from: token.start)
    case .create: readCreation()
    case .destroy: readDestruction()
    case .name: readMessage()
    case .note: readNote()
    case .activate, .deactivate: readActivation()
    case .autonumber: readNumbering()
    case .links, .link, .properties, .details: readAttachment()
    case .title: readTitle()
    case .accessibility: readAccessibility()
    case .box: openBox()
    case .loop, .rect, .opt, .alt, .par, .parOver, .critical, .break: openBlock()
    case .else, .and, .option: openSection()
    case .end: closeBlock()
    case .endOfText, .unreadable, .header, .leftOf, .rightOf, .over, .off, .number, .comma, .plus, .minus,
      .circle, .arrow, .as, .configStart, .config, .configEnd, .text, .rest:
      complainAboutStart()
    }
  }

  /// A run of characters that begin nothing.
  private mutating func readIgnoredCharacters() {
    let start = token.start
    let isSlashes = scanner.matches("//", at: start)
    while token.kind == .invalid { advance() }
    guard diagnostics.canWarn, !isSlashes else { return }
    diagnostics.warn(
      .ignoredText, range(start, acceptedEnd),
      "mermaid.js skips \"\(scanner.excerpt(start, acceptedEnd))\", which begins no statement",
      "remove it, or write `%%` before a comment")
  }

  private mutating func readCreation() {
    let start = token.start
    advance()
    switch token.kind {
    case .participant, .actor: readParticipant(isCreated: true, from: start)
    case .destroy:
      // The grammar takes `create destroy A` for a creation.
      advance()
      guard let id = takeName(after: "\"create\""), takeLineEnd(after: "a participant's name") else { return }
      blocks.add(
        .participant(
          SequenceDiagram.Participant(
            range: range(start, id.upperBound), keyword: .participant, isCreated: true, id: range(id))))
    default:
      complain(
        "\"create\" needs the word \"participant\" or \"actor\" before the name",
        "write `create participant A`")
      recover()
    }
  }

  private mutating func readParticipant(isCreated: Bool, from start: Int) {
    let keyword: SequenceDiagram.Participant.Keyword = token.kind == .actor ? .actor : .participant
    advance()
    guard let id = takeName(after: "\"\(keyword.rawValue)\"") else { return }
    var participant = SequenceDiagram.Participant(
      range: range(id), keyword: keyword, isCreated: isCreated, id: range(id))
    var end = id.upperBound
    if token.kind == .configStart {
      guard let config = takeConfig() else { return }
      participant.properties = range(config)
      end = acceptedEnd
    }
    if token.kind == .as {
      advance()
      participant.alias = text(of: token)
      warnIfCut()
      end = max(end, token.content.upperBound)
      advance()
    }
    participant.range = range(start, end)
    guard takeLineEnd(after: "a participant") else { return }
    warnAboutName(id)
    blocks.add(.participant(participant))
  }

  /// `@{ … }` behind a name; what stands between the braces without white space around it.
  private mutating func takeConfig() -> Range<Int>? {
    advance()
    guard token.kind == .config else {
      complain("the braces behind the name are empty", #"write `@{ "type": "database" }`, or remove them"#)
      recover()
      return nil
    }
    let start = min(scanner.endOfWhitespace(token.start), token.end)
    let config = start..<SequenceLexer.trimmedEnd(scanner.bytes, start, token.end)
    advance()
    guard token.kind == .configEnd else {
      complain("the braces behind the name are never closed", "write `}` behind the last property")
      recover()
      return nil
    }
    advance()
    return config
  }

  private mutating func readDestruction() {
    let start = token.start
    advance()
    guard let id = takeName(after: "\"destroy\""), takeLineEnd(after: "a participant's name") else { return }
    blocks.add(.destruction(SequenceDiagram.Destruction(range: range(start, id.upperBound), id: range(id))))
  }

  private mutating func readMessage() {
    let source = token.content
    advance()
    var hasCircleAtSource = false
    if token.kind == .circle {
      hasCircleAtSource = true
      advance()
    }
    guard token.kind == .arrow else { return complainAboutArrow(behind: source) }
    let arrow = token.arrow
    let arrowRange = token.start..<token.end
    advance()
    let mark = token.start..<token.end
    var activation: SequenceDiagram.Message.Activation?
    var hasCircleAtTarget = false
    switch token.kind {
    case .plus where !hasCircleAtSource: activation = .starts
    case .minus where !hasCircleAtSource: activation = .ends
    case .circle: hasCircleAtTarget = true
    default: break
    }
    if activation != nil || hasCircleAtTarget { advance() }
    guard token.kind == .name else { return complainAboutTarget(behind: arrowRange) }
    let target = token
    advance()
    guard token.kind == .text else { return complainAboutMissingText(of: target) }
    let message = SequenceDiagram.Message(
      range: range(source.lowerBound, token.content.isEmpty ? token.start + 1 : token.content.upperBound),
      source: range(source), target: range(target.content), arrow: arrow, activation: activation,
      activationMark: activation == nil ? nil : range(mark), hasCircleAtSource: hasCircleAtSource,
      hasCircleAtTarget: hasCircleAtTarget, text: text(of: token))
    takeText()
    guard takeLineEnd(after: "a message") else { return }
    blocks.add(.message(message))
  }

  private mutating func readNote() {
    let start = token.start
    advance()
    let placement: SequenceDiagram.Note.Placement
    switch token.kind {
    case .leftOf: placement = .left
    case .rightOf: placement = .right
    case .over: placement = .over
    default:
      complain(
        "a note needs \"over\", \"left of\" or \"right of\" before the participant",
        "write `Note over A: text` or `Note right of A: text`")
      return recover()
    }
    advance()
    guard let first = takeName(after: "a note's place") else { return }
    var participants = [range(first)]
    if placement == .over, token.kind == .comma {
      advance()
      guard let second = takeName(after: "the comma") else { return }
      participants.append(range(second))
    }
    guard token.kind == .text else { return complainAboutNote(placement, participants.count) }
    let end = token.content.isEmpty ? token.start + 1 : token.content.upperBound
    let note = SequenceDiagram.Note(
      range: range(start, end), placement: placement, participants: participants, text: text(of: token))
    takeText()
    guard takeLineEnd(after: "a note") else { return }
    blocks.add(.note(note))
  }

  private mutating func readActivation() {
    let start = token.start
    let starts = token.kind == .activate
    advance()
    guard let id = takeName(after: starts ? "\"activate\"" : "\"deactivate\""),
      takeLineEnd(after: "a participant's name")
    else { return }
    blocks.add(
      .activation(
        SequenceDiagram.Activation(range: range(start, id.upperBound), starts: starts, id: range(id))))
  }

  private mutating func readNumbering() {
    let start = token.start
    advance()
    var numbering = SequenceDiagram.Numbering(range: range(start, acceptedEnd))
    if token.kind == .off {
      numbering.isOff = true
      advance()
    } else if token.kind == .number {
      numbering.start = readNumber()
      if token.kind == .number { numbering.step = readNumber() }
    }
    numbering.range = range(start, acceptedEnd)
    guard token.kind == .lineEnd else { return complainAboutNumbering() }
    advance()
    blocks.add(.numbering(numbering))
  }

  private mutating func readNumber() -> TextRange {
    let number = range(of: token)
    if scanner.bytes[token.start..<token.end].contains(0x2E) {
      diagnostics.require(.sequenceDecimalNumbers, target, number, at: token.start)
    }
    advance()
    return number
  }

  private mutating func readAttachment() {
    let start = token.start
    let keyword: SequenceDiagram.Attachment.Keyword =
      switch token.kind {
      case .links: .links
      case .link: .link
      case .properties: .properties
      default: .details
      }
    advance()
    guard let id = takeName(after: "\"\(keyword.rawValue)\"") else { return }
    guard token.kind == .text else {
      complain(
        "\"\(keyword.rawValue)\" needs a colon behind the participant",
        "write `\(SequenceRecovery.example(of: keyword))`")
      return recover()
    }
    let end = token.content.isEmpty ? token.start + 1 : token.content.upperBound
    let attachment = SequenceDiagram.Attachment(
      range: range(start, end), keyword: keyword, id: range(id), content: range(token.content))
    takeText()
    guard takeLineEnd(after: "\"\(keyword.rawValue)\"") else { return }
    blocks.add(.attachment(attachment))
  }

  private mutating func readTitle() {
    diagram.title = range(token.content)
    takeText()
  }

  private mutating func readAccessibility() {
    if let statement = AccessibilityStatement(scanner, at: token.start, anyCase: true) {
      statement.store(in: &accessibility, scanner)
      if !statement.isClosed {
        diagnostics.warn(
          .ignoredText, range(of: token),
          "the description is never closed, so mermaid.js takes everything behind it for its text and then drops it",
          "write `}` at its end")
      }
    }
    advance()
  }

  // MARK: Tokens

  /// Goes past the token here, which is in its place.
  mutating func advance() {
    acceptedEnd = token.end
    if token.kind == .lineEnd { recovery.sawLineEnd(token, scanner) }
    read()
  }

  /// Makes the next token the one here.
  mutating func read() {
    token = lexer.next()
    tokenCount += 1
  }

  mutating func takeName(after what: String) -> Range<Int>? {
    guard token.kind == .name else {
      complainAboutName(after: what)
      return nil
    }
    let name = token.content
    advance()
    return name
  }

  /// Goes past a text and remembers it: if a `;` ends it, the rest of the line may have been meant as part of it.
  mutating func takeText() {
    warnIfCut()
    recovery.lastText = token
    advance()
  }

  mutating func takeLineEnd(after what: String) -> Bool {
    if token.kind == .lineEnd {
      advance()
      return true
    }
    complain("\(shown) stands behind \(what), which ends its line", "begin a new line")
    recover()
    return false
  }

  /// What a text shows, and how its lines break.
  func text(of token: SequenceToken) -> SequenceDiagram.Text {
    var start = token.content.lowerBound
    let end = token.content.upperBound
    let mark = scanner.byte(at: start) == 0x3A ? start + 1 : start
    var wraps: Bool?
    if scanner.matches("wrap:", at: mark) {
      wraps = true
      start = min(mark + 5, end)
    } else if scanner.matches("nowrap:", at: mark) {
      wraps = false
      start = min(mark + 7, end)
    }
    if wraps != nil { start = min(scanner.endOfWhitespace(start), end) }
    return SequenceDiagram.Text(label: LabelText(scanner.range(start, end), .plain), wraps: wraps)
  }

  // MARK: Places

  func range(_ start: Int, _ end: Int) -> TextRange { scanner.range(start, max(start, end)) }

  func range(_ offsets: Range<Int>) -> TextRange { scanner.range(offsets.lowerBound, offsets.upperBound) }

  func range(of token: SequenceToken) -> TextRange { scanner.range(token.start, token.end) }

  /// The token here, for a message.
  var shown: String {
    switch token.kind {
    case .endOfText: "the end of the diagram"
    case .lineEnd, .unreadable: scanner.byte(at: token.start) == 0x3B ? "\";\"" : "the end of the line"
    default: "\"\(scanner.excerpt(token.start, token.end))\""
    }
  }
}
