import Glibc

/// The order of all output: by bytes, the shorter first.
enum ByteOrder {
  /// Negative, zero or positive.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int32 {
    let common = min(left.count, right.count)
    if common > 0 {
      let order = memcmp(left.baseAddress!, right.baseAddress!, common)
      if order != 0 { return order }
    }
    return left.count == right.count ? 0 : left.count < right.count ? -1 : 1
  }

  static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int32 {
    left.withUnsafeBytes { left in right.withUnsafeBytes { compare(left, $0) } }
  }
}
