import AtlasCore

/// A treemap: areas inside areas, as large as their values.
public struct TreemapDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  /// In the order of the text; `depth` tells which belongs into which.
  public var items: [Item] = []
  public var classes: [StyleClass] = []

  /// A section, or a leaf where there is a value.
  public struct Item: SyntaxNode {
    public var range: TextRange
    public var name: LabelText
    /// How many sections the item lies in.
    public var depth: Int
    /// The number as written.
    public var value: TextRange?
    public var styleClass: TextRange?
  }

  public struct StyleClass: SyntaxNode {
    public var range: TextRange
    public var id: TextRange
    public var styles: TextRange?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("treemap", range)
    sink.token("title", title)
    sink.children(items)
    sink.children(classes)
    sink.close()
  }
}

extension TreemapDiagram.Item {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(value == nil ? "section" : "leaf", range)
    sink.number("depth", depth)
    sink.label("name", name)
    sink.token("value", value)
    sink.token("class", styleClass)
    sink.close()
  }
}

extension TreemapDiagram.StyleClass {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("classDef", range)
    sink.token("id", id)
    sink.token("styles", styles)
    sink.close()
  }
}
