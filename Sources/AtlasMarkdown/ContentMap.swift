import AtlasCore

/// Where each byte of a block's content stands in its page.
///
/// cmark takes the content out of the page line by line: what stands before it (quote marks, list indentation, the
/// fence's own indentation) is left out, every line end becomes LF, and a tab that is only partly indentation leaves
/// spaces. So a line of the content is, but for such spaces, the end of a line of the page: found by comparing from
/// the right, with no need to repeat cmark's rules. `docs/engineering/markdown.md` has an example.
package struct ContentMap: Sendable, Equatable {
  struct Line: Sendable, Equatable {
    /// Where the line begins in the content.
    var content: UInt32
    /// Where its first byte stands in the text.
    var text: UInt32
    /// Where the next line of the text begins.
    var next: UInt32
    /// How many spaces at its beginning stand for one tab.
    var tabSpaces: UInt8
  }

  enum Shape: Sendable, Equatable {
    /// The content is one stretch of the page.
    case stretch(start: Int)
    case lines([Line])
  }

  let shape: Shape
  /// The length of the content.
  let count: Int
  private let replacements: Replacements?

  init(shape: Shape, count: Int, _ replacements: Replacements?) {
    self.shape = shape
    self.count = count
    self.replacements = replacements
  }

  /// The page's offset of the content byte at `offset`; for the content's length, the end of what it was taken from.
  /// Spaces of a tab have the tab's offset, bytes of a U+FFFD that of what it replaces.
  package func pageOffset(ofContent offset: Int) -> Int {
    let text = offset >= count ? textEnd(count) : textOffset(max(0, offset))
    return replacements?.page(text) ?? text
  }

  /// The page's bytes that became a range of the content; an empty range stays empty.
  package func pageRange(ofContent range: TextRange) -> TextRange {
    let start = pageOffset(ofContent: range.lowerBound)
    guard !range.isEmpty else { return TextRange(at: start) }
    let end = textEnd(min(range.upperBound, count))
    return TextRange(start, max(start, replacements?.pageEnd(end) ?? end))
  }

  /// The text's bytes that became a range of the content.
  func textRange(of range: TextRange) -> TextRange {
    let start = range.lowerBound >= count ? textEnd(count) : textOffset(range.lowerBound)
    return TextRange(start, max(start, range.isEmpty ? start : textEnd(min(range.upperBound, count))))
  }

  /// The content's offset of a page's byte; nil where that byte is no part of the content.
  package func contentOffset(ofPage offset: Int) -> Int? {
    let text = replacements?.text(offset) ?? offset
    switch shape {
    case .stretch(let start):
      return start <= text && text < start + count ? text - start : nil
    case .lines(let lines):
      guard let index = ContentMap.last(in: lines, where: { Int($0.text) <= text }) else { return nil }
      let line = lines[index]
      guard text < Int(line.next) else { return nil }
      if line.tabSpaces > 0, text == Int(line.text) { return Int(line.content) }
      let distance = text - Int(line.text) + max(0, Int(line.tabSpaces) - 1)
      // The LF of a CRLF is the same byte of the content as its CR.
      let end = index + 1 < lines.count ? Int(lines[index + 1].content) : count
      return min(Int(line.content) + distance, end - 1)
    }
  }

  private func textOffset(_ offset: Int) -> Int {
    switch shape {
    case .stretch(let start): return start + offset
    case .lines(let lines):
      guard let index = ContentMap.last(in: lines, where: { Int($0.content) <= offset }) else { return 0 }
      return lines[index].textOffset(offset)
    }
  }

  private func textEnd(_ end: Int) -> Int {
    switch shape {
    case .stretch(let start): return start + end
    case .lines(let lines):
      guard end > 0, let index = ContentMap.last(in: lines, where: { Int($0.content) < end }) else {
        return lines.first.map { Int($0.text) } ?? 0
      }
      let line = lines[index]
      let lineEnd = index + 1 < lines.count ? Int(lines[index + 1].content) : count
      return end == lineEnd ? Int(line.next) : line.textOffset(end - 1) + 1
    }
  }

  private static func last(in lines: [Line], where isBefore: (Line) -> Bool) -> Int? {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(lines[middle]) { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : low - 1
  }
}

extension ContentMap.Line {
  fileprivate func textOffset(_ offset: Int) -> Int {
    let distance = offset - Int(content)
    let tabs = Int(tabSpaces)
    if distance < tabs { return Int(text) }
    return Int(text) + (tabs > 0 ? 1 - tabs : 0) + distance
  }
}
