/// Whether mermaid.js can lay out an architecture with `align` statements.
///
/// It derives a grid from the sides of the edges, joins what stands on one line of the grid or in one `align` to one
/// place of an axis, and orders these places by further constraints. The layout starts at places that nothing stands
/// before and fails where a circle of constraints is never reached. Without `align` there is no circle.
struct ArchitectureLayout {
  /// A service or junction.
  struct Node {
    /// The number of its group.
    var parent: Int?
    /// What the id is as an index of an array; JavaScript's objects keep those first, in order.
    var index: UInt32?
  }

  struct Edge {
    var from: Int
    var to: Int
    var fromSide: ArchitectureEdge.Side
    var toSide: ArchitectureEdge.Side
  }

  struct Alignment {
    var isRow: Bool
    var members: [Int]
  }

  private typealias Point = SIMD2<Int>
  private typealias Constraint = (before: Int, after: Int)

  private enum Axis {
    case horizontal, vertical
  }

  private struct Pair: Hashable {
    var first: Int
    var second: Int
  }

  private let nodes: [Node]
  private let edges: [Edge]
  private let alignments: [Alignment]
  /// The nodes as JavaScript orders the keys of an object.
  private let order: [Int]
  /// The lines that edges between two groups keep the groups on.
  private var groupAxes: [Pair: Axis?] = [:]

  /// Nodes in the order of the object they are kept in: services, then junctions.
  init(_ nodes: [Node], _ edges: [Edge], _ alignments: [Alignment]) {
    self.nodes = nodes
    self.edges = edges
    self.alignments = alignments
    order = ArchitectureLayout.keysInOrder(Array(nodes.indices), nodes)
  }

  // MARK: The check

  /// Complexity: linear in edges and members, quadratic in the groups on one line.
  mutating func isPossible() -> Bool {
    let grids = self.grids()
    var rows: [[Int]] = []
    var columns: [[Int]] = []
    for grid in grids {
      rows += lines(of: grid, .horizontal)
      columns += lines(of: grid, .vertical)
    }
    let aligned = Set(alignments.flatMap(\.members))
    rows.removeAll { $0.contains(where: aligned.contains) }
    columns.removeAll { $0.contains(where: aligned.contains) }
    rows += alignments.filter(\.isRow).map(\.members)
    columns += alignments.filter { !$0.isRow }.map(\.members)
    let (horizontal, vertical) = constraints(grids)
    return !hasUnreachedCircle(horizontal, columns) && !hasUnreachedCircle(vertical, rows)
  }

  // MARK: The grid

  /// Where each node stands, one grid for each connected part.
  private mutating func grids() -> [[Int: Point]] {
    let neighbors = self.neighbors()
    var grids: [[Int: Point]] = []
    var isVisited = [Bool](repeating: false, count: nodes.count)
    for start in order where !isVisited[start] {
      var grid = [start: Point(0, 0)]
      var queue = [start]
      var head = 0
      while head < queue.count {
        let node = queue[head]
        head += 1
        isVisited[node] = true
        for (side, otherSide, other) in neighbors[node] where !isVisited[other] {
          grid[other] = (grid[node] ?? Point(0, 0)) &+ ArchitectureLayout.step(side, otherSide)
          queue.append(other)
          // Circles may put a node in the queue again and again; its place is the last one.
          if queue.count > 4 * (nodes.count + edges.count) + 16 { break }
        }
      }
      grids.append(grid)
    }
    return grids
  }

  /// By node: the neighbour at each pair of sides, in the order in which the pairs came first.
  private mutating func neighbors() -> [[(ArchitectureEdge.Side, ArchitectureEdge.Side, Int)]] {
    var neighbors = [[(ArchitectureEdge.Side, ArchitectureEdge.Side, Int)]](repeating: [], count: nodes.count)
    func put(_ node: Int, _ side: ArchitectureEdge.Side, _ otherSide: ArchitectureEdge.Side, _ other: Int) {
      guard side != otherSide else { return }
      if let place = neighbors[node].firstIndex(where: { $0.0 == side && $0.1 == otherSide }) {
        neighbors[node][place].2 = other
      } else {
        neighbors[node].append((side, otherSide, other))
      }
    }
    for edge in edges {
      put(edge.from, edge.fromSide, edge.toSide, edge.to)
      if edge.to != edge.from { put(edge.to, edge.toSide, edge.fromSide, edge.from) }
    }
    noteGroupAxes()
    return neighbors
  }

  /// The last edge counts, in the order of the nodes they are at.
  private mutating func noteGroupAxes() {
    var edgesOfNode = [[Int]](repeating: [], count: nodes.count)
    for (number, edge) in edges.enumerated() {
      edgesOfNode[edge.from].append(number)
      edgesOfNode[edge.to].append(number)
    }
    for node in order {
      for edge in edgesOfNode[node].map({ edges[$0] }) {
        guard let from = nodes[edge.from].parent, let to = nodes[edge.to].parent, from != to else { continue }
        let isHorizontal = edge.fromSide.isHorizontal
        guard isHorizontal == edge.toSide.isHorizontal else { continue }
        groupAxes[Pair(first: from, second: to)] = isHorizontal ? .horizontal : .vertical
        groupAxes[Pair(first: to, second: from)] = isHorizontal ? .horizontal : .vertical
      }
    }
  }

  private static func step(_ side: ArchitectureEdge.Side, _ otherSide: ArchitectureEdge.Side) -> Point {
    let horizontal = side.isHorizontal ? side : otherSide
    let vertical = side.isHorizontal ? otherSide : side
    if side.isHorizontal == otherSide.isHorizontal {
      return side.isHorizontal ? Point(side == .left ? -1 : 1, 0) : Point(0, side == .top ? 1 : -1)
    }
    // The side of the other node says on which side of it this one is.
    return side.isHorizontal
      ? Point(horizontal == .left ? -1 : 1, vertical == .top ? 1 : -1)
      : Point(horizontal == .left ? 1 : -1, vertical == .top ? 1 : -1)
  }

  // MARK: Lines

  /// The rows or columns of a grid with two nodes or more, group by group where no edge keeps the groups on one line.
  private func lines(of grid: [Int: Point], _ axis: Axis) -> [[Int]] {
    var lines: [Int: [(group: Int?, nodes: [Int])]] = [:]
    for node in order {
      guard let place = grid[node] else { continue }
      let line = axis == .horizontal ? place.y : place.x
      let group = nodes[node].parent
      if let index = lines[line]?.firstIndex(where: { $0.group == group }) {
        lines[line]?[index].nodes.append(node)
      } else {
        lines[line, default: []].append((group, [node]))
      }
    }
    var result: [[Int]] = []
    for groups in lines.keys.sorted().compactMap({ lines[$0] }) {
      if groups.count == 1 {
        result.append(groups[0].nodes)
        continue
      }
      var joined: [Int] = []
      for first in 0..<(groups.count - 1) {
        for second in (first + 1)..<groups.count {
          let (left, right) = (groups[first], groups[second])
          if isJoined(left.group, right.group, axis) {
            joined += left.nodes + right.nodes
          } else {
            result.append(left.nodes)
            result.append(right.nodes)
          }
        }
      }
      result.append(joined)
    }
    return result.filter { $0.count > 1 }
  }

  /// Nodes outside every group join any line.
  private func isJoined(_ left: Int?, _ right: Int?, _ axis: Axis) -> Bool {
    guard let left, let right else { return true }
    return groupAxes[Pair(first: left, second: right)] == axis
  }

  // MARK: Constraints

  /// What stands left of what, and above what: neighbours in an alignment and in the grid.
  private func constraints(_ grids: [[Int: Point]]) -> (horizontal: [Constraint], vertical: [Constraint]) {
    var horizontal: [Constraint] = []
    var vertical: [Constraint] = []
    var declared: Set<Pair> = []
    for alignment in alignments {
      for (first, second) in zip(alignment.members, alignment.members.dropFirst()) {
        declared.insert(Pair(first: first, second: second))
        declared.insert(Pair(first: second, second: first))
        if alignment.isRow { horizontal.append((first, second)) } else { vertical.append((first, second)) }
      }
    }
    for grid in grids {
      var at: [Point: Int] = [:]
      for node in order { if let place = grid[node] { at[place] = node } }
      var queue = [Point(0, 0)]
      var isQueued: Set<Point> = [Point(0, 0)]
      var isDone: Set<Point> = []
      var head = 0
      while head < queue.count {
        let place = queue[head]
        head += 1
        isDone.insert(place)
        guard let node = at[place] else { continue }
        for step in [Point(-1, 0), Point(1, 0), Point(0, 1), Point(0, -1)] {
          let next = place &+ step
          guard let other = at[next], !isDone.contains(next) else { continue }
          if isQueued.insert(next).inserted { queue.append(next) }
          if declared.contains(Pair(first: node, second: other)) { continue }
          switch (step.x, step.y) {
          case (-1, _): horizontal.append((other, node))
          case (1, _): horizontal.append((node, other))
          case (_, 1): vertical.append((other, node))
          default: vertical.append((node, other))
          }
        }
      }
    }
    return (horizontal, vertical)
  }

  // MARK: Circles

  /// Whether a circle of constraints has no place that is behind a settled one.
  private func hasUnreachedCircle(_ constraints: [Constraint], _ sets: [[Int]]) -> Bool {
    // A node in several sets belongs to the last.
    var place = Array(nodes.indices)
    for (number, set) in sets.enumerated() { for node in set { place[node] = nodes.count + number } }
    let count = nodes.count + sets.count
    var after = [[Int]](repeating: [], count: count)
    var waiting = [Int](repeating: 0, count: count)
    var isUsed = [Bool](repeating: false, count: count)
    for (first, second) in constraints {
      after[place[first]].append(place[second])
      waiting[place[second]] += 1
      isUsed[place[first]] = true
      isUsed[place[second]] = true
    }
    var settled = (0..<count).filter { isUsed[$0] && waiting[$0] == 0 }
    var isReached = [Bool](repeating: false, count: count)
    for place in settled { isReached[place] = true }
    while let next = settled.popLast() {
      for other in after[next] {
        isReached[other] = true
        waiting[other] -= 1
        if waiting[other] == 0 { settled.append(other) }
      }
    }
    // What was not reached is on a circle or behind one.
    return (0..<count).contains { isUsed[$0] && !isReached[$0] && isOnCircle($0, after) }
  }

  private func isOnCircle(_ start: Int, _ after: [[Int]]) -> Bool {
    var stack = after[start]
    var seen: Set<Int> = []
    while let next = stack.popLast() {
      if next == start { return true }
      if seen.insert(next).inserted { stack += after[next] }
    }
    return false
  }

  /// Ids that are whole numbers come first, by value.
  private static func keysInOrder(_ keys: [Int], _ nodes: [Node]) -> [Int] {
    let numbers = keys.filter { nodes[$0].index != nil }.sorted {
      (nodes[$0].index ?? 0) < (nodes[$1].index ?? 0)
    }
    return numbers + keys.filter { nodes[$0].index == nil }
  }
}

extension ArchitectureEdge.Side {
  fileprivate var isHorizontal: Bool { self == .left || self == .right }
}
