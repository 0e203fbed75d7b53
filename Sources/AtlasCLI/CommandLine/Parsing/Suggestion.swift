import AtlasCore

/// The word that somebody probably meant: the nearest one, or the only one that begins with what was typed.
enum Suggestion {
  static func word(for typed: String, in candidates: [String]) -> String? {
    if let nearest = NearestWord.of(typed, in: candidates) { return nearest }
    let longer = candidates.filter { $0.hasPrefix(typed) }
    return typed.utf8.count > 1 && longer.count == 1 ? longer[0] : nil
  }

  /// The flag, with its dashes, for a long name that does not exist.
  static func flag(for name: String) -> String? {
    if name.hasPrefix("no-"), let negation = negation(of: String(name.dropFirst(3))) {
      return "--\(negation)"
    }
    return word(for: name, in: FlagTable.longNames).map { "--\($0)" }
  }

  /// The flag for a letter that does not exist: the same letter in the other case.
  static func letter(for letter: Unicode.Scalar) -> String? {
    let other = Unicode.Scalar(UInt8(ascii: letter) ^ 0x20)
    return FlagTable.lettered(other).isEmpty ? nil : "-\(other)"
  }

  /// What to type for a first word that is no command.
  static func command(for typed: String) -> String? {
    if let nearest = word(for: typed, in: CommandTable.firstWords.map(\.word)) { return nearest }
    return CommandTable.all.first { $0.words.count > 1 && $0.words.last == typed }?.name
  }

  private static func negation(of name: String) -> String? {
    FlagTable.all.first { $0.long == name }?.negation?.long
  }
}

/// Words as a sentence has them: `a`, `a or b`, `a, b or c`.
enum WordList {
  static func joined(_ words: [String], _ conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }
}
