import AtlasCore
import AtlasSystem

extension Console {
  /// The day as of which findings are told: the one that was typed, or that of SOURCE_DATE_EPOCH. Nil where neither says
  /// one; the clock is never asked.
  func asOf(_ typed: CalendarDay?) throws(CommandError) -> CalendarDay? {
    if let typed { return typed }
    let name = EnvironmentVariable.sourceDateEpoch.rawValue
    guard let value = ProcessEnvironment.text(name), !value.isEmpty else { return nil }
    guard value.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 }), let seconds = Int(value),
      let day = CalendarDay(secondsSince1970: seconds)
    else {
      throw CommandError(
        .usage,
        "\(name) is \"\(ByteText.display(Array(value.utf8)))\", which is no number of seconds since 1970",
        help: "set it to what date +%s prints, unset it, or name the day with --as-of")
    }
    return day
  }
}
