import AtlasCore

/// A radar chart: curves with a value on each axis.
public struct RadarDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var axes: [Axis] = []
  public var curves: [Curve] = []
  public var options: [Option] = []

  public struct Axis: SyntaxNode {
    public var range: TextRange
    public var id: TextRange
    public var label: LabelText?
  }

  public struct Curve: SyntaxNode {
    public var range: TextRange
    public var id: TextRange
    public var label: LabelText?
    public var entries: [Entry]
  }

  /// The value of a curve on an axis: the one it names, or else the next.
  public struct Entry: SyntaxNode {
    public var range: TextRange
    public var axis: TextRange?
    /// The number as written.
    public var value: TextRange
  }

  public struct Option: SyntaxNode {
    public enum Name: String, Sendable {
      case showLegend, ticks, max, min, graticule
    }

    public var range: TextRange
    public var name: Name
    public var value: TextRange
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("radar", range)
    sink.token("title", title)
    sink.children(axes)
    sink.children(curves)
    sink.children(options)
    sink.close()
  }
}

extension RadarDiagram.Axis {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("axis", range)
    sink.token("id", id)
    if let label { sink.label("label", label) }
    sink.close()
  }
}

extension RadarDiagram.Curve {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("curve", range)
    sink.token("id", id)
    if let label { sink.label("label", label) }
    sink.children(entries)
    sink.close()
  }
}

extension RadarDiagram.Entry {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("entry", range)
    sink.token("axis", axis)
    sink.token("value", value)
    sink.close()
  }
}

extension RadarDiagram.Option {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("option", range)
    sink.word("name", name.rawValue)
    sink.token("value", value)
    sink.close()
  }
}
