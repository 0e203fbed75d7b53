import AtlasReport

extension DisplayWidth {
  /// The columns that a text takes, or a few more: an emoji joined of several is counted as all of them, because a line
  /// believed too short would wrap.
  package static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + atMost($1) } }

  /// The text, or as much of it as fits with `mark` at its end.
  package static func cut(_ text: String, to width: Int, mark: String = "...") -> String {
    if of(text) <= width { return text }
    let room = width - of(mark)
    return room > 0 ? prefix(of: text, width: room) + mark : String(mark.prefix(max(width, 0)))
  }

  /// The longest beginning of the text that takes at most `width` columns.
  private static func prefix(of text: String, width: Int) -> String {
    var kept = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      used += atMost(scalar)
      if used > width { break }
      kept.append(scalar)
    }
    return String(kept)
  }

  /// U+FE0F makes the character before it wide on some terminals.
  private static func atMost(_ scalar: Unicode.Scalar) -> Int {
    scalar.value == 0xFE0F ? 1 : of(scalar)
  }
}
