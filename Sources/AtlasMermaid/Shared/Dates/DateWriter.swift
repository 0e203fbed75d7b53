/// Writes a date in a pattern, as dayjs does: a first pass for the letters of a plug-in, a second for the usual ones.
struct DateWriter {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  private let date: CivilDate
  private let parts: CivilDate.Parts

  init(_ date: CivilDate) {
    self.date = date
    parts = date.parts
  }

  /// The text, or nil where dayjs throws for want of a plug-in.
  func write(_ pattern: [UInt16]) -> [UInt16]? {
    var pattern = pattern.isEmpty ? DateWriter.usual : pattern
    if pattern.contains(where: DateWriter.advanced.mayBegin) {
      guard let expanded = expand(pattern, DateWriter.advanced, keepsBrackets: true, writeAdvanced) else {
        return nil
      }
      pattern = expanded
    }
    return expand(pattern, DateWriter.ordinary, keepsBrackets: false, writeOrdinary)
  }

  // MARK: Letters

  private static let usual = Array("YYYY-MM-DDTHH:mm:ssZ".utf16)
  private static let advanced = DateFieldNames([
    "Q", "wo", "ww", "w", "WW", "W", "zzz", "z", "gggg", "GGGG", "Do", "X", "x", "kk", "k",
  ])
  private static let ordinary = DateFieldNames([
    "YYYY", "YYY", "YY", "Y", "MMMM", "MMM", "MM", "M", "DD", "D", "dddd", "ddd", "dd", "d", "HH", "H", "hh",
    "h",
    "a", "A", "mm", "m", "ss", "s", "ZZ", "Z", "SSS",
  ])

  private func expand(
    _ pattern: [UInt16], _ names: DateFieldNames, keepsBrackets: Bool,
    _ write: (String, inout [UInt16]) -> Bool
  ) -> [UInt16]? {
    var result: [UInt16] = []
    result.reserveCapacity(pattern.count + 8)
    var index = 0
    while index < pattern.count {
      if pattern[index] == 0x5B, let close = pattern[index...].firstIndex(of: 0x5D), close > index + 1 {
        result += keepsBrackets ? pattern[index...close] : pattern[(index + 1)..<close]
        index = close + 1
      } else if let name = names.name(at: index, pattern) {
        guard write(name, &result) else { return nil }
        index += name.utf8.count
      } else {
        result.append(pattern[index])
        index += 1
      }
    }
    return result
  }

  /// False for the letters whose plug-in mermaid.js lacks.
  private func writeAdvanced(_ name: String, _ text: inout [UInt16]) -> Bool {
    let count = name.utf8.count
    switch name {
    case "Q": append((parts.month + 2) / 3, 1, &text)
    case "Do": text += "[\(parts.day)\(ordinal)]".utf16
    case "GGGG": append(isoWeek.year, 1, &text)
    case "W", "WW": append(isoWeek.week, count, &text)
    case "k", "kk": append(parts.hour == 0 ? 24 : parts.hour, count, &text)
    case "X":
      append(
        date.milliseconds >= 0 ? date.milliseconds / 1000 : -((999 - date.milliseconds) / 1000), 1, &text)
    case "x": append(date.milliseconds, 1, &text)
    default: return false
    }
    return true
  }

  private func writeOrdinary(_ name: String, _ text: inout [UInt16]) -> Bool {
    let count = name.utf8.count
    switch name {
    case "YYYY": append(parts.year, 4, &text)
    case "YY": text += String(parts.year).suffix(2).utf16
    case "MM", "M": append(parts.month, count, &text)
    case "DD", "D": append(parts.day, count, &text)
    case "HH", "H": append(parts.hour, count, &text)
    case "mm", "m": append(parts.minute, count, &text)
    case "ss", "s": append(parts.second, count, &text)
    case "SSS": append(parts.millisecond, 3, &text)
    case "hh", "h": append(parts.hour % 12 == 0 ? 12 : parts.hour % 12, count, &text)
    case "A": text += (parts.hour < 12 ? "AM" : "PM").utf16
    case "a": text += (parts.hour < 12 ? "am" : "pm").utf16
    case "MMMM": text += DateWriter.months[parts.month - 1].utf16
    case "MMM": text += DateWriter.months[parts.month - 1].prefix(3).utf16
    case "dddd": text += DateWriter.weekdays[parts.weekday].utf16
    case "ddd", "dd": text += DateWriter.weekdays[parts.weekday].prefix(count).utf16
    case "d": append(parts.weekday, 1, &text)
    case "Z": text += "+00:00".utf16
    // `ZZ`, and counts of `Y` that mean nothing.
    default: text += "+0000".utf16
    }
    return true
  }

  /// A number with zeros before it up to a count of characters.
  private func append(_ value: Int, _ count: Int, _ text: inout [UInt16]) {
    if value >= 0, value < 10, count <= 2 {
      if count == 2 { text.append(0x30) }
      return text.append(UInt16(0x30 + value))
    }
    let digits = String(value).utf16
    for _ in 0..<max(0, count - digits.count) { text.append(0x30) }
    text += digits
  }

  private var ordinal: String {
    let endings = ["th", "st", "nd", "rd"]
    let rest = parts.day % 100
    let place = rest >= 20 ? (rest - 20) % 10 : rest
    return place < 4 ? endings[place] : "th"
  }

  private var isoWeek: (year: Int, week: Int) {
    let weekday = parts.weekday == 0 ? 7 : parts.weekday
    let thursday = (date.adding(days: 4 - weekday) ?? date).parts
    guard let first = CivilDate(year: thursday.year, month: 1, day: 1),
      let day = CivilDate(year: thursday.year, month: thursday.month, day: thursday.day)
    else { return (thursday.year, 1) }
    return (
      thursday.year, (day.milliseconds - first.milliseconds) / CivilDate.millisecondsPerDay / 7 + 1
    )
  }
}
