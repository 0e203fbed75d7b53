import AtlasCore

/// Where the elements of a tree stand: the ranges of all elements and leaves, in walk order. Two texts of the same
/// meaning have maps of the same shape, so a place in one is a place in the other.
public struct TextMap: Hashable, Sendable {
  public let ranges: [TextRange]

  /// A place that survives a cosmetic edit: so many bytes after the start, or before the end, of an element.
  public struct Anchor: Hashable, Sendable {
    public var ordinal: Int
    public var isFromEnd: Bool
    public var distance: Int

    public init(ordinal: Int, isFromEnd: Bool, distance: Int) {
      self.ordinal = ordinal
      self.isFromEnd = isFromEnd
      self.distance = distance
    }
  }

  public init(ranges: [TextRange]) { self.ranges = ranges }

  /// The digest of all positions.
  public var digest: Digest {
    ranges.withUnsafeBytes { Digest(of: $0) }
  }

  /// The anchors of both ends of a range: in the smallest element that holds the end, else beside the nearest one.
  /// Complexity: linear in the number of elements.
  public func anchors(of range: TextRange) -> (start: Anchor, end: Anchor) {
    // A place between two bytes is one place wherever it is read: with two anchors, a comment could come between them.
    if range.isEmpty, let anchor = anchor(behindElementAt: range.lowerBound) { return (anchor, anchor) }
    let start = anchor(of: range.lowerBound, preferringStart: true)
    let end = anchor(of: range.upperBound, preferringStart: false)
    // What begins with an element and ends beside none, such as a header, is measured from where it begins: whatever
    // element is nearest to its end may stand behind a comment.
    guard start.distance == 0, end.distance != 0, start.ordinal >= 0 else { return (start, end) }
    return (start, Anchor(ordinal: start.ordinal, isFromEnd: false, distance: range.count))
  }

  /// The range that has these anchors here, or nil where the map has no such elements.
  public func range(from start: Anchor, to end: Anchor) -> TextRange? {
    guard let start = offset(of: start), let end = offset(of: end), start <= end else { return nil }
    return TextRange(start, end)
  }

  /// So far behind the nearest end or start of an element before a place: what is inserted below the first line stays there
  /// when a comment comes in behind it. Nil where nothing stands before it.
  private func anchor(behindElementAt offset: Int) -> Anchor? {
    var best: (distance: Int, anchor: Anchor)?
    for (ordinal, range) in ranges.enumerated() {
      for (isFromEnd, edge) in [(false, range.lowerBound), (true, range.upperBound)] {
        guard edge <= offset, offset - edge < best?.distance ?? .max else { continue }
        best = (
          offset - edge,
          Anchor(ordinal: ordinal, isFromEnd: isFromEnd, distance: isFromEnd ? edge - offset : offset - edge)
        )
      }
    }
    return best?.anchor
  }

  private func anchor(of offset: Int, preferringStart: Bool) -> Anchor {
    var best: (cost: Int, anchor: Anchor)?
    for (ordinal, range) in ranges.enumerated() {
      let fromStart = offset - range.lowerBound
      let fromEnd = range.upperBound - offset
      let isInside = fromStart >= 0 && fromEnd >= 0
      // An end that is an element's own end is the best; a place inside a small element costs its distance.
      let distance = preferringStart ? abs(fromStart) : abs(fromEnd)
      if distance == 0 { return Anchor(ordinal: ordinal, isFromEnd: !preferringStart, distance: 0) }
      let cost = isInside ? distance : distance + ranges.count + 1_000_000
      if cost < best?.cost ?? .max {
        best = (
          cost,
          Anchor(
            ordinal: ordinal, isFromEnd: !preferringStart, distance: preferringStart ? fromStart : fromEnd)
        )
      }
    }
    return best?.anchor ?? Anchor(ordinal: -1, isFromEnd: false, distance: offset)
  }

  private func offset(of anchor: Anchor) -> Int? {
    if anchor.ordinal == -1 { return anchor.distance }
    guard ranges.indices.contains(anchor.ordinal) else { return nil }
    let range = ranges[anchor.ordinal]
    let offset = anchor.isFromEnd ? range.upperBound - anchor.distance : range.lowerBound + anchor.distance
    return offset >= 0 ? offset : nil
  }
}

struct TextMapSink: TreeSink {
  private var ranges: [TextRange] = []

  static func map(of diagram: ParsedDiagram) -> TextMap {
    var sink = TextMapSink()
    diagram.syntax.describe(to: &sink)
    diagram.accessibility.describe(to: &sink)
    return TextMap(ranges: sink.ranges)
  }

  mutating func open(_ name: StaticString, _ range: TextRange) { ranges.append(range) }
  mutating func close() {}
  mutating func token(_ name: StaticString, _ range: TextRange) { ranges.append(range) }
  mutating func word(_ name: StaticString, _ value: String) {}
  mutating func number(_ name: StaticString, _ value: Int) {}
}
