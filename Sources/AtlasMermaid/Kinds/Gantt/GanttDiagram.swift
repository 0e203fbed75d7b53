import AtlasCore

/// A Gantt chart: tasks with a start and an end, in sections.
public struct GanttDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  /// How dates are written; where it is missing, mermaid.js guesses.
  public var dateFormat: TextRange?
  public var axisFormat: TextRange?
  public var tickInterval: TextRange?
  public var todayMarker: TextRange?
  /// The texts of all `excludes`: dates, names of weekdays, `weekends`.
  public var excludes: [TextRange] = []
  public var includes: [TextRange] = []
  public var endsAreInclusive = false
  /// On which day weeks begin.
  public var weekday: TextRange?
  /// On which day weekends begin.
  public var weekend: TextRange?
  /// The first has no name where tasks stand before any `section`.
  public var sections: [Section] = []
  public var clicks: [Click] = []

  public struct Section: SyntaxNode {
    public var range: TextRange
    public var name: TextRange?
    public var tasks: [Task] = []
  }

  public struct Task: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
    public var tags: [Tag] = []
    /// What stands before the last part where there are more than three, of which mermaid.js makes nothing.
    public var surplus: [TextRange] = []
    public var id: TextRange?
    /// A date, or `after` and ids. Nil: where the task before ends.
    public var start: TextRange?
    /// A date, a duration, or `until` and ids.
    public var end: TextRange?
  }

  public enum Tag: String, CaseIterable, Sendable {
    case active, done, crit, milestone, vert
  }

  /// What a click on tasks does.
  public struct Click: SyntaxNode {
    public var range: TextRange
    /// The ids of the tasks, separated by commas.
    public var ids: TextRange
    public var callback: TextRange?
    public var arguments: TextRange?
    public var link: TextRange?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("gantt", range)
    sink.token("title", title)
    sink.token("dateFormat", dateFormat)
    sink.token("axisFormat", axisFormat)
    sink.token("tickInterval", tickInterval)
    sink.token("todayMarker", todayMarker)
    for days in excludes { sink.token("excludes", days) }
    for days in includes { sink.token("includes", days) }
    sink.flag("inclusiveEndDates", endsAreInclusive)
    sink.token("weekday", weekday)
    sink.token("weekend", weekend)
    sink.children(sections)
    sink.children(clicks)
    sink.close()
  }
}

extension GanttDiagram.Section {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("section", range)
    sink.token("name", name)
    sink.children(tasks)
    sink.close()
  }
}

extension GanttDiagram.Task {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("task", range)
    sink.label("label", label)
    for tag in tags { sink.word("tag", tag.rawValue) }
    for part in surplus { sink.token("surplus", part) }
    sink.token("id", id)
    sink.token("start", start)
    sink.token("end", end)
    sink.close()
  }
}

extension GanttDiagram.Click {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("click", range)
    sink.token("ids", ids)
    sink.token("callback", callback)
    sink.token("arguments", arguments)
    sink.token("link", link)
    sink.close()
  }
}
