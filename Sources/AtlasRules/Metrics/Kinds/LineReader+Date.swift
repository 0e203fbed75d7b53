import AtlasCore

/// Dates and times of day, written in many ways and reported in ISO form.
extension LineReader {
  // MARK: Beginning with a number

  /// `2022-11-30`, `2023-03-15T06:00Z`, `2022-2023`, `2020-Q1`, `15 Jan 2024`, `14:23 UTC`, `1/15/2024`
  mutating func readDate(at index: Int) -> Int? {
    guard isNumber(index), tokens[index].decimals == 0, !isBoundToWord(index) else { return nil }
    if length(index) == 4, let year = plainNumber(index, digits: 4...4), isYear(year) {
      return readYear(year, at: index)
    }
    guard length(index) <= 2 else { return nil }
    if let end = readNumberedPart(at: index) { return end }
    if let clock = clock(at: index) { return emitClock(clock, from: index) }
    return readOpenClock(at: index) ?? readDayFirst(at: index) ?? readHour(at: index)
  }

  /// `1H 2023`, `3Q 2023`, `2H23`
  private mutating func readNumberedPart(at index: Int) -> Int? {
    guard let number = plainNumber(index, digits: 1...1), isWord(index + 1), isGlued(index + 1) else {
      return nil
    }
    let letter = firstByte(index + 1)
    guard
      letter == UInt8(ascii: "H") && (1...2).contains(number)
        || letter == UInt8(ascii: "Q") && (1...4).contains(number)
    else { return nil }
    let part = "\(letter == UInt8(ascii: "H") ? "H" : "Q")\(number)"
    if length(index + 1) == 1, let year = plainNumber(index + 2, digits: 4...4), isYear(year) {
      return emitDate("\(year)-\(part)", from: index, to: index + 3)
    }
    guard length(index + 1) == 3 else { return nil }
    let start = Int(tokens[index + 1].start)
    let (tens, ones) = (bytes[start + 1] &- UInt8(ascii: "0"), bytes[start + 2] &- UInt8(ascii: "0"))
    guard tens < 6, ones < 10 else { return nil }
    return emitDate("20\(tens)\(ones)-\(part)", from: index, to: index + 2)
  }

  private func isBoundToWord(_ index: Int) -> Bool {
    guard isGlued(index), index > 0 else { return false }
    if isSign(index - 1, .hyphen) {
      return isGlued(index - 1) && !isText(index - 2, "early") && !isText(index - 2, "mid")
    }
    return tokens[index - 1].kind != .sign || tokens[index - 1].sign == .slash
  }

  private mutating func readYear(_ year: Int, at index: Int) -> Int? {
    let next = index + 1
    if let quarter = quarter(next + (isSign(next, .hyphen) && isGlued(next) ? 1 : 0)) {
      let end = next + (isSign(next, .hyphen) ? 2 : 1)
      if let last = laterPart(than: quarter, at: end) {
        return emitDate("\(year)-\(quarter)/\(year)-\(last)", from: index, to: end + 2)
      }
      return emitDate("\(year)-\(quarter)", from: index, to: end)
    }
    guard next < tokens.count else { return nil }
    if isSign(next, .hyphen) || isSign(next, .slash), isGlued(next), isGlued(next + 1),
      let month = plainNumber(next + 1, digits: 1...2), (1...12).contains(month)
    {
      return readCalendar(year, month, monthAt: next + 1, from: index)
    }
    if isSign(next, .hyphen), isGlued(next) == isGlued(next + 1) || has(next + 1, .to) {
      if let last = plainNumber(next + 1, digits: 4...4), isYear(last), last > year, endsNumber(next + 2) {
        return emitDate("\(year)/\(last)", from: index, to: next + 2)
      }
      if isText(next + 1, "present") || isText(next + 1, "now") || isText(next + 1, "today")
        || isText(next + 1, "ongoing") || isText(next + 1, "current")
      {
        return emitDate("\(year)/..", from: index, to: next + 2)
      }
    }
    return nil
  }

  /// Whether the digits before are a number by themselves.
  private func endsNumber(_ index: Int) -> Bool {
    guard isGlued(index) else { return true }
    return tokens[index].kind == .sign && tokens[index].sign != .percent
  }

  private mutating func readCalendar(_ year: Int, _ month: Int, monthAt: Int, from first: Int) -> Int? {
    let separator = tokens[monthAt - 1].sign
    let dayAt = monthAt + 2
    guard isSign(monthAt + 1, separator), isGlued(monthAt + 1), isGlued(dayAt) else {
      guard length(monthAt) == 2, separator == .hyphen, endsNumber(monthAt + 1),
        !isSign(monthAt + 1, .hyphen) || !isGlued(monthAt + 1)
      else { return nil }
      return emitDate("\(year)-\(two(month))", from: first, to: monthAt + 1)
    }
    guard let day = plainNumber(dayAt, digits: 1...2), (1...31).contains(day) else { return nil }
    return finishDay("\(year)-\(two(month))-\(two(day))", from: first, end: dayAt + 1)
  }

  /// A day, and the time of day behind it.
  private mutating func finishDay(_ day: String, from first: Int, end: Int) -> Int {
    if let time = gluedTime(at: end) { return emitDate("\(day)T\(time.text)", from: first, to: time.end) }
    var next = end
    if isSign(next, .comma) || isText(next, "at") || isSign(next, .hyphen) || isText(next, "T") { next += 1 }
    if isNumber(next), let clock = clock(at: next) {
      return emitDate("\(day)T\(clock.text)", from: first, to: clock.end)
    }
    return emitDate(day, from: first, to: end)
  }

  /// The `T06:00:00.000Z` glued to a day.
  private func gluedTime(at index: Int) -> (text: String, end: Int)? {
    guard isWord(index), isGlued(index), firstByte(index) | 0x20 == UInt8(ascii: "t") else { return nil }
    let start = Int(tokens[index].start) + 1
    let limit = Int(tokens[tokens.count - 1].end)
    var offset = start
    while offset < limit {
      let byte = bytes[offset]
      let isPart = byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
      guard isPart || (offset - start > 4 && (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))) else {
        break
      }
      offset += 1
    }
    while offset > start, bytes[offset - 1] &- UInt8(ascii: "0") >= 10 { offset -= 1 }
    var isZulu = false
    if offset < limit, bytes[offset] | 0x20 == UInt8(ascii: "z") {
      offset += 1
      isZulu = true
    }
    guard offset - start >= 2 else { return nil }
    var end = index
    while end < tokens.count, Int(tokens[end].start) < offset { end += 1 }
    let text = String(decoding: bytes[start..<(isZulu ? offset - 1 : offset)], as: UTF8.self)
    return (text + (isZulu ? "Z" : ""), end)
  }

  /// `15 Jan 2024`, `15th January 2024`, `1/15/2024`
  private mutating func readDayFirst(at index: Int) -> Int? {
    guard let first = plainNumber(index, digits: 1...2) else { return nil }
    var next = index + 1
    if isSign(next, .slash), isGlued(next), isGlued(next + 1),
      let second = plainNumber(next + 1, digits: 1...2),
      isSign(next + 2, .slash), let year = plainNumber(next + 3, digits: 4...4), isYear(year)
    {
      let (month, day) = first > 12 ? (second, first) : (first, second)
      guard (1...12).contains(month), (1...31).contains(day) else { return nil }
      return finishDay("\(year)-\(two(month))-\(two(day))", from: index, end: next + 4)
    }
    if isWord(next), isGlued(next), length(next) == 2, isOrdinalSuffix(next) { next += 1 }
    guard has(next, .month), isCapital(next), (1...31).contains(first), !isGlued(next) else { return nil }
    let month = entry(next).number
    var yearAt = next + 1
    if isSign(yearAt, .comma) { yearAt += 1 }
    guard let year = plainNumber(yearAt, digits: 4...4), isYear(year) else { return nil }
    return finishDay("\(year)-\(two(month))-\(two(first))", from: index, end: yearAt + 1)
  }

  /// `15.01.2024`
  mutating func readDottedDate(at index: Int) -> Int? {
    let start = Int(tokens[index].start)
    guard length(index) == 10, bytes[start + 2] == UInt8(ascii: "."), bytes[start + 5] == UInt8(ascii: ".")
    else { return nil }
    var numbers = [0, 0, 0]
    var part = 0
    for offset in start..<(start + 10) {
      if bytes[offset] == UInt8(ascii: ".") {
        part += 1
        guard part < 3 else { return nil }
      } else {
        let digit = bytes[offset] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        numbers[part] = numbers[part] * 10 + Int(digit)
      }
    }
    guard (1...31).contains(numbers[0]), (1...12).contains(numbers[1]), isYear(numbers[2]) else { return nil }
    return finishDay("\(numbers[2])-\(two(numbers[1]))-\(two(numbers[0]))", from: index, end: index + 1)
  }

  // MARK: Beginning with a word

  /// `September 2022`, `March 14, 2023`, `April 4-18, 2022`, `Dec 5`
  mutating func readMonth(at index: Int) -> Int? {
    guard isCapital(index), !isGlued(index) || !isWord(index - 1) else { return nil }
    let month = entry(index).number
    var next = index + 1
    if isJoint(next), has(next + 1, .month), isCapital(next + 1), entry(next + 1).number > month,
      let year = plainNumber(next + 2, digits: 4...4), isYear(year)
    {
      // "Jan-Mar 2023"
      let last = entry(next + 1).number
      return emitDate("\(year)-\(two(month))/\(year)-\(two(last))", from: index, to: next + 3)
    }
    if isSign(next, .stop), isGlued(next) { next += 1 }
    if isSign(next, .hyphen), isGlued(next), isGlued(next + 1), plainNumber(next + 1, digits: 4...4) != nil {
      next += 1
    }
    if let year = plainNumber(next, digits: 4...4), isYear(year) {
      return emitDate("\(year)-\(two(month))", from: index, to: next + 1)
    }
    guard let day = plainNumber(next, digits: 1...2), (1...31).contains(day) else { return nil }
    var end = next + 1
    if isWord(end), isGlued(end) {
      guard isOrdinalSuffix(end) else { return nil }
      end += 1
    }
    var lastDay: Int?
    if isSign(end, .hyphen), let last = plainNumber(end + 1, digits: 1...2), last > day, last <= 31 {
      lastDay = last
      end += 2
    }
    var yearAt = end
    if isSign(yearAt, .comma) { yearAt += 1 }
    if let year = plainNumber(yearAt, digits: 4...4), isYear(year) {
      let name = "\(year)-\(two(month))-\(two(day))"
      if let lastDay {
        return emitDate("\(name)/\(year)-\(two(month))-\(two(lastDay))", from: index, to: yearAt + 1)
      }
      return finishDay(name, from: index, end: yearAt + 1)
    }
    return readDayWithoutYear(month, day, lastDay, from: index, end: end)
  }

  private mutating func readDayWithoutYear(
    _ month: Int, _ day: Int, _ lastDay: Int?, from index: Int, end: Int
  ) -> Int? {
    // "May 5 nodes fail?"
    if isWord(end), has(end, [.time, .countNoun, .userNoun, .bytes, .percent, .flowUnit, .scale, .flowNoun]) {
      return nil
    }
    if isSign(end, .percent) || (isSign(end, .slash) && isGlued(end)) { return nil }
    let name = "--\(two(month))-\(two(day))"
    if let lastDay { return emitDate("\(name)/--\(two(month))-\(two(lastDay))", from: index, to: end) }
    return finishDay(name, from: index, end: end)
  }

  /// `Q2 2024`, `H1 2024`, `FY24`, `FY2024`
  mutating func readQuarter(at index: Int) -> Int? {
    if let quarter = quarter(index) {
      var next = index + 1
      if let last = laterPart(than: quarter, at: next), let year = plainNumber(next + 2, digits: 4...4),
        isYear(year)
      {
        return emitDate("\(year)-\(quarter)/\(year)-\(last)", from: index, to: next + 3)
      }
      if isSign(next, .hyphen), isGlued(next) { next += 1 }
      if isText(next, "fy") { next += 1 }
      if let year = plainNumber(next, digits: 4...4), isYear(year) {
        if isJoint(next + 1), let last = self.quarter(next + 2),
          let lastYear = plainNumber(next + 3, digits: 4...4), isYear(lastYear),
          (year, quarter) < (lastYear, last)
        {
          // "Q4 2022 - Q2 2023"
          return emitDate("\(year)-\(quarter)/\(lastYear)-\(last)", from: index, to: next + 4)
        }
        return emitDate("\(year)-\(quarter)", from: index, to: next + 1)
      }
      if isWord(next), let year = fiscalYear(next) {
        return emitDate("\(year)-\(quarter)", from: index, to: next + 1)
      }
      if let year = plainNumber(next, digits: 2...2), isGlued(next), year < 60 {
        return emitDate("20\(two(year))-\(quarter)", from: index, to: next + 1)
      }
      return nil
    }
    guard let year = fiscalYear(index) else { return nil }
    return emitDate("FY\(year)", from: index, to: index + 1)
  }

  /// The `Q3` of "Q1-Q3", behind the joint that is asked about.
  private func laterPart(than first: String, at joint: Int) -> String? {
    guard isJoint(joint), let last = quarter(joint + 1), last > first,
      last.utf8.first == first.utf8.first
    else { return nil }
    return last
  }

  /// What stands between the ends of a range.
  private func isJoint(_ index: Int) -> Bool {
    isSign(index, .hyphen) || has(index, .to)
  }

  /// `Q1` to `Q4`, `H1` and `H2`.
  func quarter(_ index: Int) -> String? {
    guard isWord(index), length(index) == 2 else { return nil }
    let letter = firstByte(index)
    let digit = bytes[Int(tokens[index].start) + 1]
    if letter == UInt8(ascii: "Q"), (UInt8(ascii: "1")...UInt8(ascii: "4")).contains(digit) {
      return text(index)
    }
    if letter == UInt8(ascii: "H"), (UInt8(ascii: "1")...UInt8(ascii: "2")).contains(digit) {
      return text(index)
    }
    return nil
  }

  /// The year of `FY24` or `FY2024`.
  private func fiscalYear(_ index: Int) -> Int? {
    let count = length(index)
    guard count == 4 || count == 6, isText2(index, "FY") else { return nil }
    var year = 0
    for offset in (Int(tokens[index].start) + 2)..<Int(tokens[index].end) {
      let digit = bytes[offset] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      year = year * 10 + Int(digit)
    }
    return count == 4 ? 2000 + year : isYear(year) ? year : nil
  }

  private func isText2(_ index: Int, _ text: StaticString) -> Bool {
    let start = Int(tokens[index].start)
    return bytes[start] == text.utf8Start[0] && bytes[start + 1] == text.utf8Start[1]
  }

  /// `Mid-2016`, `late 2017`, `early March 2021`
  mutating func readPartOfYear(at index: Int) -> Int? {
    var next = index + 1
    if isSign(next, .hyphen) { next += 1 }
    var month: Int?
    if has(next, .month), isCapital(next) {
      month = entry(next).number
      next += 1
    }
    guard let year = plainNumber(next, digits: 4...4), isYear(year), !isWord(next + 1) || !isGlued(next + 1)
    else { return nil }
    let name = month.map { "\(year)-\(two($0))" } ?? "\(year)"
    emit(Quantity(.date, qualifier: lowercased(index), name: name), from: index, to: next + 1)
    return next + 1
  }

  // MARK: Helpers

  mutating func emitDate(_ name: String, from first: Int, to end: Int) -> Int {
    emit(Quantity(.date, name: name), from: first, to: end)
    return end
  }

  func isOrdinalSuffix(_ index: Int) -> Bool {
    isText(index, "st") || isText(index, "nd") || isText(index, "rd") || isText(index, "th")
  }

  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
