import AtlasCore

/// A state diagram as it is written, statement by statement. `stateDiagram` and `stateDiagram-v2` are the same language.
public struct StateDiagram: SyntaxNode {
  public var range: TextRange
  public var statements: [StateStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("state diagram", range)
    sink.children(statements)
    sink.close()
  }
}

public enum StateStatement: SyntaxNode {
  case mention(StateMention)
  case transition(StateTransition)
  case declaration(StateDeclaration)
  /// `--`, which divides a composite state into concurrent regions.
  case divider(TextRange)
  case note(StateNote)
  case direction(DirectionStatement)
  case classDefinition(StyleClassDefinition)
  case classAssignment(StyleClassAssignment)
  case style(StyleStatement)
  case click(StateClick)
  case scale(StateScale)
  /// `hide empty description`
  case hideEmptyDescription(TextRange)

  public var range: TextRange {
    switch self {
    case .mention(let mention): mention.range
    case .transition(let transition): transition.range
    case .declaration(let declaration): declaration.range
    case .divider(let range), .hideEmptyDescription(let range): range
    case .scale(let scale): scale.range
    case .note(let note): note.range
    case .direction(let direction): direction.range
    case .classDefinition(let definition): definition.range
    case .classAssignment(let assignment): assignment.range
    case .style(let style): style.range
    case .click(let click): click.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .mention(let mention): mention.describe(to: &sink)
    case .transition(let transition): transition.describe(to: &sink)
    case .declaration(let declaration): declaration.describe(to: &sink)
    case .divider(let range):
      sink.open("divider", range)
      sink.close()
    case .note(let note): note.describe(to: &sink)
    case .direction(let direction): direction.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .classAssignment(let assignment): assignment.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    case .click(let click): click.describe(to: &sink)
    case .scale(let scale): scale.describe(to: &sink)
    case .hideEmptyDescription(let range):
      sink.open("hide empty description", range)
      sink.close()
    }
  }
}

/// A state by its id, perhaps with a class: `Idle:::quiet`. The id `[*]` is the start or the end.
public struct StateReference: SyntaxNode {
  public var range: TextRange
  public var id: TextRange
  public var isStartOrEnd: Bool
  /// The class behind `:::`.
  public var className: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("state", range)
    sink.token("id", id)
    sink.token("class", className)
    sink.close()
  }
}

/// A state standing alone, perhaps with a text: `Idle : waits for work`.
public struct StateMention: SyntaxNode {
  public var range: TextRange
  public var state: StateReference
  public var description: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("mention", range)
    state.describe(to: &sink)
    if let description { sink.label("label", description) }
    sink.close()
  }
}

/// `Idle --> Busy : job`
public struct StateTransition: SyntaxNode {
  public var range: TextRange
  public var from: StateReference
  public var to: StateReference
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("transition", range)
    from.describe(to: &sink)
    to.describe(to: &sink)
    if let label { sink.label("label", label) }
    sink.close()
  }
}

/// What begins with `state`: `state "Waits" as Idle`, `state f <<fork>>`, `state Busy { … }`.
public struct StateDeclaration: SyntaxNode {
  public enum Form: String, Sendable {
    case plain, fork, join, choice
  }

  /// From `state` to the closing brace.
  public var range: TextRange
  public var id: TextRange
  public var form = Form.plain
  /// The text before `as`.
  public var label: LabelText?
  /// The text behind the colon of `state "a" as A : b`.
  public var description: LabelText?
  /// What stands between the braces; nil without braces.
  public var statements: [StateStatement]?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(statements == nil ? "declaration" : "composite", range)
    sink.token("id", id)
    if form != .plain { sink.word("form", form.rawValue) }
    if let label { sink.label("label", label) }
    if let description { sink.label("label", description) }
    if let statements { sink.children(statements) }
    sink.close()
  }
}

/// `note right of Idle : text`, the same with lines up to `end note`, and `note "text" as N`, which mermaid.js drops.
public struct StateNote: SyntaxNode {
  public enum Position: String, Sendable {
    case left, right, floating
  }

  public var range: TextRange
  public var position: Position
  /// The state it stands beside, or the note's own id where it floats.
  public var id: TextRange
  public var text: LabelText

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("note", range)
    sink.word("position", position.rawValue)
    sink.token("id", id)
    sink.label("text", text)
    sink.close()
  }
}

/// `click Idle "https://…" "tip"`, `click Idle href "https://…"`
public struct StateClick: SyntaxNode {
  public var range: TextRange
  public var state: StateReference
  public var link: TextRange
  public var tooltip: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("click", range)
    state.describe(to: &sink)
    sink.token("link", link)
    sink.token("tooltip", tooltip)
    sink.close()
  }
}

/// `scale 350 width`; mermaid.js does nothing with it.
public struct StateScale: SyntaxNode {
  public var range: TextRange
  public var width: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("scale", range)
    sink.token("width", width)
    sink.close()
  }
}
