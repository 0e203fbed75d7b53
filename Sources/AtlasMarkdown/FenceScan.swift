import AtlasCore
import Glibc

/// The fenced blocks of a page, found by its lines alone: most pages have them in the first column and nothing around
/// them, and three quarters of such a page stand between fences. So cmark need not see what it would only hand back.
///
/// A page where a line could be read in two ways is none of these: marks that stand elsewhere than in the first column,
/// HTML that may still be open, a fence that nobody closes. `docs/engineering/markdown.md` says why the rest is certain.
struct FenceScan {
  struct Block {
    /// The line of the opening fence, counted like the first one.
    var line: Int
    /// From the opening marks to the last of the closing ones.
    var range: Range<Int>
    /// What stands between the two lines, line ends included.
    var content: Range<Int>
    /// The line of the closing fence where the lines of content are not counted, those of earlier blocks neither.
    fileprivate(set) var closingLine: Int
    /// How many lines of content stand before that line, those of earlier blocks included.
    fileprivate(set) var linesBefore: Int
  }

  private(set) var blocks: [Block] = []

  private let bytes: UnsafeBufferPointer<UInt8>
  private let base: UnsafePointer<UInt8>
  private let lines: LineIndex
  /// The next of either mark, from wherever was asked last.
  private var nextBacktick = -1
  private var nextTilde = -1

  /// - Parameter start: where Markdown begins, in a line of its own.
  /// - Returns: nil where the lines alone do not tell.
  static func blocks(in bytes: [UInt8], _ lines: LineIndex, from start: Int, line: Int) -> [Block]? {
    bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, start < bytes.count else { return [] }
      // A lone CR ends a line too, and a byte order mark is no part of the first one.
      guard memchr(base + start, Int32(UInt8(ascii: "\r")), bytes.count - start) == nil, bytes[start] != 0xEF
      else { return nil }
      var scan = FenceScan(bytes, base, lines)
      return scan.read(from: start, line: line) ? scan.blocks : nil
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ base: UnsafePointer<UInt8>, _ lines: LineIndex) {
    self.bytes = bytes
    self.base = base
    self.lines = lines
  }

  // MARK: lines

  /// - Returns: whether the lines tell.
  private mutating func read(from start: Int, line firstLine: Int) -> Bool {
    var place = start
    var line = firstLine
    var linesBefore = 0
    /// Some HTML goes on to the next blank line, and then no fence in it is one.
    var isInHTML = false
    while place < bytes.count {
      let end = end(ofLine: line)
      let marks = run(at: place, end)
      if marks >= 3 {
        guard !isInHTML, isInfo(place + marks..<end, behind: bytes[place]),
          let closing = closing(of: bytes[place], marks, from: end + 1, line: line + 1)
        else { return false }
        blocks.append(
          Block(
            line: line, range: place..<closing.end, content: min(end + 1, bytes.count)..<closing.start,
            closingLine: line - firstLine + 2 - linesBefore, linesBefore: linesBefore + closing.lines))
        linesBefore += closing.lines
        line += closing.lines + 2
        place = lines.start(ofLine: line)
        continue
      }
      if holdsMarks(place, end) { return false }
      let first = skippedBlanks(from: place, end)
      if first == end {
        isInHTML = false
      } else if bytes[first] == UInt8(ascii: "<") {
        if mayHoldBlankLines(at: first, end) { return false }
        isInHTML = true
      }
      place = end + 1
      line += 1
    }
    return true
  }

  /// The first line that closes a block, and how many stand before it: looked for by its mark, which stands nowhere else
  /// in most blocks.
  private func closing(
    of mark: UInt8, _ count: Int, from start: Int, line: Int
  ) -> (start: Int, end: Int, lines: Int)? {
    var place = start
    while let first = next(mark, from: place) {
      let last = first + run(at: first, bytes.count)
      place = last
      // cmark keeps the length of a fence in one byte.
      guard last - first >= min(count, 255) else { continue }
      var lineStart = first
      while lineStart > start, first - lineStart < 3, bytes[lineStart - 1] == UInt8(ascii: " ") {
        lineStart -= 1
      }
      guard lineStart == start || bytes[lineStart - 1] == UInt8(ascii: "\n") else { continue }
      let closing = lines.position(of: lineStart).line
      let end = end(ofLine: closing)
      if skippedBlanks(from: last, end) == end { return (lineStart, last, closing - line) }
    }
    return nil
  }

  /// Where a line ends, without its line end.
  private func end(ofLine line: Int) -> Int {
    let end = lines.start(ofLine: line + 1)
    // Of all lines only the last may lack its line end.
    return line < lines.lineCount ? end - 1 : end
  }

  private func next(_ byte: UInt8, from start: Int) -> Int? {
    guard start < bytes.count, let found = memchr(base + start, Int32(byte), bytes.count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  // MARK: marks

  /// How many marks of one kind stand here.
  private func run(at start: Int, _ end: Int) -> Int {
    guard start < end, bytes[start] == UInt8(ascii: "`") || bytes[start] == UInt8(ascii: "~") else {
      return 0
    }
    var place = start
    while place < end, bytes[place] == bytes[start] { place += 1 }
    return place - start
  }

  /// Whether what stands behind opening marks leaves them that, and reads as it is written.
  private func isInfo(_ info: Range<Int>, behind mark: UInt8) -> Bool {
    for place in info {
      switch bytes[place] {
      case UInt8(ascii: "`"): if mark == UInt8(ascii: "`") { return false }
      case UInt8(ascii: "&"), UInt8(ascii: "\\"), 0..<0x09, 0x0A..<0x20: return false
      default: break
      }
    }
    return true
  }

  /// Whether three marks stand together anywhere in a line: a fence in a list or a quotation, or code in a sentence.
  private mutating func holdsMarks(_ start: Int, _ end: Int) -> Bool {
    if nextBacktick < start { nextBacktick = next(UInt8(ascii: "`"), from: start) ?? bytes.count }
    if nextTilde < start { nextTilde = next(UInt8(ascii: "~"), from: start) ?? bytes.count }
    // Nearly every line holds neither.
    return nextBacktick < end && holdsRun(of: UInt8(ascii: "`"), nextBacktick, end)
      || nextTilde < end && holdsRun(of: UInt8(ascii: "~"), nextTilde, end)
  }

  private func holdsRun(of mark: UInt8, _ start: Int, _ end: Int) -> Bool {
    var place = start
    while let first = next(mark, from: place), first < end {
      place = first + run(at: first, end)
      if place - first >= 3 { return true }
    }
    return false
  }

  private func skippedBlanks(from start: Int, _ end: Int) -> Int {
    var place = start
    while place < end, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t") { place += 1 }
    return place
  }

  // MARK: HTML

  /// Whether a line may begin HTML that no blank line ends: comments, declarations, and the four elements of raw text.
  private func mayHoldBlankLines(at start: Int, _ end: Int) -> Bool {
    guard start + 1 < end else { return false }
    switch bytes[start + 1] {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
    default: break
    }
    return names(start + 1, end, "script") || names(start + 1, end, "pre") || names(start + 1, end, "style")
      || names(start + 1, end, "textarea")
  }

  private func names(_ start: Int, _ end: Int, _ name: StaticString) -> Bool {
    guard end - start >= name.utf8CodeUnitCount else { return false }
    for offset in 0..<name.utf8CodeUnitCount where bytes[start + offset] | 0x20 != name.utf8Start[offset] {
      return false
    }
    return true
  }
}

extension [FenceScan.Block] {
  /// How many lines are left out before a line that is counted without them.
  func linesLeftOut(before line: Int) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].closingLine <= line { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : self[low - 1].linesBefore
  }

  /// The stretches of a text without what stands in the blocks.
  func rest(of text: Range<Int>) -> [Range<Int>] {
    var rest: [Range<Int>] = []
    rest.reserveCapacity(count + 1)
    var start = text.lowerBound
    for block in self {
      rest.append(start..<block.content.lowerBound)
      start = block.content.upperBound
    }
    rest.append(start..<text.upperBound)
    return rest
  }
}
