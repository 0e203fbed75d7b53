import AtlasCore

/// The words of a text that may be acronyms, and the words that show which of them are just written large.
struct AcronymReader {
  let bytes: [UInt8]
  /// The stretches that are written as code, which hold no acronyms.
  private let code: () -> [Range<Int>]
  /// What the text states; the names of sources hold none either.
  private let quantities: [Quantity]

  init(_ bytes: [UInt8], code: @autoclosure @escaping () -> [Range<Int>], _ quantities: [Quantity]) {
    self.bytes = bytes
    self.code = code
    self.quantities = quantities
  }

  /// Those that have to be explained, without a plural's s.
  func acronyms(except known: KnownAcronyms) -> [(text: String, range: Range<Int>)] {
    bytes.withUnsafeBufferPointer { bytes in
      var found: [(text: String, range: Range<Int>)] = []
      /// Made for the first word that may be one: most texts have none.
      var others: [Range<Int>]?
      var place = 0
      while let start = Self.twoCapitals(in: bytes, from: place) {
        guard !Self.isInWord(before: start, bytes) else {
          place = start + 1
          continue
        }
        let word = start..<Self.endOfWord(bytes, from: start)
        place = word.upperBound
        guard word.count <= 7 else { continue }
        var letters = word
        if word.count > 2, bytes[word.upperBound - 1] == UInt8(ascii: "s") {
          letters = word.lowerBound..<word.upperBound - 1
        }
        guard letters.count <= 6, letters.allSatisfy({ Self.isCapital(bytes[$0]) }),
          !known.contains(ShortWord(bytes, letters)), Self.isAlone(bytes, word)
        else { continue }
        let stretches = others ?? withoutAcronyms
        others = stretches
        // "CONTROL PLANE" is a text in capital letters.
        guard !stretches.contains(where: { $0.overlaps(word) }), !Self.isLargeLine(bytes, word) else {
          continue
        }
        found.append((String(decoding: bytes[letters], as: UTF8.self), letters))
      }
      return found
    }
  }

  /// Takes in the words of two to six letters, all but the first of them small: what is also written so is no acronym.
  static func readOrdinaryWords(of text: [UInt8], into words: inout ShortWordSet) {
    text.withUnsafeBufferPointer { bytes in
      forEachWord(in: bytes) { word, _, _ in
        if isOrdinary(word, bytes) { words.insert(ShortWord(bytes, word)) }
      }
    }
  }

  /// Those of some words that stand so in one of some texts. Each place is told by two letters first, so that few acronyms
  /// are looked for in many texts without reading every word of them.
  static func ordinaryWords(
    among sought: Set<ShortWord>, in texts: some Sequence<[UInt8]>
  ) -> Set<ShortWord> {
    var found: Set<ShortWord> = []
    let beginnings = sought.reduce(into: Array(repeating: UInt32(0), count: 32)) { beginnings, word in
      guard let (first, second) = word.beginning else { return }
      beginnings[Int(first & 31)] |= 1 << UInt32(second & 31)
    }
    beginnings.withUnsafeBufferPointer { beginnings in
      for text in texts {
        text.withUnsafeBufferPointer { bytes in
          var next = 1
          while next < bytes.count {
            let start = next - 1
            next += 1
            guard beginnings[Int(bytes[start] & 31)] >> UInt32(bytes[start + 1] & 31) & 1 != 0,
              !isInWord(before: start, bytes)
            else { continue }
            let word = start..<endOfWord(bytes, from: start)
            guard isOrdinary(word, bytes) else { continue }
            let short = ShortWord(bytes, word)
            if sought.contains(short) { found.insert(short) }
          }
        }
      }
    }
    return found
  }

  /// Whether a word has two to six letters, all but the first of them small.
  private static func isOrdinary(_ word: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard word.count >= 2, word.count <= 6, bytes[word.lowerBound] | 0x20 &- UInt8(ascii: "a") < 26 else {
      return false
    }
    return word.dropFirst().allSatisfy { bytes[$0] &- UInt8(ascii: "a") < 26 }
  }

  // MARK: words

  @inline(__always)
  private static func isCapital(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  /// Where two capital letters stand side by side: every acronym begins so, and hardly anything else in a text.
  private static func twoCapitals(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var second = start + 1
    while second < bytes.count {
      if !isCapital(bytes[second]) {
        second += 2
      } else if isCapital(bytes[second - 1]) {
        return second - 1
      } else {
        second += 1
      }
    }
    return nil
  }

  /// Whether a word goes on at a place. The second byte of a letter is no word by itself: `ZÜRICH` is one.
  private static func isInWord(before place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var lead = place - 1
    while lead >= 0, bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
    return lead >= 0 && WordSet.isWord(bytes[lead])
  }

  private static func endOfWord(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, WordSet.isWord(bytes[end]) || bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  /// - Parameter visit: is given the word, and how many capital and small letters of ASCII it has.
  @inline(__always)
  private static func forEachWord(
    in bytes: UnsafeBufferPointer<UInt8>, _ visit: (Range<Int>, Int, Int) -> Void
  ) {
    var place = 0
    while place < bytes.count {
      let start = place
      var capitals = 0
      var smalls = 0
      while place < bytes.count {
        let byte = bytes[place]
        if byte &- UInt8(ascii: "a") < 26 {
          smalls += 1
        } else if isCapital(byte) {
          capitals += 1
        } else if !WordSet.isWord(byte), place == start || byte & 0xC0 != 0x80 {
          break
        }
        place += 1
      }
      if place > start { visit(start..<place, capitals, smalls) } else { place += 1 }
    }
  }

  private var withoutAcronyms: [Range<Int>] {
    var stretches = code()
    for place in quantities.indices where quantities[place].kind == .source {
      stretches.append(quantities[place].range.bounds)
    }
    return stretches
  }

  /// No part of an address, a path, a name with digits or a setting: `us-EAST`, `INC-2021`, `X/Y`, `A.B`.
  private static func isAlone(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    if word.lowerBound > 0 {
      let before = bytes[word.lowerBound - 1]
      if "-./@#$=&%_:".utf8.contains(before), word.lowerBound > 1, WordSet.isWord(bytes[word.lowerBound - 2])
      {
        return false
      }
      if "@#$%_<".utf8.contains(before) { return false }
    }
    guard word.upperBound < bytes.count else { return true }
    let next = bytes[word.upperBound]
    if "_=@(>".utf8.contains(next) { return false }
    if "-./:&".utf8.contains(next), word.upperBound + 1 < bytes.count,
      WordSet.isWord(bytes[word.upperBound + 1])
    {
      return false
    }
    return true
  }

  /// Whether another word of the line is in capital letters and long, or every word is.
  private static func isLargeLine(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) -> Bool {
    let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "|") }
    var start = word.lowerBound
    while start > 0, !isEnd(bytes[start - 1]) { start -= 1 }
    var end = word.upperBound
    while end < bytes.count, !isEnd(bytes[end]) { end += 1 }
    var others = 0
    var large = 0
    var longest = 0
    forEachWord(in: UnsafeBufferPointer(rebasing: bytes[start..<end])) { other, capitals, smalls in
      guard other.lowerBound + start != word.lowerBound, capitals + smalls > 0 else { return }
      others += 1
      if other.count > 1, capitals == other.count {
        large += 1
        longest = max(longest, other.count)
      }
    }
    return others > 0 && large * 2 > others && longest > 4
  }
}
