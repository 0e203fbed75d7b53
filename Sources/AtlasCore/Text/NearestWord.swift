/// Finds the word somebody probably meant.
public enum NearestWord {
  /// The candidate with the fewest edits to `word`, when they are few enough to be a slip: at most a third of its
  /// length, and never fewer than two allowed for words of four letters or more. Ties go to the first in byte order.
  public static func of(_ word: String, in candidates: some Sequence<String>) -> String? {
    let typed = Array(word.lowercased().utf8)
    let limit = typed.count < 4 ? 1 : max(2, typed.count / 3)
    var best: (edits: Int, word: String)?
    for candidate in candidates {
      let letters = Array(candidate.lowercased().utf8)
      // Each edit changes the length by one at most.
      guard abs(letters.count - typed.count) <= limit else { continue }
      let edits = distance(typed, letters)
      guard edits <= limit, edits <= best?.edits ?? .max else { continue }
      if let best, edits == best.edits, !candidate.utf8.lexicographicallyPrecedes(best.word.utf8) { continue }
      best = (edits, candidate)
    }
    return best?.word
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one into the other.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    let width = right.count + 1
    // Three rows of the table, each used again when it is three rows old.
    var rows = Array(repeating: 0, count: 3 * width)
    for column in 0..<width { rows[column] = column }
    for row in left.indices {
      let beforeLast = (row + 2) % 3 * width
      let last = row % 3 * width
      let current = (row + 1) % 3 * width
      rows[current] = row + 1
      for column in right.indices {
        let substitution = rows[last + column] + (left[row] == right[column] ? 0 : 1)
        var best = min(substitution, rows[last + column + 1] + 1, rows[current + column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, rows[beforeLast + column - 1] + 1)
        }
        rows[current + column + 1] = best
      }
    }
    return rows[left.count % 3 * width + right.count]
  }
}
