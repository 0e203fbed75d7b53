import AtlasCore

/// A tree of files and folders.
public struct TreeViewDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  /// In the order of the text; `depth` tells which lies in which.
  public var nodes: [Node] = []

  public struct Node: SyntaxNode {
    public var range: TextRange
    public var name: LabelText
    /// How many other nodes the node lies in.
    public var depth: Int
    /// Whether the name ends in a slash.
    public var isFolder: Bool
    public var styleClass: TextRange?
    public var icon: TextRange?
    public var note: TextRange?
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("treeview", range)
    sink.token("title", title)
    sink.children(nodes)
    sink.close()
  }
}

extension TreeViewDiagram.Node {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(isFolder ? "folder" : "file", range)
    sink.number("depth", depth)
    sink.label("name", name)
    sink.token("class", styleClass)
    sink.token("icon", icon)
    sink.token("note", note)
    sink.close()
  }
}
