import AtlasCore

/// Finds the anchors of many ranges in one text map: the edges of its elements in order, so that an anchor takes a search
/// and not a look at every element.
public struct AnchorFinder: Sendable {
  /// An end of an element, ordered by place and then by element.
  private struct Edge: Comparable {
    /// The place above the number of the element: one comparison orders by both.
    private let key: UInt64

    var offset: Int { Int(key >> 32) }
    var ordinal: Int { Int(key & 0xFFFF_FFFF) }

    init(_ offset: UInt32, _ ordinal: Int) { key = UInt64(offset) << 32 | UInt64(ordinal) }

    static func < (left: Edge, right: Edge) -> Bool { left.key < right.key }
  }

  private let ranges: [TextRange]
  private let starts: [Edge]
  private let ends: [Edge]

  /// Complexity: n log n in the number of elements.
  public init(_ map: TextMap) {
    ranges = map.ranges
    var starts: [Edge] = []
    var ends: [Edge] = []
    starts.reserveCapacity(ranges.count)
    ends.reserveCapacity(ranges.count)
    for (ordinal, range) in ranges.enumerated() {
      starts.append(Edge(range.start, ordinal))
      ends.append(Edge(range.end, ordinal))
    }
    // The walk tells most elements in the order of their starts already.
    starts.sort()
    ends.sort()
    self.starts = starts
    self.ends = ends
  }

  /// The anchors of both ends of a range: in the smallest element that holds the end, else beside the nearest one.
  public func anchors(of range: TextRange) -> (start: TextMap.Anchor, end: TextMap.Anchor) {
    // A place between two bytes is one place wherever it is read: with two anchors, a comment could come between them.
    if range.isEmpty, let anchor = anchor(behindElementAt: range.lowerBound) { return (anchor, anchor) }
    let start = anchor(of: range.lowerBound, isFromEnd: false)
    let end = anchor(of: range.upperBound, isFromEnd: true)
    // What begins with an element and ends beside none, such as a header, is measured from where it begins: whatever
    // element is nearest to its end may stand behind a comment.
    guard start.distance == 0, end.distance != 0, start.ordinal >= 0 else { return (start, end) }
    return (start, TextMap.Anchor(ordinal: start.ordinal, isFromEnd: false, distance: range.count))
  }

  /// So far behind the nearest end or start of an element before a place: what is inserted below the first line stays there
  /// when a comment comes in behind it. Nil where nothing stands before it.
  private func anchor(behindElementAt offset: Int) -> TextMap.Anchor? {
    let start = last(of: starts, before: offset + 1)
    let end = last(of: ends, before: offset + 1)
    // Of several edges at one place the first element's, and of one element its start.
    if let end,
      start.map({ $0.offset < end.offset || $0.offset == end.offset && end.ordinal < $0.ordinal }) ?? true
    {
      return TextMap.Anchor(ordinal: end.ordinal, isFromEnd: true, distance: end.offset - offset)
    }
    return start.map {
      TextMap.Anchor(ordinal: $0.ordinal, isFromEnd: false, distance: offset - $0.offset)
    }
  }

  private func anchor(of offset: Int, isFromEnd: Bool) -> TextMap.Anchor {
    let edges = isFromEnd ? ends : starts
    let next = index(of: offset, in: edges)
    // An end that is an element's own end is the best; a place inside a small element costs its distance.
    if next < edges.count, edges[next].offset == offset {
      return TextMap.Anchor(ordinal: edges[next].ordinal, isFromEnd: isFromEnd, distance: 0)
    }
    let inside = isFromEnd ? nextEnd(from: next, of: offset) : previousStart(before: next, of: offset)
    guard let edge = inside ?? nearest(to: offset, at: next, in: edges) else {
      return TextMap.Anchor(ordinal: -1, isFromEnd: false, distance: offset)
    }
    let distance = isFromEnd ? edge.offset - offset : offset - edge.offset
    return TextMap.Anchor(ordinal: edge.ordinal, isFromEnd: isFromEnd, distance: distance)
  }

  /// The start before a place, and nearest to it, of an element that holds the place.
  private func previousStart(before next: Int, of offset: Int) -> Edge? {
    var found: Edge?
    for index in stride(from: next - 1, through: 0, by: -1) {
      let edge = starts[index]
      // Of several that begin together the first.
      if let found, found.offset != edge.offset { break }
      if ranges[edge.ordinal].upperBound >= offset { found = edge }
    }
    return found
  }

  /// The end behind a place, and nearest to it, of an element that holds the place.
  private func nextEnd(from next: Int, of offset: Int) -> Edge? {
    for index in next..<ends.count where ranges[ends[index].ordinal].lowerBound <= offset {
      return ends[index]
    }
    return nil
  }

  /// The nearest edge on either side of a place; of two as near as each other the first element's.
  /// Precondition: none is at the place.
  private func nearest(to offset: Int, at next: Int, in edges: [Edge]) -> Edge? {
    guard let before = last(of: edges, before: offset) else { return next < edges.count ? edges[next] : nil }
    guard next < edges.count else { return before }
    let (left, right) = (offset - before.offset, edges[next].offset - offset)
    return left < right || left == right && before.ordinal < edges[next].ordinal ? before : edges[next]
  }

  /// The first of the edges that stand nearest before a place.
  private func last(of edges: [Edge], before offset: Int) -> Edge? {
    var index = index(of: offset, in: edges) - 1
    guard index >= 0 else { return nil }
    while index > 0, edges[index - 1].offset == edges[index].offset { index -= 1 }
    return edges[index]
  }

  /// Where the first edge stands that is not before a place.
  private func index(of offset: Int, in edges: [Edge]) -> Int {
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
