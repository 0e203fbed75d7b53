/// A pattern such as `YYYY-MM-DD HH:mm` as dayjs, the date library of mermaid.js, understands it, with its plug-ins for
/// own patterns and for more letters. Text is compared as UTF-16, as JavaScript does.
struct DatePattern {
  enum Reading: Equatable {
    case date(CivilDate)
    case invalid
    /// A letter for which mermaid.js lacks the plug-in: dayjs throws.
    case failure
  }

  typealias Text = ArraySlice<UInt16>

  private let pattern: [UInt16]
  private let parts: [Part]
  /// `YYYY-MM-DD`, which nearly all charts use and which needs no interpreter.
  private let isPlain: Bool
  /// What stands for a part of the date that the pattern does not name. Mermaid.js takes today.
  private let today: CivilDate.Parts

  private enum Part {
    case literal(Int)
    case field(String)
    /// `L`, `LT`, …: patterns of a locale, of which mermaid.js has none.
    case locale
  }

  init(_ pattern: String, today: CivilDate) {
    isPlain = pattern == "YYYY-MM-DD"
    self.pattern = Array(pattern.utf16)
    self.today = today.parts
    parts = isPlain ? [] : DatePattern.parts(of: self.pattern)
  }

  /// The date that a text in this pattern means. A text that the pattern would write another way is none.
  func read(_ bytes: ArraySlice<UInt8>) -> Reading {
    if isPlain { return DatePattern.plainDate(bytes).map(Reading.date) ?? .invalid }
    let text = String(decoding: bytes, as: UTF8.self)
    let characters = Array(text.utf16)
    guard let date = pattern == [0x78] || pattern == [0x58] ? timestamp(text) : date(of: characters) else {
      return .invalid
    }
    guard let written = DateWriter(date).write(pattern) else { return .failure }
    return written == characters ? .date(date) : .invalid
  }

  /// `2024-12-31`, a day that there is. Years below 100 are written another way.
  static func plainDate(_ text: ArraySlice<UInt8>) -> CivilDate? {
    guard text.count == 10 else { return nil }
    var numbers = (0, 0, 0)
    for (place, byte) in text.enumerated() {
      if place == 4 || place == 7 {
        guard byte == 0x2D else { return nil }
        continue
      }
      guard CharacterClass.isDigit(byte) else { return nil }
      let digit = Int(byte - 0x30)
      if place < 4 {
        numbers.0 = numbers.0 * 10 + digit
      } else if place < 7 {
        numbers.1 = numbers.1 * 10 + digit
      } else {
        numbers.2 = numbers.2 * 10 + digit
      }
    }
    let (year, month, day) = numbers
    guard year >= 100, 1...12 ~= month, 1...31 ~= day,
      let date = CivilDate(year: year, month: month, day: day), day <= 28 || date.parts.day == day
    else { return nil }
    return date
  }

  private func timestamp(_ text: String) -> CivilDate? {
    guard text.utf8.count < 18, let number = Int(text) else { return nil }
    let (value, isTooLarge) = number.multipliedReportingOverflow(by: pattern == [0x58] ? 1000 : 1)
    return isTooLarge ? nil : CivilDate(milliseconds: value)
  }

  // MARK: The pattern

  private static func parts(of pattern: [UInt16]) -> [Part] {
    var parts: [Part] = []
    var index = 0
    while index < pattern.count {
      let unit = pattern[index]
      if unit == 0x4C || unit == 0x6C { return [.locale] }
      if unit == 0x5B, let end = endOfBrackets(pattern, index) {
        parts.append(.literal(end - index - 2))
        index = end
      } else if isSeparator(unit) {
        let start = index
        while index < pattern.count, isSeparator(pattern[index]) { index += 1 }
        parts.append(.literal(index - start))
      } else if let field = field(at: index, pattern) {
        // `z` is known and has no meaning when reading.
        parts.append(field == "z" ? .literal(1) : .field(field))
        index += field.utf16.count
      } else {
        index += 1
      }
    }
    return parts
  }

  /// `[…]` without another opening bracket inside, up to the last closing one.
  private static func endOfBrackets(_ pattern: [UInt16], _ start: Int) -> Int? {
    var end: Int?
    var index = start + 1
    while index < pattern.count, pattern[index] != 0x5B {
      if pattern[index] == 0x5D { end = index + 1 }
      index += 1
    }
    return end
  }

  private static func field(at index: Int, _ pattern: [UInt16]) -> String? {
    fields.name(at: index, pattern)
  }

  private static let fields = DateFieldNames([
    "A", "a", "Q", "YYYY", "YY", "Y", "ww", "w", "MMMM", "MMM", "MM", "M", "Do", "DD", "D", "hh", "h", "HH",
    "H",
    "mm", "m", "ss", "s", "SSS", "SS", "S", "z", "ZZ", "Z",
  ])

  // MARK: Reading

  private struct Fields {
    var year, month, day, hour, minute, second, millisecond, offset, week: Int?
    var isAfternoon: Bool?
  }

  private func date(of text: [UInt16]) -> CivilDate? {
    guard !parts.isEmpty else { return nil }
    var rest = text
    var skipped = 0
    var fields = Fields()
    for part in parts {
      switch part {
      case .locale: return nil
      case .literal(let count): skipped += count
      case .field(let name):
        guard skipped <= rest.count, let found = DatePattern.find(name, in: rest[skipped...]),
          DatePattern.store(name, rest[found], in: &fields)
        else { return nil }
        // The first stretch of the text that looks the same is taken out, wherever it stands.
        let word = Array(rest[found])
        let first = rest.indices.first { rest[$0...].starts(with: word) } ?? found.lowerBound
        rest.removeSubrange(first..<(first + word.count))
      }
    }
    return date(of: fields)
  }

  private func date(of fields: Fields) -> CivilDate? {
    // Weeks need a plug-in that mermaid.js lacks; with an offset from UTC dayjs does not come to them.
    guard (fields.week ?? 0) == 0 || fields.offset != nil else { return nil }
    let year = fields.year ?? 0
    let month = fields.month ?? 0
    var hour = fields.hour ?? 0
    if let isAfternoon = fields.isAfternoon, fields.hour != nil {
      if isAfternoon { hour += hour < 12 ? 12 : 0 } else if hour == 12 { hour = 0 }
    }
    let day = fields.day ?? 0
    return CivilDate(
      year: year != 0 ? year : today.year,
      month: month > 0 ? month : year != 0 ? 1 : today.month,
      day: day != 0 ? day : year != 0 || month != 0 ? 1 : today.day,
      hour: hour, minute: (fields.minute ?? 0) + (fields.offset ?? 0), second: fields.second ?? 0,
      millisecond: fields.millisecond ?? 0, expandsYear: true)
  }

  /// The first stretch that a field's expression matches.
  private static func find(_ name: String, in text: Text) -> Range<Int>? {
    switch name {
    case "A", "a", "Do", "MMM", "MMMM": return findWord(text)
    case "Z", "ZZ": return findOffset(text)
    case "Y":
      guard let digit = text.firstIndex(where: isDigit) else { return nil }
      let hasSign = digit > text.startIndex && (text[digit - 1] == 0x2B || text[digit - 1] == 0x2D)
      return (hasSign ? digit - 1 : digit)..<digits(text, digit, 12)
    default:
      let (least, most) = digitCounts(name)
      var index = text.startIndex
      while index < text.endIndex {
        let end = digits(text, index, most)
        if end - index >= least { return index..<end }
        index += 1
      }
      return nil
    }
  }

  private static func digitCounts(_ name: String) -> (Int, Int) {
    switch name {
    case "YYYY": (4, 4)
    case "SSS": (3, 3)
    case "YY", "MM", "DD", "ww", "SS": (2, 2)
    case "Q", "S": (1, 1)
    default: (1, 2)
    }
  }

  /// Digits, perhaps, and then at least one character that is neither a digit nor a separator.
  private static func findWord(_ text: Text) -> Range<Int>? {
    var index = text.startIndex
    while index < text.endIndex {
      let letters = digits(text, index, .max)
      var end = letters
      while end < text.endIndex, isWordPart(text[end]) { end += 1 }
      if end > letters { return index..<end }
      index += 1
    }
    return nil
  }

  private static func findOffset(_ text: Text) -> Range<Int>? {
    for index in text.indices {
      if text[index] == 0x5A { return index..<(index + 1) }
      guard text[index] == 0x2B || text[index] == 0x2D, digits(text, index + 1, 2) == index + 3 else {
        continue
      }
      let colon = index + 3 < text.endIndex && text[index + 3] == 0x3A ? index + 4 : index + 3
      let end = digits(text, colon, 2)
      return index..<(end == colon + 2 ? end : colon)
    }
    return nil
  }

  private static func digits(_ text: Text, _ start: Int, _ most: Int) -> Int {
    var end = min(start, text.endIndex)
    while end < text.endIndex, end - start < most, isDigit(text[end]) { end += 1 }
    return end
  }

  // MARK: Meaning

  private static func store(_ name: String, _ text: Text, in fields: inout Fields) -> Bool {
    let word = String(decoding: text, as: UTF16.self)
    let number = Int(word) ?? 0
    switch name {
    case "A": fields.isAfternoon = word == "PM"
    case "a": fields.isAfternoon = word == "pm"
    case "Q": fields.month = 3 * (number - 1) + 1
    case "S": fields.millisecond = number * 100
    case "SS": fields.millisecond = number * 10
    case "SSS": fields.millisecond = number
    case "s", "ss": fields.second = number
    case "m", "mm": fields.minute = number
    case "H", "HH", "h", "hh": fields.hour = number
    case "D", "DD": fields.day = number
    case "Do":
      guard let start = text.firstIndex(where: isDigit) else { return false }
      fields.day = Int(String(decoding: text[start..<digits(text, start, 9)], as: UTF16.self))
    case "w", "ww": fields.week = number
    case "M", "MM": fields.month = number
    case "MMM", "MMMM":
      let month = DateWriter.months.firstIndex { name == "MMM" ? $0.prefix(3) == word : $0 == word }
      guard let month else { return false }
      fields.month = month + 1
    case "Y", "YYYY": fields.year = number
    case "YY": fields.year = number + (number > 68 ? 1900 : 2000)
    default: fields.offset = offset(text)
    }
    return true
  }

  /// The minutes to add for UTC.
  private static func offset(_ text: Text) -> Int {
    let values = text.filter(isDigit).map { Int($0) - 0x30 }
    guard values.count >= 2 else { return 0 }
    let minutes = values.count >= 4 ? values[2] * 10 + values[3] : 0
    let total = (values[0] * 10 + values[1]) * 60 + minutes
    return text.first == 0x2B ? -total : total
  }

  private static func isDigit(_ unit: UInt16) -> Bool { unit &- 0x30 < 10 }

  private static func isSeparator(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x2D, 0x5F, 0x3A, 0x2F, 0x2E, 0x2C, 0x28, 0x29: true
    default: isSpace(unit)
    }
  }

  private static func isWordPart(_ unit: UInt16) -> Bool {
    unit == 0x2E || !isDigit(unit) && !isSeparator(unit)
  }

  static func isSpace(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
      true
    default: false
    }
  }
}
