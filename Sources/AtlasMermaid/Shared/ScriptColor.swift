import AtlasCore

/// The colours that mermaid.js can reckon with: make lighter or darker, or make the colour of a text of. It throws at any
/// other text, also at some that a browser shows.
struct ScriptColor {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  static func isColor(_ bytes: ArraySlice<UInt8>) -> Bool {
    if bytes.first == UInt8(ascii: "#") { return isHexadecimal(bytes.dropFirst()) }
    var color = ScriptColor(bytes)
    return color.readFunction() || isName(bytes)
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  private static func isHexadecimal(_ digits: ArraySlice<UInt8>) -> Bool {
    [3, 4, 6, 8].contains(digits.count)
      && digits.allSatisfy { CharacterClass.isDigit($0) || ($0 | 0x20) &- 0x61 < 6 }
  }

  /// The list of names in mermaid.js lacks three, and joins one of them to its neighbour.
  private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count <= 24 else { return false }
    let name = String(decoding: bytes, as: UTF8.self).lowercased()
    switch name {
    case "cyan", "steelblue", "tomato": return false
    case "cyanaqua": return true
    default: return ColorNames.all.contains(name)
    }
  }

  // MARK: rgb(1, 2, 3), hsl(1deg 2% 3% / 0.5)

  private enum Part {
    /// A number or a percentage.
    case channel
    /// A number, perhaps with a unit of angles.
    case hue
    /// A percentage.
    case percentage
  }

  private mutating func readFunction() -> Bool {
    let parts: [Part]
    if take("rgb") {
      parts = [.channel, .channel, .channel]
    } else if take("hsl") {
      parts = [.hue, .percentage, .percentage]
    } else {
      return false
    }
    _ = take("a")
    guard take("(") else { return false }
    skipSpaces()
    for (number, part) in parts.enumerated() {
      if number > 0 {
        let hasSpace = skipSpaces()
        guard take(",") || hasSpace else { return false }
        skipSpaces()
      }
      guard read(part, isRGB: parts[0] == .channel) else { return false }
    }
    skipSpaces()
    if take(",") || take("/") {
      skipSpaces()
      _ = take("+")
      guard read(.channel, isRGB: parts[0] == .channel) else { return false }
      skipSpaces()
    }
    return take(")") && index == bytes.endIndex
  }

  private mutating func read(_ part: Part, isRGB: Bool) -> Bool {
    _ = take("-")
    let whole = readDigits()
    let dot = index
    if take("."), !readDigits() { index = dot }
    guard whole || index > dot else { return false }
    let exponent = index
    if take("e") {
      if !isRGB { _ = take("-") }
      if !readDigits() { index = exponent }
    }
    switch part {
    case .channel: _ = take("%")
    case .percentage: return take("%")
    case .hue: _ = take("deg") || take("grad") || take("rad") || take("turn")
    }
    return true
  }

  private mutating func readDigits() -> Bool {
    let start = index
    while index < bytes.endIndex, CharacterClass.isDigit(bytes[index]) { index += 1 }
    return index > start
  }

  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = index
    while index < bytes.endIndex {
      let length = CharacterClass.whitespaceLength(Array(bytes[index...].prefix(3)), 0)
      if length == 0 { break }
      index += length
    }
    return index > start
  }

  /// Passes a text in small letters, however it is written.
  private mutating func take(_ text: StaticString) -> Bool {
    var end = index
    for offset in 0..<text.utf8CodeUnitCount {
      guard end < bytes.endIndex else { return false }
      let byte = bytes[end]
      let small = byte &- 0x41 < 26 ? byte | 0x20 : byte
      guard small == text.utf8Start[offset] else { return false }
      end += 1
    }
    index = end
    return true
  }
}
