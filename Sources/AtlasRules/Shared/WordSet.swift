import AtlasCore

/// Phrases to look for in texts as whole words. A phrase in lower case is found in any case, one with a capital only as
/// it is written; a blank in it may be a `-`. A phrase that ends in `*` may go on as a longer word.
///
/// A word ends where neither a letter, a digit nor `_` follows; a point between two of these does not end it, so that
/// `X.X` does not stand in `1.X.X`.
package struct WordSet: Hashable, Sendable {
  private struct Phrase: Hashable {
    var bytes: [UInt8]
    var isExact: Bool
    var mayGoOn: Bool
  }

  private let phrases: [Phrase]
  /// By each byte the phrases that it may begin, in either case.
  private let beginning: [[Phrase]]

  package init(_ texts: [String]) {
    var beginning = Array(repeating: [Phrase](), count: 256)
    phrases = texts.compactMap { text in
      var bytes = Array(text.utf8)
      let mayGoOn = bytes.last == UInt8(ascii: "*")
      if mayGoOn { bytes.removeLast() }
      guard let first = bytes.first else { return nil }
      let isExact = bytes.contains { $0 &- UInt8(ascii: "A") < 26 }
      let phrase = Phrase(bytes: bytes, isExact: isExact, mayGoOn: mayGoOn)
      beginning[Int(first)].append(phrase)
      if !isExact, first &- UInt8(ascii: "a") < 26 { beginning[Int(first & 0xDF)].append(phrase) }
      return phrase
    }
    self.beginning = beginning
  }

  /// Where the first of them stands; of several that begin there the longest.
  package func first(in text: [UInt8], from start: Int = 0) -> Range<Int>? {
    for place in start..<max(start, text.count) where !beginning[Int(text[place])].isEmpty {
      // Within a word no phrase begins that begins with one.
      if Self.isWord(text[place]), Self.goesOn(text, before: place) { continue }
      var longest: Range<Int>?
      for phrase in beginning[Int(text[place])] {
        guard let end = end(of: phrase, in: text, at: place), end > longest?.upperBound ?? place else {
          continue
        }
        longest = place..<end
      }
      if let longest { return longest }
    }
    return nil
  }

  /// Whether any of them stands in the text.
  package func stands(in text: [UInt8]) -> Bool { first(in: text) != nil }

  /// Every place, one behind another.
  package func all(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    while let next = first(in: text, from: found.last?.upperBound ?? 0) { found.append(next) }
    return found
  }

  /// Whether a stretch of a text is one of them and nothing else.
  package func isAll(of text: [UInt8], _ stretch: Range<Int>) -> Bool {
    phrases.contains { phrase in
      guard let end = end(of: phrase, in: text, at: stretch.lowerBound) else { return false }
      return end == stretch.upperBound || (phrase.mayGoOn && end <= stretch.upperBound)
    }
  }

  private func end(of phrase: Phrase, in text: [UInt8], at start: Int) -> Int? {
    guard start + phrase.bytes.count <= text.count else { return nil }
    for (offset, byte) in phrase.bytes.enumerated() {
      let other = text[start + offset]
      if other == byte || (byte == UInt8(ascii: " ") && other == UInt8(ascii: "-")) { continue }
      guard !phrase.isExact, other &- UInt8(ascii: "A") < 26, other | 0x20 == byte else { return nil }
    }
    let end = start + phrase.bytes.count
    if Self.isWord(phrase.bytes[0]), Self.goesOn(text, before: start) { return nil }
    if !phrase.mayGoOn, Self.isWord(text[end - 1]), Self.goesOn(text, behind: end) { return nil }
    return end
  }

  private static func goesOn(_ text: [UInt8], before start: Int) -> Bool {
    guard start > 0 else { return false }
    if isWord(text[start - 1]) { return true }
    return text[start - 1] == UInt8(ascii: ".") && start > 1 && isWord(text[start - 2])
  }

  private static func goesOn(_ text: [UInt8], behind end: Int) -> Bool {
    guard end < text.count else { return false }
    if isWord(text[end]) { return true }
    return text[end] == UInt8(ascii: ".") && end + 1 < text.count && isWord(text[end + 1])
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      || byte >= 0xC3 && byte < 0xE2
  }
}
