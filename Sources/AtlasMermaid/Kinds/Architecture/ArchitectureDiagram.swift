import AtlasCore

/// An architecture diagram: services and junctions in groups, and edges between their sides.
public struct ArchitectureDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var statements: [ArchitectureStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("architecture", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum ArchitectureStatement: SyntaxNode {
  case node(ArchitectureNode)
  case edge(ArchitectureEdge)
  case alignment(ArchitectureAlignment)

  public var range: TextRange {
    switch self {
    case .node(let node): node.range
    case .edge(let edge): edge.range
    case .alignment(let alignment): alignment.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .node(let node): node.describe(to: &sink)
    case .edge(let edge): edge.describe(to: &sink)
    case .alignment(let alignment): alignment.describe(to: &sink)
    }
  }
}

/// `service db(database)[Database] in api`, `group api(cloud)[API]`, `junction left in api`
public struct ArchitectureNode: SyntaxNode {
  public enum Role: String, Sendable {
    case group, service, junction
  }

  public var range: TextRange
  public var role: Role
  public var id: TextRange
  /// The name of the icon, without parentheses.
  public var icon: TextRange?
  /// The text that a service shows in place of an icon.
  public var iconText: LabelText?
  public var label: LabelText?
  /// The group it stands in.
  public var parent: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch role {
    case .group: sink.open("group", range)
    case .service: sink.open("service", range)
    case .junction: sink.open("junction", range)
    }
    sink.token("id", id)
    sink.token("icon", icon)
    if let iconText { sink.label("text", iconText) }
    if let label { sink.label("label", label) }
    sink.token("in", parent)
    sink.close()
  }
}

/// `db:L -- R:server`, `db{group}:T <-[reads]-> B:server`
public struct ArchitectureEdge: SyntaxNode {
  public enum Side: String, Sendable {
    case left, right, top, bottom
  }

  public struct End: Hashable, Sendable {
    public var id: TextRange
    public var side: Side
    /// Whether the edge leaves from the border of the node's group.
    public var isOfGroup = false
    public var hasArrow = false
  }

  public var range: TextRange
  public var from: End
  public var to: End
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("edge", range)
    sink.token("id", from.id)
    sink.word("side", from.side.rawValue)
    sink.flag("group", from.isOfGroup)
    sink.flag("arrow", from.hasArrow)
    if let label { sink.label("label", label) }
    sink.token("id", to.id)
    sink.word("side", to.side.rawValue)
    sink.flag("group", to.isOfGroup)
    sink.flag("arrow", to.hasArrow)
    sink.close()
  }
}

/// `align row a b c`
public struct ArchitectureAlignment: SyntaxNode {
  public var range: TextRange
  public var isRow: Bool
  public var members: [TextRange]

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("align", range)
    sink.word("as", isRow ? "row" : "column")
    for member in members { sink.token("id", member) }
    sink.close()
  }
}
