import AtlasCore

/// A code block of a page: between fences, or indented.
package struct Fence: Sendable {
  /// The text after the opening fence as cmark has it, entities and backslashes resolved; empty for indented code.
  package var info: String
  /// Where it stands, without the white space around it.
  package var infoRange: TextRange
  /// The line of the opening fence, or of the first line of indented code, from 1.
  package var line: Int
  /// From the first byte of the opening fence to the last of the closing one; to the end of the content where there
  /// is none.
  package var range: TextRange
  /// What stands between the fences, as Markdown gives it to whoever draws it.
  package var content: [UInt8]
  package var map: ContentMap
  package var isFenced: Bool
  /// Whether a closing fence ends it, and not the end of the page or of the quote or list item it stands in.
  package var isClosed: Bool
  /// The character of the fence and how often it stands there; 0 for indented code.
  package var marker: UInt8
  package var markerLength: Int
  /// How many bytes stand before the fence in its line.
  package var indentation: Int
  package var listDepth: Int
  package var quoteDepth: Int

  /// The page's offset of a byte of the content.
  package func pageOffset(ofContent offset: Int) -> Int { map.pageOffset(ofContent: offset) }

  /// The page's bytes that became a range of the content.
  package func pageRange(ofContent range: TextRange) -> TextRange { map.pageRange(ofContent: range) }

  /// The content's offset of a byte of the page; nil outside the content.
  package func contentOffset(ofPage offset: Int) -> Int? { map.contentOffset(ofPage: offset) }
}

extension Fence {
  /// The first word of the info string; for `{mermaid}` that is what it says, braces included.
  package var language: String { String(decoding: infoWords.first, as: UTF8.self) }

  /// What follows the first word of the info string.
  package var attributes: String { String(decoding: infoWords.rest, as: UTF8.self) }

  /// Whether the block holds a diagram: its language is `mermaid` in any case, alone, in braces, or with attributes.
  package var isMermaid: Bool {
    guard isFenced else { return false }
    var info = info
    return info.withUTF8(Self.namesMermaid)
  }

  static func namesMermaid(_ info: UnsafeBufferPointer<UInt8>) -> Bool {
    var start = 0
    if info.first == UInt8(ascii: "{") {
      start = 1
      while start < info.count, info[start] == UInt8(ascii: " ") { start += 1 }
      if start < info.count, info[start] == UInt8(ascii: ".") { start += 1 }
    }
    let name: StaticString = "mermaid"
    guard info.count - start >= name.utf8CodeUnitCount else { return false }
    for offset in 0..<name.utf8CodeUnitCount where info[start + offset] | 0x20 != name.utf8Start[offset] {
      return false
    }
    start += name.utf8CodeUnitCount
    return start == info.count || " \t{},".utf8.contains(info[start])
  }

  private var infoWords: (first: ArraySlice<UInt8>, rest: ArraySlice<UInt8>) {
    let bytes = Array(info.utf8)
    let end = bytes.firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ?? bytes.count
    return (bytes[..<end], bytes[end...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") })
  }
}
