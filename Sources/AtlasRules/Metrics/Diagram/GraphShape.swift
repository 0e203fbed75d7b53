/// What the links of a graph say of its drawing: how deep it is, how many links meet in a node, how many cross.
///
/// Ranks are those of a layered drawing: every link that closes no cycle leads at least one rank further. Crossings are
/// counted between neighbouring ranks (`LayerCrossings`).
struct GraphShape {
  struct Link {
    var from: Int
    var to: Int
  }

  private(set) var depth = 0
  private(set) var maxFanIn = 0
  private(set) var maxFanOut = 0
  /// Of each node, from 0.
  private(set) var ranks: [Int] = []
  private let nodeCount: Int
  private let links: [Link]
  /// Those that close no cycle, in the order of a walk from node to node.
  private var forward: [Link] = []

  /// Precondition: every link joins two of the nodes.
  init(nodeCount: Int, links: [Link]) {
    self.nodeCount = nodeCount
    self.links = links
    guard nodeCount > 0 else { return }
    ranks = Array(repeating: 0, count: nodeCount)
    depth = 1
    guard !links.isEmpty else { return }
    var outgoing = LinksOfNodes(nodeCount, links)
    maxFanOut = (0..<nodeCount).reduce(0) { max($0, outgoing.places($1).count) }
    maxFanIn = Self.maxFanIn(nodeCount, links)
    let finished = walk(&outgoing)
    // A node is finished behind all that it leads to: from the last to the first, each is reached before what it leads to.
    for node in finished.reversed() {
      for place in outgoing.places(node) where outgoing.targets[place] >= 0 {
        ranks[outgoing.targets[place]] = max(ranks[outgoing.targets[place]], ranks[node] + 1)
      }
    }
    depth = (ranks.max() ?? -1) + 1
  }

  private static func maxFanIn(_ nodeCount: Int, _ links: [Link]) -> Int {
    var fanIn = Array(repeating: 0, count: nodeCount)
    for link in links { fanIn[link.to] += 1 }
    return fanIn.max() ?? 0
  }

  /// Goes from node to node, gathers the links that lead forward, and takes those from the others that lead back to a node
  /// on the way to them. Gives the nodes in the order in which all that they lead to was seen.
  private mutating func walk(_ outgoing: inout LinksOfNodes) -> [Int] {
    enum State { case unseen, onTheWay, done }
    var states = Array(repeating: State.unseen, count: nodeCount)
    var finished: [Int] = []
    finished.reserveCapacity(nodeCount)
    forward.reserveCapacity(links.count)
    /// The nodes on the way, each with the place of its next link.
    var stack: [(node: Int, next: Int)] = []
    stack.reserveCapacity(nodeCount)
    for start in 0..<nodeCount where states[start] == .unseen {
      states[start] = .onTheWay
      stack.append((start, outgoing.places(start).lowerBound))
      while let (node, place) = stack.last {
        guard place < outgoing.places(node).upperBound else {
          states[node] = .done
          finished.append(node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = outgoing.targets[place]
        if states[target] == .onTheWay {
          outgoing.targets[place] = -1
          continue
        }
        forward.append(Link(from: node, to: target))
        if states[target] == .unseen {
          states[target] = .onTheWay
          stack.append((target, outgoing.places(target).lowerBound))
        }
      }
    }
    return finished
  }

  /// How many parts no link joins. Counted when asked for.
  var components: Int {
    var parts = DisjointSets(count: nodeCount)
    var count = nodeCount
    for link in links where parts.join(link.from, link.to) { count -= 1 }
    return count
  }

  /// Counted when asked for, which takes longer than all the rest.
  var crossings: Int {
    guard forward.count > 1 else { return 0 }
    var layers = LayerCrossings(ranks, depth: depth, forward)
    return layers.fewest()
  }
}

/// Where the links that leave each node lead, in the order of the links; one list for all nodes.
private struct LinksOfNodes {
  var targets: [Int]
  /// Where the links of each node begin; those of the next begin where they end.
  private var starts: [Int]

  init(_ nodeCount: Int, _ links: [GraphShape.Link]) {
    // Each entry is first where the links of its node end, and goes down to where they begin.
    starts = Array(repeating: 0, count: nodeCount + 1)
    for link in links { starts[link.from] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    targets = Array(repeating: 0, count: links.count)
    for link in links.reversed() {
      starts[link.from] -= 1
      targets[starts[link.from]] = link.to
    }
  }

  /// Where the links of a node stand in `targets`.
  func places(_ node: Int) -> Range<Int> { starts[node]..<starts[node + 1] }
}
