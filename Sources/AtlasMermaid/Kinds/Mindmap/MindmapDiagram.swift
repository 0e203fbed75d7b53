import AtlasCore

/// A mindmap: nodes below one root. They stand in the order of the text, which is that of a walk over the tree.
public struct MindmapDiagram: SyntaxNode {
  public var range: TextRange
  public var nodes: [Node] = []

  public struct Node: Sendable {
    public var range: TextRange
    /// Before the brackets, where there are brackets.
    public var id: TextRange?
    public var label: LabelText
    public var shape: OutlineShape
    public var icon: TextRange?
    public var className: TextRange?
    /// 0 for the root.
    public var depth: Int
    /// The index of the node above; nil for the root.
    public var parent: Int?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("mindmap", range)
    var depth = 0
    for node in nodes {
      while depth > node.depth {
        sink.close()
        depth -= 1
      }
      node.begin(in: &sink)
      depth += 1
    }
    for _ in 0...depth { sink.close() }
  }
}

extension MindmapDiagram.Node {
  /// Opens the node; the nodes below it follow before it is closed.
  fileprivate func begin<Sink: TreeSink>(in sink: inout Sink) {
    sink.open("node", range)
    sink.token("id", id)
    sink.label("label", label)
    sink.word("shape", shape.rawValue)
    sink.token("icon", icon)
    sink.token("class", className)
  }
}
