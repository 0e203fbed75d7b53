/// A phrase that names a plane, looked for in ids, titles and class names. Case does not matter, a blank of the phrase
/// may be a blank, `_`, `-` or nothing, and words begin and end as people write them: `EdgePlane`, `EDGE_PLANE_1`,
/// `🌐 Edge Plane - CDN` hold "edge plane"; "upstream planes" does not hold "stream plane".
struct PlaneName: Hashable, Sendable {
  let phrase: String
  private let bytes: [UInt8]
  /// Those that a text has to have to hold it.
  let letters: LetterSet
  /// One word alone says too little: "Edge Optimization" is no plane, "Edge" is one.
  private let isOneWord: Bool

  init(_ phrase: String) {
    self.phrase = phrase
    bytes = phrase.utf8.map(ASCII.lowered)
    letters = LetterSet(bytes.lazy.filter { $0 != UInt8(ascii: " ") })
    isOneWord = !bytes.contains(UInt8(ascii: " "))
  }

  /// Whether a text with these letters can hold it. Most texts hold none of many names, and this says so at once.
  func mayStand(inTextWith letters: LetterSet) -> Bool { letters.contains(self.letters) }

  /// Whether a title or id names it: a name of several words somewhere in it, a name of one word as all of it.
  func names(_ text: [UInt8]) -> Bool { isOneWord ? isAll(of: text) : stands(in: text) }

  /// Whether it stands in the text, as whole words.
  func stands(in text: [UInt8]) -> Bool { first(in: text[...]) != nil }

  func stands(in text: ArraySlice<UInt8>) -> Bool { first(in: text) != nil }

  /// Where it stands first in the text, as whole words.
  func first(in text: ArraySlice<UInt8>) -> Range<Int>? {
    for start in text.indices where ASCII.lowered(text[start]) == bytes[0] && Self.isWordStart(start, text) {
      if let end = end(in: text, from: start), Self.isWordEnd(end, text) { return start..<end }
    }
    return nil
  }

  /// Whether the text is this and nothing else, signs around it left out.
  func isAll(of text: [UInt8]) -> Bool {
    guard let first = text.firstIndex(where: Self.isAlphanumeric),
      let last = text.lastIndex(where: Self.isAlphanumeric)
    else { return false }
    return end(in: text[...], from: first) == last + 1
  }

  /// Whether the text begins with it, signs left out: `StreamingLayer` begins with "stream".
  func begins(_ text: [UInt8]) -> Bool {
    text.firstIndex(where: Self.isAlphanumeric).map { end(in: text[...], from: $0) != nil } ?? false
  }

  /// Whether the text begins with it and goes on, if at all, behind a sign: `Control Plane - Operations`.
  func leads(_ text: [UInt8]) -> Bool {
    guard let first = text.firstIndex(where: Self.isAlphanumeric), let end = end(in: text[...], from: first)
    else {
      return false
    }
    let next = text[end...].first { $0 != 0x20 }
    return next.map { !Self.isLower($0) && !Self.isUpper($0) } ?? true
  }

  private func end(in text: ArraySlice<UInt8>, from start: Int) -> Int? {
    var place = start
    for letter in bytes {
      if letter == UInt8(ascii: " ") {
        if place < text.endIndex, [0x20, 0x5F, 0x2D].contains(text[place]) { place += 1 }
        continue
      }
      guard place < text.endIndex, ASCII.lowered(text[place]) == letter else { return nil }
      place += 1
    }
    return place
  }

  private static func isWordStart(_ place: Int, _ text: ArraySlice<UInt8>) -> Bool {
    guard place > text.startIndex else { return true }
    let previous = text[place - 1]
    if WordSet.endsLetter(before: place, in: text) { return false }
    return !isAlphanumeric(previous) || (isLower(previous) && isUpper(text[place]))
  }

  private static func isWordEnd(_ place: Int, _ text: ArraySlice<UInt8>) -> Bool {
    guard place < text.endIndex else { return true }
    let isLetter =
      isLower(text[place]) || isUpper(text[place]) || text[place] >= 0x80 && WordSet.isWord(text[place])
    return !isLetter || (isUpper(text[place]) && isLower(text[place - 1]))
  }

  static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isLower(byte) || isUpper(byte) || (0x30...0x39).contains(byte)
  }

  private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
}
