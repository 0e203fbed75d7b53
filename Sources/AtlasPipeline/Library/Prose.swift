import AtlasCore

/// A page without its diagrams. What is judged by the page's text is keyed on this, so that an edit of one diagram does
/// not touch what was found on the page for another; places in it are offsets that such an edit does not move.
package struct Prose: Sendable {
  package let digest: Digest
  /// What is kept, in the page's bytes, in order.
  package let ranges: [TextRange]
  /// Where each kept range begins in the prose.
  private let starts: [Int]

  /// Precondition: `diagrams` are in order and do not overlap.
  package init(of page: [UInt8], without diagrams: [TextRange]) {
    var ranges: [TextRange] = []
    var starts: [Int] = []
    var kept: [UInt8] = []
    kept.reserveCapacity(page.count)
    var next = 0
    for end in diagrams + [TextRange(at: page.count)] {
      let range = TextRange(next, max(next, end.lowerBound))
      if !range.isEmpty {
        ranges.append(range)
        starts.append(kept.count)
        kept += page[range.bounds]
      }
      next = max(next, end.upperBound)
    }
    self.ranges = ranges
    self.starts = starts
    // Where the diagrams stood is part of it: it says which chapter holds which of them.
    var writer = ByteWriter()
    writer.write(kept)
    writer.write(starts) { $1.write($0) }
    digest = Digest(of: writer.bytes)
  }

  /// The offset in the prose of an offset in the page; inside a diagram, where the diagram was taken out.
  /// Complexity: logarithmic in the number of diagrams.
  package func offset(ofPage offset: Int) -> Int {
    let index = last { ranges[$0].lowerBound <= offset }
    guard let index else { return 0 }
    return starts[index] + min(offset - ranges[index].lowerBound, ranges[index].count)
  }

  /// The offset in the page of an offset in the prose. Complexity: logarithmic in the number of diagrams.
  package func pageOffset(of offset: Int) -> Int {
    let index = last { starts[$0] <= offset }
    guard let index else { return offset }
    return ranges[index].lowerBound + offset - starts[index]
  }

  /// The last position for which the condition holds, where it holds for a beginning of all positions.
  private func last(where holds: (Int) -> Bool) -> Int? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }
}
