/// The bytes of flowchart text by what they can begin.
enum FlowByteClass: UInt8 {
  case space, letter, digit, wordMark, wide, other

  /// Set for `[A-Za-z0-9!"#$%&'*+.`?\_/]`.
  static let wordBit: UInt8 = 8
  /// Set for `[\[\](){}|"]`.
  static let textEndBit: UInt8 = 16
  /// Set for `[\\\[\](){}/]`.
  static let trapezoidEndBit: UInt8 = 32

  static func isWordByte(_ byte: UInt8) -> Bool { table[Int(byte)] & wordBit != 0 }

  /// For each byte its class in the low bits, and the bits above.
  static let table: [UInt8] = (0...255).map { value in
    let byte = UInt8(value)
    let character = Character(Unicode.Scalar(byte))
    var entry: FlowByteClass
    switch byte {
    case 0x09...0x0D, 0x20: entry = .space
    case 0x30...0x39: entry = .digit
    case 0x41...0x5A, 0x61...0x7A, 0x5F: entry = .letter
    case 0x80...: entry = .wide
    default: entry = "!$%'+.`?\\/".contains(character) ? .wordMark : .other
    }
    var bits = entry.rawValue
    if entry == .letter || entry == .digit || (byte < 0x80 && "!\"#$%&'*+.`?\\_/".contains(character)) {
      bits |= wordBit
    }
    if byte < 0x80, "[](){}|\"".contains(character) { bits |= textEndBit }
    if byte < 0x80, "\\[](){}/".contains(character) { bits |= trapezoidEndBit }
    return bits
  }
}
