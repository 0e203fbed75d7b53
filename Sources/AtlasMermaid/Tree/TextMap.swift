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

  /// The anchors of both ends of a range. Whoever asks for many makes one `AnchorFinder`.
  public func anchors(of range: TextRange) -> (start: Anchor, end: Anchor) {
    AnchorFinder(self).anchors(of: range)
  }

  /// The range that has these anchors here, or nil where the map has no such elements.
  public func range(from start: Anchor, to end: Anchor) -> TextRange? {
    guard let start = offset(of: start), let end = offset(of: end), start <= end else { return nil }
    return TextRange(start, end)
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
