import AtlasCore

/// A picture of mermaid's version: a kind without content, with which a page shows that mermaid works.
public struct InfoDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("info", range)
    sink.token("title", title)
    sink.close()
  }
}
