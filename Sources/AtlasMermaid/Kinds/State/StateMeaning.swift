import AtlasCore

/// What mermaid.js makes of a state diagram it has parsed: the states, which composite each belongs to, how many texts it
/// has. Some diagrams it refuses then, others it cannot draw.
struct StateMeaning {
  private struct State {
    /// Where it is mentioned first.
    var mention: TextRange
    var parent: Int?
    var children = 0
    var hasBody = false
    var texts = 0
    /// Mentioned first by a note, a state has no shape until a text or a body gives it one.
    var hasShape = true
    var extraText: TextRange?
  }

  private enum Parent {
    case root
    case state(Int)
    /// Inside a state whose id is "root" mermaid.js knows no parent.
    case unknown
  }

  private let scanner: Scanner
  private var table = NameTable()
  private var states: [State] = []
  /// Starts and ends: one each per composite state. The key is the composite's number, -1 outside all.
  private var starts: [Int: Int] = [:]
  private var ends: [Int: Int] = [:]
  /// The state of each name, as names and starts are numbered apart.
  private var stateOfName: [Int] = []
  /// Ends of transitions by names that mermaid.js uses itself.
  private var takenMentions: [TextRange] = []
  /// Dividers with nothing behind them.
  private var emptyRegions: [TextRange] = []
  /// `state A` alone, which is nothing to mermaid.js.
  private var lone: [StateDeclaration] = []
  /// `state f <<fork>>` behind a use of `f`.
  private var lateForms: [StateDeclaration] = []

  /// Checks a diagram without errors of syntax.
  static func check(_ diagram: StateDiagram, _ diagnostics: inout Diagnostics, _ scanner: Scanner) {
    var meaning = StateMeaning(scanner)
    meaning.read(diagram.statements, .root, -1)
    meaning.report(to: &diagnostics)
  }

  private init(_ scanner: Scanner) { self.scanner = scanner }

  // MARK: Reading

  private mutating func read(_ statements: [StateStatement], _ parent: Parent, _ scope: Int) {
    for statement in statements {
      switch statement {
      case .mention(let mention):
        see(mention.state, parent, scope, isStart: true, text: mention.description)
      case .transition(let transition):
        see(transition.from, parent, scope, isStart: true, isEdge: true)
        see(transition.to, parent, scope, isStart: false, isEdge: true)
      case .declaration(let declaration): see(declaration, parent, scope)
      case .note(let note) where note.position != .floating: see(note, parent, scope)
      case .note, .divider, .direction, .classDefinition, .classAssignment, .style, .click, .scale,
        .hideEmptyDescription:
        break
      }
    }
  }

  private mutating func see(
    _ reference: StateReference, _ parent: Parent, _ scope: Int, isStart: Bool, isEdge: Bool = false,
    text: LabelText? = nil
  ) {
    if !reference.isStartOrEnd, isRoot(reference.id) {
      if isEdge { takenMentions.append(reference.range) }
      return
    }
    if isEdge, ObjectMembers.contains(scanner.source.original[reference.id.bounds]) {
      takenMentions.append(reference.range)
    }
    let number = reference.isStartOrEnd ? startOrEnd(scope, isStart, reference.range) : state(reference.id)
    put(number, in: parent)
    if let text { add(text.range, to: number) }
  }

  private mutating func see(_ declaration: StateDeclaration, _ parent: Parent, _ scope: Int) {
    let isStart = isStartOrEnd(declaration.id)
    if declaration.statements == nil, declaration.form == .plain, declaration.label == nil {
      lone.append(declaration)
      return
    }
    guard isStart || !isRoot(declaration.id) else {
      if let statements = declaration.statements { read(body: statements, .unknown, -1) }
      return
    }
    let count = states.count
    let number = isStart ? startOrEnd(scope, true, declaration.id) : state(declaration.id)
    if number < count, declaration.form != .plain { lateForms.append(declaration) }
    put(number, in: parent)
    // A label and its description arrive together and count as one text.
    if let label = declaration.label { add(label.range, to: number) }
    guard let statements = declaration.statements else { return }
    states[number].hasBody = true
    states[number].hasShape = true
    read(body: statements, .state(number), number)
  }

  private mutating func see(_ note: StateNote, _ parent: Parent, _ scope: Int) {
    if isRoot(note.id) { return }
    let before = states.count
    let number = isStartOrEnd(note.id) ? startOrEnd(scope, true, note.id) : state(note.id)
    if number == before { states[number].hasShape = false }
    if ObjectMembers.contains(scanner.source.original[note.id.bounds]) { takenMentions.append(note.id) }
    put(number, in: parent)
  }

  /// The statements of a composite state: with dividers between them each region is a composite of its own.
  private mutating func read(body statements: [StateStatement], _ parent: Parent, _ scope: Int) {
    let isDivided = statements.contains { if case .divider = $0 { true } else { false } }
    guard isDivided else { return read(statements, parent, scope) }
    var region: [StateStatement] = []
    var last: TextRange?
    for statement in statements {
      if case .divider(let range) = statement {
        readRegion(region, parent, range)
        region = []
        last = range
      } else {
        region.append(statement)
      }
    }
    // Behind the last divider a region needs a statement; without any, the dividers stay as they are, and as such
    // mermaid.js cannot draw them.
    if let last, region.isEmpty { emptyRegions.append(last) } else { readRegion(region, parent, last) }
  }

  private mutating func readRegion(_ statements: [StateStatement], _ parent: Parent, _ divider: TextRange?) {
    let number = states.count
    states.append(State(mention: divider ?? TextRange(at: 0)))
    states[number].hasBody = true
    put(number, in: parent)
    read(statements, .state(number), number)
  }

  // MARK: States

  private func isStartOrEnd(_ id: TextRange) -> Bool {
    id.count == 3 && scanner.source.original[id.bounds].elementsEqual("[*]".utf8)
  }

  private func isRoot(_ id: TextRange) -> Bool {
    id.count == 4 && scanner.source.original[id.bounds].elementsEqual("root".utf8)
  }

  private mutating func state(_ id: TextRange) -> Int {
    let name = table.number(of: scanner.source.original[id.bounds])
    if name < stateOfName.count { return stateOfName[name] }
    stateOfName.append(states.count)
    states.append(State(mention: id))
    // An id that looks like a tag is not its own text to mermaid.js.
    if scanner.source.original[id.bounds].contains(0x3C) { states[states.count - 1].texts = 1 }
    return states.count - 1
  }

  private mutating func startOrEnd(_ scope: Int, _ isStart: Bool, _ range: TextRange) -> Int {
    if let known = isStart ? starts[scope] : ends[scope] { return known }
    let number = states.count
    states.append(State(mention: range))
    if isStart { starts[scope] = number } else { ends[scope] = number }
    return number
  }

  private mutating func put(_ number: Int, in parent: Parent) {
    if case .state(let composite) = parent { states[number].parent = composite }
  }

  private mutating func add(_ text: TextRange, to number: Int) {
    states[number].texts += 1
    states[number].hasShape = true
    if states[number].texts == 2 { states[number].extraText = text }
  }

  // MARK: Reporting

  private mutating func report(to diagnostics: inout Diagnostics) {
    for state in states where state.hasBody && state.texts > 1 {
      diagnostics.reject(
        .semanticError, state.extraText ?? state.mention, line: .none,
        "a composite state can have one text, and this is another for \"\(scanner.source.string(state.mention))\"",
        "remove it, or write it in a note")
    }
    for mention in takenMentions {
      diagnostics.cannotRender(
        mention, "mermaid.js needs the name \"\(scanner.source.string(mention))\" for itself",
        "give the state another name")
    }
    for number in states.indices { if let parent = states[number].parent { states[parent].children += 1 } }
    reportCycles(to: &diagnostics)
    reportLosses(to: &diagnostics)
    for state in states where state.hasBody && state.children == 0 {
      reportEmpty(state.mention, to: &diagnostics)
    }
    for region in emptyRegions { reportEmpty(region, to: &diagnostics) }
    for state in states where !state.hasShape {
      diagnostics.cannotRender(
        state.mention, "a note is the first to mention this state",
        "write the state, or a transition of it, before the note")
    }
  }

  private func reportEmpty(_ range: TextRange, to diagnostics: inout Diagnostics) {
    diagnostics.cannotRender(
      range, "mermaid.js cannot draw a composite state or a region with nothing of its own in it",
      "write a state into it (`state A` alone is none), or remove the braces")
  }

  private func reportLosses(to diagnostics: inout Diagnostics) {
    for declaration in lateForms {
      diagnostics.warn(
        .ignoredText, declaration.range,
        "mermaid.js draws this as an ordinary state, because it is used before it is declared",
        "write the declaration above the first use")
    }
    for declaration in lone where table.existing(scanner.source.original[declaration.id.bounds]) == nil {
      let name = scanner.source.string(declaration.id)
      diagnostics.warn(
        .ignoredText, declaration.range, "mermaid.js draws nothing for `state \(name)` alone",
        "write `\(name)`, without the word `state`")
    }
  }

  /// A composite state inside itself.
  private func reportCycles(to diagnostics: inout Diagnostics) {
    var rounds = [Int](repeating: 0, count: states.count)
    for number in states.indices where rounds[number] == 0 {
      var place = number
      while rounds[place] == 0 {
        rounds[place] = number + 1
        guard let parent = states[place].parent else { break }
        place = parent
      }
      if rounds[place] == number + 1, let parent = states[place].parent, rounds[parent] == number + 1 {
        diagnostics.cannotRender(
          states[place].mention, "this composite state stands inside itself",
          "move it out, or give the inner state another name")
      }
    }
  }
}
