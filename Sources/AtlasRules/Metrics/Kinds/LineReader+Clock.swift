import AtlasCore

/// Times of day, with the offset of their zone, and times relative to the moment everything is told by.
extension LineReader {
  struct Clock {
    /// The ISO form, with the offset where the zone is known.
    var text: String
    var end: Int
    var hasZone: Bool
    var isAfternoon: Bool
  }

  func isClock(_ index: Int) -> Bool { isNumber(index) && clock(at: index) != nil }

  /// `14:23`, `14:23:15 UTC`, `1:30 AM`, `09:37 PST`. `2:1` is a ratio.
  func clock(at index: Int) -> Clock? {
    guard let hour = plainNumber(index, digits: 1...2), isSign(index + 1, .colon), isGlued(index + 1),
      isGlued(index + 2), length(index + 2) == 2, isNumber(index + 2)
    else { return nil }
    if isGlued(index), index > 0, tokens[index - 1].sign == .colon || tokens[index - 1].kind != .sign {
      return nil
    }
    let minute = Int(tokens[index + 2].digits)
    guard tokens[index + 2].decimals == 0, hour < 24, minute < 60 else { return nil }
    var end = index + 3
    var text = ":\(two(minute))"
    if isSign(end, .colon), isGlued(end), isGlued(end + 1), isNumber(end + 1) {
      guard length(end + 1) == 2 || (tokens[end + 1].decimals > 0 && tokens[end + 1].digits >= 0),
        tokens[end + 1].digits < 1e9
      else { return nil }
      text += ":" + self.text(end + 1)
      end += 2
      if isSign(end, .colon), isGlued(end) { return nil }
    }
    let isFull = length(index) == 2 || end > index + 3
    return zoned(hour, text, end, isFull: isFull)
  }

  private func zoned(_ hour: Int, _ rest: String, _ end: Int, isFull: Bool) -> Clock? {
    var hour = hour
    var end = end
    var isComplete = isFull
    if isGlued(end), isWord(end), !has(end, [.halfDay, .zone]) { return nil }
    if has(end, .halfDay) {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (firstByte(end) | 0x20 == UInt8(ascii: "p") ? 12 : 0)
      end += 1
      isComplete = true
    }
    var offset = ""
    var hasZone = false
    if has(end, .zone), isCapital(end) {
      hasZone = true
      isComplete = true
      let minutes = entry(end).number
      end += 1
      if minutes == 0 {
        offset = "Z"
        if isSign(end, .plus) || isSign(end, .hyphen), isGlued(end), isNumber(end + 1),
          tokens[end + 1].digits <= 14
        {
          offset = (isSign(end, .plus) ? "+" : "-") + two(Int(tokens[end + 1].digits)) + ":00"
          end += 2
        }
      } else if minutes != Vocabulary.noOffset {
        offset = (minutes < 0 ? "-" : "+") + two(abs(minutes) / 60) + ":" + two(abs(minutes) % 60)
      }
    }
    guard isComplete else { return nil }
    return Clock(text: two(hour) + rest + offset, end: end, hasZone: hasZone, isAfternoon: hour >= 12)
  }

  /// One time, or from one to another.
  mutating func emitClock(_ clock: Clock, from first: Int) -> Int {
    let joint = clock.end
    if isSign(joint, .hyphen) || has(joint, .to) || isSign(joint, .arrow), isNumber(joint + 1),
      let last = self.clock(at: joint + 1)
    {
      return emitDate("\(clock.text)/\(last.text)", from: first, to: last.end)
    }
    return emitDate(clock.text, from: first, to: clock.end)
  }

  /// `8:15-8:45 PM`: what says the half of the day stands behind the second time and holds for both.
  mutating func readOpenClock(at index: Int) -> Int? {
    guard let hour = plainNumber(index, digits: 1...1), isSign(index + 1, .colon), isGlued(index + 1),
      let minute = plainNumber(index + 2, digits: 2...2), isGlued(index + 2), minute < 60,
      isSign(index + 3, .hyphen) || has(index + 3, .to), isNumber(index + 4), let last = clock(at: index + 4),
      last.end > index + 7
    else { return nil }
    let lastHour = Int(tokens[index + 4].digits) % 12 + (last.isAfternoon ? 12 : 0)
    let first = last.isAfternoon && hour + 12 <= lastHour ? hour + 12 : hour
    return emitDate("\(two(first)):\(two(minute))/\(last.text)", from: index, to: last.end)
  }

  /// `6 PM GMT`: an hour alone is a time only with both.
  mutating func readHour(at index: Int) -> Int? {
    guard let hour = plainNumber(index, digits: 1...2), has(index + 1, .halfDay), has(index + 2, .zone),
      let clock = zoned(hour, ":00", index + 1, isFull: false)
    else { return nil }
    return emitDate(clock.text, from: index, to: clock.end)
  }

  /// `T+5min`, `T-30min`, `T+300s`: seconds from the moment everything is told by.
  mutating func readRelativeTime(at index: Int) -> Int? {
    guard length(index) == 1, firstByte(index) == UInt8(ascii: "T"),
      isSign(index + 1, .plus) || isSign(index + 1, .hyphen),
      isGlued(index + 1), isGlued(index + 2), let measure = measureOfTime(at: index + 2)
    else { return nil }
    let isBefore = isSign(index + 1, .hyphen)
    emit(
      Quantity(
        .date, .value(isBefore ? -measure.low : measure.low), unit: "s",
        name: text(from: index, to: measure.end)),
      from: index, to: measure.end)
    return measure.end
  }

  private func measureOfTime(at index: Int) -> Measure? {
    guard let term = term(at: index, isSecond: true) else { return nil }
    let unit = unit(at: term.end, after: term)
    guard unit.dimension == .time else { return nil }
    return Measure(
      first: index, end: unit.end, shape: .single, low: term.value(unit), high: 0, unit: unit, term: term)
  }
}
