import AtlasCore

/// The text of a label as people see it, cut where it breaks: `<br/>`, `\n` and line ends become one line end each,
/// entities are decoded, tags, emoji and emphasis are left out. Every byte knows where it came from.
package struct LabelPieces: Sendable {
  /// A stretch of the text that came from one place.
  struct Stretch {
    /// Where it begins in the text; it goes on to where the next one begins.
    var text: Int32
    /// Where it begins in the raw bytes.
    var start: Int32
    /// Where what it stands for ends; 0 of bytes that stand there as they are.
    var end: Int32
  }

  /// The pieces, with a line end between two.
  package let text: [UInt8]
  /// Where in the text `**` or a tag for bold or italics was left out: a statement of sources is told from a name by it.
  let emphasis: [Int]
  /// Where the text came from; empty where it is the raw text's part as it stands.
  private let stretches: [Stretch]
  private let base: Int

  /// Reads the label that stands in a range of a diagram's bytes.
  package init(_ bytes: [UInt8], in range: TextRange) {
    let range = min(range.lowerBound, bytes.count)..<min(range.upperBound, bytes.count)
    base = range.lowerBound
    let label = bytes.withUnsafeBufferPointer { bytes in
      LabelDecoder.decode(UnsafeBufferPointer(rebasing: bytes[range]), from: range.lowerBound)
    }
    text = label.text
    emphasis = label.emphasis
    stretches = label.stretches
  }

  /// Where a stretch of the text stands in the raw bytes.
  package func rawRange(of range: TextRange) -> TextRange {
    guard !stretches.isEmpty else { return range.shifted(by: base) }
    guard range.lowerBound < text.count else { return TextRange(at: base) }
    let start = place(ofByte: range.lowerBound).lowerBound
    guard !range.isEmpty else { return TextRange(at: start) }
    return TextRange(start, place(ofByte: min(range.upperBound, text.count) - 1).upperBound)
  }

  /// Where a byte of the text came from.
  /// Precondition: there are stretches.
  private func place(ofByte offset: Int) -> Range<Int> {
    var low = 0
    var high = stretches.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(stretches[middle].text) <= offset { low = middle } else { high = middle }
    }
    let stretch = stretches[low]
    if stretch.end > 0 { return Int(stretch.start)..<Int(stretch.end) }
    let start = Int(stretch.start) + offset - Int(stretch.text)
    return start..<(start + 1)
  }
}
