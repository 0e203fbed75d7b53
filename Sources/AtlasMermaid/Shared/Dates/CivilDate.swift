/// A moment in the calendar of JavaScript, in UTC: milliseconds since 1970, at most 100 million days away.
struct CivilDate: Hashable {
  var milliseconds: Int

  static let millisecondsPerDay = 86_400_000
  private static let limit = 8_640_000_000_000_000

  /// What stands for today where mermaid.js asks the clock, because a verdict must not: the 1st of January 2026, in a
  /// month of 31 days.
  static let fixedToday = CivilDate(days: 20_454)

  private init(days: Int) { milliseconds = days * CivilDate.millisecondsPerDay }

  /// Nil for what JavaScript calls an invalid date.
  init?(milliseconds: Int) {
    guard abs(milliseconds) <= CivilDate.limit else { return nil }
    self.milliseconds = milliseconds
  }

  /// Parts outside their usual bounds carry over: the 31st of April is the 1st of May. Years 0 to 99 are 1900 to 1999
  /// where `expandsYear` is set, as in `new Date(year, …)`. Nil where the parts are absurdly large.
  init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0,
    expandsYear: Bool = false
  ) {
    let parts = [year, month, day, hour, minute, second, millisecond]
    guard parts.allSatisfy({ abs($0) < 1_000_000_000_000 }) else { return nil }
    var year = expandsYear && 0...99 ~= year ? year + 1900 : year
    year += CivilDate.floored(month - 1, 12)
    guard abs(year) < 400_000 else { return nil }
    let month = month - 1 - CivilDate.floored(month - 1, 12) * 12
    let days = CivilDate.days(year, month + 1) + day - 1
    guard abs(days) < 200_000_000 else { return nil }
    let seconds = (hour * 60 + minute) * 60 + second
    guard abs(seconds) < 100_000_000_000_000 else { return nil }
    self.init(milliseconds: days * CivilDate.millisecondsPerDay + seconds * 1000 + millisecond)
  }

  struct Parts {
    var year: Int
    /// From 1.
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
    /// From Sunday, 0.
    var weekday: Int
  }

  var parts: Parts {
    let days = CivilDate.floored(milliseconds, CivilDate.millisecondsPerDay)
    var rest = milliseconds - days * CivilDate.millisecondsPerDay
    let (year, month, day) = CivilDate.civil(days)
    let millisecond = rest % 1000
    rest /= 1000
    return Parts(
      year: year, month: month, day: day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60,
      millisecond: millisecond, weekday: ((days + 4) % 7 + 7) % 7)
  }

  func adding(days: Int) -> CivilDate? {
    guard abs(days) < 1_000_000_000 else { return nil }
    return CivilDate(milliseconds: milliseconds + days * CivilDate.millisecondsPerDay)
  }

  /// The same day of another month, or its last day where it has fewer.
  func adding(months: Int) -> CivilDate? {
    guard abs(months) < 10_000_000 else { return nil }
    let parts = parts
    let index = parts.year * 12 + parts.month - 1 + months
    let year = CivilDate.floored(index, 12)
    let month = index - year * 12 + 1
    let lastDay = CivilDate.days(year, month + 1) - CivilDate.days(year, month)
    return CivilDate(
      year: year, month: month, day: min(parts.day, lastDay), hour: parts.hour, minute: parts.minute,
      second: parts.second, millisecond: parts.millisecond)
  }

  // MARK: The calendar

  private static func floored(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  /// Days from 1970 to the first of a month; the 13th month is the next January.
  private static func days(_ year: Int, _ month: Int) -> Int {
    // Counted in years that begin in March, so that the leap day is the last.
    let shifted = (month + 9) % 12
    let year = month > 12 ? year + 1 - (shifted >= 10 ? 1 : 0) : year - (shifted >= 10 ? 1 : 0)
    let era = floored(year, 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * shifted + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = floored(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}
