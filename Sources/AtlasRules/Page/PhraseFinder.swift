/// Phrases to look for in the text of a page, as whole words. One that is written in lower case is found in any case, one
/// with an upper-case letter as it is written; made once, asked often.
package struct PhraseFinder: Sendable {
  private struct Phrase: Sendable {
    /// Where it stands in `bytes`.
    var start: Int
    var count: Int
    /// Whether case matters.
    var isExact: Bool
  }

  /// Of those that begin at one place the first is found.
  private let phrases: [Phrase]
  /// Of all phrases, one behind another.
  private let bytes: [UInt8]
  /// For each byte: whether a phrase may begin with it.
  private let begins: [Bool]
  /// Whether a word may go on behind a phrase.
  private let mayGoOn: Bool

  package init(_ phrases: [String]) { self.init(phrases, mayGoOn: false) }

  /// Beginnings of words: `caus` finds "Causes". In any case.
  package init(beginnings: [String]) { self.init(beginnings.map { $0.lowercased() }, mayGoOn: true) }

  private init(_ texts: [String], mayGoOn: Bool) {
    var phrases: [Phrase] = []
    var bytes: [UInt8] = []
    var begins = Array(repeating: false, count: 256)
    for text in texts where !text.isEmpty {
      let start = bytes.count
      bytes += text.utf8
      let isExact = bytes[start...].contains { (0x41...0x5A).contains($0) }
      phrases.append(Phrase(start: start, count: bytes.count - start, isExact: isExact))
      begins[Int(bytes[start])] = true
      if !isExact { begins[Int(Self.upper(bytes[start]))] = true }
    }
    self.phrases = phrases
    self.bytes = bytes
    self.begins = begins
    self.mayGoOn = mayGoOn
  }

  /// Where the first of them stands.
  package func first(in text: ArraySlice<UInt8>) -> Range<Int>? {
    let found = text.withUnsafeBufferPointer { text in
      begins.withUnsafeBufferPointer { begins in
        text.indices.lazy.filter { begins[Int(text[$0])] }.compactMap { phrase(in: text, at: $0) }.first
      }
    }
    return found.map { $0.lowerBound + text.startIndex..<$0.upperBound + text.startIndex }
  }

  private func phrase(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Range<Int>? {
    let isInWord = start > 0 && Self.isWord(text[start - 1])
    for phrase in phrases {
      let end = start + phrase.count
      guard end <= text.count, matches(phrase, text, at: start) else { continue }
      if isInWord, Self.isWord(bytes[phrase.start]) { continue }
      let goesOn =
        end < text.count && Self.isWord(text[end]) && Self.isWord(bytes[phrase.start + phrase.count - 1])
      if !goesOn || mayGoOn { return start..<end }
    }
    return nil
  }

  private func matches(_ phrase: Phrase, _ text: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    for offset in 0..<phrase.count {
      let byte = text[start + offset]
      guard (phrase.isExact ? byte : Self.lower(byte)) == bytes[phrase.start + offset] else { return false }
    }
    return true
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
  private static func upper(_ byte: UInt8) -> UInt8 { (0x61...0x7A).contains(byte) ? byte & 0xDF : byte }
}
