import AtlasCore

/// A user journey: tasks with a score and the people who do them, in sections.
public struct JourneyDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  /// The first has no name where tasks stand before any `section`.
  public var sections: [Section] = []

  public struct Section: SyntaxNode {
    public var range: TextRange
    public var name: TextRange?
    public var tasks: [Task] = []
  }

  public struct Task: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
    /// A number from 1 to 5, as written.
    public var score: TextRange
    public var actors: [TextRange] = []
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("journey", range)
    sink.token("title", title)
    sink.children(sections)
    sink.close()
  }
}

extension JourneyDiagram.Section {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("section", range)
    sink.token("name", name)
    sink.children(tasks)
    sink.close()
  }
}

extension JourneyDiagram.Task {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("task", range)
    sink.label("label", label)
    sink.token("score", score)
    for actor in actors { sink.token("actor", actor) }
    sink.close()
  }
}
