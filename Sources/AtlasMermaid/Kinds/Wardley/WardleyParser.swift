import AtlasCore

/// Reads a Wardley map:
///
///     (line end)* "wardley-beta" (line end | title | accTitle | accDescr | statement)*
///     statement: "size" "[" integer "," integer "]" | "evolution" stage ("->" stage)+ | "anchor" name place
///       | "component" name place label? ("(" strategy ")")? ("inertia" | "(" "inertia" ")")?
///       | name port? arrow? name port? label? | "evolve" name decimal
///       | "pipeline" name "{" (line end)+ ("component" name "[" decimal "]" label? (line end)+)+ "}"
///       | "note" string place | "annotations" place | "annotation" integer "," place string
///       | ("accelerator" | "deaccelerator") name place
///
/// each ended by a line end.
struct WardleyParser: TokenParser {
  private(set) var reader: TokenReader<WardleyTerminals>
  private var diagram: WardleyDiagram

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = WardleyDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> WardleyDiagram {
    reader.reportUnknown(
      in: "a Wardley map", "put names with other characters than letters, digits, _ - & ( ) in quotes")
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    if !reader.diagnostics.hasRejection {
      WardleyMeaning.check(diagram, reader.scanner.source, &reader.diagnostics)
    }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    guard reader.take(.wardley) else {
      reader.complain(
        "a Wardley map begins with the word \"wardley-beta\"", "write `wardley-beta` on the first line",
        rule: .badKeyword)
      return reader.skipLine()
    }
  }

  private mutating func readStatement() {
    let start = reader.start
    warnOfCutWord()
    switch reader.token {
    case .lineEnd: return reader.advance()
    case .title, .accTitle, .accDescr: return reader.takeTextLine(title: &diagram.title)
    case .size: readSize(start)
    case .evolution: readEvolution(start)
    case .anchor: readNode(start, isAnchor: true)
    case .component: readNode(start, isAnchor: false)
    case .string, .id, .name: readLink(start)
    case .evolve: readEvolve(start)
    case .pipeline: readPipeline(start)
    case .note: readMark(.note, start)
    case .annotations: readMark(.annotations, start)
    case .annotation: readMark(.annotation, start)
    case .accelerator: readMark(.accelerator, start)
    case .deaccelerator: readMark(.deaccelerator, start)
    default:
      if !complainOfReservedWord() {
        reader.complain(
          "\(reader.shown) begins no statement of a Wardley map",
          "begin the line with component, anchor, pipeline, note, evolve, or the name a link starts at")
      }
      reader.skipLine()
    }
  }

  private mutating func readSize(_ start: Int) {
    reader.advance()
    guard expect(.openBracket, "[", Help.size), let width = take(.integer, "a width in pixels", Help.size),
      expect(.comma, ",", Help.size), let height = take(.integer, "a height in pixels", Help.size),
      expect(.closeBracket, "]", Help.size)
    else { return }
    diagram.statements.append(
      .size(WardleySize(range: reader.range(from: start), width: width, height: height)))
    reader.expectLineEnd(after: "the size")
  }

  private mutating func readEvolution(_ start: Int) {
    reader.advance()
    var evolution = WardleyEvolution(range: reader.rangeHere)
    guard let first = readStage() else { return }
    evolution.stages.append(first)
    repeat {
      guard expect(.arrow, "->", Help.evolution), let stage = readStage() else { return }
      evolution.stages.append(stage)
    } while reader.token == .arrow
    evolution.range = reader.range(from: start)
    diagram.statements.append(.evolution(evolution))
    reader.expectLineEnd(after: "the evolution")
  }

  private mutating func readStage() -> WardleyEvolution.Stage? {
    guard let name = readName("a stage", Help.evolution) else { return nil }
    var stage = WardleyEvolution.Stage(name: name)
    if reader.take(.at) {
      guard let boundary = take(.decimal, "the boundary of a stage", Help.evolution) else { return nil }
      stage.boundary = boundary
    }
    if reader.take(.slash) {
      guard let second = readName("the second name of a stage", Help.evolution) else { return nil }
      stage.secondName = second
    }
    return stage
  }

  private mutating func readNode(_ start: Int, isAnchor: Bool) {
    reader.advance()
    let help = isAnchor ? Help.anchor : Help.component
    guard let name = readName(isAnchor ? "an anchor" : "a component", help),
      let (visibility, evolution) = readPlace(.decimal, help)
    else { return }
    var node = WardleyNode(
      range: name.range, isAnchor: isAnchor, name: name, visibility: visibility, evolution: evolution)
    if !isAnchor {
      guard readLabelOffset(&node), readDecorations(&node) else { return }
    }
    node.range = reader.range(from: start)
    diagram.statements.append(.node(node))
    reader.expectLineEnd(after: isAnchor ? "an anchor" : "a component")
  }

  private mutating func readLink(_ start: Int) {
    guard let from = readName("a link", Help.link) else { return }
    var flow = reader.token == .linkPort ? takeFlow() : nil
    var link = WardleyLink(range: from.range, from: from, to: from)
    if reader.token == .arrow || reader.token == .linkArrow {
      let arrow = reader.start
      reader.advance()
      read(arrow: arrow, reader.end, &link)
    }
    guard let to = readName("the end of a link", Help.link) else { return }
    link.to = to
    if reader.token == .linkPort {
      let second = takeFlow()
      flow = flow ?? second
    }
    link.flow = flow ?? link.flow
    if reader.token == .linkLabel {
      let label = reader.scanner.trimmedRange(reader.start + 1, reader.scanner.endOfLine(reader.start))
      reader.advance()
      link.label = link.label ?? LabelText(label, .plain)
    }
    link.range = reader.range(from: start)
    diagram.statements.append(.link(link))
    reader.expectLineEnd(after: "a link")
  }

  private mutating func readEvolve(_ start: Int) {
    reader.advance()
    guard let component = readName("the component that evolves", Help.evolve),
      let target = take(.decimal, "the place it evolves to", Help.evolve)
    else { return }
    diagram.statements.append(
      .evolve(WardleyEvolve(range: reader.range(from: start), component: component, target: target)))
    reader.expectLineEnd(after: "an evolution of a component")
  }

  private mutating func readPipeline(_ start: Int) {
    reader.advance()
    guard let parent = readName("a pipeline", Help.pipeline), expect(.openBrace, "{", Help.pipeline) else {
      return
    }
    var pipeline = WardleyPipeline(range: parent.range, parent: parent)
    guard reader.token == .lineEnd else {
      reader.complain("\(reader.shown) stands behind the { of a pipeline", "begin a new line behind the {")
      return reader.skipLine()
    }
    reader.skipLineEnds()
    repeat {
      guard let component = readPipelineComponent() else { return closePipeline() }
      pipeline.components.append(component)
    } while reader.token == .component
    guard expect(.closeBrace, "} of the pipeline", Help.pipeline) else { return closePipeline() }
    pipeline.range = reader.range(from: start)
    diagram.statements.append(.pipeline(pipeline))
    reader.expectLineEnd(after: "a pipeline")
  }

  /// Behind an error inside a pipeline: goes behind its brace, where one closes it before another statement could.
  private mutating func closePipeline() {
    while reader.token == .lineEnd || reader.token == .component {
      reader.skipLine()
      reader.skipLineEnds()
    }
    if reader.take(.closeBrace) { reader.skipLine() }
  }

  private mutating func readPipelineComponent() -> WardleyNode? {
    let start = reader.start
    guard expect(.component, "component", Help.pipeline) else { return nil }
    guard let name = readName("a component", Help.pipelineComponent),
      expect(.openBracket, "[", Help.pipelineComponent),
      let evolution = take(.decimal, "the evolution of a component", Help.pipelineComponent)
    else { return nil }
    if reader.token == .comma {
      reader.complain(
        "a component of a pipeline has one number, its evolution", "leave out the visibility, as in [0.5]")
      reader.skipLine()
      return nil
    }
    guard expect(.closeBracket, "]", Help.pipelineComponent) else { return nil }
    var node = WardleyNode(range: name.range, isAnchor: false, name: name, evolution: evolution)
    guard readLabelOffset(&node) else { return nil }
    node.range = reader.range(from: start)
    guard reader.isAtEnd || reader.token == .lineEnd else {
      reader.expectLineEnd(after: "a component of a pipeline")
      return nil
    }
    reader.expectLineEnd(after: "a component of a pipeline")
    return node
  }

  private mutating func readMark(_ role: WardleyMark.Role, _ start: Int) {
    reader.advance()
    var mark = WardleyMark(range: reader.rangeHere, role: role, x: reader.rangeHere, y: reader.rangeHere)
    let help: String
    switch role {
    case .note:
      help = Help.note
      guard let text = readString("a note", help) else { return }
      mark.text = text
    case .annotation:
      help = Help.annotation
      guard let number = take(.integer, "the number of an annotation", help), expect(.comma, ",", help) else {
        return
      }
      mark.number = number
    case .annotations: help = Help.annotations
    case .accelerator, .deaccelerator:
      help = Help.accelerator
      guard let name = readName("an \(role.rawValue)", help) else { return }
      mark.text = name
    }
    let takesIntegers = role == .annotation || role == .annotations
    guard let place = readPlace(takesIntegers ? .integer : .decimal, help) else { return }
    (mark.x, mark.y) = place
    if role == .annotation {
      guard let text = readString("an annotation", help) else { return }
      mark.text = text
    }
    mark.range = reader.range(from: start)
    diagram.statements.append(.mark(mark))
    reader.expectLineEnd(after: "a line of a Wardley map")
  }

  /// `components X`: a statement about a component called `s X`.
  private mutating func warnOfCutWord() {
    switch reader.token {
    case .size, .evolution, .anchor, .component, .evolve, .pipeline, .accelerator, .deaccelerator: break
    default: return
    }
    let end = reader.element?.end ?? reader.start
    guard CharacterClass.isWord(reader.scanner.byte(at: end)) else { return }
    reader.diagnostics.warn(
      .textCut, reader.scanner.range(reader.start, reader.scanner.endOfID(reader.start) ?? end),
      "mermaid.js reads the statement \(reader.shown) here, and the letters behind it as the beginning of a name",
      "put a blank behind \(reader.shown), or put the name in quotes")
  }

  // MARK: Parts

  /// `[0.5, 0.5]`; integers too where the kind of number is integer.
  private mutating func readPlace(
    _ number: WardleyTerminals.Token, _ help: String
  ) -> (TextRange, TextRange)? {
    guard expect(.openBracket, "[", help), let first = readCoordinate(number, help),
      expect(.comma, ",", help), let second = readCoordinate(number, help), expect(.closeBracket, "]", help)
    else { return nil }
    return (first, second)
  }

  private mutating func readCoordinate(_ number: WardleyTerminals.Token, _ help: String) -> TextRange? {
    if let decimal = reader.readRange(.decimal) { return decimal }
    return take(number, "a number from 0 to 1 with a decimal point", help)
  }

  /// `label [-20, 10]`, or nothing.
  private mutating func readLabelOffset(_ node: inout WardleyNode) -> Bool {
    guard reader.take(.label) else { return true }
    guard expect(.openBracket, "[", Help.label) else { return false }
    let isLeft = reader.take(.minus)
    guard let x = take(.integer, "a distance in pixels", Help.label), expect(.comma, ",", Help.label) else {
      return false
    }
    let isUp = reader.take(.minus)
    guard let y = take(.integer, "a distance in pixels", Help.label), expect(.closeBracket, "]", Help.label)
    else { return false }
    node.labelOffset = WardleyOffset(x: x, y: y, isLeft: isLeft, isUp: isUp)
    return true
  }

  /// `(build)`, then `inertia` or `(inertia)`, each or none.
  private mutating func readDecorations(_ node: inout WardleyNode) -> Bool {
    if reader.token == .openParenthesis, reader.token(ahead: 1) == .strategy {
      reader.advance()
      node.strategy = reader.takeRange()
      guard expect(.closeParenthesis, ")", Help.component) else { return false }
    }
    if reader.take(.inertia) {
      node.hasInertia = true
    } else if reader.take(.openParenthesis) {
      guard
        take(.inertia, "a strategy or inertia", "write (build), (buy), (outsource), (market) or (inertia)")
          != nil,
        expect(.closeParenthesis, ")", Help.component)
      else { return false }
      node.hasInertia = true
    }
    if reader.token == .label || reader.token == .openParenthesis {
      reader.complain(
        "\(reader.shown) stands behind what it must stand before",
        "write label, then the strategy, then inertia: `label [5, 5] (build) inertia`")
      reader.skipLine()
      return false
    }
    return true
  }

  /// The direction of `+>`, `+<`, `+<>`.
  private mutating func takeFlow() -> WardleyLink.Flow {
    let start = reader.start
    reader.advance()
    return flow(start, reader.end) ?? .forward
  }

  private func flow(_ start: Int, _ end: Int) -> WardleyLink.Flow? {
    let isBackward = reader.scanner.next(0x3C, from: start) < end
    let isForward = reader.scanner.next(0x3E, from: start) < end
    if isBackward, isForward, reader.scanner.matches("<>", at: end - 2) { return .both }
    return isBackward ? .backward : isForward ? .forward : nil
  }

  private func read(arrow start: Int, _ end: Int, _ link: inout WardleyLink) {
    let scanner = reader.scanner
    link.isDashed = scanner.matches("-.->", at: start)
    guard scanner.byte(at: start) == 0x2B else { return }
    let close = scanner.next(0x27, from: start + 2)
    if close > start + 2 { link.label = LabelText(scanner.range(start + 2, close), .quoted) }
    link.flow = flow(close, end)
  }

  private mutating func readName(_ what: String, _ help: String) -> LabelText? {
    switch reader.token {
    case .string:
      return reader.readQuoted(.string)
    case .id, .name: return LabelText(reader.takeRange(), .plain)
    default:
      if !complainOfReservedWord() {
        reader.complain("\(reader.shown) is no name of \(what)", help)
      }
      reader.skipLine()
      return nil
    }
  }

  private mutating func readString(_ what: String, _ help: String) -> LabelText? {
    guard reader.token == .string else {
      reader.complain("the text of \(what) stands in quotes", help)
      reader.skipLine()
      return nil
    }
    return readName(what, help)
  }

  private mutating func take(
    _ token: WardleyTerminals.Token, _ what: String, _ help: String
  ) -> TextRange? {
    if let range = reader.readRange(token) { return range }
    let isDecimal = token == .decimal && (reader.token == .integer || reader.token == .id)
    let noun =
      what.hasPrefix("a ") ? what.dropFirst(2) : what.hasPrefix("the ") ? what.dropFirst(4) : what[...]
    reader.complain(
      "\(reader.shown) is no \(noun)", isDecimal ? "write digits, a point, digits: 1.0, 0.5" : help)
    reader.skipLine()
    return nil
  }

  private mutating func expect(
    _ token: WardleyTerminals.Token, _ sign: String, _ help: String
  ) -> Bool {
    if reader.take(token) { return true }
    reader.complain("\(reader.shown) stands where \(sign) is expected", help)
    reader.skipLine()
    return false
  }

  /// A name that begins with one of the grammar's words, which mermaid.js cuts off it.
  private mutating func complainOfReservedWord() -> Bool {
    guard !reader.isAtEnd, CharacterClass.isLetter(reader.scanner.byte(at: reader.start)) else {
      return false
    }
    let start = reader.start
    let end = WardleyTerminals.endOfName(reader.scanner, start)
    reader.complain(
      "mermaid.js reads \(reader.shown) as a word of its own, wherever a name begins with it",
      "put the name in quotes: \"\(reader.scanner.excerpt(start, end))\"", rule: .reservedID,
      fix: reader.scanner.quoting(start..<end))
    return true
  }

  private enum Help {
    static let size = "write `size [1100, 800]`"
    static let evolution = "write `evolution Genesis -> Custom -> Product -> Commodity`"
    static let anchor = "write `anchor Customer [0.95, 0.6]`"
    static let component = "write `component Kettle [0.45, 0.35]`"
    static let label = "write `label [-20, 10]`"
    static let link = "write `Customer -> Kettle`"
    static let evolve = "write `evolve Kettle 0.62`"
    static let pipeline = "write `pipeline Kettle {`, its components on lines of their own, and `}`"
    static let pipelineComponent = "write `component Electric [0.63]`"
    static let note = "write `note \"text\" [0.5, 0.5]`"
    static let annotations = "write `annotations [0.9, 0.1]`"
    static let annotation = "write `annotation 1,[0.4, 0.4] \"text\"`"
    static let accelerator = "write `accelerator Name [0.5, 0.5]`"
  }
}
