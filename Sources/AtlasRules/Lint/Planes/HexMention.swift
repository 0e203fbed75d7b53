import AtlasCore

/// A colour that a text spells out for its readers: `Blue #3B82F6`, with the word for it where one stands beside.
struct HexMention {
  /// From `#` on.
  var range: Range<Int>
  var colour: Colour
  /// The word beside it, in lower case.
  var word: String?
  private var wordRange: Range<Int>?

  /// Every mention in a text, in order. Six decimal digits alone are more often the number of an issue or an order.
  static func all(in text: [UInt8], knowing palette: PlanePalette?) -> [HexMention] {
    text.indices.compactMap { start in
      guard text[start] == UInt8(ascii: "#"), start + 7 <= text.count,
        let colour = Colour(text[start..<start + 7]),
        start + 7 == text.count || !isWord(text[start + 7]), start == 0 || !isWord(text[start - 1])
      else { return nil }
      var mention = HexMention(range: start..<start + 7, colour: colour)
      mention.findWord(in: text)
      let isNumber = text[start + 1..<start + 7].allSatisfy { (0x30...0x39).contains($0) }
      let isKnown = mention.word != nil || palette?.match(colour) != nil
      return isNumber && !isKnown ? nil : mention
    }
  }

  private init(range: Range<Int>, colour: Colour) {
    self.range = range
    self.colour = colour
  }

  private mutating func findWord(in text: [UInt8]) {
    var end = range.lowerBound
    while end > 0, Self.isGap(text[end - 1]) { end -= 1 }
    var start = end
    while start > 0, Self.isLetter(text[start - 1]) { start -= 1 }
    if take(start..<end, in: text) { return }
    start = range.upperBound
    while start < text.count, Self.isGap(text[start]) { start += 1 }
    end = start
    while end < text.count, Self.isLetter(text[end]) { end += 1 }
    _ = take(start..<end, in: text)
  }

  private mutating func take(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    guard (3...8).contains(range.count) else { return false }
    let word = String(decoding: text[range], as: UTF8.self).lowercased()
    guard Colour.isWord(word) else { return false }
    self.word = word
    wordRange = range
    return true
  }

  /// What to take away so that the rest reads on: the mention, its word and what joined it to the text. Nil where
  /// nothing would be left.
  func removal(in text: [UInt8]) -> Range<Int>? {
    var start = min(range.lowerBound, wordRange?.lowerBound ?? range.lowerBound)
    var end = max(range.upperBound, wordRange?.upperBound ?? range.upperBound)
    while start > 0, Self.isJoint(text[start - 1]) { start -= 1 }
    if end < text.count, text[end] == UInt8(ascii: ")") || text[end] == UInt8(ascii: "]") { end += 1 }
    let isLineEnd = end == text.count || text[end] == UInt8(ascii: "<")
    if isLineEnd {
      for tag in ["<br/>", "<br />", "<br>"]
      where text[..<start].suffix(tag.utf8.count).elementsEqual(tag.utf8) {
        start -= tag.utf8.count
        break
      }
    }
    if start == 0 {
      while end < text.count, Self.isJoint(text[end]) { end += 1 }
    }
    let rest = text[..<start] + text[end...]
    return rest.contains(where: Self.isWord) ? start..<end : nil
  }

  /// What may stand between a word and its hex.
  private static func isGap(_ byte: UInt8) -> Bool {
    [0x20, UInt8(ascii: "("), UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "-")].contains(byte)
  }

  /// What joins it to the rest of the text; a dash of typographers is three bytes from 0xE2 on.
  private static func isJoint(_ byte: UInt8) -> Bool {
    isGap(byte) || [UInt8(ascii: "["), UInt8(ascii: ","), 0xE2, 0x80, 0x93, 0x94].contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  private static func isWord(_ byte: UInt8) -> Bool {
    PlaneName.isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "&")
  }
}
