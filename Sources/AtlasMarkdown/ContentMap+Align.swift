import AtlasCore
import Glibc

extension ContentMap {
  /// Lines up a block's content with the lines of the text from `firstLine` on.
  /// - Returns: nil where some line of the content is not the end of its line of the text.
  static func align(_ content: UnsafeBufferPointer<UInt8>, fromLine firstLine: Int, in page: PageText)
    -> ContentMap?
  {
    if let stretch = stretch(content, fromLine: firstLine, in: page) { return stretch }
    var lines: [Line] = []
    var start = 0
    var line = firstLine
    while start < content.count {
      let rest = UnsafeBufferPointer(rebasing: content[start...])
      let end = start + (rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count)
      guard line <= page.lines.lineCount, let place = alignLine(content[start..<end], line, in: page) else {
        return nil
      }
      lines.append(
        Line(
          content: UInt32(start), text: UInt32(place.text), next: UInt32(page.lines.start(ofLine: line + 1)),
          tabSpaces: place.tabSpaces))
      start = end + 1
      line += 1
    }
    if lines.isEmpty {
      return ContentMap(shape: .stretch(start: page.start(ofLine: firstLine)), count: 0, page.replacements)
    }
    return ContentMap(shape: .lines(lines), count: content.count, page.replacements)
  }

  /// Lines up only the line numbers: for content that `align` cannot place, of which no case is known.
  static func approximate(
    _ content: UnsafeBufferPointer<UInt8>, fromLine firstLine: Int, in page: PageText
  ) -> ContentMap {
    var lines: [Line] = []
    var start = 0
    var line = firstLine
    while start < content.count {
      let rest = UnsafeBufferPointer(rebasing: content[start...])
      let length = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.count
      let text = max(page.start(ofLine: line), page.textEnd(ofLine: line) - length)
      lines.append(
        Line(
          content: UInt32(start), text: UInt32(text), next: UInt32(page.lines.start(ofLine: line + 1)),
          tabSpaces: 0))
      start += length + 1
      line += 1
    }
    return ContentMap(shape: .lines(lines), count: content.count, page.replacements)
  }

  static func lineEndCount(of content: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    for byte in content { count &+= byte == UInt8(ascii: "\n") ? 1 : 0 }
    return count
  }

  /// The usual cases, found by one comparison: nothing before the lines and LF after them, or one line of which only
  /// the end is content, as behind the mark of a list.
  private static func stretch(
    _ content: UnsafeBufferPointer<UInt8>, fromLine line: Int, in page: PageText
  ) -> ContentMap? {
    guard let base = content.baseAddress, content.count > 0, line <= page.lines.lineCount else { return nil }
    let start = page.start(ofLine: line)
    let next = page.lines.start(ofLine: line + 1)
    let end = next - content.count
    return page.bytes.withUnsafeBytes { bytes in
      for first in [start, end] where first >= start && first + content.count <= bytes.count {
        // The last line of content may lack its line end, and then belongs to a place of its own.
        if first != start, bytes[next - 1] != UInt8(ascii: "\n") { continue }
        if memcmp(bytes.baseAddress! + first, base, content.count) == 0 {
          return ContentMap(shape: .stretch(start: first), count: content.count, page.replacements)
        }
      }
      return nil
    }
  }

  private static func alignLine(
    _ content: Slice<UnsafeBufferPointer<UInt8>>, _ line: Int, in page: PageText
  ) -> (text: Int, tabSpaces: UInt8)? {
    let start = page.start(ofLine: line)
    var text = page.textEnd(ofLine: line)
    var rest = content.count
    while rest > 0, text > start, page.bytes[text - 1] == content[content.startIndex + rest - 1] {
      rest -= 1
      text -= 1
    }
    if rest == 0 { return (text, 0) }
    // What is left must be the spaces that a tab before it left over.
    guard rest < 4, text > start, page.bytes[text - 1] == UInt8(ascii: "\t"),
      content.prefix(rest).allSatisfy({ $0 == UInt8(ascii: " ") })
    else { return nil }
    return (text - 1, UInt8(rest))
  }
}
