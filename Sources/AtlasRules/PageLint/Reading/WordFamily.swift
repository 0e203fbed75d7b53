import AtlasCore

extension WordSet {
  /// The forms of one word as one text of the specification: `retry*|retries`.
  init(family: String) { self.init(family.split(separator: "|").map(String.init)) }
}

extension PageClaims {
  /// The first place where words of a set stand, headings included, as they are written there.
  func firstWords(_ words: WordSet) -> String? {
    for statement in statements {
      if let found = words.first(in: statement.bytes) { return statement.string(found) }
    }
    return nil
  }

  /// Whether any text speaks of something: all are looked through at once.
  func speaks(of words: WordSet) -> Bool { words.stands(in: self.words) }

  /// How many texts speak of something.
  func count(of words: WordSet) -> Int { statements.count { words.stands(in: $0.bytes) } }
}
