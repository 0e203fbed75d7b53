/// Whether a browser takes `.name > *` for a selector: mermaid.js makes such rules of class definitions, and stops when
/// the browser refuses one.
enum CSSSelector {
  /// Compound selectors joined by `+` or `~`, the first beginning with the class.
  static func isValid(afterDot name: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(name)
    guard var index = endOfIdentifier(bytes, 0) else { return false }
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "."), UInt8(ascii: "#"):
        guard let end = endOfIdentifier(bytes, index + 1) else { return false }
        index = end
      case UInt8(ascii: ":"):
        guard let end = endOfIdentifier(bytes, index + 1),
          pseudoClasses.contains(String(decoding: bytes[(index + 1)..<end], as: UTF8.self))
        else { return false }
        index = end
      case UInt8(ascii: "&"):
        index += 1
      case UInt8(ascii: "+"):
        guard let end = beginningOfCompound(bytes, index + 1) else { return false }
        index = end
      default: return false
      }
    }
    return true
  }

  /// The end of what must stand behind a combinator: a type, `*`, `&`, or the mark of a class or an id, which is read
  /// next.
  private static func beginningOfCompound(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case UInt8(ascii: "*"), UInt8(ascii: "&"): return index + 1
    case UInt8(ascii: "."), UInt8(ascii: "#"), UInt8(ascii: ":"): return index
    default: return endOfIdentifier(bytes, index)
    }
  }

  private static func endOfIdentifier(_ bytes: [UInt8], _ start: Int) -> Int? {
    var index = start
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") { return endOfName(bytes, index + 1) }
    }
    guard index < bytes.count, !CharacterClass.isDigit(bytes[index]),
      let first = endOfNameCharacter(bytes, index)
    else { return nil }
    return bytes[index] == UInt8(ascii: "-") ? nil : endOfName(bytes, first)
  }

  private static func endOfName(_ bytes: [UInt8], _ start: Int) -> Int {
    var index = start
    while let next = endOfNameCharacter(bytes, index) { index = next }
    return index
  }

  /// A letter, a digit, `-`, `_`, anything beyond ASCII, or a backslash with what it escapes.
  private static func endOfNameCharacter(_ bytes: [UInt8], _ index: Int) -> Int? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    if CharacterClass.isWord(byte) || byte >= 0x80 || byte == UInt8(ascii: "-") { return index + 1 }
    guard byte == UInt8(ascii: "\\") else { return nil }
    return min(index + 2, bytes.count)
  }

  private static let pseudoClasses: Set<String> = [
    "hover", "active", "focus", "visited", "link", "target", "root", "empty", "checked", "disabled",
    "enabled",
    "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "only-of-type",
    "focus-within",
    "focus-visible", "required", "optional", "valid", "invalid", "before", "after", "first-line",
    "first-letter",
    "default", "indeterminate", "any-link", "scope", "read-only", "read-write", "in-range", "out-of-range",
    "placeholder-shown", "fullscreen", "defined", "autofill", "modal", "host",
  ]
}
