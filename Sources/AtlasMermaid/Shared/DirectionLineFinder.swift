import AtlasCore

/// Answers for any place whether the rest of its line holds `direction` and TB, BT, RL or LR. Several jison lexers of
/// mermaid.js take such a line whole for a direction statement, whatever stands before the word.
struct DirectionLineFinder {
  private struct Match {
    var offset: Int
    /// The place of TB, BT, RL, LR in the order of the rules.
    var rule: Int
    var end: Int
  }

  struct Line {
    var direction: Direction
    /// Behind the line's last byte.
    var end: Int
  }

  private let scanner: Scanner
  private var matches: [Match] = []
  private var first = 0
  /// No direction stands before this on the line of the place asked for last.
  private var clearEnd = 0

  init(_ scanner: Scanner, anyCase: Bool) {
    self.scanner = scanner
    let bytes = scanner.bytes
    var index = 0
    while index + 9 < bytes.count {
      // Most texts hold no "c" five places behind a "d".
      if bytes[index + 4] | 0x20 == 0x63, bytes[index] | 0x20 == 0x64,
        anyCase ? scanner.matchesAnyCase("direction", at: index) : scanner.matches("direction", at: index)
      {
        add(index, anyCase)
      }
      index += 1
    }
  }

  /// Goes back to a place, for a lexer that reads a stretch again.
  mutating func rewind(to position: Int) {
    clearEnd = 0
    while first > 0, matches[first - 1].offset >= position { first -= 1 }
  }

  private mutating func add(_ offset: Int, _ anyCase: Bool) {
    let space = scanner.endOfWhitespace(offset + 9)
    guard space > offset + 9, space + 2 <= scanner.bytes.count else { return }
    let mask: UInt8 = anyCase ? 0xDF : 0xFF
    let word = (scanner.bytes[space] & mask, scanner.bytes[space + 1] & mask)
    let rule: Int
    switch word {
    case (0x54, 0x42): rule = 0
    case (0x42, 0x54): rule = 1
    case (0x52, 0x4C): rule = 2
    case (0x4C, 0x52): rule = 3
    default: return
    }
    matches.append(Match(offset: offset, rule: rule, end: space + 2))
  }

  /// The direction statement that a token beginning here would be. Precondition: positions only grow, or `rewind` was
  /// called.
  @inline(__always)
  mutating func line(from position: Int) -> Line? {
    if first >= matches.count || position < clearEnd { return nil }
    return find(position)
  }

  private mutating func find(_ position: Int) -> Line? {
    while first < matches.count, matches[first].offset < position { first += 1 }
    guard first < matches.count else { return nil }
    let end = endOfLine(position, matches[first].offset)
    guard end == matches[first].offset else {
      clearEnd = end
      return nil
    }
    var best = matches[first]
    var index = first + 1
    // The earliest rule wins, and of its matches the last on the line.
    while index < matches.count,
      endOfLine(matches[index - 1].offset, matches[index].offset) == matches[index].offset
    {
      if matches[index].rule <= best.rule { best = matches[index] }
      index += 1
    }
    let direction: Direction =
      switch best.rule {
      case 0: .topToBottom
      case 1: .bottomToTop
      case 2: .rightToLeft
      default: .leftToRight
      }
    return Line(direction: direction, end: scanner.endOfLine(best.end))
  }

  /// The first line terminator between two places, or the second place.
  private func endOfLine(_ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, CharacterClass.lineTerminatorLength(scanner.bytes, index) == 0 { index += 1 }
    return index
  }
}
