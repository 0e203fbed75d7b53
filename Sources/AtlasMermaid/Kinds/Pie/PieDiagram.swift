import AtlasCore

/// A pie chart: slices with labels and values.
public struct PieDiagram: SyntaxNode {
  public var range: TextRange
  /// Whether the values are shown beside the labels.
  public var showsData = false
  public var title: TextRange?
  public var slices: [Slice] = []

  public struct Slice: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
    /// The number as written.
    public var value: TextRange
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("pie", range)
    sink.flag("showData", showsData)
    sink.token("title", title)
    sink.children(slices)
    sink.close()
  }
}

extension PieDiagram.Slice {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("slice", range)
    sink.label("label", label)
    sink.token("value", value)
    sink.close()
  }
}
