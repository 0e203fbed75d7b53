import AtlasCore

/// A page as cmark reads it: without a byte order mark and front matter, and with U+FFFD in place of NUL bytes and of
/// what is not UTF-8. Nearly every page is already so, and then nothing is copied.
///
/// Offsets here are those of the text; `replacements` takes them to the page.
struct PageText {
  let bytes: [UInt8]
  let replacements: Replacements?
  let lines: LineIndex
  /// Where Markdown begins: after the byte order mark and the front matter.
  let bodyStart: Int
  /// The line of `bodyStart`, from 1.
  let bodyLine: Int
  let frontMatter: FrontMatter?
  /// The fenced blocks, where the lines alone tell them; cmark then reads the rest only.
  let scannedFences: [FenceScan.Block]?

  /// Pages longer than this have no Markdown. A page of nothing but empty fences costs 80 times its length in memory,
  /// and cmark ends the program when one of its buffers reaches 1 GiB; no page that people read comes near either.
  static let byteLimit = 1 << 26

  init(_ page: [UInt8]) {
    let page = page.count > PageText.byteLimit ? [] : page
    (bytes, replacements) = Replacements.make(page)
    lines = LineIndex(bytes)
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    frontMatter = FrontMatter(in: bytes, from: mark, lines)
    bodyStart = frontMatter?.range.upperBound ?? mark
    bodyLine = lines.position(of: bodyStart).line
    scannedFences =
      replacements == nil ? FenceScan.blocks(in: bytes, lines, from: bodyStart, line: bodyLine) : nil
  }

  var isEmpty: Bool { bodyStart >= bytes.count }

  /// What cmark reads.
  var piecesForCMark: [Range<Int>] {
    let body = bodyStart..<bytes.count
    return scannedFences?.rest(of: body) ?? [body]
  }

  /// The page's line of one that cmark counts.
  func line(ofCMark line: Int) -> Int {
    bodyLine + line - 1 + (scannedFences?.linesLeftOut(before: line) ?? 0)
  }

  /// Where a line begins, counted in lines of the page; the first one of the body where the body does.
  func start(ofLine line: Int) -> Int { max(lines.start(ofLine: line), bodyStart) }

  /// The offset of a column that cmark counts in one of its lines.
  func offset(line: Int, column: Int) -> Int {
    let start = start(ofLine: line)
    return min(start + max(0, column - 1), textEnd(ofLine: line))
  }

  /// Where a line ends, without its line end.
  func textEnd(ofLine line: Int) -> Int {
    let range = lines.range(ofLine: line)
    var end = range.upperBound
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r"),
      end == range.upperBound || bytes[end] == 0x0A
    {
      end -= 1
    }
    return max(end, start(ofLine: line))
  }

  /// A range of the text as one of the page.
  func place(_ range: TextRange) -> TextRange {
    Replacements.place(range, replacements)
  }
}
