import AtlasCore
import AtlasMarkdown

/// One text of a page or of a diagram on it, with the quantities that it states.
///
/// An object, since rules pass over all statements of a page again and again: a copy of its parts each time costs more
/// than what is asked of them. What they ask of every one is at hand for the same reason.
package final class PageStatement: Sendable {
  package enum Origin: Sendable {
    case page(PageText)
    /// The number of the diagram, from 0.
    case diagram(Int, DiagramContent.Label)
  }

  private enum Holder {
    case page(PageText)
    /// One of the labels of its diagram: to hold them all costs less than a copy of each.
    case label([DiagramContent.Label], Int)
  }

  private let holder: Holder
  /// The number of the page's section that it stands in.
  package let section: Int
  /// What a reader sees, without markup; the cells of a row apart by " | ".
  package let bytes: [UInt8]
  /// Whether it is known who says it: a diagram that mermaid.js rejects does not tell.
  package let isCertain: Bool
  /// In the order of their places; their ranges are in `bytes`.
  package let quantities: [Quantity]
  /// Those of the quantities.
  let kinds: MetricKinds
  /// Nil for a text of the page itself.
  package let diagram: Int?
  package let isHeading: Bool
  /// Whether it is one of the texts of the page that list sources.
  let isCited: Bool
  /// Whether it is made of several cells.
  private let isRow: Bool

  /// A text of the page itself.
  init(_ text: PageText, _ bytes: [UInt8], isCited: Bool, quantities: [Quantity]) {
    holder = .page(text)
    section = text.section
    self.bytes = bytes
    isCertain = true
    self.quantities = quantities
    kinds = MetricKinds(of: quantities)
    diagram = nil
    if case .heading = text.kind { isHeading = true } else { isHeading = false }
    self.isCited = isCited
    isRow = text.parts.count > 1
  }

  /// A text of a diagram.
  init(
    _ labels: [DiagramContent.Label], _ label: Int, ofDiagram diagram: Int, section: Int, isCertain: Bool,
    quantities: [Quantity]
  ) {
    holder = .label(labels, label)
    self.section = section
    bytes = labels[label].text
    self.isCertain = isCertain
    self.quantities = quantities
    kinds = MetricKinds(of: quantities)
    self.diagram = diagram
    isHeading = false
    isCited = false
    isRow = false
  }

  package var origin: Origin {
    switch holder {
    case .page(let text): .page(text)
    case .label(let labels, let label): .diagram(diagram ?? 0, labels[label])
    }
  }

  /// Where a stretch of `bytes` stands: in the page, or in the diagram.
  package func range(of stretch: TextRange) -> TextRange {
    switch holder {
    case .label(let labels, let label): return labels[label].pieces.rawRange(of: stretch)
    case .page(let text):
      guard text.parts.count > 1 else { return text.parts.first?.pageRange(of: stretch) ?? text.range }
      return TextRange(
        place(stretch.lowerBound, in: text, isEnd: false),
        place(stretch.upperBound, in: text, isEnd: !stretch.isEmpty))
    }
  }

  /// Where all of it stands.
  package var range: TextRange {
    switch holder {
    case .label(let labels, let label): labels[label].range
    case .page(let text): text.range
    }
  }

  /// The sentence that an offset of `bytes` stands in; of a label or a row all of it.
  package func sentence(at offset: Int) -> Range<Int> {
    guard diagram == nil, !isRow else { return bytes.indices }
    return bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for place in bytes.indices where Self.isEndOfSentence(place, bytes) {
        if place >= offset { return start..<place }
        start = place + 1
      }
      return start..<bytes.count
    }
  }

  /// The line that an offset of `bytes` stands in.
  package func line(at offset: Int) -> Range<Int> {
    bytes.withUnsafeBufferPointer { bytes in
      var start = offset
      while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      var end = offset
      while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
      return start..<end
    }
  }

  package func string(_ stretch: Range<Int>) -> String { String(decoding: bytes[stretch], as: UTF8.self) }

  @inline(__always)
  private static func isEndOfSentence(_ place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes[place] {
    case UInt8(ascii: "\n"): return true
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      return place + 1 == bytes.count || bytes[place + 1] <= 0x20
    default: return false
    }
  }

  private func place(_ offset: Int, in text: PageText, isEnd: Bool) -> Int {
    var start = 0
    for part in text.parts {
      let end = start + part.bytes.count
      if offset < end || (isEnd && offset == end) || part.bytes.count == bytes.count - start {
        let within = min(max(0, offset - start), part.bytes.count)
        let range = part.pageRange(of: isEnd ? TextRange(max(0, within - 1), within) : TextRange(at: within))
        return isEnd ? range.upperBound : range.lowerBound
      }
      start = end + PageStatement.separator.count
    }
    return text.range.upperBound
  }

  /// What stands between two cells of a row.
  static let separator = Array(" | ".utf8)
}
