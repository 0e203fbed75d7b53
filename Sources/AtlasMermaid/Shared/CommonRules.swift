/// The rules that several jison grammars of mermaid.js share. Each gives the offset behind its match, or nil.
extension Scanner {
  /// Two percent signs that no brace follows, or two behind any character but a brace, and the rest of their line.
  func endOfCommentRule(_ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    if matches("%%", at: start), byte(at: start + 2) != 0x7B { return endOfLine(start) }
    let first = bytes[start]
    guard first != 0x7D, first < 0xF0 else { return nil }
    let next = start + CharacterClass.characterLength(bytes, start)
    return matches("%%", at: next) ? endOfLine(next) : nil
  }

  /// `title`, white space and a text up to `#`, `;` or the end of the line.
  func endOfTitleRule(_ start: Int) -> Int? {
    guard matchesAnyCase("title", at: start) else { return nil }
    let text = start + 5 + CharacterClass.whitespaceLength(bytes, start + 5)
    var end = text
    while end < bytes.count, bytes[end] != 0x23, bytes[end] != 0x3B, bytes[end] != 0x0A { end += 1 }
    return text > start + 5 && end > text ? end : nil
  }

  /// `12`, `1.5`, `.5`, with a sign perhaps. Of `1.` only the `1` is a number.
  func endOfNumberRule(_ start: Int) -> Int? {
    let sign = byte(at: start)
    let first = sign == 0x2B || sign == 0x2D ? start + 1 : start
    let whole = endOfDigits(first)
    guard byte(at: whole) == 0x2E, CharacterClass.isDigit(byte(at: whole + 1)) else {
      return whole > first ? whole : nil
    }
    return endOfDigits(whole + 1)
  }
}
