import AtlasCore

/// Finds phrases in text, in any case, where they begin a word.
enum PhraseSearch {
  /// The offset of the first place at which any of the phrases stands. Precondition: the phrases are lower-case ASCII.
  static func first(of phrases: [[UInt8]], in text: ArraySlice<UInt8>) -> Int? {
    var isFirst = [Bool](repeating: false, count: 256)
    for phrase in phrases { isFirst[Int(phrase[0])] = true }
    return text.withUnsafeBufferPointer { bytes in
      var previousIsWord = false
      for start in bytes.indices {
        let byte = lower(bytes[start])
        if !previousIsWord, isFirst[Int(byte)], phrases.contains(where: { begins($0, at: start, in: bytes) })
        {
          return text.startIndex + start
        }
        previousIsWord = isWord(byte)
      }
      return nil
    }
  }

  private static func begins(_ phrase: [UInt8], at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard start + phrase.count <= bytes.count else { return false }
    for offset in phrase.indices where lower(bytes[start + offset]) != phrase[offset] { return false }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
      || byte >= 0x80
  }
}
