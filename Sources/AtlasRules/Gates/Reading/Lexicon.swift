import AtlasCore

/// The words that the criteria of a specification look for, in lists, found in one pass over a text whatever their number.
///
/// A phrase in lower case is found in any case, one with a capital only as it is written; a blank in it may be a hyphen. A
/// phrase stands for whole words; one that ends in `*` may go on, one that begins with `*` is the end of a word. `!phrase`
/// takes back what its list finds inside of it: `!hot spot` for `spot`. Addresses (`https://…`) hold no words.
struct Lexicon: Sendable {
  /// A place at which a phrase of a list stands.
  struct Cue: Hashable, Sendable {
    var list: Int
    /// The phrase's number in its list.
    var phrase: Int
    var range: Range<Int>
  }

  private struct Phrase {
    /// Where it stands in `bytes`.
    var start: Int
    var count: Int
    var isExact: Bool
    var mayGoOn: Bool
    var isNegative: Bool
    var list: Int
    var number: Int
  }

  private(set) var listCount = 0
  /// Of all phrases, one behind another, so that looking at a phrase touches no object of its own.
  private var bytes: [UInt8] = []
  /// By the first two bytes, folded.
  private var buckets: [[Phrase]] = Array(repeating: [], count: 1_024)
  /// Ends of words.
  private var endings: [Phrase] = []
  /// For each byte whether it is part of a word, and whether a phrase may begin with it.
  private var traits: [UInt8] = (0...255).map { Lexicon.isWord(UInt8($0)) ? 1 : 0 }
  private var hasNegatives = false

  /// The number of the new list.
  mutating func add(_ phrases: [String]) -> Int {
    for (number, phrase) in phrases.enumerated() { add(phrase, number) }
    listCount += 1
    return listCount - 1
  }

  private mutating func add(_ text: String, _ number: Int) {
    var bytes = Array(text.utf8)
    let isNegative = bytes.first == UInt8(ascii: "!")
    if isNegative { bytes.removeFirst() }
    let isEnding = bytes.count > 1 && bytes[0] == UInt8(ascii: "*")
    if isEnding { bytes.removeFirst() }
    let mayGoOn = bytes.count > 1 && bytes.last == UInt8(ascii: "*")
    if mayGoOn { bytes.removeLast() }
    guard let first = bytes.first else { return }
    let isExact = bytes.contains { $0 &- UInt8(ascii: "A") < 26 }
    let phrase = Phrase(
      start: self.bytes.count, count: bytes.count, isExact: isExact, mayGoOn: mayGoOn, isNegative: isNegative,
      list: listCount,
      number: number
    )
    self.bytes += bytes
    hasNegatives = hasNegatives || isNegative
    if isEnding { return endings.append(phrase) }
    buckets[Self.bucket(first, bytes.count > 1 ? bytes[1] : 0)].append(phrase)
    // A phrase of one byte stands before anything.
    if bytes.count == 1 {
      for next in 1..<32 { buckets[Self.bucket(first, UInt8(next))].append(phrase) }
    }
    traits[Int(first)] |= 2
    if !isExact, first &- UInt8(ascii: "a") < 26 { traits[Int(first & 0xDF)] |= 2 }
  }

  private static func bucket(_ first: UInt8, _ second: UInt8) -> Int {
    // A blank may be a hyphen, so both count as one.
    let second = second == UInt8(ascii: "-") ? 0x20 : second
    return Int(first & 31) << 5 | Int(second & 31)
  }

  /// Every place, in the order of the text; a list may find one phrase inside another.
  /// Complexity: linear in the text, but where phrases begin.
  func cues(in text: [UInt8]) -> [Cue] {
    var found: [Cue] = []
    var negatives: [Cue] = []
    text.withUnsafeBufferPointer { bytes in
      var wordStart = 0
      var isInWord = false
      var index = 0
      while index < bytes.count {
        let trait = traits[Int(bytes[index])]
        // The second byte of a character is what the first is.
        let isWord = bytes[index] & 0xC0 == 0x80 ? isInWord : trait & 1 != 0
        if isWord, !isInWord {
          wordStart = index
          if let end = Self.endOfAddress(bytes, index) {
            index = end
            isInWord = false
            continue
          }
        }
        if trait & 2 != 0, !isWord || !isInWord { look(bytes, index, &found, &negatives) }
        if !isWord, isInWord { lookAtEnd(bytes, wordStart..<index, &found) }
        isInWord = isWord
        index += 1
      }
      if isInWord { lookAtEnd(bytes, wordStart..<bytes.count, &found) }
    }
    if !negatives.isEmpty {
      found.removeAll { cue in
        negatives.contains { $0.list == cue.list && $0.range.overlaps(cue.range) }
      }
    }
    return found
  }

  private func look(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ found: inout [Cue], _ negatives: inout [Cue]
  ) {
    let second = start + 1 < text.count ? text[start + 1] : 0
    for phrase in buckets[Self.bucket(text[start], second)] {
      guard let end = end(of: phrase, in: text, at: start) else { continue }
      let cue = Cue(list: phrase.list, phrase: phrase.number, range: start..<end)
      if phrase.isNegative { negatives.append(cue) } else { found.append(cue) }
    }
  }

  private func lookAtEnd(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ found: inout [Cue]) {
    for phrase in endings {
      let start = word.upperBound - phrase.count
      guard start > word.lowerBound, end(of: phrase, in: text, at: start) == word.upperBound else {
        continue
      }
      found.append(Cue(list: phrase.list, phrase: phrase.number, range: word))
    }
  }

  private func end(of phrase: Phrase, in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    guard start + phrase.count <= text.count else { return nil }
    for offset in 0..<phrase.count {
      let byte = bytes[phrase.start + offset]
      let other = text[start + offset]
      if other == byte { continue }
      if byte == 0x20, other == UInt8(ascii: "-") || other == 0x0A { continue }
      guard !phrase.isExact, other &- UInt8(ascii: "A") < 26, other | 0x20 == byte else { return nil }
    }
    let end = start + phrase.count
    guard !phrase.mayGoOn else { return Self.wordEnd(text, end) }
    if Self.isWord(text[end - 1]), end < text.count, Self.isWord(text[end]) { return nil }
    return end
  }

  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, isWord(text[end]) || text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private static func endOfAddress(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "h"), start + 8 < text.count else { return nil }
    var end = start + 4
    guard text[start + 1] == UInt8(ascii: "t"), text[start + 2] == UInt8(ascii: "t"),
      text[start + 3] == UInt8(ascii: "p")
    else { return nil }
    if text[end] == UInt8(ascii: "s") { end += 1 }
    guard text[end] == UInt8(ascii: ":"), text[end + 1] == UInt8(ascii: "/"),
      text[end + 2] == UInt8(ascii: "/")
    else { return nil }
    while end < text.count, text[end] > 0x20, !#""'<>()[]`|"#.utf8.contains(text[end]) { end += 1 }
    return end
  }

  /// Letters of most languages are part of a word, so that a word of another does not hold one of ours.
  static func isWord(_ byte: UInt8) -> Bool {
    byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
      || (byte >= 0xC3 && byte < 0xE2)
  }
}
