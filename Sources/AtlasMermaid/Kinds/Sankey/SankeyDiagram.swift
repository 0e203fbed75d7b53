import AtlasCore

/// A sankey diagram: flows of some size from one node to another.
public struct SankeyDiagram: SyntaxNode {
  public var range: TextRange
  public var links: [Link] = []

  public struct Link: SyntaxNode {
    public var range: TextRange
    /// The name of the node it comes from. Quotes inside are doubled.
    public var source: LabelText
    public var target: LabelText
    /// A number, as written.
    public var value: LabelText
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("sankey", range)
    sink.children(links)
    sink.close()
  }
}

extension SankeyDiagram.Link {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("link", range)
    sink.label("label", source)
    sink.label("label", target)
    sink.label("value", value)
    sink.close()
  }
}
