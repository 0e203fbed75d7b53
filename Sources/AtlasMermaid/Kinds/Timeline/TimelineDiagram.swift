import AtlasCore

/// A timeline: periods with events, in sections.
public struct TimelineDiagram: SyntaxNode {
  public var range: TextRange
  public var direction = Direction.leftToRight
  public var title: TextRange?
  /// The first has no name where periods stand before any `section`.
  public var sections: [Section] = []

  public struct Section: SyntaxNode {
    public var range: TextRange
    public var name: TextRange?
    public var periods: [Period] = []
  }

  /// A point in time: a year, a quarter, a time of day.
  public struct Period: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
    public var events: [Event] = []
  }

  public struct Event: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("timeline", range)
    sink.word("direction", direction.rawValue)
    sink.token("title", title)
    sink.children(sections)
    sink.close()
  }
}

extension TimelineDiagram.Section {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("section", range)
    sink.token("name", name)
    sink.children(periods)
    sink.close()
  }
}

extension TimelineDiagram.Period {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("period", range)
    sink.label("label", label)
    sink.children(events)
    sink.close()
  }
}

extension TimelineDiagram.Event {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("event", range)
    sink.label("label", label)
    sink.close()
  }
}
