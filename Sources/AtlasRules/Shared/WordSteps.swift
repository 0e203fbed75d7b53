/// How far a search for several phrases may go on at a place, told by two bytes of the text: where no phrase has these two
/// side by side, none of them covers both, and the search goes on by nearly the length of the shortest phrase (the
/// algorithm of Wu and Manber). Long texts are searched without looking at most of their bytes.
struct WordSteps: Sendable {
  /// By two bytes, the last five bits of each, which are the same in either case. A step of nothing: the last two bytes
  /// of a phrase's beginning may stand here.
  let table: [UInt8]
  /// How many bytes of a phrase's beginning are looked for: as many as the shortest phrase has, and two at least.
  let width: Int
  /// Whether a phrase has one byte alone, which may be the last of a text.
  let hasSingleBytes: Bool

  init(_ phrases: [ArraySlice<UInt8>]) {
    let shortest = phrases.lazy.map { $0.count }.min() ?? 2
    let width = min(max(shortest, 2), Int(UInt8.max))
    var table = Array(repeating: UInt8(width - 1), count: 32 * 32)
    table.withUnsafeMutableBufferPointer { table in
      for phrase in phrases { Self.shorten(table, where: phrase, width) }
    }
    self.table = table
    self.width = width
    hasSingleBytes = shortest < 2
  }

  /// Shortens the steps at all pairs of bytes in the beginning of a phrase.
  private static func shorten(
    _ table: UnsafeMutableBufferPointer<UInt8>, where phrase: ArraySlice<UInt8>, _ width: Int
  ) {
    func shorten(_ first: UInt8, _ second: UInt8, to step: Int) {
      let pair = Self.pair(first, second)
      table[pair] = min(table[pair], UInt8(step))
    }
    let start = phrase.startIndex
    guard phrase.count > 1 else {
      for second in 0..<UInt8(32) { shorten(phrase[start], second, to: 0) }
      return
    }
    for end in 1..<width {
      let (first, second, step) = (phrase[start + end - 1], phrase[start + end], width - 1 - end)
      shorten(first, second, to: step)
      shorten(joint(first), second, to: step)
      shorten(first, joint(second), to: step)
      shorten(joint(first), joint(second), to: step)
    }
  }

  /// A blank of a phrase may be a `-`.
  private static func joint(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: " ") ? UInt8(ascii: "-") : byte
  }

  @inline(__always)
  static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) &<< 5 | Int(second & 31) }
}
