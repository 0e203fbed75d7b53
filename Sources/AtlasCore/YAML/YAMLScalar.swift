/// What a plain scalar means in YAML's JSON schema as js-yaml reads it: `null`, `true`, numbers; all else is text.
/// `yes`, `on`, dates and `<<` have no special meaning there.
enum YAMLScalar {
  static func resolve(plain text: String) -> YAMLValue {
    let bytes = Array(text.utf8)
    if isNull(text) { return .null }
    if let flag = bool(text) { return .bool(flag) }
    if let number = integer(bytes) ?? float(bytes) { return .number(YAMLNumber(text: text, double: number)) }
    return .string(text)
  }

  static func isNull(_ text: String) -> Bool { ["", "~", "null", "Null", "NULL"].contains(text) }

  static func bool(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// Decimal, `0b`, `0o` and `0x`, with `_` between digits; no leading or trailing `_`.
  static func integer(_ bytes: [UInt8]) -> Double? {
    var digits = bytes[...]
    let negative = digits.first == UInt8(ascii: "-")
    if negative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
    var radix = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      digits = digits.dropFirst()
      switch digits.first {
      case UInt8(ascii: "b"): radix = 2
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "x"): radix = 16
      default: break
      }
      if radix != 10 { digits = digits.dropFirst() }
    }
    guard let last = digits.last, last != underscore, radix != 10 || digits.first != underscore else {
      return nil
    }
    let plain = digits.filter { $0 != underscore }
    guard plain.allSatisfy({ value(ofDigit: $0) < radix }) else { return nil }
    let magnitude =
      radix == 10
      ? Double(String(decoding: plain, as: UTF8.self))
      : plain.reduce(0) { $0 * Double(radix) + Double(value(ofDigit: $1)) }
    return magnitude.map { negative ? -$0 : $0 }
  }

  /// Decimal fractions and exponents, `.5` (without a sign), `.inf` and `.nan`.
  static func float(_ bytes: [UInt8]) -> Double? {
    var rest = bytes[...]
    let negative = rest.first == UInt8(ascii: "-")
    let signed = negative || rest.first == UInt8(ascii: "+")
    if signed { rest = rest.dropFirst() }
    switch String(decoding: rest, as: UTF8.self) {
    case ".inf", ".Inf", ".INF": return negative ? -.infinity : .infinity
    case ".nan", ".NaN", ".NAN": return signed ? nil : .nan
    default: break
    }
    guard rest.last != underscore else { return nil }
    let whole = rest.prefix(while: isDigitOrUnderscore)
    guard whole.first != underscore else { return nil }
    rest = rest.dropFirst(whole.count)
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: isDigitOrUnderscore)
      rest = rest.dropFirst(fraction.count)
    }
    if whole.isEmpty, signed || fraction.isEmpty { return nil }
    var exponent: ArraySlice<UInt8> = []
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      exponent = rest.dropFirst()
      let digits =
        exponent.first == UInt8(ascii: "-") || exponent.first == UInt8(ascii: "+")
        ? exponent.dropFirst() : exponent
      guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
      rest = []
    }
    guard rest.isEmpty else { return nil }
    let text =
      "0" + String(decoding: whole.filter { $0 != underscore }, as: UTF8.self) + "."
      + String(decoding: fraction.filter { $0 != underscore }, as: UTF8.self) + "0"
      + (exponent.isEmpty ? "" : "e" + String(decoding: exponent, as: UTF8.self))
    return Double(text).map { negative ? -$0 : $0 }
  }

  private static let underscore = UInt8(ascii: "_")

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isDigitOrUnderscore(_ byte: UInt8) -> Bool { isDigit(byte) || byte == underscore }

  private static func value(ofDigit digit: UInt8) -> Int {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(digit - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(digit - UInt8(ascii: "A")) + 10
    default: .max
    }
  }
}
