import AtlasCore

/// How a sequence diagram tells itself to a tree sink.
extension SequenceDiagram {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("sequence", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

extension SequenceDiagram.Statement {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .participant(let node): node.describe(to: &sink)
    case .destruction(let node): node.describe(to: &sink)
    case .box(let node): node.describe(to: &sink)
    case .message(let node): node.describe(to: &sink)
    case .note(let node): node.describe(to: &sink)
    case .activation(let node): node.describe(to: &sink)
    case .block(let node): node.describe(to: &sink)
    case .numbering(let node): node.describe(to: &sink)
    case .attachment(let node): node.describe(to: &sink)
    }
  }
}

extension SequenceDiagram.Participant {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("participant", range)
    sink.word("keyword", keyword.rawValue)
    sink.flag("created", isCreated)
    sink.token("id", id)
    sink.token("properties", properties)
    if let alias { sink.text("label", alias) }
    sink.close()
  }
}

extension SequenceDiagram.Destruction {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("destroy", range)
    sink.token("id", id)
    sink.close()
  }
}

extension SequenceDiagram.Box {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("box", range)
    sink.token("color", color)
    if let title { sink.text("title", title) }
    sink.children(statements)
    sink.close()
  }
}

extension SequenceDiagram.Message {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("message", range)
    sink.token("from", source)
    sink.word("arrow", arrow.rawValue)
    sink.token("to", target)
    if let activation { sink.word("activation", activation.rawValue) }
    sink.flag("circleAtSource", hasCircleAtSource)
    sink.flag("circleAtTarget", hasCircleAtTarget)
    sink.text("label", text)
    sink.close()
  }
}

extension SequenceDiagram.Note {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("note", range)
    sink.word("placement", placement.rawValue)
    for participant in participants { sink.token("id", participant) }
    sink.text("label", text)
    sink.close()
  }
}

extension SequenceDiagram.Activation {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(starts ? "activate" : "deactivate", range)
    sink.token("id", id)
    sink.close()
  }
}

extension SequenceDiagram.Block {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("block", range)
    sink.word("keyword", keyword.rawValue)
    sink.children(sections)
    sink.close()
  }
}

extension SequenceDiagram.Section {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("section", range)
    sink.text("label", text)
    sink.children(statements)
    sink.close()
  }
}

extension SequenceDiagram.Numbering {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("autonumber", range)
    sink.flag("off", isOff)
    sink.token("start", start)
    sink.token("step", step)
    sink.close()
  }
}

extension SequenceDiagram.Attachment {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("attachment", range)
    sink.word("keyword", keyword.rawValue)
    sink.token("id", id)
    sink.token("content", content)
    sink.close()
  }
}

extension TreeSink {
  /// Tells a text and what it says of its line breaking. An empty text is told as well: it is one.
  fileprivate mutating func text(_ name: StaticString, _ text: SequenceDiagram.Text) {
    label(name, text.label)
    if let wraps = text.wraps { word("wrap", wraps ? "yes" : "no") }
  }
}
