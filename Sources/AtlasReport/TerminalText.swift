import AtlasCore

/// Text of others made safe for a terminal: what would move the cursor, change colours or turn the direction of
/// writing is shown instead of done.
enum TerminalText {
  /// Appends `text` on one line: line ends and tabs become spaces.
  static func write(_ text: String, to output: inout ReportOutput) {
    var text = text
    text.withUTF8 { utf8 in
      guard utf8.contains(where: isSuspect) else { return output.write(utf8) }
      var safe: [UInt8] = []
      for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
        if scalar == "\n" || scalar == "\t" {
          safe.append(UInt8(ascii: " "))
        } else if scalar != "\r" {
          append(scalar, to: &safe)
        }
      }
      output.write(safe)
    }
  }

  /// Appends the scalar, or what stands for it.
  static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    if scalar.value < 0x20 {
      // The pictures of the control characters, U+2400 and following.
      bytes.append(contentsOf: [0xE2, 0x90, 0x80 + UInt8(scalar.value)])
    } else if mustNotReachTerminal(scalar) {
      bytes.append(contentsOf: "<U+\(hex(scalar.value))>".utf8)
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar)!)
    }
  }

  /// DEL, the C1 controls, and what reorders text.
  static func mustNotReachTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// The first bytes of everything that might have to be replaced.
  private static func isSuspect(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
