import AtlasCore

/// Numbers in sentences.
enum Words {
  /// `1,234.5`: hours to the next tenth.
  static func hours(_ hours: Hours) -> String { "\(grouped(hours.tenths / 10)).\(hours.tenths % 10)" }

  /// `1,234`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var text: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `1 error`, `2 errors`; `plural` where an s is not enough.
  static func counted(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
