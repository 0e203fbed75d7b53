import AtlasCore
import Testing

@testable import AtlasMermaid

@Suite struct AnchorFinderTests {
  /// Nested and overlapping ranges, many of which begin or end together.
  private static func map(_ seed: UInt64) -> TextMap {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    return TextMap(
      ranges: (0..<next(12)).map { _ in
        let start = next(40)
        return TextRange(start, start + next(20))
      })
  }

  @Test(arguments: 0..<200) func findsWhatALookAtAllElementsFinds(seed: Int) {
    let map = Self.map(UInt64(seed))
    let finder = AnchorFinder(map)
    for start in 0..<62 {
      for end in start..<min(start + 5, 64) {
        let range = TextRange(start, end)
        let found = finder.anchors(of: range)
        let expected = LinearAnchors(ranges: map.ranges).anchors(of: range)
        #expect(found.start == expected.start && found.end == expected.end, "\(map.ranges) \(range)")
        #expect(map.range(from: found.start, to: found.end) == range)
      }
    }
  }
}

/// What anchors are, told by a look at every element.
private struct LinearAnchors {
  let ranges: [TextRange]

  func anchors(of range: TextRange) -> (start: TextMap.Anchor, end: TextMap.Anchor) {
    if range.isEmpty, let anchor = anchor(behindElementAt: range.lowerBound) { return (anchor, anchor) }
    let start = anchor(of: range.lowerBound, isFromEnd: false)
    let end = anchor(of: range.upperBound, isFromEnd: true)
    guard start.distance == 0, end.distance != 0, start.ordinal >= 0 else { return (start, end) }
    return (start, TextMap.Anchor(ordinal: start.ordinal, isFromEnd: false, distance: range.count))
  }

  private func anchor(behindElementAt offset: Int) -> TextMap.Anchor? {
    var best: (distance: Int, anchor: TextMap.Anchor)?
    for (ordinal, range) in ranges.enumerated() {
      for (isFromEnd, edge) in [(false, range.lowerBound), (true, range.upperBound)] {
        guard edge <= offset, offset - edge < best?.distance ?? .max else { continue }
        let distance = isFromEnd ? edge - offset : offset - edge
        best = (offset - edge, .init(ordinal: ordinal, isFromEnd: isFromEnd, distance: distance))
      }
    }
    return best?.anchor
  }

  /// The nearest edge of an element that holds the place, else the nearest of all.
  private func anchor(of offset: Int, isFromEnd: Bool) -> TextMap.Anchor {
    let edges = ranges.enumerated().map { ordinal, range in
      (
        ordinal: ordinal, distance: isFromEnd ? range.upperBound - offset : offset - range.lowerBound,
        isInside: range.lowerBound <= offset && offset <= range.upperBound
      )
    }
    let exact = edges.first { $0.distance == 0 }
    let inside = edges.filter(\.isInside).min { abs($0.distance) < abs($1.distance) }
    let nearest = edges.min { abs($0.distance) < abs($1.distance) }
    guard let edge = exact ?? inside ?? nearest else {
      return TextMap.Anchor(ordinal: -1, isFromEnd: false, distance: offset)
    }
    return TextMap.Anchor(ordinal: edge.ordinal, isFromEnd: isFromEnd, distance: edge.distance)
  }
}
