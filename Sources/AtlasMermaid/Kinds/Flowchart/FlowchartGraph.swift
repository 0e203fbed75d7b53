import AtlasCore

/// What a flowchart means once all its statements are put together, as mermaid.js does: every node once, every link
/// between two nodes, subgraphs with what they hold, classes with their styles. Made on demand, for rules and metrics;
/// one object, because everybody who looks at a flowchart holds it.
public final class FlowchartGraph: Sendable {
  public struct Node: Sendable {
    public var id: String
    /// The first mention.
    public var range: TextRange
    /// Of the last mention that has a label; nil where the id is what is shown.
    public var label: LabelText?
    public var shape: FlowShape?
    public var classes: [String]
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
  public let nodes: [Node]
  /// In mermaid's order, so that their places are the numbers of `linkStyle`.
  public let links: [Link]
  /// In the order in which they begin.
  public let subgraphs: [Subgraph]
  /// In the order of the text; a name defined twice stands here twice.
  public let classes: [Class]
  /// By place in `nodes`: the subgraph that it really is, because its id is that of the subgraph.
  public let subgraphsOfNodes: [Int?]
  /// The places in `nodes` of what is drawn as a node. A link to a subgraph mentions its id too, and `e1@{ … }` that of
  /// a link.
  public let drawnNodes: [Int]
  /// The ids of the nodes by their places, then those of subgraphs.
  private let ids: NameTable

  /// Complexity: linear in the statements; `A & B --> C & D` makes four links of one.
  public init(_ diagram: FlowchartDiagram, _ source: MermaidSource) {
    var assembly = Assembly(source, statements: diagram.statements.count)
    assembly.add(diagram.statements, in: nil)
    if assembly.assignsClasses { assembly.assignClasses(diagram.statements) }
    assembly.tellNodes()
    nodes = assembly.nodes
    links = assembly.links
    subgraphs = assembly.subgraphs
    classes = assembly.classes
    subgraphsOfNodes = assembly.subgraphsOfNodes
    drawnNodes = assembly.drawnNodes
    ids = assembly.ids
  }

  /// The node of this id.
  public func node(_ id: String) -> Node? { place(ofNode: ArraySlice(id.utf8)).map { nodes[$0] } }

  /// Where the node of an id stands in `nodes`.
  package func place(ofNode id: ArraySlice<UInt8>) -> Int? {
    number(of: id).flatMap { $0 < nodes.count ? $0 : nil }
  }

  /// The same number for the same id, of a node or of a subgraph: of a node its place in `nodes`.
  package func number(of id: ArraySlice<UInt8>) -> Int? { ids.existing(id) }
}

/// A graph while it is put together.
private struct Assembly {
  private(set) var nodes: [FlowchartGraph.Node] = []
  private(set) var links: [FlowchartGraph.Link] = []
  private(set) var subgraphs: [FlowchartGraph.Subgraph] = []
  private(set) var classes: [FlowchartGraph.Class] = []
  private(set) var subgraphsOfNodes: [Int?] = []
  private(set) var drawnNodes: [Int] = []
  private(set) var ids = NameTable()
  /// Whether a statement gives nodes a class from outside.
  private(set) var assignsClasses = false

  private let source: MermaidSource
  private var endedSubgraphs = 0
  /// The nodes of a chain by its mentions. Kept here to save the allocations.
  private var members: [Int] = []

  /// The class of the mention before, and a list of it alone: neighbours mostly have the same.
  private var lastClass: (name: TextRange, list: [String])?

  init(_ source: MermaidSource, statements: Int) {
    self.source = source
    nodes.reserveCapacity(statements)
    links.reserveCapacity(statements)
  }

  mutating func add(_ statements: [FlowStatement], in subgraph: Int?) {
    for statement in statements {
      switch statement {
      case .chain(let chain): add(chain, in: subgraph)
      case .subgraph(let inner): add(inner, in: subgraph)
      case .classDefinition(let definition):
        for name in definition.names {
          classes.append(
            FlowchartGraph.Class(name: source.string(name), range: name, styles: definition.styles))
        }
      case .classAssignment: assignsClasses = true
      case .direction, .style, .linkStyle, .click: break
      }
    }
  }

  private mutating func add(_ subgraph: FlowSubgraph, in parent: Int?) {
    let place = subgraphs.count
    subgraphs.append(
      FlowchartGraph.Subgraph(
        id: subgraph.id.map(source.string) ?? "", subgraph: subgraph, parent: parent))
    add(subgraph.statements, in: place)
    // Mermaid.js counts subgraphs where they end, those with an id too.
    if subgraph.id == nil { subgraphs[place].id = "subGraph\(endedSubgraphs)" }
    endedSubgraphs += 1
  }

  private mutating func add(_ chain: FlowChain, in subgraph: Int?) {
    members.removeAll(keepingCapacity: true)
    for mention in chain.nodes { members.append(add(mention, in: subgraph)) }
    for link in chain.links {
      for from in link.from where from < members.count {
        for to in link.to where to < members.count {
          links.append(FlowchartGraph.Link(from: members[from], to: members[to], link: link))
        }
      }
    }
  }

  private mutating func add(_ mention: FlowNode, in subgraph: Int?) -> Int {
    let place = ids.number(of: source.original[mention.id.bounds])
    if place == nodes.count {
      nodes.append(
        FlowchartGraph.Node(
          id: source.string(mention.id), range: mention.range, label: nil, shape: nil, classes: [],
          subgraph: nil))
    }
    if let label = mention.label { nodes[place].label = label }
    if let properties = mention.properties, let label = FlowShapeData.label(in: properties, of: source) {
      nodes[place].label = label
    }
    if let shape = mention.shape { nodes[place].shape = shape }
    if let name = mention.className { addClasses(list(of: name), to: place) }
    // The subgraph that ends first keeps the node: of nested ones the innermost that mentions it.
    if let subgraph, nodes[place].subgraph.map({ isInside(subgraph, $0) }) ?? true {
      nodes[place].subgraph = subgraph
    }
    return place
  }

  private mutating func addClasses(_ list: [String], to place: Int) {
    // One list serves all nodes that have no other class.
    if nodes[place].classes.isEmpty { nodes[place].classes = list } else { nodes[place].classes += list }
  }

  private mutating func list(of name: TextRange) -> [String] {
    if let last = lastClass, source.original[last.name.bounds] == source.original[name.bounds] {
      return last.list
    }
    let list = [source.string(name)]
    lastClass = (name, list)
    return list
  }

  private func isInside(_ subgraph: Int, _ other: Int) -> Bool {
    var current: Int? = subgraphs[subgraph].parent
    while let place = current {
      if place == other { return true }
      current = subgraphs[place].parent
    }
    return false
  }

  mutating func assignClasses(_ statements: [FlowStatement]) {
    for statement in statements {
      switch statement {
      case .subgraph(let inner): assignClasses(inner.statements)
      case .classAssignment(let assignment):
        let list = list(of: assignment.className)
        for id in assignment.ids {
          if let place = ids.existing(source.original[id.bounds]) { addClasses(list, to: place) }
        }
      default: break
      }
    }
  }

  /// Tells nodes from subgraphs and links whose ids are mentioned like those of nodes. From here on `ids` holds the ids
  /// of subgraphs too.
  mutating func tellNodes() {
    subgraphsOfNodes = Array(repeating: nil, count: nodes.count)
    var isNode = Array(repeating: true, count: nodes.count)
    for link in links {
      if let id = link.link.id, let place = ids.existing(source.original[id.bounds]) { isNode[place] = false }
    }
    for subgraph in subgraphs.indices {
      let written = subgraphs[subgraph].subgraph.id.map { source.original[$0.bounds] }
      let place = ids.number(of: written ?? ArraySlice(subgraphs[subgraph].id.utf8))
      guard place < nodes.count else { continue }
      // Of several with the same id the last.
      subgraphsOfNodes[place] = subgraph
      isNode[place] = false
    }
    drawnNodes = isNode.indices.filter { isNode[$0] }
  }
}
