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

  /// Without a plural's s.
  var acronyms: [(text: String, range: Range<Int>)] { read(except: { _ in false }, ordinary: { _ in }) }

  /// Those that have to be explained.
  ///
  /// - Parameter ordinary: takes in the words of two to six letters, all but the first of them small.
  func acronyms(
    except known: KnownAcronyms, ordinary: inout ShortWordSet
  ) -> [(text: String, range: Range<Int>)] {
    read(except: { known.contains($0) }, ordinary: { ordinary.insert($0) })
  }

  @inline(__always)
  private func read(
    except isKnown: (ShortWord) -> Bool, ordinary: (ShortWord) -> Void
  ) -> [(text: String, range: Range<Int>)] {
    bytes.withUnsafeBufferPointer { bytes in
      var found: [(text: String, range: Range<Int>)] = []
      /// Made for the first word that may be one: most texts have none.
      var others: [Range<Int>]?
      Self.forEachWord(in: bytes) { word, capitals, smalls in
        guard word.count >= 2, word.count <= 7 else { return }
        if capitals + smalls == word.count, word.count <= 6,
          capitals == 0 || capitals == 1 && bytes[word.lowerBound] &- UInt8(ascii: "A") < 26
        {
          return ordinary(ShortWord(bytes, word))
        }
        var letters = word
        if word.count > 2, bytes[word.upperBound - 1] == UInt8(ascii: "s") {
          letters = word.lowerBound..<word.upperBound - 1
        }
        guard capitals == letters.count, capitals >= 2, capitals <= 6, !isKnown(ShortWord(bytes, letters)),
          Self.isAlone(bytes, word)
        else { return }
        let stretches = others ?? withoutAcronyms
        others = stretches
        // "CONTROL PLANE" is a text in capital letters.
        guard !stretches.contains(where: { $0.overlaps(word) }), !Self.isLargeLine(bytes, word) else {
          return
        }
        found.append((String(decoding: bytes[letters], as: UTF8.self), letters))
      }
      return found
    }
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
        } else if byte &- UInt8(ascii: "A") < 26 {
          capitals += 1
        } else if !WordSet.isWord(byte), place == start || byte & 0xC0 != 0x80 {
          // The second byte of a letter is none of these: `ZÜRICH` is one word.
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
