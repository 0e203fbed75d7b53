/// Some of the lists of a lexicon, a bit each: made and asked for every text of a page.
struct ListSet: Hashable, Sendable {
  /// The most lists that a lexicon may have.
  static let limit = 256

  private var bits = SIMD4<UInt64>()

  init() {}

  init(_ cues: [Lexicon.Cue]) { for cue in cues { insert(cue.list) } }

  mutating func insert(_ list: Int) { bits[list >> 6] |= 1 << UInt64(list & 63) }

  mutating func formUnion(_ other: ListSet) { bits |= other.bits }

  func union(_ other: ListSet) -> ListSet {
    var union = self
    union.formUnion(other)
    return union
  }

  func contains(_ list: Int) -> Bool { bits[list >> 6] >> UInt64(list & 63) & 1 == 1 }
}
