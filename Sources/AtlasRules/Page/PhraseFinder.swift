/// Phrases to look for in the text of a page, as whole words. One that is written in lower case is found in any case, one
/// with an upper-case letter as it is written; made once, asked often.
package struct PhraseFinder: Sendable {
  private struct Phrase: Sendable {
    /// Where it stands in `bytes`.
    var start: Int32
    var count: Int32
    /// Whether case matters.
    var isExact: Bool
  }

  /// Those that begin with the same byte, in either case, side by side. Of those that begin at one place the first is found.
  private let phrases: [Phrase]
  /// Of all phrases, one behind another.
  private let bytes: [UInt8]
  /// By first byte in lower case: where its phrases begin; those of the next byte begin where they end.
  private let starts: [Int32]
  /// By first byte: the second bytes that a phrase may have behind it, a bit each by their last five bits. None of a byte
  /// that no phrase begins with: that is what most places are told by.
  private let seconds: [UInt32]
  /// Whether a word may go on behind a phrase.
  private let mayGoOn: Bool

  package init(_ phrases: [String]) { self.init(phrases, mayGoOn: false) }

  /// Beginnings of words: `caus` finds "Causes". In any case.
  package init(beginnings: [String]) { self.init(beginnings.map { $0.lowercased() }, mayGoOn: true) }

  private init(_ texts: [String], mayGoOn: Bool) {
    var phrases: [Phrase] = []
    var bytes: [UInt8] = []
    var seconds = Array(repeating: UInt32(0), count: 256)
    for text in texts where !text.isEmpty {
      let start = bytes.count
      bytes += text.utf8
      let isExact = bytes[start...].contains { (0x41...0x5A).contains($0) }
      phrases.append(Phrase(start: Int32(start), count: Int32(bytes.count - start), isExact: isExact))
      // Letters have the same last five bits in either case.
      let second = bytes.count - start > 1 ? 1 << UInt32(bytes[start + 1] & 31) : ~UInt32(0)
      seconds[Int(bytes[start])] |= second
      if !isExact { seconds[Int(Self.upper(bytes[start]))] |= second }
    }
    var starts = Array(repeating: Int32(0), count: 257)
    for phrase in phrases { starts[Int(ASCII.lowered(bytes[Int(phrase.start)])) + 1] += 1 }
    for byte in 1..<starts.count { starts[byte] += starts[byte - 1] }
    // Sorting is stable: those that begin alike stay in their order.
    self.phrases = phrases.sorted {
      ASCII.lowered(bytes[Int($0.start)]) < ASCII.lowered(bytes[Int($1.start)])
    }
    self.bytes = bytes
    self.starts = starts
    self.seconds = seconds
    self.mayGoOn = mayGoOn
  }

  /// Where the first of them stands.
  package func first(in text: ArraySlice<UInt8>) -> Range<Int>? {
    let found = text.withUnsafeBufferPointer { first(in: $0) }
    return found.map { $0.lowerBound + text.startIndex..<$0.upperBound + text.startIndex }
  }

  func first(in text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    seconds.withUnsafeBufferPointer { seconds in
      var next = 0
      while next < text.count {
        let place = next
        next += 1
        let second = seconds[Int(text[place])]
        if second == 0 || next < text.count && second & 1 << UInt32(text[next] & 31) == 0 { continue }
        if let end = end(in: text, at: place) { return place..<end }
      }
      return nil
    }
  }

  /// Where the first phrase ends that stands here.
  private func end(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
    if Self.isWord(text[start]), goesOn(text, before: start) { return nil }
    let first = Int(ASCII.lowered(text[start]))
    return bytes.withUnsafeBufferPointer { bytes in
      for number in Int(starts[first])..<Int(starts[first + 1]) {
        let phrase = phrases[number]
        let end = start + Int(phrase.count)
        guard end <= text.count, Self.matches(bytes, phrase, text, at: start) else { continue }
        if mayGoOn { return end }
        let isWord = Self.isWord(bytes[Int(phrase.start + phrase.count - 1)])
        if !isWord || !Self.goesOn(text, behind: end) { return end }
      }
      return nil
    }
  }

  /// Letters of any alphabet go on; emoji, dashes and quotation marks do not. Nor does a point between two words end one,
  /// as in `v1.X.X`, but in a heading such as `1.Overview`.
  private func goesOn(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Bool {
    guard start > 0 else { return false }
    if WordSet.isWord(text[start - 1]) || WordSet.endsLetter(before: start, in: text) { return true }
    return !mayGoOn && text[start - 1] == UInt8(ascii: ".") && start > 1 && WordSet.isWord(text[start - 2])
  }

  private static func goesOn(_ text: UnsafeBufferPointer<UInt8>, behind end: Int) -> Bool {
    guard end < text.count else { return false }
    if WordSet.isWord(text[end]) { return true }
    return text[end] == UInt8(ascii: ".") && end + 1 < text.count && WordSet.isWord(text[end + 1])
  }

  private static func matches(
    _ bytes: UnsafeBufferPointer<UInt8>, _ phrase: Phrase, _ text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    for offset in 0..<Int(phrase.count) {
      let byte = text[start + offset]
      guard (phrase.isExact ? byte : ASCII.lowered(byte)) == bytes[Int(phrase.start) + offset] else {
        return false
      }
    }
    return true
  }

  static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || byte &- 0x30 < 10 || byte | 0x20 &- UInt8(ascii: "a") < 26
  }

  private static func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte & 0xDF : byte }
}
