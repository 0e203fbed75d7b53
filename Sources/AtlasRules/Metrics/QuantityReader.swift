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

  private let specification: MetricSpecification
  private var tokens: [Token] = []

  package init(_ specification: MetricSpecification) {
    self.specification = specification
    tokens.reserveCapacity(128)
  }

  /// The quantities of a text in the order of their places.
  /// Complexity: linear in the bytes.
  package mutating func read(_ text: [UInt8], _ context: Context = .label) -> [Quantity] {
    read(text, in: TextRange(0, text.count), context)
  }

  /// The quantities of a part of a text; their ranges are in the whole text.
  package mutating func read(_ text: [UInt8], in range: TextRange, _ context: Context = .label) -> [Quantity] {
    text.withUnsafeBufferPointer { bytes in
      var reader: LineReader?
      var start = min(range.lowerBound, bytes.count)
      let limit = min(range.upperBound, bytes.count)
      while start < limit {
        var end = start
        while end < limit, bytes[end] != UInt8(ascii: "\n"), end - start < QuantityReader.lineLimit { end += 1 }
        if context == .sourceList || QuantityReader.mayState(bytes, start..<end) {
          if reader == nil { reader = LineReader(bytes, specification, context, reusing: tokens) }
          reader?.read(start..<end)
        }
        start = end < limit && bytes[end] == UInt8(ascii: "\n") ? end + 1 : end
      }
      guard var reader else { return [] }
      swap(&tokens, &reader.tokens)
      return reader.found
    }
  }

  /// Longer lines are read in pieces: no person wrote them, and context is local anyway.
  private static let lineLimit = 4_096

  /// Whether a line can state anything: it has a digit, or one of the words that need none.
  private static func mayState(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var previous: UInt8 = 0
    for index in range {
      let byte = bytes[index]
      if byte &- UInt8(ascii: "0") < 10 { return true }
      let isWordStart = previous | 0x20 &- UInt8(ascii: "a") >= 26
      previous = byte
      guard isWordStart else { continue }
      let isTrigger =
        switch byte | 0x20 {
        case UInt8(ascii: "b"): begins(bytes, index, range.upperBound, "blast")
        case UInt8(ascii: "d"): begins(bytes, index, range.upperBound, "data loss")
            || begins(bytes, index, range.upperBound, "data-loss")
        case UInt8(ascii: "l"): begins(bytes, index, range.upperBound, "lost")
        case UInt8(ascii: "i"): begins(bytes, index, range.upperBound, "impact")
        case UInt8(ascii: "n"): begins(bytes, index, range.upperBound, "nines")
        case UInt8(ascii: "r"): begins(bytes, index, range.upperBound, "reference")
            || begins(bytes, index, range.upperBound, "rpo") || begins(bytes, index, range.upperBound, "rto")
        case UInt8(ascii: "s"): begins(bytes, index, range.upperBound, "source")
        case UInt8(ascii: "h"): begins(bytes, index, range.upperBound, "http")
        default: false
        }
      if isTrigger { return true }
    }
    return false
  }

  private static func begins(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ word: StaticString
  ) -> Bool {
    guard end - start >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where Vocabulary.lowered(bytes[start + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
