/// Looks for circles in a directed graph.
enum CircleFinder {
  /// The first edge, in their order, that is part of a circle or leads from one circle to another; nil where there is
  /// no circle at all.
  /// Complexity: linear in nodes and edges.
  static func anyEdgeInCircle(_ nodeCount: Int, _ edges: [(from: Int, to: Int)]) -> Int? {
    let fed = peeled(nodeCount, edges)
    let feeding = peeled(nodeCount, edges.map { (from: $0.to, to: $0.from) })
    return edges.firstIndex { fed[$0.from] && fed[$0.to] && feeding[$0.from] && feeding[$0.to] }
  }

  /// Which nodes are left when those without incoming edges are taken away, again and again.
  private static func peeled(_ nodeCount: Int, _ edges: [(from: Int, to: Int)]) -> [Bool] {
    var incoming = [Int](repeating: 0, count: nodeCount)
    var outgoing = [[Int]](repeating: [], count: nodeCount)
    for edge in edges {
      incoming[edge.to] += 1
      outgoing[edge.from].append(edge.to)
    }
    var isLeft = [Bool](repeating: true, count: nodeCount)
    var free = incoming.indices.filter { incoming[$0] == 0 }
    while let node = free.popLast() {
      isLeft[node] = false
      for next in outgoing[node] {
        incoming[next] -= 1
        if incoming[next] == 0 { free.append(next) }
      }
    }
    return isLeft
  }
}
