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
      if findsAll || statesSomething(start, end) { return start..<end }
    }
    return nil
  }

  /// Whether there is a digit, or a word that says something by itself. This is asked of every line of every page.
  private func statesSomething(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      switch LineFinder.classes.utf8Start[Int(bytes[index])] {
      case UInt8(ascii: "."): index += 1
      case UInt8(ascii: "d"): return true
      default:
        if mayTrigger(index), isTrigger(index) { return true }
        repeat {
          index += 1
        } while index < end && LineFinder.classes.utf8Start[Int(bytes[index])] == UInt8(ascii: "a")
      }
    }
    return false
  }

  /// For each byte `d` where it is a digit, `a` where it is a letter: a table that needs no set-up.
  private static let classes: StaticString = """
    ................................\
    ................dddddddddd......\
    .aaaaaaaaaaaaaaaaaaaaaaaaaa.....\
    .aaaaaaaaaaaaaaaaaaaaaaaaaa.....\
    ................................\
    ................................\
    ................................\
    ................................
    """

  /// By the last five bits of a word's first letter: the second letter of a word that says something by itself; `*` where
  /// there are several.
  private static let secondLetters: StaticString = ".fl.a...tm..o.i...*o............"

  /// Whether the first two letters are those of such a word: nearly all words are told from them by these.
  @inline(__always)
  private func mayTrigger(_ index: Int) -> Bool {
    let second = LineFinder.secondLetters.utf8Start[Int(bytes[index] & 31)]
    guard second != UInt8(ascii: "."), index + 1 < limit else { return false }
    return second == UInt8(ascii: "*") || bytes[index + 1] | 0x20 == second
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
    where ASCII.lowered(bytes[index + offset]) != word.utf8Start[offset] {
      return false
    }
    return true
  }
}
