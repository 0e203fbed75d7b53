/// Whether a browser takes the style sheet that mermaid.js makes of a `classDef`. Where it does not, drawing fails.
enum StyleClassCheck {
  /// Why `.name { styles }` is no rule of a style sheet; nil where it is one.
  static func problem(name: ArraySlice<UInt8>, styles: ArraySlice<UInt8>) -> String? {
    guard styles.contains(where: { $0 > 0x20 }) else { return nil }
    if !CSSSelector.isValid(afterDot: name) { return "browsers know no style class by this name" }
    return leavesItsBraces(styles) ? "the braces in these styles do not pair" : nil
  }

  /// Mermaid.js drops styles whose braces do not balance; those that balance and close too early it passes on.
  private static func leavesItsBraces(_ styles: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    var hasLeft = false
    for byte in styles {
      if byte == 0x7B { depth += 1 }
      if byte == 0x7D { depth -= 1 }
      // Below the outer pair mermaid itself notices.
      if depth < -1 { return false }
      if depth < 0 { hasLeft = true }
    }
    return hasLeft && depth == 0
  }
}
