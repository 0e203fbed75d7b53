import AtlasCore

extension Scanner {
  /// Puts quotes around a text that needs them; nil where there is no text, or one with quotes in it.
  func quoting(_ text: Range<Int>) -> Fix? {
    guard !text.isEmpty, !bytes[text].contains(0x22) else { return nil }
    let range = range(text.lowerBound, text.upperBound)
    return Fix(
      safe: true,
      edits: [
        TextEdit(TextRange(at: range.lowerBound), "\""), TextEdit(TextRange(at: range.upperBound), "\""),
      ])
  }
}
