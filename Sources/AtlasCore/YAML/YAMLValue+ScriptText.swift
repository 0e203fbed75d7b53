extension YAMLValue {
  /// The value as JavaScript's `String()` writes it, which is what a program that reads YAML there shows of it.
  public var scriptText: String {
    switch self {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.scriptText
    case .string(let text): text
    case .mapping: "[object Object]"
    case .sequence(let elements):
      elements.map { if case .null = $0.value { "" } else { $0.value.scriptText } }.joined(separator: ",")
    }
  }
}

extension YAMLNumber {
  /// The number as JavaScript writes it: the shortest digits that read back the same, an exponent only from 1e21 on
  /// and below 1e-6.
  public var scriptText: String {
    if double.isNaN { return "NaN" }
    if double.isInfinite { return double < 0 ? "-Infinity" : "Infinity" }
    if double == 0 { return "0" }
    let (digits, point) = YAMLNumber.shortestDigits(of: double.magnitude)
    let sign = double < 0 ? "-" : ""
    let count = digits.utf8.count
    switch point {
    case count...21 where point >= count: return sign + digits + String(repeating: "0", count: point - count)
    case 1...21: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    default:
      let fraction = count > 1 ? "." + digits.dropFirst() : ""
      return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e-") + String((point - 1).magnitude)
    }
  }

  /// The significant digits of a positive number, and how many of them stand before the decimal point.
  private static func shortestDigits(of magnitude: Double) -> (digits: String, point: Int) {
    let text = Array(magnitude.description.utf8)
    let exponentMark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
    let exponent = Int(String(decoding: text[min(exponentMark + 1, text.count)...], as: UTF8.self)) ?? 0
    let mantissa = text[..<exponentMark]
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    var digits = Array(whole) + mantissa.dropFirst(whole.count + 1)
    let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(leadingZeros)
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    return (String(decoding: digits, as: UTF8.self), whole.count - leadingZeros + exponent)
  }
}
