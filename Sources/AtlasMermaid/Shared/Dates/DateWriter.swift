/// Writes a date in a pattern, as dayjs does.
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
    let usual = pattern.isEmpty ? Array("YYYY-MM-DDTHH:mm:ssZ".utf16) : pattern
    guard let expanded = expand(usual, DateWriter.advanced, keepsBrackets: true, advancedText) else {
      return nil
    }
    return expand(expanded, DateWriter.ordinary, keepsBrackets: false, ordinaryText)
  }

  private enum Written {
    case text(String)
    case failure
  }

  // MARK: Letters

  private static let advanced = [
    "Q", "wo", "ww", "w", "WW", "W", "zzz", "z", "gggg", "GGGG", "Do", "X", "x", "kk", "k",
  ]
  private static let ordinary = [
    "YYYY", "YYY", "YY", "Y", "MMMM", "MMM", "MM", "M", "DD", "D", "dddd", "ddd", "dd", "d", "HH", "H", "hh",
    "h", "a",
    "A", "mm", "m", "ss", "s", "ZZ", "Z", "SSS",
  ]

  private func expand(
    _ pattern: [UInt16], _ names: [String], keepsBrackets: Bool, _ text: (String) -> Written
  ) -> [UInt16]? {
    var result: [UInt16] = []
    var index = 0
    while index < pattern.count {
      if pattern[index] == 0x5B, let close = pattern[index...].firstIndex(of: 0x5D), close > index + 1 {
        result += keepsBrackets ? pattern[index...close] : pattern[(index + 1)..<close]
        index = close + 1
        continue
      }
      guard let name = names.first(where: { pattern[index...].starts(with: $0.utf16) }) else {
        result.append(pattern[index])
        index += 1
        continue
      }
      switch text(name) {
      case .text(let text): result += text.utf16
      case .failure: return nil
      }
      index += name.utf16.count
    }
    return result
  }

  private func advancedText(_ name: String) -> Written {
    switch name {
    case "Q": .text(String((parts.month + 2) / 3))
    case "Do": .text("[\(parts.day)\(ordinal)]")
    case "GGGG": .text(String(isoWeek.year))
    case "W", "WW": .text(padded(isoWeek.week, name.utf8.count))
    case "k", "kk": .text(padded(parts.hour == 0 ? 24 : parts.hour, name.utf8.count))
    case "X":
      .text(
        String(date.milliseconds >= 0 ? date.milliseconds / 1000 : -((999 - date.milliseconds) / 1000)))
    case "x": .text(String(date.milliseconds))
    default: .failure
    }
  }

  private func ordinaryText(_ name: String) -> Written {
    switch name {
    case "YYYY": .text(padded(parts.year, 4))
    case "YY": .text(String(String(parts.year).suffix(2)))
    case "MMMM": .text(DateWriter.months[parts.month - 1])
    case "MMM": .text(String(DateWriter.months[parts.month - 1].prefix(3)))
    case "MM", "M": .text(padded(parts.month, name.utf8.count))
    case "DD", "D": .text(padded(parts.day, name.utf8.count))
    case "dddd": .text(DateWriter.weekdays[parts.weekday])
    case "ddd", "dd": .text(String(DateWriter.weekdays[parts.weekday].prefix(name.utf8.count)))
    case "d": .text(String(parts.weekday))
    case "HH", "H": .text(padded(parts.hour, name.utf8.count))
    case "hh", "h": .text(padded(parts.hour % 12 == 0 ? 12 : parts.hour % 12, name.utf8.count))
    case "A": .text(parts.hour < 12 ? "AM" : "PM")
    case "a": .text(parts.hour < 12 ? "am" : "pm")
    case "mm", "m": .text(padded(parts.minute, name.utf8.count))
    case "ss", "s": .text(padded(parts.second, name.utf8.count))
    case "SSS": .text(padded(parts.millisecond, 3))
    case "Z": .text("+00:00")
    // `ZZ`, and counts of `Y` that mean nothing.
    default: .text("+0000")
    }
  }

  private func padded(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
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
