/// Which letters a text has, by their last five bits, which are the same in either case.
struct LetterSet: Hashable, Sendable {
  private var bits: UInt32 = 0

  init(_ text: some Sequence<UInt8>) {
    for byte in text { bits |= 1 << UInt32(byte & 31) }
  }

  func contains(_ other: LetterSet) -> Bool { other.bits & ~bits == 0 }
}
