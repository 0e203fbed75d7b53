import AtlasCore

/// The text of a paragraph, heading or table cell as a reader sees it: without marks of emphasis, link destinations
/// and HTML tags, and with where each part of it stands in the page.
package struct InlineText: Sendable {
  package enum Kind: Sendable {
    case text
    case code
    /// The end of a line; LF in `bytes`.
    case lineBreak
    /// What an image shows where it cannot be seen; no part of a heading's slug.
    case imageText
  }

  package struct Span: Sendable {
    package var kind: Kind
    /// Where it stands in `bytes`.
    package var range: TextRange
    /// Where it stands in the page; for code with the backticks.
    package var pageRange: TextRange
  }

  /// The text in UTF-8.
  package var bytes: [UInt8] = []
  package var spans = Spans()

  init() {}

  /// A text of one piece, as most are.
  init(_ text: UnsafeBufferPointer<UInt8>, _ pageRange: TextRange) {
    bytes = Array(text)
    spans.append(Span(kind: .text, range: TextRange(0, text.count), pageRange: pageRange))
  }

  package var string: String { String(decoding: bytes, as: UTF8.self) }

  /// The text without what images show.
  package var stringWithoutImages: String {
    guard spans.contains(where: { $0.kind == .imageText }) else { return string }
    let kept = spans.filter { $0.kind != .imageText }.flatMap { bytes[$0.range.bounds] }
    return String(decoding: kept, as: UTF8.self)
  }

  /// Where a part of the text stands in the page: exactly, where the text is written there as it is shown.
  package func pageRange(of range: TextRange) -> TextRange {
    TextRange(place(range.lowerBound, isEnd: false), place(range.upperBound, isEnd: !range.isEmpty))
  }

  private func place(_ offset: Int, isEnd: Bool) -> Int {
    let span =
      spans.last { isEnd ? $0.range.lowerBound < offset : $0.range.lowerBound <= offset } ?? spans.first
    guard let span else { return 0 }
    let distance = min(max(0, offset - span.range.lowerBound), span.range.count)
    if span.kind == .code {
      let ticks = (span.pageRange.count - span.range.count) / 2
      return min(span.pageRange.lowerBound + max(0, ticks) + distance, span.pageRange.upperBound)
    }
    if isEnd, distance == span.range.count { return span.pageRange.upperBound }
    return min(span.pageRange.lowerBound + distance, span.pageRange.upperBound)
  }

  mutating func append(_ kind: Kind, _ text: some Collection<UInt8>, _ pageRange: TextRange) {
    let start = bytes.count
    bytes.append(contentsOf: text)
    spans.append(Span(kind: kind, range: TextRange(start, bytes.count), pageRange: pageRange))
  }
}
