import AtlasCore

/// Reads quantities out of text: every latency, cost, date and so on, with its exact stretch, its amount in the base
/// unit and the words that say more about it. Two quantities never share a byte; the most specific reading wins.
///
/// The grammar stands in docs/engineering/metrics.md. Text is cut into lines, a line that has neither a digit nor one of
/// a few words is passed over, and the rest is cut into tokens and read once.
package struct QuantityReader {
  /// What kind of text it is. It changes a few readings, not the grammar.
  package enum Context: Sendable {
    /// A label of a diagram.
    case label
    /// A line of a paragraph, list or heading.
    case prose
    /// A row of a table: a cell is a label of the next.
    case tableRow
    /// A list of sources: an item names its source without saying so.
    case sourceList
  }

  /// One for all texts: what it works with is made once, and taking it up costs nothing.
  private var reader: LineReader

  package init(_ specification: MetricSpecification) { reader = LineReader(specification) }

  /// The quantities of a text in the order of their places.
  /// Complexity: linear in the bytes.
  package mutating func read(_ text: [UInt8], _ context: Context = .label) -> [Quantity] {
    read(text, in: TextRange(0, text.count), context)
  }

  /// The quantities of a label's text; their ranges are in the text of the pieces.
  package mutating func read(_ pieces: LabelPieces, _ context: Context = .label) -> [Quantity] {
    read(pieces.text, in: TextRange(0, pieces.text.count), context, emphasis: pieces.emphasis)
  }

  /// The quantities of a part of a text; their ranges are in the whole text.
  package mutating func read(_ text: [UInt8], in range: TextRange, _ context: Context = .label) -> [Quantity]
  {
    read(text, in: range, context, emphasis: [])
  }

  private mutating func read(
    _ text: [UInt8], in range: TextRange, _ context: Context, emphasis: [Int]
  ) -> [Quantity] {
    text.withUnsafeBufferPointer { bytes in
      let limit = min(range.upperBound, bytes.count)
      var lines = LineFinder(bytes, min(range.lowerBound, limit)..<limit, findsAll: context == .sourceList)
      guard var line = lines.next() else { return [] }
      reader.begin(bytes, context, emphasis: emphasis)
      while true {
        reader.read(line)
        guard let next = lines.next() else { break }
        line = next
      }
      return reader.end()
    }
  }
}
