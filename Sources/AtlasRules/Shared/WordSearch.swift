/// The search for a set of words in one text, on the tables of the set as they lie in memory.
struct WordSearch {
  let text: UnsafeBufferPointer<UInt8>
  let phrases: UnsafeBufferPointer<WordSet.Phrase>
  let bytes: UnsafeBufferPointer<UInt8>
  let starts: UnsafeBufferPointer<Int32>
  let beginnings: UnsafeBufferPointer<UInt32>
  let steps: UnsafeBufferPointer<UInt8>
  let width: Int
  let hasSingleBytes: Bool
  let mayBeginWithSign: Bool

  /// Where the first phrase stands from a place on; of several that begin there the longest.
  func first(from start: Int) -> Range<Int>? {
    let (text, steps, width) = (text, steps, width)
    var last = start + width - 1
    while last < text.count {
      let step = Int(steps[WordSteps.pair(text[last &- 1], text[last])])
      guard step == 0 else {
        last &+= step
        continue
      }
      if let found = phrase(at: last - width + 1) { return found }
      last &+= 1
    }
    guard hasSingleBytes, let end = text.indices.last, end >= start else { return nil }
    return phrase(at: end)
  }

  /// Whether a phrase stands at a place where a word begins.
  @inline(__always)
  func stands(at start: Int) -> Bool { mayBegin(start) && longest(at: start) != nil }

  /// Whether a phrase is all of a stretch.
  func isAll(of stretch: Range<Int>) -> Bool {
    for number in candidates(text[stretch.lowerBound]) {
      guard let end = end(of: phrases[number], at: stretch.lowerBound) else { continue }
      if end == stretch.upperBound || phrases[number].mayGoOn && end <= stretch.upperBound { return true }
    }
    return false
  }

  /// Within a word no phrase begins that begins with one.
  private func phrase(at place: Int) -> Range<Int>? {
    let mayStand = WordSet.isWord(text[place]) ? !goesOn(before: place) : mayBeginWithSign
    return mayStand ? longest(at: place) : nil
  }

  /// The phrases that begin with a byte, in either case, and some that do not.
  @inline(__always)
  private func candidates(_ first: UInt8) -> Range<Int> {
    Int(starts[Int(first & 31)])..<Int(starts[Int(first & 31) + 1])
  }

  @inline(__always)
  private func mayBegin(_ place: Int) -> Bool {
    let beginnings = beginnings[Int(text[place] & 31)]
    guard place + 1 < text.count else { return beginnings == .max }
    return beginnings >> UInt32(text[place + 1] & 31) & 1 != 0
  }

  private func longest(at place: Int) -> Range<Int>? {
    var longest = place
    for number in candidates(text[place]) where mayFollow(phrases[number], place) {
      if let end = end(of: phrases[number], at: place), end > longest { longest = end }
    }
    return longest > place ? place..<longest : nil
  }

  /// Whether the second byte of a phrase may stand behind a place: most that begin alike differ there.
  @inline(__always)
  private func mayFollow(_ phrase: WordSet.Phrase, _ place: Int) -> Bool {
    guard phrase.count > 1 else { return true }
    guard place + 1 < text.count else { return false }
    let second = bytes[Int(phrase.start) + 1]
    return (second ^ text[place + 1]) & 31 == 0 || second == UInt8(ascii: " ")
  }

  private func end(of phrase: WordSet.Phrase, at start: Int) -> Int? {
    let end = start + Int(phrase.count)
    guard end <= text.count else { return nil }
    for offset in 0..<Int(phrase.count) {
      let byte = bytes[Int(phrase.start) + offset]
      let other = text[start + offset]
      if other == byte || (byte == UInt8(ascii: " ") && other == UInt8(ascii: "-")) { continue }
      guard !phrase.isExact, other &- UInt8(ascii: "A") < 26, other | 0x20 == byte else { return nil }
    }
    if WordSet.isWord(bytes[Int(phrase.start)]), goesOn(before: start) { return nil }
    if !phrase.mayGoOn, WordSet.isWord(text[end - 1]), goesOn(behind: end) { return nil }
    return end
  }

  private func goesOn(before start: Int) -> Bool {
    guard start > 0 else { return false }
    let previous = text[start - 1]
    if WordSet.isWord(previous) || previous >= 0x80 && WordSet.endsLetter(before: start, in: text) {
      return true
    }
    return previous == UInt8(ascii: ".") && start > 1 && WordSet.isWord(text[start - 2])
  }

  private func goesOn(behind end: Int) -> Bool {
    guard end < text.count else { return false }
    if WordSet.isWord(text[end]) { return true }
    return text[end] == UInt8(ascii: ".") && end + 1 < text.count && WordSet.isWord(text[end + 1])
  }
}
