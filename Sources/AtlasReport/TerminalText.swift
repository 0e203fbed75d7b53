import AtlasCore

/// Text of others made safe for a terminal: what would move the cursor, change colours or turn the direction of
/// writing is shown instead of done.
enum TerminalText {
  /// Appends `text` on one line: line ends and tabs become spaces.
  static func write(_ text: String, to output: inout ReportOutput) {
    var text = text
    text.withUTF8 { utf8 in
      var safeFrom = 0
      for index in utf8.indices where mayBeUnsafe(utf8[index]) {
        let length = unsafeLength(at: index, in: utf8)
        guard length > 0 else { continue }
        output.write(UnsafeBufferPointer(rebasing: utf8[safeFrom..<index]))
        writeReplacement(of: utf8[index..<(index + length)], to: &output)
        safeFrom = index + length
      }
      output.write(UnsafeBufferPointer(rebasing: utf8[safeFrom...]))
    }
  }

  private static func writeReplacement(
    of sequence: Slice<UnsafeBufferPointer<UInt8>>, to output: inout ReportOutput
  ) {
    switch sequence.first {
    case UInt8(ascii: "\n"), UInt8(ascii: "\t"): output.write(byte: UInt8(ascii: " "))
    case UInt8(ascii: "\r"): break
    default:
      var replacement: [UInt8] = []
      for scalar in String(decoding: sequence, as: UTF8.self).unicodeScalars {
        append(scalar, to: &replacement)
      }
      output.write(replacement)
    }
  }

  /// Appends the scalar, or what stands for it.
  static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if 0x20 <= scalar.value, scalar.value < 0x7F {
      bytes.append(UInt8(scalar.value))
    } else if scalar.value < 0x20 {
      // The pictures of the control characters, U+2400 and following.
      bytes.append(contentsOf: [0xE2, 0x90, 0x80 + UInt8(scalar.value)])
    } else if mustNotReachTerminal(scalar) {
      bytes.append(contentsOf: "<U+\(hex(scalar.value))>".utf8)
    } else {
      for byte in UTF8.encode(scalar)! { bytes.append(byte) }
    }
  }

  /// DEL, the C1 controls, and what reorders text.
  static func mustNotReachTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The first bytes of everything that `unsafeLength` knows.
  private static func mayBeUnsafe(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
  }

  /// The length of the sequence at `index` if it must be replaced, else 0. In well-formed UTF-8 the bytes that are
  /// looked at are there. Knows the same scalars as `mustNotReachTerminal`, and the controls below them.
  private static func unsafeLength(at index: Int, in utf8: UnsafeBufferPointer<UInt8>) -> Int {
    switch utf8[index] {
    case 0xC2: utf8[index + 1] <= 0x9F ? 2 : 0
    case 0xD8: utf8[index + 1] == 0x9C ? 2 : 0
    case 0xE2:
      switch (utf8[index + 1], utf8[index + 2]) {
      case (0x80, 0x8E...0x8F), (0x80, 0xA8...0xAE), (0x81, 0xA6...0xA9): 3
      default: 0
      }
    default: 1
    }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
