import AtlasCore

/// Goes through a sequence diagram as mermaid.js does when it has read it all: who is a participant, who is active, who
/// was created or destroyed. Mermaid stops at the first complaint, this goes on. At the end it says what mermaid.js
/// could not draw, and what it silently loses.
struct SequenceChecks {
  private let source: MermaidSource
  private(set) var diagnostics: Diagnostics
  private var actors: [SequenceActor] = []
  private var numbers: [ArraySlice<UInt8>: Int] = [:]
  private var currentBox: Int?
  private var boxCount = 0
  private var created: Int?
  private var destroyed: Int?

  init(_ source: MermaidSource, _ diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  mutating func run(_ diagram: SequenceDiagram) {
    check(diagram.statements)
    reportActors()
  }

  private mutating func check(_ statements: [SequenceDiagram.Statement]) {
    for statement in statements {
      switch statement {
      case .participant(let node): check(node)
      case .destruction(let node): destroyed = number(of: node.id)
      case .box(let node): check(node)
      case .message(let node): check(node)
      case .note(let node): check(node)
      case .activation(let node): check(node)
      case .block(let node): check(node)
      case .numbering: break
      case .attachment(let node): check(node)
      }
    }
  }

  // MARK: Participants

  private mutating func check(_ participant: SequenceDiagram.Participant) {
    let actor = number(of: participant.id)
    if participant.isCreated {
      if actors[actor].isKnown {
        reject(
          participant.id, "\"\(name(actor))\" cannot be created: there is a participant of this name already",
          "create one of another id, with the same name behind `as`")
      }
      created = actor
    }
    var config: SequenceConfig?
    if let range = participant.properties {
      do throws(YAMLError) {
        config = try SequenceConfig(source.cleanedText(of: range))
      } catch {
        return reject(range, "the braces hold no YAML: \(error.message)", error.help)
      }
    }
    declare(participant, actor, config)
  }

  private mutating func declare(
    _ participant: SequenceDiagram.Participant, _ actor: Int, _ config: SequenceConfig?
  ) {
    let type = config?.type ?? participant.keyword.rawValue
    let isLabelFree = participant.alias.map { text($0.label.range) == text(participant.id) } ?? true
    let configLabel = isLabelFree ? config?.label : nil
    let hasLabel = participant.alias != nil || configLabel != nil
    let isNew = !actors[actor].isKnown
    enterBox(actor, participant.id)
    guard isNew || hasLabel else { return warnAboutRepetition(participant, actor, type, config) }
    if actors[actor].hasLabel, diagnostics.canWarn {
      diagnostics.warn(
        .nodeRedefined, participant.range, "this name replaces the one \"\(name(actor))\" was given before",
        "name a participant once")
    }
    actors[actor].hasLabel = hasLabel
    actors[actor].type = type
    actors[actor].links = [:]
    actors[actor].linkPlace = nil
    actors[actor].badIcon = nil
    actors[actor].badLabel = nil
    if let configLabel {
      if case .string(let label) = configLabel {
        checkMath(Array(label.utf8)[...], participant.range)
      } else {
        actors[actor].badLabel = participant.properties
      }
    } else {
      checkMath(text(participant.alias?.label.range ?? participant.id), participant.range)
    }
  }

  /// A second declaration without a name changes nothing.
  private mutating func warnAboutRepetition(
    _ participant: SequenceDiagram.Participant, _ actor: Int, _ type: String, _ config: SequenceConfig?
  ) {
    guard diagnostics.canWarn, config != nil || type != actors[actor].type else { return }
    diagnostics.warn(
      .ignoredText, participant.range,
      "\"\(name(actor))\" is a participant already, so mermaid.js does not look at \(config == nil ? "this kind" : "these braces")",
      "declare it so where it is named first")
  }

  /// A message or note makes a participant of whom it names.
  private mutating func mention(_ id: TextRange) -> Int {
    let actor = number(of: id)
    if !actors[actor].isKnown {
      enterBox(actor, id)
      checkMath(text(id), id)
    }
    return actor
  }

  private mutating func enterBox(_ actor: Int, _ place: TextRange) {
    actors[actor].isKnown = true
    if let box = actors[actor].box, let currentBox, box != currentBox {
      return reject(
        place, "\"\(name(actor))\" stands in two boxes", "keep it in one of them")
    }
    actors[actor].box = actors[actor].box ?? currentBox
  }

  private mutating func check(_ box: SequenceDiagram.Box) {
    currentBox = boxCount
    boxCount += 1
    check(box.statements)
    currentBox = nil
  }

  // MARK: Messages, notes and blocks

  private mutating func check(_ message: SequenceDiagram.Message) {
    let sender = mention(message.source)
    let receiver = mention(message.target)
    if let expected = created {
      if receiver != expected {
        reject(
          message.range, "\"\(name(expected))\" was created, and the next message does not go to it",
          "put the message that creates it directly behind `create`")
      }
      created = nil
    } else if let expected = destroyed {
      if sender != expected, receiver != expected {
        reject(
          message.range, "\"\(name(expected))\" was destroyed, and the next message is not from it or to it",
          "put its last message directly behind `destroy`")
      }
      destroyed = nil
    }
    switch message.activation {
    case .starts: start(receiver, message.activationMark ?? message.range)
    case .ends: end(sender, message.activationMark ?? message.range, isMark: true)
    case nil: break
    }
    checkMath(text(message.text.label.range), message.text.label.range)
  }

  private mutating func check(_ note: SequenceDiagram.Note) {
    for id in note.participants { _ = mention(id) }
    checkMath(text(note.text.label.range), note.text.label.range)
  }

  private mutating func check(_ block: SequenceDiagram.Block) {
    // The label of an empty block is broken into pieces too short for a formula.
    let showsLabels = block.keyword != .rect && block.sections.contains { !$0.statements.isEmpty }
    for section in block.sections {
      if showsLabels { checkMath(text(section.text.label.range), section.text.label.range) }
      check(section.statements)
    }
  }

  // MARK: Activations

  private mutating func check(_ activation: SequenceDiagram.Activation) {
    let actor = number(of: activation.id)
    if activation.starts {
      start(actor, activation.range)
    } else {
      end(actor, activation.range, isMark: false)
    }
  }

  private mutating func start(_ actor: Int, _ place: TextRange) {
    actors[actor].activity += 1
    actors[actor].activationStart = place
  }

  private mutating func end(_ actor: Int, _ place: TextRange, isMark: Bool) {
    guard actors[actor].activity > 0 else {
      guard diagnostics.isOpen else { return }
      return diagnostics.reject(
        .sequenceActivation, place, line: .none,
        "\"\(name(actor))\" is not active here and cannot be deactivated",
        isMark ? "remove the `-`, or activate it before" : "remove this line, or activate it before",
        fix: isMark ? Fix(safe: false, edits: [TextEdit(place, "")]) : nil)
    }
    actors[actor].activity -= 1
  }

  // MARK: Links and properties

  private mutating func check(_ attachment: SequenceDiagram.Attachment) {
    let actor = mention(attachment.id)
    let content = text(attachment.content)
    switch attachment.keyword {
    case .link: addLink(content, attachment, actor)
    case .links: addLinks(content, attachment, actor)
    case .properties: addProperties(content, attachment, actor)
    case .details: break
    }
  }

  private mutating func addLink(
    _ content: ArraySlice<UInt8>, _ link: SequenceDiagram.Attachment, _ actor: Int
  ) {
    actors[actor].linkPlace = link.range
    guard let mark = content.firstIndex(of: 0x40) else {
      actors[actor].links[""] = false
      return diagnostics.warn(
        .ignoredText, link.range, "a link needs ` @ ` between its label and its address",
        "write `\(SequenceRecovery.example(of: .link))`")
    }
    let label = content[..<max(mark - 1, content.startIndex)]
    actors[actor].links[String(decoding: label, as: UTF8.self)] = false
  }

  private mutating func addLinks(
    _ content: ArraySlice<UInt8>, _ links: SequenceDiagram.Attachment, _ actor: Int
  ) {
    guard let value = json(content, links) else { return }
    var found: [(String, JSONValue)] = []
    switch value {
    case .object(let members): found = members.map { ($0.key, $0.node.value) }
    case .array(let elements): found = elements.enumerated().map { ("\($0.offset)", $0.element.value) }
    case .string(let text): found = text.utf16.indices.enumerated().map { ("\($0.offset)", .string("x")) }
    case .null, .bool, .number: break
    }
    for (label, address) in found {
      actors[actor].links[label] = address.isTruthy && !address.isString
      actors[actor].linkPlace = links.range
    }
  }

  private mutating func addProperties(
    _ content: ArraySlice<UInt8>, _ properties: SequenceDiagram.Attachment, _ actor: Int
  ) {
    guard case .object(let members)? = json(content, properties),
      let icon = members.last(where: { $0.key == "icon" })?.node.value
    else { return }
    actors[actor].badIcon = icon.isTruthy && !icon.isString ? properties.range : nil
  }

  /// The JSON of an attachment. Mermaid only logs what is none, and cleans the text of tags before it looks.
  private mutating func json(
    _ content: ArraySlice<UInt8>, _ attachment: SequenceDiagram.Attachment
  ) -> JSONValue? {
    do throws(JSONError) {
      let value = try JSONReader.read(Array(content)).value
      return hasTag(content) ? nil : value
    } catch {
      diagnostics.warn(
        .ignoredText, attachment.range,
        "mermaid.js ignores this: what stands behind the colon is no JSON: \(error.message)",
        "write `\(SequenceRecovery.example(of: attachment.keyword))`, with `#35;` for \"#\" and `#59;` for \";\""
      )
      return nil
    }
  }

  private func hasTag(_ content: ArraySlice<UInt8>) -> Bool {
    content.indices.dropLast().contains {
      content[$0] == 0x3C
        && (CharacterClass.isLetter(content[$0 + 1]) || [0x21, 0x2F, 0x3F].contains(content[$0 + 1]))
    }
  }

  // MARK: What cannot be drawn, and what is lost

  private mutating func reportActors() {
    for actor in actors where actor.mayBeReported {
      let name = source.string(actor.id)
      if let start = actor.activationStart, !actor.isKnown {
        diagnostics.cannotRender(
          start, "\"\(name)\" is activated and no participant", "declare it with `participant \(name)`")
      } else if let start = actor.activationStart, actor.activity > 0 {
        diagnostics.warn(
          .ignoredText, start,
          "\"\(name)\" is never deactivated, so mermaid.js draws no bar for this activation",
          "write `deactivate \(name)`, or `-` behind the arrow of its last message")
      }
      guard actor.isKnown else { continue }
      if let place = actor.badLabel {
        diagnostics.cannotRender(place, "the alias of \"\(name)\" is no text", "put it into quotes")
      }
      if let place = actor.linkPlace, !actor.links.isEmpty, !actor.canHaveLinks {
        diagnostics.cannotRender(
          place, "\"\(name)\" is of type \"\(actor.type)\", on which mermaid.js cannot hang links",
          "make it a participant, or remove its links")
      } else if let place = actor.linkPlace, actor.links.values.contains(true) {
        diagnostics.cannotRender(place, "an address of \"\(name)\" is no text", "put it into quotes")
      }
      if let place = actor.badIcon, actor.hasIcon {
        diagnostics.cannotRender(place, "the icon of \"\(name)\" is no text", "put it into quotes")
      }
    }
  }

  private mutating func checkMath(_ text: ArraySlice<UInt8>, _ place: TextRange) {
    guard text.contains(0x24), let problem = MathText.problem(in: text) else { return }
    diagnostics.cannotRender(
      place, "between `$$` stands a formula, and this one has \(problem)",
      "correct the formula, or write `#36;` for each \"$\"")
  }

  // MARK: Names

  private mutating func number(of id: TextRange) -> Int {
    let key = text(id)
    if let number = numbers[key] { return number }
    numbers[key] = actors.count
    actors.append(SequenceActor(id: id))
    return actors.count - 1
  }

  private func name(_ actor: Int) -> String { source.string(actors[actor].id) }

  private func text(_ range: TextRange) -> ArraySlice<UInt8> { source.cleanedText(of: range) }

  private mutating func reject(_ place: TextRange, _ message: String, _ help: String) {
    diagnostics.reject(.semanticError, place, line: .none, message, help)
  }
}
