import AtlasCore

/// A number over the values of a row. SQLite notices a damaged page only where its structure breaks; a seal notices a
/// flipped bit in the values, and a row that another version wrote.
struct Seal {
  private var state: Digest

  /// Each table has a tag of its own, so that no row passes for a row of another table.
  init(_ tag: UInt64) { state = Digest(high: UInt64(Schema.current), low: tag) }

  func adding(_ bytes: [UInt8]) -> Seal { adding(Digest(of: bytes)) }

  func adding(_ bytes: UnsafeRawBufferPointer) -> Seal { adding(Digest(of: bytes)) }

  func adding(_ text: String) -> Seal { adding(Digest(of: text)) }

  func adding(_ number: Int64) -> Seal { adding(Digest(high: 1, low: UInt64(bitPattern: number))) }

  func adding(_ digest: Digest) -> Seal {
    var longer = self
    longer.state = withUnsafeBytes(of: (state, digest)) { Digest(of: $0) }
    return longer
  }

  var value: Int64 { Int64(bitPattern: state.low) }

  /// The seal of a result's narrow row, which is checked for every row at every start: one digest and no more.
  @inline(__always)
  static func result(key: Digest, output: Digest, body: Digest) -> UInt64 {
    withUnsafeBytes(of: (UInt64(Schema.current), key, output, body)) { Digest(of: $0) }.low
  }
}
