import AtlasCore
import AtlasMarkdown

/// One text of a page or of a diagram on it, with the quantities that it states.
///
/// An object, since rules pass over all statements of a page again and again: a copy of its parts each time costs more
/// than what is asked of them.
package final class PageStatement: Sendable {
  package enum Origin: Sendable {
    case page(PageText)
    /// The number of the diagram, from 0.
    case diagram(Int, DiagramContent.Label)
  }

  package let origin: Origin
  /// The number of the page's section that it stands in.
  package let section: Int
  /// What a reader sees, without markup; the cells of a row apart by " | ".
  package let bytes: [UInt8]
  /// Whether it is known who says it: a diagram that mermaid.js rejects does not tell.
  package let isCertain: Bool
  /// In the order of their places; their ranges are in `bytes`.
  package let quantities: [Quantity]

  init(origin: Origin, section: Int, bytes: [UInt8], isCertain: Bool, quantities: [Quantity]) {
    self.origin = origin
    self.section = section
    self.bytes = bytes
    self.isCertain = isCertain
    self.quantities = quantities
  }

  /// Nil for a text of the page itself.
  package var diagram: Int? {
    guard case .diagram(let number, _) = origin else { return nil }
    return number
  }

  package var isHeading: Bool {
    if case .page(let text) = origin, case .heading = text.kind { true } else { false }
  }

  /// Where a stretch of `bytes` stands: in the page, or in the diagram.
  package func range(of stretch: TextRange) -> TextRange {
    switch origin {
    case .diagram(_, let label): return label.pieces.rawRange(of: stretch)
    case .page(let text):
      guard text.parts.count > 1 else { return text.parts.first?.pageRange(of: stretch) ?? text.range }
      return TextRange(
        place(stretch.lowerBound, in: text, isEnd: false),
        place(stretch.upperBound, in: text, isEnd: !stretch.isEmpty))
    }
  }

  /// Where all of it stands.
  package var range: TextRange {
    switch origin {
    case .diagram(_, let label): label.range
    case .page(let text): text.range
    }
  }

  /// The sentence that an offset of `bytes` stands in; of a label or a row all of it.
  package func sentence(at offset: Int) -> Range<Int> {
    guard case .page(let text) = origin, text.parts.count <= 1 else { return bytes.indices }
    var start = 0
    for place in bytes.indices where isEndOfSentence(place) {
      if place >= offset { return start..<place }
      start = place + 1
    }
    return start..<bytes.count
  }

  /// The line that an offset of `bytes` stands in.
  package func line(at offset: Int) -> Range<Int> {
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return start..<(bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count)
  }

  package func string(_ stretch: Range<Int>) -> String { String(decoding: bytes[stretch], as: UTF8.self) }

  private func isEndOfSentence(_ place: Int) -> Bool {
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
