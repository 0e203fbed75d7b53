import AtlasCore

/// A flowchart as it is written: statement by statement. `FlowchartGraph` is what it means.
public struct FlowchartDiagram: SyntaxNode {
  public var range: TextRange
  /// `graph`, `flowchart`, `flowchart-elk` or `swimlane-beta`.
  public var keyword: TextRange
  /// As written; nil where the header has none.
  public var direction: Direction?
  public var statements: [FlowStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("flowchart", range)
    sink.token("keyword", keyword)
    sink.word("direction", (direction ?? .topToBottom).rawValue)
    sink.children(statements)
    sink.close()
  }
}

public enum FlowStatement: SyntaxNode {
  // Most statements are chains, so the large ones stand apart, and a list of statements stays short.
  case chain(FlowChain)
  indirect case subgraph(FlowSubgraph)
  case direction(DirectionStatement)
  indirect case classDefinition(StyleClassDefinition)
  indirect case classAssignment(StyleClassAssignment)
  indirect case style(StyleStatement)
  indirect case linkStyle(FlowLinkStyle)
  indirect case click(FlowClick)

  public var range: TextRange {
    switch self {
    case .chain(let chain): chain.range
    case .subgraph(let subgraph): subgraph.range
    case .direction(let direction): direction.range
    case .classDefinition(let definition): definition.range
    case .classAssignment(let assignment): assignment.range
    case .style(let style): style.range
    case .linkStyle(let style): style.range
    case .click(let click): click.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .chain(let chain): chain.describe(to: &sink)
    case .subgraph(let subgraph): subgraph.describe(to: &sink)
    case .direction(let direction): direction.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .classAssignment(let assignment): assignment.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    case .linkStyle(let style): style.describe(to: &sink)
    case .click(let click): click.describe(to: &sink)
    }
  }
}

/// Nodes and the links between them: `A & B --> C --> D`. A chain of one node declares it.
public struct FlowChain: SyntaxNode {
  public var range: TextRange
  /// In the order of the text.
  public var nodes: [FlowNode] = []
  /// Each joins every node of one `&` group with every node of the next.
  public var links: [FlowLink] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("chain", range)
    var next = 0
    for link in links {
      while next < link.to.lowerBound {
        nodes[next].describe(to: &sink)
        next += 1
      }
      link.describe(to: &sink)
    }
    sink.children(nodes[next...])
    sink.close()
  }
}

/// One mention of a node, with the label and the class it may carry there.
public struct FlowNode: SyntaxNode {
  public var range: TextRange
  public var id: TextRange
  public var shape: FlowShape?
  public var label: LabelText?
  /// The class behind `:::`.
  public var className: TextRange?
  /// What stands between the braces of `@{ … }`: YAML.
  public var properties: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("node", range)
    sink.token("id", id)
    if let shape { sink.word("shape", shape.rawValue) }
    if let label { sink.label("label", label) }
    sink.token("class", className)
    sink.token("properties", properties)
    sink.close()
  }
}

/// The shapes that brackets make. The others are named in `@{ shape: … }`.
public enum FlowShape: String, CaseIterable, Sendable {
  case rectangle, round, stadium, subroutine, cylinder, circle, diamond, hexagon, asymmetric, trapezoid,
    ellipse
  case doubleCircle = "double circle"
  case leanRight = "lean right"
  case leanLeft = "lean left"
  case invertedTrapezoid = "inverted trapezoid"
}

/// A link between two groups of nodes.
public struct FlowLink: SyntaxNode {
  public enum Stroke: String, Sendable {
    case normal, thick, dotted, invisible
  }

  public enum Head: String, Sendable {
    case none, arrow, circle, cross
  }

  public var range: TextRange
  /// The id before `@`.
  public var id: TextRange?
  public var stroke: Stroke
  /// Where it is another than `endHead` and not `none`, mermaid.js cannot draw the link.
  public var startHead: Head
  public var endHead: Head
  /// How many ranks the link spans at least.
  public var length: Int
  public var label: LabelText?
  /// The nodes of its chain that it comes from and goes to.
  public var from: Range<Int>
  public var to: Range<Int>

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("link", range)
    sink.token("id", id)
    sink.word("stroke", stroke.rawValue)
    if startHead != .none { sink.word("start", startHead.rawValue) }
    if endHead != .none { sink.word("end", endHead.rawValue) }
    if length != 1 { sink.number("length", length) }
    if let label { sink.label("label", label) }
    // Which nodes it joins follows from the order, but not how many of them.
    if from.count > 1 { sink.number("from", from.count) }
    if to.count > 1 { sink.number("to", to.count) }
    sink.close()
  }
}

public struct FlowSubgraph: SyntaxNode {
  /// From `subgraph` to `end`.
  public var range: TextRange
  public var keyword: TextRange
  /// What stands before `[title]`, or the one word or string that is both id and title. Nil where mermaid.js makes one
  /// up, because the title has white space in it.
  public var id: TextRange?
  /// How the id is written.
  public var idForm = LabelText.Form.plain
  /// Nil where the subgraph has neither id nor title, which mermaid.js rejects.
  public var title: LabelText?
  public var statements: [FlowStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("subgraph", range)
    sink.token("id", id)
    if let title { sink.label("title", title) }
    sink.children(statements)
    sink.close()
  }
}

/// `linkStyle 0,2 stroke:#f00`, or `linkStyle default interpolate basis …`
public struct FlowLinkStyle: SyntaxNode {
  public var range: TextRange
  /// Empty for `default`.
  public var indices: [TextRange]
  public var interpolation: TextRange?
  public var styles: [TextRange]

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("linkStyle", range)
    for index in indices { sink.token("index", index) }
    sink.token("interpolate", interpolation)
    for style in styles { sink.token("style", style) }
    sink.close()
  }
}

/// `click A "https://…" "tip" _blank`, `click A call f()`, `click A f`
public struct FlowClick: SyntaxNode {
  public var range: TextRange
  public var ids: [TextRange]
  /// The address, where it is a link.
  public var link: TextRange?
  /// The function, where it is a callback.
  public var callback: TextRange?
  public var arguments: TextRange?
  public var tooltip: TextRange?
  /// `_blank` and the like.
  public var target: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("click", range)
    for id in ids { sink.token("id", id) }
    sink.token("link", link)
    sink.token("callback", callback)
    sink.token("arguments", arguments)
    sink.token("tooltip", tooltip)
    sink.token("target", target)
    sink.close()
  }
}
