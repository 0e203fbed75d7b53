/// Questions about characters as JavaScript's regular expressions answer them.
enum CharacterClass {
  /// `\w`: ASCII letters, digits and the underscore.
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }

  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// `[ \t]`.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The bytes of the `\s` character at `index`, or 0. Besides ASCII white space `\s` knows the no-break space, the
  /// line and paragraph separators, the byte order mark and the Unicode spaces.
  @inline(__always)
  static func whitespaceLength(_ bytes: [UInt8], _ index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte <= 0x20 { return byte == 0x20 || byte &- 9 < 5 ? 1 : 0 }
    return byte < 0xC2 ? 0 : wideWhitespaceLength(bytes, index)
  }

  private static func wideWhitespaceLength(_ bytes: [UInt8], _ index: Int) -> Int {
    switch bytes[index] {
    case 0xC2:
      return index + 1 < bytes.count && bytes[index + 1] == 0xA0 ? 2 : 0
    case 0xE1, 0xE2, 0xE3, 0xEF:
      guard index + 2 < bytes.count else { return 0 }
      switch (bytes[index], bytes[index + 1], bytes[index + 2]) {
      case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
        (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
        return 3
      default: return 0
      }
    default: return 0
    }
  }

  /// The bytes of the line terminator at `index` that `.` does not match (LF, CR, U+2028, U+2029), or 0.
  @inline(__always)
  static func lineTerminatorLength(_ bytes: [UInt8], _ index: Int) -> Int {
    guard index < bytes.count else { return 0 }
    let byte = bytes[index]
    if byte == 0x0A || byte == 0x0D { return 1 }
    guard byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80 else { return 0 }
    return bytes[index + 2] == 0xA8 || bytes[index + 2] == 0xA9 ? 3 : 0
  }

  /// The bytes of the character at `index`: by its first byte, and never past the end.
  @inline(__always)
  static func characterLength(_ bytes: [UInt8], _ index: Int) -> Int {
    let byte = bytes[index]
    if byte < 0xC0 { return 1 }
    return min(byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, bytes.count - index)
  }

  /// The code point at `index`, U+FFFD where the bytes are not UTF-8.
  static func scalar(_ bytes: [UInt8], _ index: Int) -> UInt32 {
    let first = UInt32(bytes[index])
    if first < 0x80 { return first }
    let length = characterLength(bytes, index)
    guard first >= 0xC2, length > 1 else { return 0xFFFD }
    var value = first & (0x7F >> UInt32(length))
    for next in 1..<length {
      let byte = UInt32(bytes[index + next])
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      value = value << 6 | (byte & 0x3F)
    }
    return value
  }
}
