/// How long a task lasts: `3d`, `1.5h`. Nil for any other text.
struct GanttDuration {
  private var value: Double
  private var unit: Unit

  private enum Unit {
    case milliseconds(Double)
    case days(Double)
    case months(Double)
  }

  init?(_ text: ArraySlice<UInt8>) {
    var digits = 0
    var hasFraction = false
    var index = text.startIndex
    while index < text.endIndex, CharacterClass.isDigit(text[index]) || text[index] == 0x2E {
      if text[index] == 0x2E {
        guard !hasFraction, digits > 0 else { return nil }
        hasFraction = true
        digits = 0
      } else {
        digits += 1
      }
      index += 1
    }
    guard digits > 0, let unit = GanttDuration.unit(text[index...]) else { return nil }
    self.unit = unit
    if !hasFraction, index - text.startIndex < 10 {
      value = Double(text[..<index].reduce(0) { $0 * 10 + Int($1 - 0x30) })
    } else {
      value = Double(String(decoding: text[..<index], as: UTF8.self)) ?? .infinity
    }
  }

  private static func unit(_ word: ArraySlice<UInt8>) -> Unit? {
    if word.count == 2 { return word.elementsEqual("ms".utf8) ? .milliseconds(1) : nil }
    guard word.count == 1, let letter = word.first else { return nil }
    return switch letter {
    case 0x73: .milliseconds(1000)
    case 0x6D: .milliseconds(60_000)
    case 0x68: .milliseconds(3_600_000)
    case 0x64: .days(1)
    case 0x77: .days(7)
    case 0x4D: .months(1)
    case 0x79: .months(12)
    default: nil
    }
  }

  /// Nil where that is outside the calendar, where mermaid.js leaves the duration out.
  func added(to date: CivilDate) -> CivilDate? {
    switch unit {
    case .milliseconds(let factor):
      let sum = value * factor + Double(date.milliseconds)
      return abs(sum) < 1e17 ? CivilDate(milliseconds: Int(sum)) : nil
    case .days(let factor):
      let days = (value * factor + 0.5).rounded(.down)
      return days < 1e9 ? date.adding(days: Int(days)) : nil
    case .months(let factor):
      // A fraction of a month or year is dropped when the date is set.
      let months = factor == 12 ? value.rounded(.down) * 12 : value.rounded(.down)
      return months < 1e7 ? date.adding(months: Int(months)) : nil
    }
  }
}
