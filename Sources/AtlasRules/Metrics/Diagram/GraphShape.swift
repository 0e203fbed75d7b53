/// What the links of a graph say of its drawing: how deep it is, how many links meet in a node, how many cross.
///
/// Ranks are those of a layered drawing: every link that closes no cycle leads at least one rank further. Crossings are
/// counted between neighbouring ranks after a few sweeps that order each rank by the middle of its neighbours, which
/// is what layout programs begin with; it is an estimate, the same for the same diagram.
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
  /// Those that close no cycle.
  private var forward: [Link] = []

  /// Where the links span more ranks than this together, long ones are not followed through all of them.
  private static let spanLimit = 20_000
  private static let sweeps = 4

  /// Precondition: every link joins two of the nodes.
  init(nodeCount: Int, links: [Link]) {
    self.nodeCount = nodeCount
    self.links = links
    guard nodeCount > 0 else { return }
    guard !links.isEmpty else {
      ranks = Array(repeating: 0, count: nodeCount)
      depth = 1
      return
    }
    var fanIn = Array(repeating: 0, count: nodeCount)
    var fanOut = fanIn
    for link in links {
      fanOut[link.from] += 1
      fanIn[link.to] += 1
    }
    maxFanIn = fanIn.max() ?? 0
    maxFanOut = fanOut.max() ?? 0
    forward = GraphShape.withoutCycles(nodeCount, links)
    ranks = GraphShape.ranks(nodeCount, forward)
    depth = (ranks.max() ?? -1) + 1
  }

  /// How many parts no link joins. Counted when asked for.
  var components: Int { GraphShape.components(nodeCount, links) }

  /// Counted when asked for, which takes longer than all the rest.
  var crossings: Int { GraphShape.crossings(ranks, forward) }

  private static func components(_ nodeCount: Int, _ links: [Link]) -> Int {
    var parents = Array(0..<nodeCount)
    func root(_ node: Int) -> Int {
      var node = node
      while parents[node] != node {
        parents[node] = parents[parents[node]]
        node = parents[node]
      }
      return node
    }
    var count = nodeCount
    for link in links {
      let (from, to) = (root(link.from), root(link.to))
      if from != to {
        parents[from] = to
        count -= 1
      }
    }
    return count
  }

  /// The links without those that lead back to a node on the way to them; loops are left out.
  private static func withoutCycles(_ nodeCount: Int, _ links: [Link]) -> [Link] {
    let outgoing = LinksOfNodes(nodeCount, links, leavesOutLoops: true)
    enum State { case unseen, onTheWay, done }
    var states = Array(repeating: State.unseen, count: nodeCount)
    var kept: [Link] = []
    kept.reserveCapacity(links.count)
    /// The nodes on the way, each with the place of its next link.
    var stack: [(node: Int, next: Int)] = []
    for start in 0..<nodeCount where states[start] == .unseen {
      states[start] = .onTheWay
      stack.append((start, outgoing.places(start).lowerBound))
      while let top = stack.last {
        guard top.next < outgoing.places(top.node).upperBound else {
          states[top.node] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let link = links[outgoing.links[top.next]]
        if states[link.to] == .onTheWay { continue }
        kept.append(link)
        if states[link.to] == .unseen {
          states[link.to] = .onTheWay
          stack.append((link.to, outgoing.places(link.to).lowerBound))
        }
      }
    }
    return kept
  }

  /// The longest way to each node.
  private static func ranks(_ nodeCount: Int, _ links: [Link]) -> [Int] {
    let outgoing = LinksOfNodes(nodeCount, links, leavesOutLoops: false)
    var waiting = Array(repeating: 0, count: nodeCount)
    for link in links { waiting[link.to] += 1 }
    var ranks = Array(repeating: 0, count: nodeCount)
    var ready = (0..<nodeCount).filter { waiting[$0] == 0 }
    ready.reserveCapacity(nodeCount)
    var next = 0
    while next < ready.count {
      let node = ready[next]
      next += 1
      for place in outgoing.places(node) {
        let target = links[outgoing.links[place]].to
        ranks[target] = max(ranks[target], ranks[node] + 1)
        waiting[target] -= 1
        if waiting[target] == 0 { ready.append(target) }
      }
    }
    return ranks
  }
}

/// The links that leave each node, by place in a list of links and in its order; one list for all nodes.
private struct LinksOfNodes {
  private(set) var links: [Int]
  /// Where the links of each node begin; those of the next begin where they end.
  private var starts: [Int]

  init(_ nodeCount: Int, _ all: [GraphShape.Link], leavesOutLoops: Bool) {
    starts = Array(repeating: 0, count: nodeCount + 1)
    for link in all where !leavesOutLoops || link.from != link.to { starts[link.from + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    links = Array(repeating: 0, count: starts[nodeCount])
    var next = starts
    for (place, link) in all.enumerated() where !leavesOutLoops || link.from != link.to {
      links[next[link.from]] = place
      next[link.from] += 1
    }
  }

  /// Where the links of a node stand in `links`.
  func places(_ node: Int) -> Range<Int> { starts[node]..<starts[node + 1] }
}

// MARK: Crossings

extension GraphShape {
  private static func crossings(_ ranks: [Int], _ links: [Link]) -> Int {
    var layers = Array(repeating: [Int](), count: (ranks.max() ?? 0) + 1)
    for (node, rank) in ranks.enumerated() { layers[rank].append(node) }
    var segments = Array(repeating: [Link](), count: max(layers.count - 1, 0))
    var nextNode = ranks.count
    let span = links.reduce(0) { $0 + ranks[$1.to] - ranks[$1.from] }
    for link in links {
      var (from, rank) = (link.from, ranks[link.from])
      guard span <= spanLimit else {
        if ranks[link.to] == rank + 1 { segments[rank].append(link) }
        continue
      }
      // A long link bends in every rank that it passes.
      while rank + 1 < ranks[link.to] {
        layers[rank + 1].append(nextNode)
        segments[rank].append(Link(from: from, to: nextNode))
        from = nextNode
        nextNode += 1
        rank += 1
      }
      segments[rank].append(Link(from: from, to: link.to))
    }
    var places = Array(repeating: 0, count: nextNode)
    for layer in layers { place(layer, &places) }
    var best = count(segments, places)
    for sweep in 0..<sweeps where best > 0 {
      let isDown = sweep % 2 == 0
      for index in isDown ? Array(segments.indices) : segments.indices.reversed() {
        order(&layers[isDown ? index + 1 : index], by: segments[index], isDown, &places)
      }
      best = min(best, count(segments, places))
    }
    return best
  }

  private static func place(_ layer: [Int], _ places: inout [Int]) {
    for (place, node) in layer.enumerated() { places[node] = place }
  }

  /// Orders one rank by the middle of the neighbours in the rank before it; nodes without any stay where they are.
  private static func order(
    _ layer: inout [Int], by segments: [Link], _ isDown: Bool, _ places: inout [Int]
  ) {
    // A rank's nodes stand at 0, 1, 2 …, so their places number them.
    var sums = Array(repeating: (total: 0, count: 0), count: layer.count)
    for segment in segments {
      let (node, neighbour) = isDown ? (segment.to, segment.from) : (segment.from, segment.to)
      sums[places[node]].total += places[neighbour]
      sums[places[node]].count += 1
    }
    let keys = layer.enumerated().map { place, node in
      let key = sums[place].count > 0 ? Double(sums[place].total) / Double(sums[place].count) : Double(place)
      return (node: node, key: key, place: place)
    }
    layer = keys.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.map(\.node)
    place(layer, &places)
  }

  /// Pairs of links between the same two ranks that change sides.
  private static func count(_ segments: [[Link]], _ places: [Int]) -> Int {
    var crossings = 0
    for links in segments where links.count > 1 {
      // Both places in one number, so that one comparison orders by both.
      var ends = links.map { places[$0.from] << 32 | places[$0.to] }
      ends.sort()
      crossings += inversions(ends.map { $0 & 0xFFFF_FFFF })
    }
    return crossings
  }

  /// Complexity: n log n, by a Fenwick tree.
  private static func inversions(_ values: [Int]) -> Int {
    let size = (values.max() ?? 0) + 1
    var tree = Array(repeating: 0, count: size + 1)
    var inversions = 0
    for (seen, value) in values.enumerated() {
      var notGreater = 0
      var index = value + 1
      while index > 0 {
        notGreater += tree[index]
        index -= index & -index
      }
      inversions += seen - notGreater
      index = value + 1
      while index <= size {
        tree[index] += 1
        index += index & -index
      }
    }
    return inversions
  }
}
