import AtlasCore

/// Phrases to look for in texts as whole words. A phrase in lower case is found in any case, one with a capital only as
/// it is written; a blank in it may be a `-`. A phrase that ends in `*` may go on as a longer word.
///
/// A word ends where neither a letter, a digit nor `_` follows; a point between two of these does not end it, so that
/// `X.X` does not stand in `1.X.X`.
package struct WordSet: Hashable, Sendable {
  private struct Phrase: Hashable {
    /// Where it stands in `bytes`.
    var start: Int32
    var count: Int32
    var isExact: Bool
    var mayGoOn: Bool
  }

  /// Those that begin with the same byte, in either case, side by side.
  private let phrases: [Phrase]
  /// Of all phrases, one behind another: a set of flat tables is asked without touching any object.
  private let bytes: [UInt8]
  /// By first byte in lower case: where its phrases begin; those of the next byte begin where they end.
  private let starts: [Int32]
  /// A bit for every two bytes that a phrase may begin with, by their last five bits, which are the same in either case.
  /// Nearly every word of a text is passed over by this alone.
  private let beginnings: [UInt32]
  /// Whether a phrase begins with a byte that is no part of a word, and so may stand anywhere.
  private let beginsWithSign: Bool

  package init(_ texts: [String]) {
    var phrases: [Phrase] = []
    var bytes: [UInt8] = []
    for text in texts {
      let start = bytes.count
      bytes += text.utf8
      let mayGoOn = bytes.last == UInt8(ascii: "*") && bytes.count > start
      if mayGoOn { bytes.removeLast() }
      guard bytes.count > start else { continue }
      phrases.append(
        Phrase(
          start: Int32(start), count: Int32(bytes.count - start),
          isExact: bytes[start...].contains { $0 &- UInt8(ascii: "A") < 26 }, mayGoOn: mayGoOn))
    }
    phrases.sort { Self.lower(bytes[Int($0.start)]) < Self.lower(bytes[Int($1.start)]) }
    var starts = Array(repeating: Int32(0), count: 257)
    for phrase in phrases { starts[Int(Self.lower(bytes[Int(phrase.start)])) + 1] += 1 }
    for byte in 1..<starts.count { starts[byte] += starts[byte - 1] }
    self.phrases = phrases
    self.bytes = bytes
    self.starts = starts
    beginnings = Self.beginnings(phrases, bytes)
    beginsWithSign = phrases.contains { !Self.isWord(bytes[Int($0.start)]) }
  }

  private static func beginnings(_ phrases: [Phrase], _ bytes: [UInt8]) -> [UInt32] {
    var beginnings = Array(repeating: UInt32(0), count: 32)
    for phrase in phrases {
      let first = Int(bytes[Int(phrase.start)] & 31)
      guard phrase.count > 1 else {
        beginnings[first] = .max
        continue
      }
      let second = bytes[Int(phrase.start) + 1]
      beginnings[first] |= 1 << UInt32(second & 31)
      if second == UInt8(ascii: " ") { beginnings[first] |= 1 << UInt32(UInt8(ascii: "-") & 31) }
    }
    return beginnings
  }

  /// Where the first of them stands; of several that begin there the longest.
  /// Complexity: linear in the bytes.
  package func first(in text: [UInt8], from start: Int = 0) -> Range<Int>? {
    text.withUnsafeBufferPointer { text in
      beginnings.withUnsafeBufferPointer { beginnings in
        var place = start
        while place < text.count {
          let isWord = Self.isWord(text[place])
          if isWord || beginsWithSign, Self.mayBegin(text, place, beginnings),
            // Within a word no phrase begins that begins with one.
            !isWord || !Self.goesOn(text, before: place), let found = longest(in: text, at: place)
          {
            return found
          }
          place += 1
          // Nor does any begin further on in the word.
          if isWord { while place < text.count, Self.isWord(text[place]) { place += 1 } }
        }
        return nil
      }
    }
  }

  /// Whether any of them stands in the text.
  package func stands(in text: [UInt8]) -> Bool { first(in: text) != nil }

  /// Whether any of them stands in one of the texts.
  func stands(in texts: WordStarts) -> Bool {
    guard !phrases.isEmpty else { return false }
    if beginsWithSign { return stands(in: texts.bytes) }
    return texts.bytes.withUnsafeBufferPointer { text in
      beginnings.withUnsafeBufferPointer { beginnings in
        texts.starts.contains { start in
          Self.mayBegin(text, Int(start), beginnings) && longest(in: text, at: Int(start)) != nil
        }
      }
    }
  }

  /// Every place, one behind another.
  package func all(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    while let next = first(in: text, from: found.last?.upperBound ?? 0) { found.append(next) }
    return found
  }

  /// Whether a stretch of a text is one of them and nothing else.
  package func isAll(of text: [UInt8], _ stretch: Range<Int>) -> Bool {
    text.withUnsafeBufferPointer { text in
      guard stretch.lowerBound < text.count else { return false }
      return candidates(text[stretch.lowerBound]).contains { number in
        guard let end = end(of: phrases[number], in: text, at: stretch.lowerBound) else { return false }
        return end == stretch.upperBound || (phrases[number].mayGoOn && end <= stretch.upperBound)
      }
    }
  }

  /// The phrases that begin with a byte, in either case.
  @inline(__always)
  private func candidates(_ first: UInt8) -> Range<Int> {
    let first = Int(Self.lower(first))
    return Int(starts[first])..<Int(starts[first + 1])
  }

  @inline(__always)
  private static func mayBegin(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ beginnings: UnsafeBufferPointer<UInt32>
  ) -> Bool {
    let beginnings = beginnings[Int(text[place] & 31)]
    guard place + 1 < text.count else { return beginnings == .max }
    return beginnings >> UInt32(text[place + 1] & 31) & 1 != 0
  }

  private func longest(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Range<Int>? {
    var longest: Range<Int>?
    for number in candidates(text[place]) where mayFollow(phrases[number], text, place) {
      guard let end = end(of: phrases[number], in: text, at: place), end > longest?.upperBound ?? place else {
        continue
      }
      longest = place..<end
    }
    return longest
  }

  /// Whether the second byte of a phrase may stand behind a place: most that begin alike differ there.
  @inline(__always)
  private func mayFollow(_ phrase: Phrase, _ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard phrase.count > 1 else { return true }
    guard place + 1 < text.count else { return false }
    let second = bytes[Int(phrase.start) + 1]
    return (second ^ text[place + 1]) & 31 == 0 || second == UInt8(ascii: " ")
  }

  private func end(of phrase: Phrase, in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    let end = start + Int(phrase.count)
    guard end <= text.count else { return nil }
    for offset in 0..<Int(phrase.count) {
      let byte = bytes[Int(phrase.start) + offset]
      let other = text[start + offset]
      if other == byte || (byte == UInt8(ascii: " ") && other == UInt8(ascii: "-")) { continue }
      guard !phrase.isExact, other &- UInt8(ascii: "A") < 26, other | 0x20 == byte else { return nil }
    }
    if Self.isWord(bytes[Int(phrase.start)]), Self.goesOn(text, before: start) { return nil }
    if !phrase.mayGoOn, Self.isWord(text[end - 1]), Self.goesOn(text, behind: end) { return nil }
    return end
  }

  private static func goesOn(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Bool {
    guard start > 0 else { return false }
    if isWord(text[start - 1]) || endsLetter(before: start, in: text) { return true }
    return text[start - 1] == UInt8(ascii: ".") && start > 1 && isWord(text[start - 2])
  }

  private static func goesOn(_ text: UnsafeBufferPointer<UInt8>, behind end: Int) -> Bool {
    guard end < text.count else { return false }
    if isWord(text[end]) { return true }
    return text[end] == UInt8(ascii: ".") && end + 1 < text.count && isWord(text[end + 1])
  }

  /// Whether a letter of more than one byte ends before a place: no word begins behind the É of `MÉTODO`.
  static func endsLetter<Text: RandomAccessCollection>(
    before place: Int, in text: Text
  ) -> Bool where Text.Element == UInt8, Text.Index == Int {
    var lead = place - 1
    while lead > text.startIndex, text[lead] & 0xC0 == 0x80 { lead -= 1 }
    guard lead >= text.startIndex, lead < place - 1, isWord(text[lead]) else { return false }
    // The signs × and ÷ stand among the letters.
    return text[lead] != 0xC3 || text[lead + 1] != 0x97 && text[lead + 1] != 0xB7
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool { wordBytes.utf8Start[Int(byte)] == UInt8(ascii: "w") }

  /// One letter for each byte, `w` for letters, digits, `_` and what letters of other alphabets begin with: a table that
  /// needs no set-up.
  private static let wordBytes: StaticString = """
    ................................\
    ................wwwwwwwwww......\
    .wwwwwwwwwwwwwwwwwwwwwwwwww....w\
    .wwwwwwwwwwwwwwwwwwwwwwwwww.....\
    ................................\
    ................................\
    ...wwwwwwwwwwwwwwwwwwwwwwwwwwwww\
    ww..............................
    """
}
