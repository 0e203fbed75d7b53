import AtlasCore

/// A place in mermaid's cleaned text, and the questions a hand-written lexer asks there. Offsets (`Int`) are always in
/// the cleaned text, a `TextRange` always in the original bytes: `range(_:_:)` leads from one to the other.
struct Scanner {
  let bytes: [UInt8]
  let source: MermaidSource
  /// Where the scanner stands; at most `bytes.count`.
  private(set) var offset = 0
  /// Behind it nothing closes a block, so that a search for the end of one need not look there; -1 where there is none.
  let lastClosingBrace: Int

  init(_ source: MermaidSource) {
    self.source = source
    bytes = source.text
    lastClosingBrace = ByteSearch.last(0x7D, in: bytes) ?? -1
  }

  @inline(__always) var isAtEnd: Bool { offset >= bytes.count }

  /// The byte at an offset; 0 past the end. A NUL in the text is 0 too: ask `isAtEnd` where it matters.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  /// The byte so many places ahead, 0 past the end.
  @inline(__always)
  func peek(_ ahead: Int = 0) -> UInt8 { byte(at: offset + ahead) }

  @inline(__always)
  mutating func advance(_ count: Int = 1) { offset = min(offset + count, bytes.count) }

  /// Goes to an offset, also backwards, where a rule failed after it had read ahead.
  @inline(__always)
  mutating func move(to offset: Int) { self.offset = min(offset, bytes.count) }

  // MARK: Literals

  /// Whether this text stands at the offset, in the same case.
  @inline(__always)
  func matches(_ literal: StaticString, at offset: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    let expected = literal.utf8Start
    for index in 0..<count where bytes[offset + index] != expected[index] { return false }
    return true
  }

  /// Whether this text, given in lower case, stands at the offset in any case.
  @inline(__always)
  func matchesAnyCase(_ literal: StaticString, at offset: Int) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard offset + count <= bytes.count else { return false }
    let expected = literal.utf8Start
    for index in 0..<count {
      let byte = bytes[offset + index]
      let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
      if lower != expected[index] { return false }
    }
    return true
  }

  /// Whether this word stands at the offset and ends there: `\b` behind a word.
  @inline(__always)
  func matchesWord(_ literal: StaticString, at offset: Int) -> Bool {
    matches(literal, at: offset) && !CharacterClass.isWord(byte(at: offset + literal.utf8CodeUnitCount))
  }

  @inline(__always)
  func matchesWordAnyCase(_ literal: StaticString, at offset: Int) -> Bool {
    matchesAnyCase(literal, at: offset)
      && !CharacterClass.isWord(byte(at: offset + literal.utf8CodeUnitCount))
  }

  /// Reads this text if it stands here.
  @inline(__always)
  mutating func take(_ literal: StaticString) -> Bool {
    guard matches(literal, at: offset) else { return false }
    advance(literal.utf8CodeUnitCount)
    return true
  }

  // MARK: Runs

  /// The offset behind the `\s` characters at `start`.
  @inline(__always)
  func endOfWhitespace(_ start: Int) -> Int {
    var index = start
    while true {
      let length = CharacterClass.whitespaceLength(bytes, index)
      if length == 0 { return index }
      index += length
    }
  }

  /// The offset behind the blanks and tabs at `start`.
  @inline(__always)
  func endOfBlanks(_ start: Int) -> Int {
    var index = start
    while CharacterClass.isBlank(byte(at: index)) { index += 1 }
    return index
  }

  /// The offset behind the letters, digits and underscores at `start`.
  @inline(__always)
  func endOfWord(_ start: Int) -> Int {
    var index = start
    while CharacterClass.isWord(byte(at: index)) { index += 1 }
    return index
  }

  /// The offset behind the digits at `start`.
  @inline(__always)
  func endOfDigits(_ start: Int) -> Int {
    var index = start
    while CharacterClass.isDigit(byte(at: index)) { index += 1 }
    return index
  }

  /// The offset of the next LF, or the end.
  @inline(__always)
  func endOfLine(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    return index
  }

  /// The offset of the next LF, or the end; on a longer line, at most so many bytes ahead.
  func endOfLine(_ start: Int, limit: Int) -> Int {
    var index = start
    while index < min(start + limit, bytes.count), bytes[index] != 0x0A { index += 1 }
    return index
  }

  /// The offset of the first byte of the line that holds an offset; of a longer line, at most so many bytes back.
  func startOfLine(_ offset: Int, limit: Int = .max) -> Int {
    var index = min(offset, bytes.count)
    let end = limit < index ? index - limit : 0
    while index > end, bytes[index - 1] != 0x0A { index -= 1 }
    return index
  }

  /// The offset of the next byte of this value, or the end.
  @inline(__always)
  func next(_ byte: UInt8, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != byte { index += 1 }
    return index
  }

  /// The stretch without white space around it.
  func trimmed(_ start: Int, _ end: Int) -> Range<Int> {
    var start = endOfWhitespace(start)
    if start > end { start = end }
    var end = end
    while end > start {
      if CharacterClass.whitespaceLength(bytes, end - 1) == 1 {
        end -= 1
      } else if end - start >= 2, CharacterClass.whitespaceLength(bytes, end - 2) == 2 {
        end -= 2
      } else if end - start >= 3, CharacterClass.whitespaceLength(bytes, end - 3) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The same in original bytes.
  func trimmedRange(_ start: Int, _ end: Int) -> TextRange {
    let text = trimmed(start, end)
    return range(text.lowerBound, text.upperBound)
  }

  /// The parts between commas in original bytes, trimmed, without empty ones.
  func commaParts(_ content: Range<Int>) -> [TextRange] {
    var parts: [TextRange] = []
    var start = content.lowerBound
    while start < content.upperBound {
      var end = start
      while end < content.upperBound, bytes[end] != 0x2C { end += 1 }
      let part = trimmed(start, end)
      if !part.isEmpty { parts.append(range(part.lowerBound, part.upperBound)) }
      start = end + 1
    }
    return parts
  }

  // MARK: Places

  /// The original bytes of a stretch of the cleaned text.
  @inline(__always)
  func range(_ start: Int, _ end: Int) -> TextRange { source.range(start, end) }

  /// The original text of a stretch, for a message: short, on one line.
  func excerpt(_ start: Int, _ end: Int, limit: Int = 40) -> String {
    let place = range(min(start, bytes.count), min(max(start, end), bytes.count))
    let original = source.original[place.bounds]
    guard original.count > limit else { return ByteText.display(original) }
    var cut = original.startIndex + limit
    while cut > original.startIndex, original[cut] & 0xC0 == 0x80 { cut -= 1 }
    return ByteText.display(original[..<cut]) + "…"
  }
}

/// Asserts that a loop over a text moves. A parser's loop asks `moved` once a round and leaves when it says no.
struct ProgressGuard {
  private var last = -1

  init() {}

  /// False, and in debug builds an assertion, when nothing was read since the last call.
  @inline(__always)
  mutating func moved(to offset: Int) -> Bool {
    if offset > last {
      last = offset
      return true
    }
    assertionFailure("BUG: a parser's loop stands still at \(offset)")
    return false
  }
}

/// How deep brackets, blocks and subgraphs may nest before it is a finding instead of a tree.
enum NestingLimit {
  static let depth = 500
}
