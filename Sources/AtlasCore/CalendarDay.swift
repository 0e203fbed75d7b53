/// A day of the calendar, without a time zone. What depends on the day takes one as a value: nothing asks the clock.
package struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since the 1st of January 1970.
  package let number: Int

  /// The years in which days are told.
  private static let years = 1...9999

  /// Nil for what is no day, such as the 30th of February.
  package init?(year: Int, month: Int, day: Int) {
    guard Self.years.contains(year), 1...12 ~= month, day >= 1,
      day <= Self.first(ofMonth: month, year: year).distance(to: Self.first(ofMonth: month + 1, year: year))
    else { return nil }
    number = Self.first(ofMonth: month, year: year) + day - 1
  }

  /// `2026-03-01`, and nothing else.
  package init?(_ text: some Collection<UInt8>) {
    let bytes = Array(text)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
      let day = Self.digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The day of a moment in UTC; nil before 1970 and after the year 9999.
  package init?(secondsSince1970 seconds: Int) {
    let end = Self.first(ofMonth: 13, year: Self.years.upperBound)
    guard seconds >= 0, seconds / Self.secondsPerDay < end else { return nil }
    number = seconds / Self.secondsPerDay
  }

  private init(number: Int) { self.number = number }

  /// Before every day that is told.
  package static let distantPast = CalendarDay(number: first(ofMonth: 1, year: years.lowerBound) - 1)

  private static let secondsPerDay = 86_400

  package static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

  /// The last day of a year, quarter or month as sources are dated: `2022`, `2022-Q4`, `2022-11`, `2022-11-30`. Nil for
  /// anything else.
  package init?(lastOf period: String) {
    let bytes = Array(period.utf8)
    guard bytes.count >= 4, let year = Self.digits(bytes[0..<4]), Self.years.contains(year) else {
      return nil
    }
    let next: Int
    switch bytes.count {
    case 4: next = 13
    case 7 where bytes[4] == UInt8(ascii: "-"):
      if bytes[5] == UInt8(ascii: "Q"), let quarter = Self.digits(bytes[6..<7]), 1...4 ~= quarter {
        next = quarter * 3 + 1
      } else if let month = Self.digits(bytes[5..<7]), 1...12 ~= month {
        next = month + 1
      } else {
        return nil
      }
    default:
      self.init(bytes)
      return
    }
    self.init(number: Self.first(ofMonth: next, year: year) - 1)
  }

  /// The same day of a later month, or its last one where it has fewer days.
  package func adding(months: Int) -> CalendarDay {
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + months
    let first = Self.first(ofMonth: index % 12 + 1, year: index / 12)
    let next = Self.first(ofMonth: index % 12 + 2, year: index / 12)
    return CalendarDay(number: min(first + day - 1, next - 1))
  }

  // MARK: the calendar

  private static func digits(_ text: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for byte in text {
      guard byte &- UInt8(ascii: "0") < 10 else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// Days from 1970 to the first of a month; the 13th month is the next January. Years are counted from March on, so that
  /// the day of a leap year is their last.
  private static func first(ofMonth month: Int, year: Int) -> Int {
    let year = (month - 1) / 12 + year - ((month - 1) % 12 < 2 ? 1 : 0)
    let shifted = ((month - 1) % 12 + 10) % 12
    return year * 365 + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 - 719_468
  }

  private var parts: (year: Int, month: Int, day: Int) {
    var year = 1 + (number - Self.first(ofMonth: 1, year: 1)) / 366
    while Self.first(ofMonth: 13, year: year) <= number { year += 1 }
    var month = 1
    while Self.first(ofMonth: month + 1, year: year) <= number { month += 1 }
    return (year, month, number - Self.first(ofMonth: month, year: year) + 1)
  }
}

extension CalendarDay: CustomStringConvertible {
  package var description: String {
    let (year, month, day) = parts
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

extension CalendarDay {
  package func encode(to writer: inout ByteWriter) { writer.write(signed: number) }

  package init(from reader: inout ByteReader) throws(ByteCodingError) {
    let number = try reader.signed()
    guard number >= Self.first(ofMonth: 1, year: Self.years.lowerBound),
      number < Self.first(ofMonth: 13, year: Self.years.upperBound)
    else { throw ByteCodingError() }
    self.init(number: number)
  }
}
