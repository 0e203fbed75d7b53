import AtlasCore

/// A line of a page with carets under the stretch that a finding is about, fitted into the columns that there are.
///
/// The line is laid out as cells: what is drawn together, which bytes of the line it stands for, and how many columns
/// it takes. Only the bytes around the caret are looked at, so that a line of a megabyte costs no more than another.
package struct SourceFrame {
  private struct Cell {
    /// The offset in the line of the first byte.
    let offset: Int
    /// In `drawn`.
    var end: Int
    var width: Int
  }

  /// Bytes looked at on either side of the caret; the widest frame shows fewer.
  private static let reach = 512
  private static let tabWidth = 4

  private var cells: [Cell] = []
  private var drawn: [UInt8] = []
  private var hasMoreBefore = false
  private var hasMoreAfter = false

  /// The line and the carets, without anything before them.
  package private(set) var text = ""
  package private(set) var carets = ""

  /// `start` and `end` are byte offsets in the line; what lies beyond its end is taken for its end.
  package init(line: String, start: Int, end: Int, width: Int) {
    var line = line
    line.withUTF8 { utf8 in
      let length = SourceFrame.lengthWithoutLineEnd(utf8)
      let first = min(max(start, 0), length)
      let last = min(max(end, first), length)
      if length <= width, utf8.prefix(length).allSatisfy({ 0x20 <= $0 && $0 < 0x7F }) {
        // A byte is a column, and nothing is cut: most lines are so.
        text = String(decoding: utf8.prefix(length), as: UTF8.self)
        carets = String(repeating: " ", count: first) + String(repeating: "^", count: max(1, last - first))
        return
      }
      layOut(utf8, length, around: first)
      (text, carets) = fitted(first: first, last: last, lineLength: length, width: max(width, 10))
    }
  }

  private static func lengthWithoutLineEnd(_ utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var length = utf8.count
    while length > 0, utf8[length - 1] == UInt8(ascii: "\n") || utf8[length - 1] == UInt8(ascii: "\r") {
      length -= 1
    }
    return length
  }

  // MARK: layout

  private mutating func layOut(_ utf8: UnsafeBufferPointer<UInt8>, _ length: Int, around caret: Int) {
    let from = SourceFrame.boundary(max(0, caret - SourceFrame.reach), in: utf8)
    let to = SourceFrame.boundary(min(length, caret + SourceFrame.reach), in: utf8)
    hasMoreBefore = from > 0
    hasMoreAfter = to < length
    var offset = from
    var column = 0
    var joinsPrevious = false
    let window = UnsafeBufferPointer(rebasing: utf8[from..<to])
    for scalar in String(decoding: window, as: UTF8.self).unicodeScalars {
      let width = add(scalar, at: offset, column: column, joins: joinsPrevious)
      joinsPrevious = scalar.value == 0x200D
      column += width
      offset += UTF8.width(scalar)
    }
  }

  /// The start of the scalar that the byte at `offset` belongs to.
  private static func boundary(_ offset: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Int {
    var offset = offset
    while offset > 0, offset < utf8.count, utf8[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  /// Returns the columns by which the line became wider.
  private mutating func add(
    _ scalar: Unicode.Scalar, at offset: Int, column: Int, joins: Bool
  ) -> Int {
    if scalar == "\t" {
      let width = SourceFrame.tabWidth - column % SourceFrame.tabWidth
      for _ in 0..<width { drawn.append(UInt8(ascii: " ")) }
      cells.append(Cell(offset: offset, end: drawn.count, width: width))
      return width
    }
    let before = drawn.count
    TerminalText.append(scalar, to: &drawn)
    if TerminalText.mustNotReachTerminal(scalar) {
      cells.append(Cell(offset: offset, end: drawn.count, width: drawn.count - before))
      return drawn.count - before
    }
    let width = DisplayWidth.of(scalar)
    guard let last = cells.indices.last, joins || width == 0 || SourceFrame.isSkinTone(scalar) else {
      cells.append(Cell(offset: offset, end: drawn.count, width: width))
      return width
    }
    cells[last].end = drawn.count
    // The variation selector 16 asks for the emoji, which is wide, where the sign alone is not.
    guard scalar.value == 0xFE0F, cells[last].width == 1 else { return 0 }
    cells[last].width = 2
    return 1
  }

  private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool {
    (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  // MARK: fitting

  /// The part of the cells that fits, with `…` where something is cut, and the carets below it.
  private func fitted(first: Int, last: Int, lineLength: Int, width: Int) -> (text: String, carets: String) {
    let caret =
      first >= lineLength ? cells.count : max(0, (cells.firstIndex { $0.offset > first } ?? cells.count) - 1)
    let stop = max(caret, cells.firstIndex { $0.offset >= last } ?? cells.count)
    let shown = window(around: caret, width)
    let cutsBefore = hasMoreBefore || shown.lowerBound > 0
    let cutsAfter = hasMoreAfter || shown.upperBound < cells.count
    let from = shown.lowerBound == 0 ? 0 : cells[shown.lowerBound - 1].end
    let to = shown.upperBound == 0 ? 0 : cells[shown.upperBound - 1].end
    let visible = String(decoding: drawn[from..<to], as: UTF8.self)
    let indent = columns(of: shown.lowerBound..<caret) + (cutsBefore ? 1 : 0)
    let span = max(1, columns(of: caret..<max(caret, min(stop, shown.upperBound))))
    return (
      (cutsBefore ? "…" : "") + visible + (cutsAfter ? "…" : ""),
      String(repeating: " ", count: indent) + String(repeating: "^", count: span)
    )
  }

  private func columns(of range: Range<Int>) -> Int { cells[range].reduce(0) { $0 + $1.width } }

  /// All cells where they fit; else the caret's, up to a third of the rest before it, and what fits after it.
  private func window(around caret: Int, _ width: Int) -> Range<Int> {
    if !hasMoreBefore, !hasMoreAfter, columns(of: 0..<cells.count) <= width { return 0..<cells.count }
    var left = width - 2
    var low = caret
    var high = caret
    func extendLeft(leaving reserve: Int) {
      while low > 0, cells[low - 1].width <= left - reserve {
        low -= 1
        left -= cells[low].width
      }
    }
    extendLeft(leaving: (width - 2) * 2 / 3)
    while high < cells.count, cells[high].width <= left {
      left -= cells[high].width
      high += 1
    }
    extendLeft(leaving: 0)
    return low..<high
  }
}
