/// Finds the word somebody probably meant.
public enum NearestWord {
  /// The candidate with the fewest edits to `word`, when they are few enough to be a slip: at most a third of its
  /// length, and never fewer than two allowed for words of four letters or more. Ties go to the first in byte order.
  public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased().utf8)
    let limit = typed.count < 4 ? 1 : max(2, typed.count / 3)
    var best: (edits: Int, word: String)?
    for candidate in candidates.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let edits = distance(typed, Array(candidate.lowercased().utf8))
      if edits <= limit, edits < best?.edits ?? .max { best = (edits, candidate) }
    }
    return best?.word
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in 0..<left.count {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in 0..<right.count {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
