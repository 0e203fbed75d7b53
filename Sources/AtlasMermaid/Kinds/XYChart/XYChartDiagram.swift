import AtlasCore

/// An XY chart: two axes, and lines and bars over them.
public struct XYChartDiagram: SyntaxNode {
  public var range: TextRange
  public var isHorizontal = false
  public var title: LabelText?
  /// Every `x-axis` and `y-axis` statement; a later one replaces parts of an earlier one.
  public var axes: [Axis] = []
  public var plots: [Plot] = []

  public struct Axis: SyntaxNode {
    public enum Kind: String, Sendable {
      case x, y
    }

    public var range: TextRange
    public var kind: Kind
    public var title: LabelText?
    /// The names of the columns.
    public var categories: [LabelText] = []
    /// The bounds of a scale, as written.
    public var lower: TextRange?
    public var upper: TextRange?
  }

  /// A line or a row of bars.
  public struct Plot: SyntaxNode {
    public enum Kind: String, Sendable {
      case line, bar
    }

    public var range: TextRange
    public var kind: Kind
    public var title: LabelText?
    public var points: [Point] = []
  }

  public struct Point: Sendable {
    /// A number, as written.
    public var value: TextRange
    public var label: LabelText?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("xychart", range)
    sink.flag("horizontal", isHorizontal)
    if let title { sink.label("title", title) }
    sink.children(axes)
    sink.children(plots)
    sink.close()
  }
}

extension XYChartDiagram.Axis {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("axis", range)
    sink.word("kind", kind.rawValue)
    if let title { sink.label("title", title) }
    for category in categories { sink.label("label", category) }
    sink.token("lower", lower)
    sink.token("upper", upper)
    sink.close()
  }
}

extension XYChartDiagram.Plot {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("plot", range)
    sink.word("kind", kind.rawValue)
    if let title { sink.label("title", title) }
    for point in points {
      sink.token("value", point.value)
      if let label = point.label { sink.label("label", label) }
    }
    sink.close()
  }
}
