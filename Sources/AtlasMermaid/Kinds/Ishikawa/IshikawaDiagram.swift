import AtlasCore

/// An Ishikawa diagram: an effect and its causes, which indentation puts below each other.
public struct IshikawaDiagram: SyntaxNode {
  public var range: TextRange
  /// In the order of the text; the first is the effect.
  public var nodes: [IshikawaNode] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("ishikawa diagram", range)
    sink.children(nodes)
    sink.close()
  }
}

/// The effect, or one of its causes.
public struct IshikawaNode: SyntaxNode {
  public var range: TextRange
  public var label: LabelText
  /// 0 for the effect, 1 for its causes, and so on.
  public var depth: Int

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(depth == 0 ? "effect" : "cause", range)
    sink.label("label", label)
    if depth > 0 { sink.number("depth", depth) }
    sink.close()
  }
}
