import AtlasCore

/// An event model: frames in time, each with a screen, command, event, read model or processor.
public struct EventModelDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var statements: [EventModelStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("eventmodeling", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum EventModelStatement: SyntaxNode {
  case frame(EventFrame)
  case entity(EventEntity)
  case data(EventDataEntity)
  case note(EventNote)
  case scenario(EventScenario)

  public var range: TextRange {
    switch self {
    case .frame(let frame): frame.range
    case .entity(let entity): entity.range
    case .data(let data): data.range
    case .note(let note): note.range
    case .scenario(let scenario): scenario.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .frame(let frame): frame.describe(to: &sink)
    case .entity(let entity): entity.describe(to: &sink)
    case .data(let data): data.describe(to: &sink)
    case .note(let note): note.describe(to: &sink)
    case .scenario(let scenario): scenario.describe(to: &sink)
    }
  }
}

/// What a frame shows; the grammar has a short and a long word for most.
public enum EventRole: String, Sendable {
  case ui
  case command
  case event
  case readModel = "readmodel"
  case processor
}

/// `` `json` { … } ``: what stands behind a frame, or in a block of its own.
public struct EventData: Hashable, Sendable {
  public enum Enclosure: String, Sendable {
    case braces, quotes
    case singleQuotes = "single quotes"
  }

  /// `json`, `md`, …
  public var format: TextRange?
  /// Without the braces or quotes around it.
  public var text: TextRange
  public var enclosure: Enclosure
}

/// `tf 02 cmd Cart.AddItem ->> 01 [[Item]] { id: 1 }`; `rf` begins a new story.
public struct EventFrame: SyntaxNode {
  public var range: TextRange
  public var isReset: Bool
  public var name: TextRange
  public var role: EventRole
  /// `Name` or `Lane.Name`.
  public var entity: TextRange
  /// The names of the frames it comes from.
  public var sources: [TextRange] = []
  /// The name of a data block.
  public var reference: TextRange?
  public var data: EventData?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("frame", range)
    sink.flag("reset", isReset)
    sink.token("id", name)
    sink.word("role", role.rawValue)
    sink.token("entity", entity)
    for source in sources { sink.token("source", source) }
    sink.token("reference", reference)
    if let data { sink.data(data) }
    sink.close()
  }
}

/// `entity Cart.AddItem`
public struct EventEntity: SyntaxNode {
  public var range: TextRange
  public var name: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("entity", range)
    sink.token("entity", name)
    sink.close()
  }
}

/// `data Item { … }`
public struct EventDataEntity: SyntaxNode {
  public var range: TextRange
  public var name: TextRange
  public var data: EventData

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("data", range)
    sink.token("id", name)
    sink.data(data)
    sink.close()
  }
}

/// `note 01 { … }`
public struct EventNote: SyntaxNode {
  public var range: TextRange
  public var frame: TextRange
  public var data: EventData

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("note", range)
    sink.token("frame", frame)
    sink.data(data)
    sink.close()
  }
}

/// `gwt 03 given evt A when cmd B then evt C`
public struct EventScenario: SyntaxNode {
  public struct Step: Hashable, Sendable {
    public var role: EventRole
    public var entity: TextRange
  }

  public var range: TextRange
  public var frame: TextRange
  public var given: [Step] = []
  public var when: [Step] = []
  public var then: [Step] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("gwt", range)
    sink.token("frame", frame)
    for (name, steps) in [("given", given), ("when", when), ("then", then)] as [(StaticString, [Step])] {
      for step in steps {
        sink.word(name, step.role.rawValue)
        sink.token("entity", step.entity)
      }
    }
    sink.close()
  }
}

extension TreeSink {
  fileprivate mutating func data(_ data: EventData) {
    token("format", data.format)
    token("data", data.text)
  }
}
