import AtlasCore

/// The YAML between two lines of `---` at the very top of a page. What is never closed is none, but Markdown.
package struct FrontMatter: Sendable {
  /// From the first `---` to the end of the line of the second.
  package var range: TextRange
  /// The lines between them.
  package var contentRange: TextRange
  /// The value; nil where the YAML is wrong, null where there is none.
  package var value: YAMLNode?
  /// What is wrong with the YAML, with a range in the page.
  package var error: YAMLError?

  /// The front matter of a text whose first line begins at `start`.
  init?(in bytes: [UInt8], from start: Int, _ lines: LineIndex) {
    func isFence(_ range: Range<Int>) -> Bool {
      var end = range.upperBound
      while end > range.lowerBound, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
      return bytes[range.lowerBound..<end].elementsEqual("---".utf8)
    }
    let first = start..<max(start, lines.range(ofLine: 1).upperBound)
    guard first.count > 3, isFence(first) else { return nil }
    for line in 2..<max(3, lines.lineCount + 1) {
      let closing = lines.range(ofLine: line)
      guard isFence(closing.bounds) else { continue }
      range = TextRange(start, closing.upperBound)
      contentRange = TextRange(first.upperBound, closing.lowerBound)
      do throws(YAMLError) {
        value = try YAMLReader.read(bytes, in: contentRange)
      } catch {
        self.error = error
      }
      return
    }
    return nil
  }
}
