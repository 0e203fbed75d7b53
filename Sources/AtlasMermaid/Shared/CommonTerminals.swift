/// The terminals for numbers and names that the Langium grammars of mermaid.js share. Each gives the offset behind its
/// match, or nil.
extension Scanner {
  /// `0` alone, or digits that begin with another one and have no dot behind them: of `12.` nothing but the `1`.
  func endOfIntegerTerminal(_ start: Int) -> Int? {
    let first = byte(at: start)
    guard CharacterClass.isDigit(first) else { return nil }
    if first == 0x30 { return start + 1 }
    let end = endOfDigits(start)
    if byte(at: end) != 0x2E { return end }
    return end > start + 1 ? end - 1 : nil
  }

  /// `1.5` without a further dot, or else an integer.
  func endOfNumberTerminal(_ start: Int) -> Int? {
    let whole = endOfDigits(start)
    guard whole > start else { return nil }
    if byte(at: whole) == 0x2E {
      let end = endOfDigits(whole + 1)
      if end > whole + 1, byte(at: end) != 0x2E { return end }
      // With fewer decimals no dot follows, because a digit does.
      if end > whole + 2 { return end - 1 }
    }
    return endOfIntegerTerminal(start)
  }

  /// Word characters, with hyphens between them.
  func endOfIDTerminal(_ start: Int) -> Int? {
    guard CharacterClass.isWord(byte(at: start)) else { return nil }
    var end = start + 1
    var index = end
    while true {
      let byte = byte(at: index)
      if CharacterClass.isWord(byte) {
        end = index + 1
      } else if byte != 0x2D {
        return end
      }
      index += 1
    }
  }

  private func endOfDigits(_ start: Int) -> Int {
    var index = start
    while CharacterClass.isDigit(byte(at: index)) { index += 1 }
    return index
  }
}
