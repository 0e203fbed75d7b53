/// Letters as bytes.
enum ASCII {
  /// A capital letter as the small one, every other byte as it is.
  @inline(__always)
  static func lowered(_ byte: UInt8) -> UInt8 { byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
}
