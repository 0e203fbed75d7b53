/// Phrases to look for in the text of a page, as whole words. One that is written in lower case is found in any case, one
/// with an upper-case letter as it is written; made once, asked often.
package struct PhraseFinder: Sendable {
  private struct Phrase: Sendable {
    var bytes: [UInt8]
    /// Whether case matters.
    var isExact: Bool
  }

  private let phrases: [Phrase]
  /// For each byte: whether a phrase may begin with it.
  private let begins: [Bool]
  /// Whether a word may go on behind a phrase.
  private let mayGoOn: Bool

  package init(_ phrases: [String]) { self.init(phrases, mayGoOn: false) }

  /// Beginnings of words: `caus` finds "Causes". In any case.
  package init(beginnings: [String]) { self.init(beginnings.map { $0.lowercased() }, mayGoOn: true) }

  private init(_ phrases: [String], mayGoOn: Bool) {
    self.mayGoOn = mayGoOn
    self.phrases = phrases.filter { !$0.isEmpty }.map { phrase in
      let bytes = Array(phrase.utf8)
      return Phrase(bytes: bytes, isExact: bytes.contains { (0x41...0x5A).contains($0) })
    }
    var begins = Array(repeating: false, count: 256)
    for phrase in self.phrases {
      begins[Int(phrase.bytes[0])] = true
      if !phrase.isExact { begins[Int(Self.upper(phrase.bytes[0]))] = true }
    }
    self.begins = begins
  }

  /// Where the first of them stands.
  package func first(in text: ArraySlice<UInt8>) -> Range<Int>? {
    for start in text.indices where begins[Int(text[start])] {
      for phrase in phrases {
        let end = start + phrase.bytes.count
        guard end <= text.endIndex, matches(phrase, text[start..<end]) else { continue }
        let before = start > text.startIndex && Self.isWord(text[start - 1]) && Self.isWord(phrase.bytes[0])
        let after =
          end < text.endIndex && Self.isWord(text[end]) && Self.isWord(phrase.bytes[phrase.bytes.count - 1])
        if !before && (!after || mayGoOn) { return start..<end }
      }
    }
    return nil
  }

  private func matches(_ phrase: Phrase, _ text: ArraySlice<UInt8>) -> Bool {
    zip(text, phrase.bytes).allSatisfy { phrase.isExact ? $0 == $1 : Self.lower($0) == $1 }
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }
}
