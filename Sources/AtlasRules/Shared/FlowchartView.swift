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
  /// In the order of the text; those of a subgraph follow it.
  package let statements: [Statement]
  /// The links that are drawn: all but `~~~`.
  package let links: [FlowchartGraph.Link]
  /// The places in `graph.nodes` of what is drawn as a node.
  package var nodes: [Int] { graph.drawnNodes }

  init(_ tree: FlowchartDiagram, _ source: MermaidSource) {
    self.tree = tree
    graph = FlowchartGraph(tree, source)
    var statements: [Statement] = []
    statements.reserveCapacity(tree.statements.count)
    var began = 0
    Self.gather(tree.statements, in: nil, &began, into: &statements)
    self.statements = statements
    let isAllDrawn = !graph.links.contains { $0.link.stroke == .invisible }
    links = isAllDrawn ? graph.links : graph.links.filter { $0.link.stroke != .invisible }
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
    for link in links {
      islands.join(link.from, link.to)
    }
    for link in links {
      for end in [link.from, link.to] {
        guard let subgraph = subgraph(ofEnd: end), !reached[subgraph] else { continue }
        reached[subgraph] = true
        for node in graph.nodes.indices where node != end && subgraphs(around: node).contains(subgraph) {
          islands.join(end, node)
        }
      }
    }
    return graph.nodes.indices.map { islands.first(of: $0) }
  }

  /// The nodes that no link reaches.
  package var isolatedNodes: [Int] {
    let islands = islands
    var sizes = Array(repeating: 0, count: graph.nodes.count)
    for island in islands { sizes[island] += 1 }
    var isLoop = Array(repeating: false, count: graph.nodes.count)
    for link in links where link.from == link.to { isLoop[link.from] = true }
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
