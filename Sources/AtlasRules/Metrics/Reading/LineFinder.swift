#if canImport(Glibc)
  import Glibc
#endif

/// Finds the lines of a text that can state a quantity: those with a digit or with one of the few words that need none.
struct LineFinder {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limit: Int
  private var offset: Int
  /// Every line may state something: in a list of sources no digit is needed.
  private let findsAll: Bool

  /// Longer lines are read in pieces: no person wrote them, and what surrounds a number is near it anyway.
  private static let longest = 4_096

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, findsAll: Bool) {
    self.bytes = bytes
    offset = range.lowerBound
    limit = range.upperBound
    self.findsAll = findsAll
  }

  /// The next such line, without its end.
  mutating func next() -> Range<Int>? {
    guard let base = bytes.baseAddress else { return nil }
    while offset < limit {
      let start = offset
      let longest = min(limit - start, LineFinder.longest)
      let lineEnd = memchr(base + start, Int32(UInt8(ascii: "\n")), longest)
      let end = lineEnd.map { UnsafeRawPointer(base).distance(to: $0) } ?? start + longest
      offset = lineEnd == nil ? end : end + 1
      if findsAll || hasDigit(start, end) || hasTrigger(start, end) { return start..<end }
    }
    return nil
  }

  /// Sixteen bytes at a time: this is asked of every line of every page.
  private func hasDigit(_ start: Int, _ end: Int) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 16 <= end {
      let block = raw.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self) &- 0x30
      if block.min() < 10 { return true }
      index += 16
    }
    while index < end {
      if bytes[index] &- 0x30 < 10 { return true }
      index += 1
    }
    return false
  }

  /// Whether a word begins here that says something by itself.
  private func hasTrigger(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      // Past what is no letter, then past the word.
      while index < end, (bytes[index] | 0x20) &- UInt8(ascii: "a") >= 26 { index += 1 }
      if index < end, isTrigger(index) { return true }
      while index < end, (bytes[index] | 0x20) &- UInt8(ascii: "a") < 26 { index += 1 }
    }
    return false
  }

  private func isTrigger(_ index: Int) -> Bool {
    switch bytes[index] | 0x20 {
    case UInt8(ascii: "a"): begins(index, "affected")
    case UInt8(ascii: "b"): begins(index, "blast") || begins(index, "blog:")
    case UInt8(ascii: "d"): begins(index, "data loss") || begins(index, "data-loss")
    case UInt8(ascii: "h"): begins(index, "http")
    case UInt8(ascii: "i"): begins(index, "impact")
    case UInt8(ascii: "l"): begins(index, "lost")
    case UInt8(ascii: "n"): begins(index, "nines")
    case UInt8(ascii: "r"): begins(index, "reference") || begins(index, "rpo") || begins(index, "rto")
    case UInt8(ascii: "s"): begins(index, "source")
    default: false
    }
  }

  private func begins(_ index: Int, _ word: StaticString) -> Bool {
    guard limit - index >= word.utf8CodeUnitCount else { return false }
    for offset in 0..<word.utf8CodeUnitCount
    where Vocabulary.lowered(bytes[index + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
