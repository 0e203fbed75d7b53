import AtlasCore
import AtlasTestSupport
import Testing

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("lnit", "lint"), ("need", "needs"), ("prase", "parse"), ("Metrics", "metrics"),
    ("agregate", "aggregate"),
  ])
  func aSlipFindsItsWord(typed: String, meant: String) {
    #expect(NearestWord.of(typed, in: ["parse", "lint", "gates", "metrics", "aggregate", "needs"]) == meant)
  }

  @Test(arguments: ["completely", "x", ""]) func somethingElseFindsNone(typed: String) {
    #expect(NearestWord.of(typed, in: ["parse", "lint", "gates"]) == nil)
  }

  /// Against the definition: every word at its distance, the smallest first, ties in byte order.
  @Test func itIsTheFirstOfTheNearest() {
    var random = SeededRandom(seed: 7)
    func word() -> String {
      String((0..<Int.random(in: 0...7, using: &random)).map { _ in "abcé".randomElement(using: &random)! })
    }
    for _ in 0..<400 {
      let typed = word()
      let candidates = (0..<12).map { _ in word() }
      let count = typed.utf8.count
      let limit = count < 4 ? 1 : max(2, count / 3)
      let ranked = candidates.map { (edits: Self.edits(Array(typed.utf8), Array($0.utf8)), word: $0) }
        .filter { $0.edits <= limit }
        .sorted {
          $0.edits != $1.edits ? $0.edits < $1.edits : $0.word.utf8.lexicographicallyPrecedes($1.word.utf8)
        }
      #expect(NearestWord.of(typed, in: candidates) == ranked.first?.word)
    }
  }

  /// The whole table of distances between beginnings.
  private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count {
      for column in 0...right.count {
        guard row > 0, column > 0 else {
          table[row][column] = row + column
          continue
        }
        let isEqual = left[row - 1] == right[column - 1]
        table[row][column] = min(
          table[row - 1][column - 1] + (isEqual ? 0 : 1), table[row - 1][column] + 1,
          table[row][column - 1] + 1)
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }
}
