/// Text inside XML 1.0. Characters that XML cannot hold, not even escaped, become U+FFFD.
enum XMLText {
  /// As the content of an element.
  static func write(_ text: String, to output: inout ReportOutput) {
    write(text, escapesSpace: false, to: &output)
  }

  /// ` name="value"`. Line ends and tabs are escaped, or a reader would turn them into spaces.
  static func writeAttribute(_ name: String, _ value: String, to output: inout ReportOutput) {
    output.write(" \(name)=\"")
    write(value, escapesSpace: true, to: &output)
    output.write("\"")
  }

  static func writeAttribute(_ name: String, _ value: Int, to output: inout ReportOutput) {
    output.write(" \(name)=\"\(value)\"")
  }

  private static func write(_ text: String, escapesSpace: Bool, to output: inout ReportOutput) {
    var text = text
    text.withUTF8 { utf8 in
      var plainFrom = 0
      for index in utf8.indices where mayNeedEscape(utf8[index]) {
        guard let escape = escape(at: index, in: utf8, escapesSpace) else { continue }
        if index > plainFrom { output.write(UnsafeBufferPointer(rebasing: utf8[plainFrom..<index])) }
        output.write(escape)
        plainFrom = index + (utf8[index] == 0xEF ? 3 : 1)
      }
      if plainFrom < utf8.count { output.write(UnsafeBufferPointer(rebasing: utf8[plainFrom...])) }
    }
  }

  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"") || byte == 0xEF
  }

  private static func escape(
    at index: Int, in utf8: UnsafeBufferPointer<UInt8>, _ escapesSpace: Bool
  ) -> String? {
    switch utf8[index] {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): escapesSpace ? "&quot;" : nil
    case 0x0D: "&#13;"
    case 0x0A: escapesSpace ? "&#10;" : nil
    case 0x09: escapesSpace ? "&#9;" : nil
    case 0..<0x20: "\u{FFFD}"
    // U+FFFE and U+FFFF.
    case 0xEF: utf8[index + 1] == 0xBF && utf8[index + 2] >= 0xBE ? "\u{FFFD}" : nil
    default: nil
    }
  }
}
