import AtlasCore

/// What a flowchart means once all its statements are put together, as mermaid.js does: every node once, every link
/// between two nodes, subgraphs with what they hold, classes with their styles. Made on demand, for rules and metrics.
public struct FlowchartGraph: Sendable {
  public struct Node: Sendable {
    public var id: String
    /// The first mention.
    public var range: TextRange
    /// Of the last mention that has a label; nil where the id is what is shown.
    public var label: LabelText?
    public var shape: FlowShape?
    public var classes: [String]
    /// All mentions, in the order of the text.
    public var mentions: [TextRange]
    /// The subgraph that the node is drawn in, by place in `subgraphs`.
    public var subgraph: Int?
  }

  public struct Link: Sendable {
    /// By place in `nodes`.
    public var from: Int
    public var to: Int
    public var link: FlowLink
  }

  public struct Subgraph: Sendable {
    /// As mermaid.js numbers it where the text gives none.
    public var id: String
    public var subgraph: FlowSubgraph
    /// The subgraph around it, by place in `subgraphs`.
    public var parent: Int?
  }

  public struct Class: Sendable {
    public var name: String
    public var range: TextRange
    public var styles: [TextRange]
  }

  /// In the order of their first mention.
  public private(set) var nodes: [Node] = []
  /// In mermaid's order, so that their places are the numbers of `linkStyle`.
  public private(set) var links: [Link] = []
  /// In the order in which they begin.
  public private(set) var subgraphs: [Subgraph] = []
  /// In the order of the text; a name defined twice stands here twice.
  public private(set) var classes: [Class] = []

  private let source: MermaidSource
  private var places: [String: Int] = [:]
  private var endedSubgraphs = 0

  /// Complexity: linear in the statements; `A & B --> C & D` makes four links of one.
  public init(_ diagram: FlowchartDiagram, _ source: MermaidSource) {
    self.source = source
    add(diagram.statements, in: nil)
    assignClasses(diagram.statements)
  }

  /// The node of this id.
  public func node(_ id: String) -> Node? { places[id].map { nodes[$0] } }

  private mutating func add(_ statements: [FlowStatement], in subgraph: Int?) {
    for statement in statements {
      switch statement {
      case .chain(let chain): add(chain, in: subgraph)
      case .subgraph(let inner): add(inner, in: subgraph)
      case .classDefinition(let definition):
        for name in definition.names {
          classes.append(Class(name: source.string(name), range: name, styles: definition.styles))
        }
      case .direction, .classAssignment, .style, .linkStyle, .click: break
      }
    }
  }

  private mutating func add(_ subgraph: FlowSubgraph, in parent: Int?) {
    let place = subgraphs.count
    subgraphs.append(Subgraph(id: subgraph.id.map(source.string) ?? "", subgraph: subgraph, parent: parent))
    add(subgraph.statements, in: place)
    // Mermaid.js counts subgraphs where they end, those with an id too.
    if subgraph.id == nil { subgraphs[place].id = "subGraph\(endedSubgraphs)" }
    endedSubgraphs += 1
  }

  private mutating func add(_ chain: FlowChain, in subgraph: Int?) {
    let members = chain.nodes.map { add($0, in: subgraph) }
    for link in chain.links {
      for from in link.from where from < members.count {
        for to in link.to where to < members.count {
          links.append(Link(from: members[from], to: members[to], link: link))
        }
      }
    }
  }

  private mutating func add(_ mention: FlowNode, in subgraph: Int?) -> Int {
    let id = source.string(mention.id)
    let place = places[id] ?? nodes.count
    if place == nodes.count {
      places[id] = place
      nodes.append(
        Node(id: id, range: mention.range, label: nil, shape: nil, classes: [], mentions: [], subgraph: nil))
    }
    nodes[place].mentions.append(mention.range)
    if let label = mention.label { nodes[place].label = label }
    if let shape = mention.shape { nodes[place].shape = shape }
    if let name = mention.className { nodes[place].classes.append(source.string(name)) }
    // The subgraph that ends first keeps the node: of nested ones the innermost that mentions it.
    if let subgraph, nodes[place].subgraph.map({ isInside(subgraph, $0) }) ?? true {
      nodes[place].subgraph = subgraph
    }
    return place
  }

  private func isInside(_ subgraph: Int, _ other: Int) -> Bool {
    var current: Int? = subgraphs[subgraph].parent
    while let place = current {
      if place == other { return true }
      current = subgraphs[place].parent
    }
    return false
  }

  private mutating func assignClasses(_ statements: [FlowStatement]) {
    for statement in statements {
      switch statement {
      case .subgraph(let inner): assignClasses(inner.statements)
      case .classAssignment(let assignment):
        for id in assignment.ids {
          if let place = places[source.string(id)] {
            nodes[place].classes.append(source.string(assignment.className))
          }
        }
      default: break
      }
    }
  }
}
