import AtlasCore
import AtlasMermaid

/// A flowchart as rules look at it: what it means as a graph, and its statements one behind another.
package final class FlowchartView: Sendable {
  package struct Statement: Sendable {
    package var statement: FlowStatement
    /// The subgraph that it stands in, by place in `graph.subgraphs`.
    package var subgraph: Int?
  }

  package let tree: FlowchartDiagram
  package let graph: FlowchartGraph
  /// The links that are drawn: all but `~~~`.
  package let links: [FlowchartGraph.Link]
  /// The places in `graph.nodes` of what is drawn as a node.
  package var nodes: [Int] { graph.drawnNodes }

  init(_ tree: FlowchartDiagram, _ source: MermaidSource) {
    self.tree = tree
    graph = FlowchartGraph(tree, source)
    let isAllDrawn = !graph.links.contains { $0.link.stroke == .invisible }
    links = isAllDrawn ? graph.links : graph.links.filter { $0.link.stroke != .invisible }
  }

  /// In the order of the text; those of a subgraph follow it. Gathered when asked for.
  package var statements: [Statement] {
    var statements: [Statement] = []
    var began = 0
    Self.gather(tree.statements, in: nil, &began, into: &statements)
    return statements
  }

  /// The statements that make links of nodes, in the order of the text.
  package var clicks: [FlowClick] {
    var clicks: [FlowClick] = []
    Self.gatherClicks(tree.statements, into: &clicks)
    return clicks
  }

  private static func gatherClicks(_ statements: [FlowStatement], into clicks: inout [FlowClick]) {
    for statement in statements {
      switch statement {
      case .click(let click): clicks.append(click)
      case .subgraph(let inner): gatherClicks(inner.statements, into: &clicks)
      case .chain, .direction, .classDefinition, .classAssignment, .style, .linkStyle: break
      }
    }
  }

  private static func gather(
    _ statements: [FlowStatement], in subgraph: Int?, _ began: inout Int, into gathered: inout [Statement]
  ) {
    for statement in statements {
      gathered.append(Statement(statement: statement, subgraph: subgraph))
      guard case .subgraph(let inner) = statement else { continue }
      began += 1
      gather(inner.statements, in: began - 1, &began, into: &gathered)
    }
  }

  /// For each node the first one of its island: nodes that links join, where a link to a subgraph reaches all that is
  /// inside it. A node that no link reaches is an island of its own.
  /// Complexity: nearly linear in nodes and links, but for subgraphs that are ends of links.
  package var islands: [Int] {
    var islands = DisjointSets(count: graph.nodes.count)
    var reached = Array(repeating: false, count: graph.subgraphs.count)
    // By place: a link is large, and its ends are all that is asked for.
    for place in links.indices { islands.join(links[place].from, links[place].to) }
    for place in links.indices {
      reach(links[place].from, &reached, &islands)
      reach(links[place].to, &reached, &islands)
    }
    return graph.nodes.indices.map { islands.first(of: $0) }
  }

  /// Joins all that is inside a subgraph with the end of a link that the subgraph is.
  private func reach(_ end: Int, _ reached: inout [Bool], _ islands: inout DisjointSets) {
    guard let subgraph = subgraph(ofEnd: end), !reached[subgraph] else { return }
    reached[subgraph] = true
    for node in graph.nodes.indices where node != end && subgraphs(around: node).contains(subgraph) {
      islands.join(end, node)
    }
  }

  /// The nodes that no link reaches.
  package var isolatedNodes: [Int] {
    let islands = islands
    var sizes = Array(repeating: 0, count: graph.nodes.count)
    for island in islands { sizes[island] += 1 }
    var isLoop = Array(repeating: false, count: graph.nodes.count)
    for place in links.indices where links[place].from == links[place].to { isLoop[links[place].from] = true }
    return nodes.filter { sizes[islands[$0]] == 1 && !isLoop[$0] }
  }

  /// The subgraph that a node of the graph really is, because a link leads to it by its id.
  func subgraph(ofEnd node: Int) -> Int? { graph.subgraphsOfNodes[node] }

  /// The subgraphs that a node, or a subgraph whose id links mention, stands in, from the inside out.
  func subgraphs(around node: Int) -> [Int] {
    var around: [Int] = []
    var place = graph.nodes[node].subgraph
    if let own = subgraph(ofEnd: node) { place = graph.subgraphs[own].parent }
    while let current = place {
      around.append(current)
      place = graph.subgraphs[current].parent
    }
    return around
  }

  /// The direction that a subgraph states for itself.
  func direction(of subgraph: Int) -> Direction? {
    var direction: Direction?
    for case .direction(let statement) in graph.subgraphs[subgraph].subgraph.statements {
      direction = statement.direction
    }
    return direction
  }
}

/// Which of many things belong together.
struct DisjointSets {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  /// The least member of the set.
  mutating func first(of member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  /// Whether they were in two sets before.
  @discardableResult
  mutating func join(_ one: Int, _ other: Int) -> Bool {
    let (one, other) = (first(of: one), first(of: other))
    parents[max(one, other)] = min(one, other)
    return one != other
  }
}
