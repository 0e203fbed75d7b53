import Glibc

/// The words that make something of a diagram a link: `click`, `link` and `links`, in any case.
enum ClickWords {
  /// Whether one of them stands in a text. Hardly a diagram has them, and all have `k` at their end, which is rare: so
  /// that is what is looked for, and the letters before it are read.
  static func stand(in text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { text in
      stands(before: UInt8(ascii: "k"), in: text) || stands(before: UInt8(ascii: "K"), in: text)
    }
  }

  private static func stands(before last: UInt8, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = text.baseAddress else { return false }
    var place = 0
    while let found = memchr(base + place, Int32(last), text.count - place) {
      place = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
      if ends("clic", before: place - 1, in: text), !isWord(text, at: place) { return true }
      if ends("lin", before: place - 1, in: text) {
        let isPlural = place < text.count && text[place] | 0x20 == UInt8(ascii: "s")
        if !isWord(text, at: place) || isPlural && !isWord(text, at: place + 1) { return true }
      }
    }
    return false
  }

  /// Whether a word that is nothing but these letters and one more has that one here.
  private static func ends(
    _ letters: StaticString, before end: Int, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = end - letters.utf8CodeUnitCount
    guard start >= 0 else { return false }
    for offset in 0..<letters.utf8CodeUnitCount where text[start + offset] | 0x20 != letters.utf8Start[offset]
    {
      return false
    }
    return start == 0 || !PhraseFinder.isWord(text[start - 1])
  }

  private static func isWord(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    place < text.count && PhraseFinder.isWord(text[place])
  }
}
