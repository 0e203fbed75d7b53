import AtlasCore

/// A page without its diagrams. What is judged by the page's text is keyed on this, so that an edit of one diagram does
/// not touch what was found on the page for another; places in it are offsets that such an edit does not move.
package struct Prose: Sendable {
  /// What is left out, in order, without overlaps.
  private let diagrams: [TextRange]
  package let digest: Digest
  /// What is kept, in the page's bytes.
  package let ranges: [TextRange]

  package init(of page: [UInt8], without diagrams: [TextRange]) {
    self.diagrams = diagrams
    var kept: [UInt8] = []
    kept.reserveCapacity(page.count)
    var ranges: [TextRange] = []
    var next = 0
    for diagram in diagrams {
      ranges.append(TextRange(next, diagram.lowerBound))
      next = diagram.upperBound
    }
    ranges.append(TextRange(next, page.count))
    for range in ranges { kept += page[range.bounds] }
    self.ranges = ranges.filter { !$0.isEmpty }
    digest = Digest(of: kept)
  }

  /// The offset in the prose of an offset in the page; inside a diagram, where the diagram was taken out.
  package func offset(ofPage offset: Int) -> Int {
    var removed = 0
    for diagram in diagrams {
      if offset < diagram.lowerBound { break }
      removed += min(offset, diagram.upperBound) - diagram.lowerBound
    }
    return offset - removed
  }

  /// The offset in the page of an offset in the prose.
  package func pageOffset(of offset: Int) -> Int {
    var result = offset
    for diagram in diagrams where result >= diagram.lowerBound { result += diagram.count }
    return result
  }
}
