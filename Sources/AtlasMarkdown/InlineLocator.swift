import AtlasCore
import Glibc

/// Finds where pieces of inline text stand in the source they were parsed from.
///
/// cmark's own columns are off behind code that spans lines, for links that span lines, in table cells with `\|`, and
/// missing for bare addresses. The pieces come in the order of the source, and between two of them stands only markup,
/// so each is looked for from where the last one ended, reading `\*` for `*` and `&…;` for a character.
struct InlineLocator {
  let source: UnsafeBufferPointer<UInt8>
  /// Everything before it is found.
  private(set) var cursor = 0

  /// How far a piece is looked for; longer than any markup but destinations, which are skipped whole.
  private static let window = 2_048

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  /// The stretch that reads as `text`; an empty one at the cursor where there is none.
  mutating func find(_ text: UnsafeBufferPointer<UInt8>) -> Range<Int> {
    guard let first = text.first else { return cursor..<cursor }
    let limit = min(source.count, cursor + InlineLocator.window)
    var start = cursor
    while start < limit {
      let byte = source[start]
      let mayBegin = byte == first || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\")
      if mayBegin, let end = stands(text, at: start) ? start + text.count : end(of: text, from: start) {
        cursor = end
        return start..<end
      }
      start += 1
    }
    return cursor..<cursor
  }

  /// The next code span, backticks included.
  mutating func findCode() -> Range<Int> {
    var start = cursor
    while let open = index(of: UInt8(ascii: "`"), from: start) {
      let ticks = run(at: open)
      var close = index(of: UInt8(ascii: "`"), from: open + ticks)
      while let place = close, run(at: place) != ticks {
        close = index(of: UInt8(ascii: "`"), from: place + run(at: place))
      }
      if let close {
        cursor = close + ticks
        return open..<cursor
      }
      start = open + ticks
    }
    return cursor..<cursor
  }

  /// Moves behind the end of the line.
  mutating func skipLineEnd() -> Range<Int> {
    guard let end = index(of: UInt8(ascii: "\n"), from: cursor) else { return cursor..<cursor }
    cursor = end + 1
    return end..<cursor
  }

  /// The beginning of the link whose text begins at the cursor or soon after: the first `[` that is not escaped, with
  /// the `!` of an image.
  func linkStart(isImage: Bool) -> Int {
    var place = cursor
    let limit = min(source.count, cursor + InlineLocator.window)
    while place < limit {
      let byte = source[place]
      if byte == UInt8(ascii: "\\") {
        place += 2
        continue
      }
      if isImage, byte == UInt8(ascii: "!"), place + 1 < source.count, source[place + 1] == UInt8(ascii: "[")
      {
        return place
      }
      if !isImage, byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") { return place }
      place += 1
    }
    return cursor
  }

  /// Moves into a link that begins at `start`, so that its text is looked for behind its bracket.
  mutating func enter(_ start: Int, isImage: Bool) {
    cursor = max(cursor, min(source.count, start + (isImage ? 2 : 1)))
  }

  /// What follows the text of a link.
  enum Tail {
    /// `](destination "title")`, with where the destination stands.
    case inline(Range<Int>)
    /// `]`, `][]` or `][label]`.
    case reference
  }

  /// Moves behind the link whose text ends at the cursor.
  mutating func leaveLink() -> Tail {
    var place = cursor
    let limit = min(source.count, cursor + InlineLocator.window)
    while place < limit, source[place] != UInt8(ascii: "]") {
      place += source[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < limit else { return .reference }
    cursor = place + 1
    guard cursor < source.count else { return .reference }
    if source[cursor] == UInt8(ascii: "("), let (destination, end) = inlineTail(from: cursor + 1) {
      cursor = end
      return .inline(destination)
    }
    if source[cursor] == UInt8(ascii: "["), let close = index(of: UInt8(ascii: "]"), from: cursor),
      close - cursor <= 1_001
    {
      cursor = close + 1
    }
    return .reference
  }

  /// Moves behind the next `[^label]`.
  mutating func skipFootnoteReference() {
    guard let open = index(of: UInt8(ascii: "["), from: cursor),
      let close = index(of: UInt8(ascii: "]"), from: open)
    else { return }
    cursor = close + 1
  }

  /// Moves behind a `>`, where one follows.
  mutating func skipAngle() {
    if cursor < source.count, source[cursor] == UInt8(ascii: ">") { cursor += 1 }
  }

  // MARK: reading

  /// Whether the text stands at a place as it is. One that holds a `&` is for the slower way to tell: an entity may begin
  /// there.
  private func stands(_ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard let base = source.baseAddress, let letters = text.baseAddress, start + text.count <= source.count
    else { return false }
    return memcmp(base + start, letters, text.count) == 0
      && memchr(letters, Int32(UInt8(ascii: "&")), text.count) == nil
  }

  private func end(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var place = start
    var index = 0
    while index < text.count {
      guard place < source.count else { return nil }
      let byte = source[place]
      if byte == UInt8(ascii: "&"), let entity = entity(at: place), !matches(text, index, place, entity) {
        // One character in the text for the whole entity; some name two, and a second mark follows.
        index += 1
        while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
        place = entity
      } else if byte == text[index] {
        index += 1
        place += 1
      } else if byte == UInt8(ascii: "\\"), place + 1 < source.count, source[place + 1] == text[index] {
        index += 1
        place += 2
      } else {
        return nil
      }
    }
    return place
  }

  /// Whether the source from `place` to `end` stands in the text as it is.
  private func matches(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ place: Int, _ end: Int) -> Bool {
    guard index + end - place <= text.count else { return false }
    for offset in 0..<(end - place) where text[index + offset] != source[place + offset] { return false }
    return true
  }

  /// The end of the entity that begins at `place`.
  private func entity(at place: Int) -> Int? {
    var end = place + 1
    while end < source.count, end - place < 34 {
      switch source[end] {
      case UInt8(ascii: ";"): return end > place + 1 ? end + 1 : nil
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "#"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        end += 1
      default: return nil
      }
    }
    return nil
  }

  /// The destination, and the end behind the closing parenthesis.
  private func inlineTail(from start: Int) -> (Range<Int>, Int)? {
    var place = skipSpace(from: start)
    let destination: Range<Int>
    if place < source.count, source[place] == UInt8(ascii: "<") {
      guard let close = unescaped(UInt8(ascii: ">"), from: place + 1) else { return nil }
      destination = (place + 1)..<close
      place = close + 1
    } else {
      let first = place
      var depth = 0
      while place < source.count, source[place] > 0x20 {
        if source[place] == UInt8(ascii: "(") { depth += 1 }
        if source[place] == UInt8(ascii: ")") {
          if depth == 0 { break }
          depth -= 1
        }
        place +=
          source[place] == UInt8(ascii: "\\") && place + 1 < source.count && source[place + 1] > 0x20 ? 2 : 1
      }
      place = min(place, source.count)
      destination = first..<place
    }
    place = skipSpace(from: place)
    if place < source.count, source[place] != UInt8(ascii: ")") {
      let quote = source[place] == UInt8(ascii: "(") ? UInt8(ascii: ")") : source[place]
      guard let close = unescaped(quote, from: place + 1) else { return nil }
      place = skipSpace(from: close + 1)
    }
    guard place < source.count, source[place] == UInt8(ascii: ")") else { return nil }
    return (destination, place + 1)
  }

  private func skipSpace(from start: Int) -> Int {
    var place = start
    while place < source.count, source[place] == 0x20 || (0x09...0x0D).contains(source[place]) { place += 1 }
    return place
  }

  private func unescaped(_ byte: UInt8, from start: Int) -> Int? {
    var place = start
    while place < source.count, source[place] != byte { place += source[place] == UInt8(ascii: "\\") ? 2 : 1 }
    return place < source.count ? place : nil
  }

  private func index(of byte: UInt8, from start: Int) -> Int? {
    var place = start
    while place < source.count, source[place] != byte { place += 1 }
    return place < source.count ? place : nil
  }

  private func run(at start: Int) -> Int {
    var end = start
    while end < source.count, source[end] == source[start] { end += 1 }
    return end - start
  }
}
