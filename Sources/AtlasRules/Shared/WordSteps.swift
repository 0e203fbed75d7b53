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
    let shortest = phrases.lazy.map(\.count).min() ?? 2
    let width = min(max(shortest, 2), Int(UInt8.max))
    var table = Array(repeating: UInt8(width - 1), count: 32 * 32)
    for phrase in phrases {
      guard phrase.count > 1 else {
        for second in 0..<32 { table[Self.pair(phrase[phrase.startIndex], UInt8(second))] = 0 }
        continue
      }
      for end in 1..<width {
        let (first, second) = (phrase[phrase.startIndex + end - 1], phrase[phrase.startIndex + end])
        let step = UInt8(width - 1 - end)
        func shorten(_ pair: Int) { table[pair] = min(table[pair], step) }
        shorten(Self.pair(first, second))
        shorten(Self.pair(Self.joint(first), second))
        shorten(Self.pair(first, Self.joint(second)))
        shorten(Self.pair(Self.joint(first), Self.joint(second)))
      }
    }
    self.table = table
    self.width = width
    hasSingleBytes = shortest < 2
  }

  /// A blank of a phrase may be a `-`.
  private static func joint(_ byte: UInt8) -> UInt8 {
    byte == UInt8(ascii: " ") ? UInt8(ascii: "-") : byte
  }

  @inline(__always)
  static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first & 31) << 5 | Int(second & 31) }
}
