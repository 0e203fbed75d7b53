import AtlasCore

/// Finds comments, and the `href`, `src`, `id` and `name` of tags, in raw HTML. It reads tags as browsers do where that matters here:
/// names in any case, values in either quotes or none.
struct HTMLScanner {
  struct Attribute {
    var isSource: Bool
    /// Where the value stands in the HTML, without quotes.
    var value: Range<Int>
    /// The whole tag.
    var tag: Range<Int>
  }

  private(set) var attributes: [Attribute] = []
  /// The values of `id` and `name`.
  private(set) var anchors: [Range<Int>] = []
  /// Whole comments; one that is not closed ends with the HTML.
  private(set) var comments: [Range<Int>] = []

  private let html: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ html: UnsafeBufferPointer<UInt8>) {
    self.html = html
    while let open = find(UInt8(ascii: "<"), from: index) {
      index = open
      if starts(with: "<!--", at: open) {
        comment()
      } else if open + 1 < html.count, isLetter(html[open + 1]) {
        tag()
      } else {
        index = open + 1
      }
    }
  }

  private mutating func comment() {
    let start = index
    index += 4
    while index < html.count, !starts(with: "-->", at: index) { index += 1 }
    index = min(index + 3, html.count)
    comments.append(start..<index)
  }

  private mutating func tag() {
    let start = index
    var found: [(isSource: Bool, value: Range<Int>)] = []
    index += 1
    index = skipped { !isSpace($0) && $0 != UInt8(ascii: ">") }
    while index < html.count, html[index] != UInt8(ascii: ">") {
      index = skipped { isSpace($0) || $0 == UInt8(ascii: "/") }
      let name = index
      index = skipped { !isSpace($0) && !"=>/".utf8.contains($0) }
      let nameEnd = index
      index = skipped(isSpace)
      if index < html.count, html[index] == UInt8(ascii: "=") {
        index += 1
        let value = attributeValue()
        if isName("href", name..<nameEnd) { found.append((false, value)) }
        if isName("src", name..<nameEnd) { found.append((true, value)) }
        if isName("id", name..<nameEnd) || isName("name", name..<nameEnd) { anchors.append(value) }
      } else if index == name {
        index += index < html.count && html[index] != UInt8(ascii: ">") ? 1 : 0
      }
    }
    index = min(index + 1, html.count)
    for (isSource, value) in found {
      attributes.append(Attribute(isSource: isSource, value: value, tag: start..<index))
    }
  }

  private mutating func attributeValue() -> Range<Int> {
    index = skipped(isSpace)
    guard index < html.count else { return index..<index }
    let quote = html[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let start = index
      index = skipped { !isSpace($0) && $0 != UInt8(ascii: ">") }
      return start..<index
    }
    let start = index + 1
    let end = find(quote, from: start) ?? html.count
    index = min(end + 1, html.count)
    return min(start, end)..<end
  }

  private func skipped(_ isSkipped: (UInt8) -> Bool) -> Int {
    var place = index
    while place < html.count, isSkipped(html[place]) { place += 1 }
    return place
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    var place = start
    while place < html.count, html[place] != byte { place += 1 }
    return place < html.count ? place : nil
  }

  private func starts(with text: StaticString, at place: Int) -> Bool {
    guard place + text.utf8CodeUnitCount <= html.count else { return false }
    for offset in 0..<text.utf8CodeUnitCount where html[place + offset] != text.utf8Start[offset] {
      return false
    }
    return true
  }

  private func isName(_ name: StaticString, _ range: Range<Int>) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    for offset in 0..<range.count where html[range.lowerBound + offset] | 0x20 != name.utf8Start[offset] {
      return false
    }
    return true
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
