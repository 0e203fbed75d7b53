import AtlasCore
import AtlasMarkdown

/// A stretch of a page's text that a rule about words looked for.
struct ProsePlace {
  /// In the page.
  var range: TextRange
  /// The text that holds it, and where.
  var text: [UInt8]
  var found: Range<Int>

  /// Whether the sentence takes it back before it says it: "not five planes".
  func isDenied(by denials: PhraseFinder) -> Bool {
    Denial.stands(before: found.lowerBound, in: text[...], denials)
  }
}

/// Words that say that what follows is not so.
enum Denial {
  static let words = [
    "not", "no", "never", "without", "instead of", "rather than", "former", "formerly", "old", "retired",
    "removed",
    "obsolete", "deprecated", "wrong", "replaces", "replaced", "was", "were",
  ]

  static let usual = PhraseFinder(words)

  static func stands(before offset: Int, in text: ArraySlice<UInt8>, _ denials: PhraseFinder) -> Bool {
    let sentence = text[..<offset].lastIndex { ".!?;\n".utf8.contains($0) }.map { $0 + 1 } ?? text.startIndex
    return denials.first(in: text[sentence..<offset]) != nil
  }
}

extension PageSubject {
  /// The places in the page's text at which something stands that `find` finds: what readers see, without code and
  /// without addresses.
  ///
  /// - Parameter find: where the first one stands in a text.
  func prose(holding find: (UnsafeBufferPointer<UInt8>) -> Range<Int>?) -> [ProsePlace] {
    // Most pages hold none, which one look at all texts together tells.
    guard view.shownText.withUnsafeBufferPointer(find) != nil else { return [] }
    return shownProse(holding: find)
  }

  /// The same for who knows already that the page may hold some.
  func shownProse(holding find: (UnsafeBufferPointer<UInt8>) -> Range<Int>?) -> [ProsePlace] {
    var places: [ProsePlace] = []
    for text in view.texts {
      for part in text.parts {
        part.bytes.withUnsafeBufferPointer { bytes in
          var start = 0
          while start < bytes.count, let next = find(UnsafeBufferPointer(rebasing: bytes[start...])) {
            let found = start + next.lowerBound..<start + next.upperBound
            start = max(found.upperBound, start + 1)
            let range = part.pageRange(of: TextRange(found.lowerBound, found.upperBound))
            if isCode(found, in: part) || isAddress(range) { continue }
            places.append(ProsePlace(range: range, text: part.bytes, found: found))
          }
        }
      }
    }
    return places
  }

  /// The places in the page's text at which phrases stand.
  func prose(holding phrases: PhraseFinder) -> [ProsePlace] { prose { phrases.first(in: $0) } }

  private func isCode(_ stretch: Range<Int>, in text: InlineText) -> Bool {
    text.spans.contains { $0.kind == .code && $0.range.bounds.overlaps(stretch) }
  }

  private func isAddress(_ range: TextRange) -> Bool {
    page.links.contains { $0.kind == .autolink && $0.range.encloses(range) }
  }

  /// The line that opens a block, from its fence on.
  func openingLine(of fence: Fence) -> TextRange {
    let line = page.lines.range(ofLine: fence.line)
    var end = line.upperBound
    while end > fence.range.lowerBound, " \t\n\r".utf8.contains(page.bytes[end - 1]) { end -= 1 }
    return TextRange(fence.range.lowerBound, max(end, fence.range.lowerBound))
  }

  /// The lines that a range of the page touches.
  func lineCount(of range: TextRange) -> Int {
    let last = max(range.lowerBound, range.upperBound - 1)
    return page.lines.position(of: last).line - page.lines.position(of: range.lowerBound).line + 1
  }
}
