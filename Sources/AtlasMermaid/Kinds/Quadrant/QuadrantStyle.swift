import AtlasCore

/// One style of a point: `radius: 12`, `color: #ff3300`. Mermaid.js checks names and values while it parses.
enum QuadrantStyle {
  /// What mermaid.js would not accept: a message and what to do. Nil for a good style.
  static func complaint(_ text: ArraySlice<UInt8>) -> (message: String, help: String)? {
    let parts = split(text)
    let value = parts.count > 1 ? parts[1] : nil
    let shown = value.map { ByteText.display($0.prefix(40)) } ?? ""
    switch String(decoding: parts[0], as: UTF8.self) {
    case "radius":
      return isNumber(value) ? nil : ("the radius \"\(shown)\" is no whole number", "write `radius: 12`")
    case "color", "stroke-color":
      return isColour(value)
        ? nil : ("\"\(shown)\" is no colour of hexadecimal digits", "write `color: #ff3300`")
    case "stroke-width":
      let isPixels = value.map { $0.suffix(2).elementsEqual("px".utf8) && isNumber($0.dropLast(2)) } ?? false
      return isPixels ? nil : ("\"\(shown)\" is no width in pixels", "write `stroke-width: 5px`")
    case let name:
      return (
        name.isEmpty
          ? "a style is empty" : "there is no style named \"\(ByteText.display(name.utf8.prefix(40)))\"",
        "write `radius`, `color`, `stroke-color` or `stroke-width`, a colon and a value"
      )
    }
  }

  /// The parts between colons, without the white space around these.
  private static func split(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    text.split(separator: 0x3A, omittingEmptySubsequences: false).map { part in
      var part = part
      while let first = part.first, isSpace(first) { part = part.dropFirst() }
      while let last = part.last, isSpace(last) { part = part.dropLast() }
      return part
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 < 5 }

  private static func isNumber(_ text: ArraySlice<UInt8>?) -> Bool {
    guard let text, !text.isEmpty else { return false }
    return text.allSatisfy(CharacterClass.isDigit)
  }

  private static func isColour(_ text: ArraySlice<UInt8>?) -> Bool {
    guard var digits = text else { return false }
    if digits.first == 0x23 { digits = digits.dropFirst() }
    return (digits.count == 3 || digits.count == 6)
      && digits.allSatisfy { CharacterClass.isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }
  }
}
