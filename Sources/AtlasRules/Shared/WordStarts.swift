import AtlasCore

/// Texts with the places where words begin in them, found once: many sets of words are looked for in the same texts, and
/// nearly none stands in them.
struct WordStarts: Sendable {
  /// The texts, one behind another, with a line end between two.
  let bytes: [UInt8]
  /// In order; a point ends a word here.
  let starts: [Int32]

  init(_ texts: some Sequence<[UInt8]>) {
    var bytes: [UInt8] = []
    for text in texts {
      bytes += text
      bytes.append(0x0A)
    }
    self.bytes = bytes
    starts = bytes.withUnsafeBufferPointer(Self.starts)
  }

  private static func starts(in text: UnsafeBufferPointer<UInt8>) -> [Int32] {
    var starts: [Int32] = []
    starts.reserveCapacity(text.count / 4)
    var place = 0
    while place < text.count {
      guard WordSet.isWord(text[place]) else {
        place += 1
        continue
      }
      starts.append(Int32(place))
      while place < text.count, WordSet.isWord(text[place]) { place += 1 }
    }
    return starts
  }
}
