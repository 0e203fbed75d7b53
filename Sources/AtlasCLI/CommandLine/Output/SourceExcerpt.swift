import AtlasCore

/// One line of a file with carets below the stretch that is meant. Tabs are shown as spaces and odd bytes as `\xNN`, so
/// that the carets stand where they should; a long line is cut to a window around them.
struct SourceExcerpt {
  private let lineNumber: Int
  /// What stands before, in and after the stretch, as it is shown.
  private let before: String
  private let marked: String
  private let after: String

  init(_ place: DiagnosticPlace, _ lineIndex: LineIndex, _ position: LineColumn) {
    self.lineNumber = position.line
    let bounds = lineIndex.range(ofLine: position.line).bounds
    var line = place.contents[bounds]
    while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { line.removeLast() }
    let start = min(bounds.lowerBound + position.column - 1, line.endIndex)
    let end = min(max(place.range.upperBound, start), line.endIndex)
    self.before = SourceExcerpt.shown(line[line.startIndex..<start])
    self.marked = SourceExcerpt.shown(line[start..<end])
    self.after = SourceExcerpt.shown(line[end...])
  }

  func lines(style: TextStyle, width: Int) -> [String] {
    let number = String(lineNumber)
    let gutter = String(repeating: " ", count: max(5 - number.utf8.count, 1)) + number + " | "
    let blank = String(repeating: " ", count: gutter.utf8.count - 2) + "| "
    let (text, caretStart, caretCount) = window(max(width - gutter.utf8.count, 20))
    let carets = String(repeating: "^", count: caretCount)
    return [
      style.dim(gutter) + text,
      style.dim(blank) + String(repeating: " ", count: caretStart) + style.error(carets),
    ]
  }

  /// The part of the line that fits, the column at which the carets begin in it, and how many there are: at least one.
  private func window(_ room: Int) -> (text: String, caretStart: Int, caretCount: Int) {
    let lead = DisplayWidth.of(before)
    let marks = max(DisplayWidth.of(marked), 1)
    let whole = before + marked + after
    if DisplayWidth.of(whole) <= room { return (whole, lead, marks) }
    let wanted = min(marks, room / 2)
    guard lead + wanted > room - 3 else {
      return (DisplayWidth.cut(whole, to: room), lead, min(marks, room - 3 - lead))
    }
    let kept = SourceExcerpt.suffix(of: before, width: room / 3)
    let start = 3 + DisplayWidth.of(kept)
    let text = DisplayWidth.cut("..." + kept + marked + after, to: room)
    return (text, start, max(min(marks, DisplayWidth.of(text) - start), 1))
  }

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      .map { ByteText.display($0) }.joined(separator: "  ")
  }

  /// The longest end of the text that takes at most `width` columns.
  private static func suffix(of text: String, width: Int) -> String {
    var kept: [Unicode.Scalar] = []
    var used = 0
    for scalar in text.unicodeScalars.reversed() {
      used += DisplayWidth.of(scalar)
      if used > width { break }
      kept.append(scalar)
    }
    return String(String.UnicodeScalarView(kept.reversed()))
  }
}
