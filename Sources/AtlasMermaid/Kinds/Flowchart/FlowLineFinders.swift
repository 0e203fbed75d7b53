import AtlasCore

/// Answers for any place whether the rest of its line holds `direction` and a direction: there the flowchart lexer takes
/// the whole line for a direction statement, whatever stands before it.
struct FlowDirectionFinder {
  private struct Match {
    var offset: Int
    /// The place of TB, BT, RL, LR, TD in the order of the rules.
    var rule: Int
    var word: Range<Int>
  }

  private let scanner: Scanner
  private var matches: [Match] = []
  private var first = 0
  private(set) var word = 0..<0

  init(_ scanner: Scanner) {
    self.scanner = scanner
    var index = 0
    while let start = ByteSearch.first("direction", in: scanner.bytes, from: index) {
      add(start)
      index = start + 9
    }
  }

  /// Whether there is any such line.
  var isNeeded: Bool { !matches.isEmpty }

  mutating func rewind() { first = 0 }

  private mutating func add(_ offset: Int) {
    let space = scanner.endOfWhitespace(offset + 9)
    guard space > offset + 9 else { return }
    for (rule, word) in (["TB", "BT", "RL", "LR", "TD"] as [StaticString]).enumerated()
    where scanner.matches(word, at: space) {
      matches.append(Match(offset: offset, rule: rule, word: space..<(space + 2)))
    }
  }

  /// The end of the direction statement that a token beginning here would be.
  mutating func end(from position: Int) -> Int? {
    while first < matches.count, matches[first].offset < position { first += 1 }
    guard first < matches.count, isOnLine(position, matches[first].offset) else { return nil }
    var best = matches[first]
    var index = first + 1
    // The earliest rule wins, and of its matches the last on the line.
    while index < matches.count, isOnLine(matches[index - 1].offset, matches[index].offset) {
      if matches[index].rule <= best.rule { best = matches[index] }
      index += 1
    }
    word = best.word
    return scanner.endOfLine(best.word.upperBound)
  }

  private func isOnLine(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      if CharacterClass.lineTerminatorLength(scanner.bytes, index) > 0 { return false }
      index += 1
    }
    return true
  }
}

/// Answers for any place whether a link's id begins there: characters without white space and quotes, up to the last
/// `@` of the run that is not followed by a brace or a quote.
struct FlowLinkIDFinder {
  private let scanner: Scanner
  let isNeeded: Bool
  private var runEnd = 0
  private var lastMark = -1

  init(_ scanner: Scanner) {
    self.scanner = scanner
    isNeeded = ByteSearch.first(0x40, in: scanner.bytes) != nil
  }

  mutating func rewind() { runEnd = 0 }

  mutating func end(from position: Int) -> Int? {
    if position >= runEnd { findRun(position) }
    return lastMark > position ? lastMark + 1 : nil
  }

  private mutating func findRun(_ position: Int) {
    let bytes = scanner.bytes
    lastMark = -1
    var index = position
    while index < bytes.count, bytes[index] != 0x22, CharacterClass.whitespaceLength(bytes, index) == 0 {
      if bytes[index] == 0x40, index + 1 < bytes.count, bytes[index + 1] != 0x7B, bytes[index + 1] != 0x22 {
        lastMark = index
      }
      index += 1
    }
    runEnd = max(index, position + 1)
  }
}
