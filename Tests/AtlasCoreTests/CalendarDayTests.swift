import AtlasCore
import Testing

struct CalendarDayTests {
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(Array(text.utf8))) }

  @Test(arguments: ["1970-01-01", "2000-02-29", "2024-12-31", "0001-01-01", "9999-12-31", "2026-03-01"])
  func aDayReadsBackAsItIsWritten(_ text: String) throws {
    let day = try day(text)
    #expect(day.description == text)
    var writer = ByteWriter()
    day.encode(to: &writer)
    var reader = ByteReader(writer.bytes)
    #expect(try CalendarDay(from: &reader) == day)
  }

  @Test(arguments: [
    "", "2026-3-1", "2026-02-30", "2025-02-29", "1900-02-29", "2026-00-10", "2026-13-01", "2026-01-00",
    "2026-01-32", "0000-01-01", "26-01-01", "2026/01/01", "2026-01-01T00:00", " 2026-01-01", "2026-01-0x",
    "+026-01-01",
  ])
  func whatIsNoDayIsNone(_ text: String) { #expect(CalendarDay(Array(text.utf8)) == nil) }

  @Test func everyDayHasItsNumber() throws {
    var number = try day("1999-12-31").number
    for text in ["2000-01-01", "2000-01-02"] {
      number += 1
      #expect(try day(text).number == number)
    }
    #expect(try day("2001-01-01").number == number - 1 + 366)
    #expect(CalendarDay(secondsSince1970: 86_399)?.description == "1970-01-01")
    #expect(CalendarDay(secondsSince1970: 1_772_323_200)?.description == "2026-03-01")
    #expect(CalendarDay(secondsSince1970: -1) == nil)
    #expect(CalendarDay(secondsSince1970: .max) == nil)
  }

  @Test(arguments: [
    ("2024-01-31", 1, "2024-02-29"), ("2023-12-31", 24, "2025-12-31"), ("2023-12-31", 18, "2025-06-30"),
    ("2024-02-29", 12, "2025-02-28"), ("2024-11-15", 2, "2025-01-15"), ("2024-05-01", 0, "2024-05-01"),
  ])
  func monthsAreAddedByTheCalendar(_ start: String, _ months: Int, _ end: String) throws {
    #expect(try day(start).adding(months: months).description == end)
  }

  @Test(arguments: [
    ("2022", "2022-12-31"), ("2022-Q4", "2022-12-31"), ("2022-Q1", "2022-03-31"), ("2024-02", "2024-02-29"),
    ("2022-11-30", "2022-11-30"),
  ])
  func aPeriodEndsOnItsLastDay(_ period: String, _ last: String) {
    #expect(CalendarDay(lastOf: period)?.description == last)
  }

  @Test(arguments: ["", "22", "2022-", "2022-Q5", "2022-13", "2022-Q", "H1 2022", "2022-1", "2022-11-31"])
  func whatIsNoPeriodHasNoLastDay(_ period: String) { #expect(CalendarDay(lastOf: period) == nil) }

  @Test func damagedDaysAreNotRead() {
    for bytes: [UInt8] in [[], [0xFF], Array(repeating: 0xFF, count: 9) + [1]] {
      #expect(throws: ByteCodingError.self) {
        var reader = ByteReader(bytes)
        _ = try CalendarDay(from: &reader)
      }
    }
  }
}
