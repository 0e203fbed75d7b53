import AtlasCore

/// Reads an event model, in which line ends are white space:
///
///     "eventmodeling" (title | accTitle | accDescr | frame | "entity" name | "data" id format? block
///       | "note" number format? block | scenario)*
///     frame: ("tf" | "rf") number role name ("->>" number)* ("[[" id "]]")? (format? data)?
///     scenario: "gwt" number "given" step+ ("when" step+)? "then" step+
///     step: role id; name: id ("." id)*; format: "`" word "`"
struct EventModelParser: TokenParser {
  private(set) var reader: TokenReader<EventTerminals>
  private var diagram: EventModelDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = EventModelDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> EventModelDiagram {
    reader.reportUnknown(
      in: "an event model", "write frames as `tf 01 ui Cart`, with letters, digits and _ in names")
    if !reader.take(.eventmodeling) {
      reader.complain(
        "an event model begins with the word \"eventmodeling\"", "write `eventmodeling` on the first line",
        rule: .badKeyword)
      skip()
    }
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    if !reader.diagnostics.hasRejection { warn() }
    return diagram
  }

  // MARK: Statements

  private mutating func readStatement() {
    let start = reader.start
    switch reader.token {
    case .title, .accTitle, .accDescr: _ = reader.takeText(title: &diagram.title)
    case .timeFrame: readFrame(start, isReset: false)
    case .resetFrame: readFrame(start, isReset: true)
    case .entity: readEntity(start)
    case .data: readData(start)
    case .note: readNote(start)
    case .scenario: readScenario(start)
    default:
      complainOfStatement()
      reader.advance()
      skip()
    }
  }

  private mutating func readFrame(_ start: Int, isReset: Bool) {
    reader.advance()
    guard let name = take(.number, "a frame begins with its number"), let role = readRole(),
      let entity = readName()
    else { return }
    var frame = EventFrame(range: entity, isReset: isReset, name: name, role: role, entity: entity)
    while reader.take(.arrow) {
      guard let source = take(.number, "behind ->> stands the number of a frame") else { return }
      frame.sources.append(source)
    }
    if reader.take(.openReference) {
      guard let reference = take(.id, "between [[ and ]] stands the name of a data block"),
        take(.closeReference, "the name of a data block ends with ]]") != nil
      else { return }
      frame.reference = reference
    }
    if reader.token == .backtick || reader.token == .inlineData {
      guard let data = readData(.inlineData, "the data of a frame stands on one line, in braces or quotes")
      else { return }
      frame.data = data
    }
    frame.range = reader.range(from: start)
    diagram.statements.append(.frame(frame))
  }

  private mutating func readEntity(_ start: Int) {
    reader.advance()
    guard let name = readName() else { return }
    diagram.statements.append(.entity(EventEntity(range: reader.range(from: start), name: name)))
  }

  private mutating func readData(_ start: Int) {
    reader.advance()
    guard let name = take(.id, "a data block begins with its name"), let data = readBlock() else { return }
    diagram.statements.append(
      .data(EventDataEntity(range: reader.range(from: start), name: name, data: data)))
  }

  private mutating func readNote(_ start: Int) {
    reader.advance()
    guard let frame = take(.number, "a note names the number of a frame"), let data = readBlock() else {
      return
    }
    diagram.statements.append(.note(EventNote(range: reader.range(from: start), frame: frame, data: data)))
  }

  private mutating func readScenario(_ start: Int) {
    reader.advance()
    guard let frame = take(.number, "gwt names the number of a frame"),
      take(.given, "a scenario has given, perhaps when, and then") != nil, let given = readSteps()
    else { return }
    var scenario = EventScenario(range: frame, frame: frame, given: given)
    if reader.take(.when) {
      guard let when = readSteps() else { return }
      scenario.when = when
    }
    guard take(.then, "a scenario has given, perhaps when, and then") != nil, let then = readSteps() else {
      return
    }
    scenario.then = then
    scenario.range = reader.range(from: start)
    diagram.statements.append(.scenario(scenario))
  }

  // MARK: Parts

  private mutating func readSteps() -> [EventScenario.Step]? {
    var steps: [EventScenario.Step] = []
    repeat {
      guard let role = readRole(), let entity = take(.id, "a step names an entity") else { return nil }
      steps.append(EventScenario.Step(role: role, entity: entity))
    } while reader.token == .role
    return steps
  }

  private mutating func readRole() -> EventRole? {
    guard reader.token == .role else {
      reader.complain(
        "\(reader.shown) is no kind of entity", "write ui, cmd, evt, rmo or pcr before the name")
      skip()
      return nil
    }
    let start = reader.start
    reader.advance()
    switch reader.scanner.byte(at: start) {
    case 0x75: return .ui
    case 0x63: return .command
    case 0x65: return .event
    case 0x72: return .readModel
    default: return .processor
    }
  }

  /// `Name`, `Lane.Name` and longer.
  private mutating func readName() -> TextRange? {
    let start = reader.start
    repeat {
      guard take(.id, "the name of an entity is letters, digits and _, with dots between") != nil else {
        return nil
      }
    } while reader.take(.dot)
    return reader.range(from: start)
  }

  private mutating func readBlock() -> EventData? {
    readData(.dataBlock, "a block begins with { at the end of its line and ends with } at the start of one")
  }

  /// A format in backticks, perhaps, and the data.
  private mutating func readData(_ token: EventTerminals.Token, _ message: String) -> EventData? {
    var format: TextRange?
    if reader.take(.backtick) {
      guard let word = take(.format, "a format is json, jsobj, figma, salt, uri, md, html or text"),
        take(.backtick, "a format stands between two backticks") != nil
      else { return nil }
      format = word
    }
    guard reader.token == token else {
      complain(message)
      return nil
    }
    let start = reader.start
    reader.advance()
    if token == .dataBlock { warnOfEmptyBlock(start) }
    let enclosure: EventData.Enclosure =
      switch reader.scanner.byte(at: start) {
      case 0x22: .quotes
      case 0x27: .singleQuotes
      default: .braces
      }
    // A block takes the line end behind its brace with it.
    let outer = reader.scanner.trimmed(start, reader.end)
    return EventData(
      format: format, text: reader.scanner.trimmedRange(outer.lowerBound + 1, outer.upperBound - 1),
      enclosure: enclosure)
  }

  private mutating func take(_ token: EventTerminals.Token, _ message: String) -> TextRange? {
    if let range = reader.readRange(token) { return range }
    complain(message)
    return nil
  }

  // MARK: Errors

  private mutating func complain(_ message: String) {
    let isWord = !reader.isAtEnd && CharacterClass.isLetter(reader.scanner.byte(at: reader.start))
    reader.complain(
      "\(reader.shown) stands in the wrong place: \(message)",
      isWord
        ? "complete the statement before it; keywords are no names"
        : "write it as `tf 02 cmd Cart.Add ->> 01`")
    // A keyword on the line of the statement was meant as a name and begins no statement of its own.
    if reader.scanner.endOfLine(reader.end) >= reader.start { reader.advance() }
    skip()
  }

  private mutating func complainOfStatement() {
    let scanner = reader.scanner
    if scanner.matches("title", at: reader.start) || scanner.matches("acc", at: reader.start) {
      return reader.complain(
        "\(reader.shown) at the beginning of a line is no statement to mermaid.js",
        "write it behind `eventmodeling`, on the same line: eventmodeling title Orders")
    }
    reader.complain(
      "\(reader.shown) begins no statement of an event model",
      "begin with tf, rf, entity, data, note or gwt; put longer data in a block")
  }

  /// Goes to the next word that begins a statement.
  private mutating func skip() {
    reader.skip { token in
      switch token {
      case .timeFrame, .resetFrame, .entity, .data, .note, .scenario, .title, .accTitle, .accDescr: true
      default: false
      }
    }
  }

  // MARK: Warnings

  /// A block that is closed on the next line reaches to the next line that begins with a brace, if there is one.
  private mutating func warnOfEmptyBlock(_ start: Int) {
    let brace = reader.scanner.endOfBlanks(start + 1) + 1
    guard reader.scanner.byte(at: brace) == 0x7D, reader.end > brace + 2 else { return }
    reader.diagnostics.warn(
      .ignoredText, reader.scanner.range(brace, brace + 1),
      "mermaid.js does not close the block here, but at the next line that begins with }, and loses what is between",
      "put a line between the braces of an empty block")
  }

  /// What mermaid.js leaves out of the picture without a word.
  private mutating func warn() {
    let bytes = reader.scanner.source.original
    var frames = NameTable()
    var blocks = NameTable()
    for case .data(let data) in diagram.statements { _ = blocks.number(of: bytes[data.name.bounds]) }
    for case .frame(let frame) in diagram.statements {
      for source in frame.sources where frames.existing(bytes[source.bounds]) == nil {
        reader.diagnostics.warn(
          .ignoredText, source,
          "no frame above has the number \(ByteText.display(bytes[source.bounds])), and mermaid.js draws no arrow from it",
          "write the number of a frame above, exactly as it is written there")
      }
      if let reference = frame.reference, blocks.existing(bytes[reference.bounds]) == nil {
        reader.diagnostics.warn(
          .ignoredText, reference,
          "no data block is called \(ByteText.display(bytes[reference.bounds])), and mermaid.js shows none",
          "declare it with `data \(ByteText.display(bytes[reference.bounds])) {`")
      }
      let count = frames.count
      if frames.number(of: bytes[frame.name.bounds]) < count {
        reader.diagnostics.warn(
          .duplicateEntry, frame.name, "two frames have the same number, and arrows go to the first of them",
          "give every frame its own number")
      }
    }
  }
}
