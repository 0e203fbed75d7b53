/// Counts how many links of a layered drawing cross, after a few sweeps that order each rank by the middle of its
/// neighbours, which is what layout programs begin with; it is an estimate, the same for the same diagram.
struct LayerCrossings {
  typealias Link = GraphShape.Link

  /// Of each rank its nodes, and the bends of long links, from left to right; one list for all ranks.
  private var nodes: [Int]
  /// Where the nodes of each rank begin; those of the next begin where they end.
  private let nodeStarts: [Int]
  /// The links, or their parts, that lead from each rank to the next; one list for all ranks.
  private let segments: [Link]
  private let segmentStarts: [Int]
  /// Of each node: where in its rank it stands.
  private var places: [Int]
  /// Kept here to save the allocations.
  private var sums: [(total: Int, count: Int)] = []
  private var keys: [(middle: Double, place: Int, node: Int)] = []

  /// Where the links span more ranks than this together, long ones are not followed through all of them.
  private static let spanLimit = 20_000
  private static let sweeps = 4

  /// Precondition: every link leads to a rank further on.
  init(_ ranks: [Int], depth: Int, _ links: [Link]) {
    let span = links.reduce(0) { $0 + ranks[$1.to] - ranks[$1.from] }
    let bends = span <= Self.spanLimit
    var segmentCounts = Array(repeating: 0, count: depth + 1)
    var nodeCounts = segmentCounts
    for rank in ranks { nodeCounts[rank + 1] += 1 }
    var total = ranks.count
    for link in links where bends || ranks[link.to] == ranks[link.from] + 1 {
      for rank in ranks[link.from]..<ranks[link.to] {
        segmentCounts[rank + 1] += 1
        if rank > ranks[link.from] {
          nodeCounts[rank + 1] += 1
          total += 1
        }
      }
    }
    for rank in 0..<depth {
      nodeCounts[rank + 1] += nodeCounts[rank]
      segmentCounts[rank + 1] += segmentCounts[rank]
    }
    let nodeStarts = nodeCounts
    (self.nodeStarts, segmentStarts) = (nodeStarts, segmentCounts)
    var nodes = Array(repeating: 0, count: total)
    var places = nodes
    var segments = Array(repeating: Link(from: 0, to: 0), count: segmentCounts[depth])
    // From here on the counts say where the next of each rank comes.
    func add(_ node: Int, _ rank: Int) {
      nodes[nodeCounts[rank]] = node
      places[node] = nodeCounts[rank] - nodeStarts[rank]
      nodeCounts[rank] += 1
    }
    for (node, rank) in ranks.enumerated() { add(node, rank) }
    var next = ranks.count
    for link in links where bends || ranks[link.to] == ranks[link.from] + 1 {
      var from = link.from
      for rank in ranks[link.from]..<ranks[link.to] {
        // A long link bends in every rank that it passes.
        let isLast = rank + 1 == ranks[link.to]
        let to = isLast ? link.to : next
        if !isLast {
          add(next, rank + 1)
          next += 1
        }
        segments[segmentCounts[rank]] = Link(from: from, to: to)
        segmentCounts[rank] += 1
        from = to
      }
    }
    (self.nodes, self.places, self.segments) = (nodes, places, segments)
  }

  /// The fewest crossings after any number of the sweeps.
  mutating func fewest() -> Int {
    var fewest = count()
    let gaps = segmentStarts.count - 2
    for sweep in 0..<Self.sweeps where fewest > 0 {
      let isDown = sweep % 2 == 0
      for step in 0..<gaps { order(across: isDown ? step : gaps - 1 - step, isDown) }
      fewest = min(fewest, count())
    }
    return fewest
  }

  /// The segments between a rank and the next.
  private func segments(below rank: Int) -> Range<Int> { segmentStarts[rank]..<segmentStarts[rank + 1] }

  /// Orders one of the ranks on both sides of a gap by the middle of the neighbours in the other; nodes without any stay
  /// where they are.
  private mutating func order(across gap: Int, _ isDown: Bool) {
    let rank = isDown ? gap + 1 : gap
    let first = nodeStarts[rank]
    let count = nodeStarts[rank + 1] - first
    guard count > 1 else { return }
    // A rank's nodes stand at 0, 1, 2 …, so their places number them.
    sums.removeAll(keepingCapacity: true)
    for _ in 0..<count { sums.append((0, 0)) }
    for number in segments(below: gap) {
      let segment = segments[number]
      let (node, neighbour) = isDown ? (segment.to, segment.from) : (segment.from, segment.to)
      sums[places[node]].total += places[neighbour]
      sums[places[node]].count += 1
    }
    keys.removeAll(keepingCapacity: true)
    for (place, sum) in sums.enumerated() {
      let middle = sum.count > 0 ? Double(sum.total) / Double(sum.count) : Double(place)
      keys.append((middle, place, nodes[first + place]))
    }
    keys.sort { ($0.middle, $0.place) < ($1.middle, $1.place) }
    for (place, key) in keys.enumerated() {
      nodes[first + place] = key.node
      places[key.node] = place
    }
  }

  /// Pairs of links between the same two ranks that change sides.
  private func count() -> Int {
    var crossings = 0
    for rank in 0..<(segmentStarts.count - 1) {
      let range = segments(below: rank)
      if range.count > Self.fewLinks {
        crossings += Self.inversions(range.map { places[segments[$0].from] << 32 | places[segments[$0].to] })
      } else {
        crossings += pairsThatCross(in: range)
      }
    }
    return crossings
  }

  /// So many links are compared with each other faster than they are put in order.
  private static let fewLinks = 16

  private func pairsThatCross(in range: Range<Int>) -> Int {
    var crossings = 0
    for one in range {
      let (from, to) = (places[segments[one].from], places[segments[one].to])
      for other in (one + 1)..<range.upperBound {
        let (otherFrom, otherTo) = (places[segments[other].from], places[segments[other].to])
        if from < otherFrom && to > otherTo || from > otherFrom && to < otherTo { crossings += 1 }
      }
    }
    return crossings
  }

  /// Of links with both places in one number, so that one comparison orders by both.
  /// Complexity: n log n, by a Fenwick tree.
  private static func inversions(_ links: [Int]) -> Int {
    let values = links.sorted().map { $0 & 0xFFFF_FFFF }
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
