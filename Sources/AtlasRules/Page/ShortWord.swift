/// A word of up to eight bytes in small letters.
struct ShortWord: Hashable, Sendable {
  fileprivate let bits: UInt64

  /// Precondition: the word has not more than eight bytes.
  @inline(__always)
  init(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) {
    var bits: UInt64 = 0
    for place in word { bits = bits << 8 | UInt64(text[place] | 0x20) }
    self.bits = bits
  }

  init?(_ word: String) {
    guard word.utf8.count <= 8 else { return nil }
    bits = word.utf8.reduce(0) { $0 << 8 | UInt64($1 | 0x20) }
  }
}

extension ShortWord {
  /// Its first two bytes; nil of a word of one.
  var beginning: (first: UInt8, second: UInt8)? {
    guard bits > 0xFF else { return nil }
    let rest = 64 - UInt64(bits.leadingZeroBitCount & ~7)
    return (UInt8(bits >> (rest - 8)), UInt8(bits >> (rest - 16) & 0xFF))
  }
}

/// Words that are looked up for every word of a library: a table of their bits, which asks no hasher.
struct ShortWordSet: Sendable {
  /// Zero is no word, and stands where none is.
  private var slots: [UInt64] = Array(repeating: 0, count: 256)
  private var count = 0

  func contains(_ word: ShortWord) -> Bool { slots[slot(of: word.bits)] == word.bits && word.bits != 0 }

  mutating func insert(_ word: ShortWord) {
    let slot = slot(of: word.bits)
    guard slots[slot] != word.bits else { return }
    slots[slot] = word.bits
    count += 1
    if count * 2 > slots.count { grow() }
  }

  /// Where a word stands, or would.
  @inline(__always)
  private func slot(of bits: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: bits &* 0x9E37_79B9_7F4A_7C15 >> 32) & (slots.count - 1)
    while slots[slot] != bits, slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private mutating func grow() {
    let words = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 2)
    for bits in words { slots[slot(of: bits)] = bits }
  }
}
