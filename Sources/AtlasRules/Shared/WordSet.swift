import AtlasCore

/// Phrases to look for in texts as whole words. A phrase in lower case is found in any case, one with a capital only as
/// it is written; a blank in it may be a `-`. A phrase that ends in `*` may go on as a longer word.
///
/// A word ends where neither a letter, a digit nor `_` follows; a point between two of these does not end it, so that
/// `X.X` does not stand in `1.X.X`.
package struct WordSet: Sendable {
  private let table: Table

  package init(_ texts: [String]) { table = Table(texts) }

  /// Where the first of them stands; of several that begin there the longest.
  /// Complexity: linear in the bytes, and less the longer the shortest of them is.
  package func first(in text: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard start < text.count, !table.isEmpty else { return nil }
    return search(text) { $0.first(from: start) }
  }

  /// Whether any of them stands in the text.
  package func stands(in text: [UInt8]) -> Bool { first(in: text) != nil }

  /// Whether any of them stands in one of the texts.
  func stands(in texts: WordStarts) -> Bool {
    guard !table.isEmpty else { return false }
    return search(texts.bytes) { search in
      if search.mayBeginWithSign { return search.first(from: 0) != nil }
      return texts.starts.contains { search.stands(at: Int($0)) }
    }
  }

  /// Every place, one behind another.
  package func all(in text: [UInt8]) -> [Range<Int>] {
    guard var found = first(in: text) else { return [] }
    var all = [found]
    while let next = first(in: text, from: found.upperBound) {
      all.append(next)
      found = next
    }
    return all
  }

  /// Whether a stretch of a text is one of them and nothing else.
  package func isAll(of text: [UInt8], _ stretch: Range<Int>) -> Bool {
    guard stretch.lowerBound < text.count else { return false }
    return search(text) { $0.isAll(of: stretch) }
  }

  private func search<Result>(_ text: [UInt8], _ body: (WordSearch) -> Result) -> Result {
    text.withUnsafeBufferPointer { text in table.search(text, body) }
  }
}

extension WordSet {
  struct Phrase {
    /// Where it stands in the bytes of the table.
    var start: Int32
    var count: Int32
    var isExact: Bool
    var mayGoOn: Bool
  }

  /// What is looked up, made once: a set is handed on far more often than it is made.
  private final class Table: Sendable {
    /// Those that begin with the same letter side by side.
    private let phrases: [Phrase]
    /// Of all phrases, one behind another.
    private let bytes: [UInt8]
    /// By the last five bits of the first byte, which are the same in either case: where its phrases begin; those of the
    /// next begin where they end.
    private let starts: [Int32]
    /// A bit for every two bytes that a phrase may begin with, by their last five bits. Nearly every word of a text is
    /// passed over by this alone.
    private let beginnings: [UInt32]
    private let steps: WordSteps
    /// Whether a phrase begins with a byte that is no part of a word, and so may stand anywhere.
    private let beginsWithSign: Bool

    var isEmpty: Bool { phrases.isEmpty }

    init(_ texts: [String]) {
      var phrases: [Phrase] = []
      phrases.reserveCapacity(texts.count)
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
      phrases.sort { bytes[Int($0.start)] & 31 < bytes[Int($1.start)] & 31 }
      var starts = Array(repeating: Int32(0), count: 33)
      for phrase in phrases { starts[Int(bytes[Int(phrase.start)] & 31) + 1] += 1 }
      for letter in 1..<starts.count { starts[letter] += starts[letter - 1] }
      self.phrases = phrases
      self.bytes = bytes
      self.starts = starts
      beginnings = Self.beginnings(phrases, bytes)
      steps = WordSteps(phrases.map { bytes[Int($0.start)..<Int($0.start + $0.count)] })
      beginsWithSign = phrases.contains { !WordSet.isWord(bytes[Int($0.start)]) }
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

    /// Lends the tables as they lie in memory: no reference is counted while a text is gone through.
    func search<Result>(_ text: UnsafeBufferPointer<UInt8>, _ body: (WordSearch) -> Result) -> Result {
      phrases.withUnsafeBufferPointer { phrases in
        bytes.withUnsafeBufferPointer { bytes in
          starts.withUnsafeBufferPointer { starts in
            beginnings.withUnsafeBufferPointer { beginnings in
              steps.table.withUnsafeBufferPointer { table in
                body(
                  WordSearch(
                    text: text, phrases: phrases, bytes: bytes, starts: starts, beginnings: beginnings,
                    steps: table, width: steps.width, hasSingleBytes: steps.hasSingleBytes,
                    mayBeginWithSign: beginsWithSign))
              }
            }
          }
        }
      }
    }
  }
}

// MARK: Bytes of words

extension WordSet {
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
