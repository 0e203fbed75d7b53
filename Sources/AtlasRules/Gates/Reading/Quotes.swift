import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// Quotes evidence as it stands in the diagram or on the page: the line, or of a long line the part around it.
struct Quotes {
  let source: MermaidSource?
  /// The page's bytes.
  let page: [UInt8]

  private static let longest = 200
  private static let before = 80

  func quote(
    _ range: Range<Int>, of text: EvidenceText
  ) -> (text: String, place: GateVerdict.Found.Place)? {
    let range = TextRange(range.lowerBound, range.upperBound)
    switch text.origin {
    case .label(let pieces, let label):
      guard let source else { return nil }
      let place = pieces.rawRange(of: range)
      let line = Self.line(around: place.lowerBound, in: source.original, within: label)
      return quote(inDiagram: line)
    case .page(let parts):
      guard let (part, partStart) = Self.part(of: parts, at: range.lowerBound) else { return nil }
      let start = min(range.lowerBound - partStart, part.bytes.count)
      let end = min(max(start, range.upperBound - partStart), part.bytes.count)
      return quote(onPage: part.pageRange(of: TextRange(start, max(start, end))))
    case .code(let fence): return quote(onPage: TextRange(at: fence.pageOffset(ofContent: range.lowerBound)))
    }
  }

  /// The part of a text that holds a place of it, and where it begins there.
  private static func part(of parts: [InlineText], at place: Int) -> (part: InlineText, start: Int)? {
    guard var part = parts.first else { return nil }
    var start = 0
    for next in parts.dropFirst() {
      let nextStart = start + part.bytes.count + PageStatement.separator.count
      guard nextStart <= place else { break }
      (part, start) = (next, nextStart)
    }
    return (part, start)
  }

  /// What mermaid sees of a stretch, since that alone is what the result is keyed on.
  func quote(inDiagram range: TextRange) -> (text: String, place: GateVerdict.Found.Place)? {
    guard let source else { return nil }
    let line = Self.line(around: range.lowerBound, in: source.original, within: range)
    guard !line.isEmpty else { return nil }
    return (String(decoding: source.cleanedText(of: line), as: UTF8.self), .diagram(line))
  }

  func quote(onPage range: TextRange) -> (text: String, place: GateVerdict.Found.Place)? {
    let line = Self.line(around: range.lowerBound, in: page, within: TextRange(0, page.count))
    guard !line.isEmpty else { return nil }
    return (String(decoding: page[line.bounds], as: UTF8.self), .page(line.lowerBound))
  }

  /// The line without the blanks around it, cut where characters begin.
  private static func line(around place: Int, in bytes: [UInt8], within bounds: TextRange) -> TextRange {
    let limit = min(bounds.upperBound, bytes.count)
    let place = min(max(place, bounds.lowerBound), limit)
    var start = place
    while start > bounds.lowerBound, !isLineEnd(bytes[start - 1]) { start -= 1 }
    var end = place
    while end < limit, !isLineEnd(bytes[end]) { end += 1 }
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    guard end - start > longest else { return TextRange(start, end) }
    start = max(start, min(place, end) - before)
    while start < place, bytes[start] & 0xC0 == 0x80 { start += 1 }
    if end - start > longest {
      end = start + longest
      while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return TextRange(start, end)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
