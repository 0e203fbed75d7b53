import AtlasCore

/// Texts with the places where words begin in them, found once: many sets of words are looked for in the same texts, and
/// nearly none stands in them.
struct WordStarts: Sendable {
  /// The texts, one behind another, with a line end between two.
  let bytes: [UInt8]
  /// In order; a point ends a word here.
  let starts: [Int32]

  init(_ texts: some Collection<[UInt8]>) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.reduce(0) { $0 + $1.count + 1 })
    var starts: [Int32] = []
    starts.reserveCapacity(bytes.capacity / 5)
    for text in texts {
      Self.append(text, from: bytes.count, to: &starts)
      bytes += text
      bytes.append(0x0A)
    }
    self.bytes = bytes
    self.starts = starts
  }

  private static func append(_ text: [UInt8], from base: Int, to starts: inout [Int32]) {
    text.withUnsafeBufferPointer { text in
      var isInWord = false
      for place in text.indices {
        let isWord = WordSet.isWord(text[place])
        if isWord, !isInWord { starts.append(Int32(base + place)) }
        isInWord = isWord
      }
    }
  }
}
