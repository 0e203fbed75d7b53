/// What `new Date(text)` makes of a text in V8: first as an ISO 8601 date, and what is no such date by the loose rules
/// that browsers have always had, in which `Jan 5`, `foo 1` and `1/2/24 3pm` are dates. The local time is taken for UTC.
struct ScriptDate {
  private var tokens: ScriptDateTokens
  private var numbers: [Int] = []
  private var namedMonth: Int?
  private var isISO = false
  private var time: [Int] = []
  private var halfDay: Int?
  private var zoneSign: Int?
  private var zoneHour: Int?
  private var zoneMinute: Int?

  static func parse(_ text: ArraySlice<UInt8>) -> CivilDate? {
    var date = ScriptDate(tokens: ScriptDateTokens(text))
    guard let token = date.readISO(), date.readLoosely(from: token) else { return nil }
    return date.date
  }

  private init(tokens: ScriptDateTokens) { self.tokens = tokens }

  // MARK: ISO 8601

  /// Reads as much of an ISO date as there is and gives the token at which that ended; nil where it cannot be a date.
  private mutating func readISO() -> ScriptDateTokens.Token? {
    switch tokens.peek {
    case .symbol(let sign) where sign == 0x2D || sign == 0x2B:
      let token = tokens.next()
      guard case .number(let year, length: 6) = tokens.peek else { return token }
      _ = tokens.next()
      if sign == 0x2D, year == 0 { return token }
      numbers.append(sign == 0x2D ? -year : year)
    case .number(let year, length: 4):
      _ = tokens.next()
      numbers.append(year)
    default: return tokens.next()
    }
    if tokens.skip(0x2D) {
      guard case .number(1...12, length: 2) = tokens.peek else { return tokens.next() }
      readNumber()
      if tokens.skip(0x2D) {
        guard case .number(1...31, length: 2) = tokens.peek else { return tokens.next() }
        readNumber()
      }
    }
    if tokens.peek == .timeMark {
      _ = tokens.next()
      guard readISOTime(), tokens.peek == .end else { return nil }
    } else if tokens.peek != .end {
      return tokens.next()
    }
    isISO = true
    return .end
  }

  private mutating func readNumber() {
    if case .number(let value, _) = tokens.next() { numbers.append(value) }
  }

  private mutating func readISOTime() -> Bool {
    guard let hour = takeTwoDigits(upTo: 24), tokens.skip(0x3A),
      let minute = takeTwoDigits(upTo: hour == 24 ? 0 : 59)
    else { return false }
    time = [hour, minute]
    if tokens.skip(0x3A) {
      guard let second = takeTwoDigits(upTo: hour == 24 ? 0 : 59) else { return false }
      time.append(second)
      if tokens.skip(0x2E) {
        guard case .number(let value, let length) = tokens.peek, hour < 24 || value == 0 else { return false }
        _ = tokens.next()
        time.append(ScriptDate.milliseconds(value, length))
      }
    }
    if case .zone(_, isZ: true) = tokens.peek {
      _ = tokens.next()
      setZone(0)
      return true
    }
    guard case .symbol(let sign) = tokens.peek, sign == 0x2B || sign == 0x2D else { return true }
    _ = tokens.next()
    zoneSign = sign == 0x2D ? -1 : 1
    if case .number(let value, length: 4) = tokens.peek {
      _ = tokens.next()
      (zoneHour, zoneMinute) = (value / 100, value % 100)
      return value / 100 < 24 && value % 100 < 60
    }
    zoneHour = takeTwoDigits(upTo: 23)
    guard zoneHour != nil, tokens.skip(0x3A) else { return false }
    zoneMinute = takeTwoDigits(upTo: 59)
    return zoneMinute != nil
  }

  private mutating func takeTwoDigits(upTo limit: Int) -> Int? {
    guard case .number(let value, length: 2) = tokens.peek, value <= limit else { return nil }
    _ = tokens.next()
    return value
  }

  // MARK: The loose rules

  private mutating func readLoosely(from first: ScriptDateTokens.Token) -> Bool {
    var hasNumber = !numbers.isEmpty
    var token = first
    while true {
      switch token {
      case .end: return true
      case .number(let value, _):
        hasNumber = true
        guard readLooseNumber(value) else { return false }
      case .halfDay(let offset) where !time.isEmpty:
        halfDay = offset
      case .month(let month):
        namedMonth = month
        _ = tokens.skip(0x2D)
      case .zone(let hours, _) where hasNumber:
        setZone(hours)
      case .halfDay, .zone, .timeMark, .word:
        // Words that mean nothing may stand before the first number, but not touch it.
        if hasNumber { return false }
        if case .number = tokens.peek { return false }
      case .symbol(let sign) where (sign == 0x2B || sign == 0x2D) && (isUTC || !time.isEmpty):
        hasNumber = true
        guard readOffset(sign) else { return false }
      case .symbol(let symbol):
        if hasNumber, symbol == 0x2B || symbol == 0x2D || symbol == 0x29 { return false }
      case .whitespace, .other: break
      }
      token = tokens.next()
    }
  }

  private mutating func readLooseNumber(_ value: Int) -> Bool {
    if tokens.skip(0x3A) {
      if tokens.skip(0x3A) {
        guard time.isEmpty else { return false }
        time = [value, 0]
        return true
      }
      guard addTime(value) else { return false }
      _ = tokens.skip(0x2E)
      return true
    }
    if tokens.skip(0x2E), expectsTime(value) {
      time.append(value)
      guard case .number(let fraction, let length) = tokens.next() else { return false }
      finishTime(ScriptDate.milliseconds(fraction, length))
      return true
    }
    if zoneHour != nil, zoneMinute == nil, value < 60 {
      zoneMinute = value
      return true
    }
    if expectsTime(value) {
      finishTime(value)
      switch tokens.peek {
      case .end, .whitespace, .zone(_, isZ: true), .symbol(0x2B), .symbol(0x2D): return true
      default: return false
      }
    }
    guard numbers.count < 3 else { return false }
    numbers.append(value)
    _ = tokens.skip(0x2D)
    return true
  }

  private mutating func readOffset(_ sign: UInt8) -> Bool {
    zoneSign = sign == 0x2D ? -1 : 1
    var value = 0
    var length = 0
    if case .number(let number, let count) = tokens.peek {
      _ = tokens.next()
      (value, length) = (number, count)
    }
    if tokens.peek == .symbol(0x3A) {
      (zoneHour, zoneMinute) = (value, nil)
    } else if length == 1 || length == 2 {
      (zoneHour, zoneMinute) = (value, 0)
    } else if length == 3 || length == 4 {
      (zoneHour, zoneMinute) = (value / 100, value % 100)
    } else {
      return false
    }
    return true
  }

  private func expectsTime(_ value: Int) -> Bool {
    switch time.count {
    case 1, 2: value < 60
    case 3: value < 1000
    default: false
    }
  }

  private mutating func addTime(_ value: Int) -> Bool {
    guard time.count < 4 else { return false }
    time.append(value)
    return true
  }

  private mutating func finishTime(_ value: Int) {
    time.append(value)
    while time.count < 4 { time.append(0) }
  }

  private var isUTC: Bool { zoneHour == 0 && zoneMinute == 0 }

  private mutating func setZone(_ hours: Int) {
    (zoneSign, zoneHour, zoneMinute) = (hours < 0 ? -1 : 1, abs(hours), 0)
  }

  private static func milliseconds(_ value: Int, _ length: Int) -> Int {
    switch length {
    case 1: return value * 100
    case 2: return value * 10
    case 3: return value
    default:
      var value = value
      for _ in 0..<(min(length, 9) - 3) { value /= 10 }
      return value
    }
  }

  // MARK: The date

  private var date: CivilDate? {
    guard let (year, month, day) = calendarDay else { return nil }
    var clock = time + Array(repeating: 0, count: max(0, 4 - time.count))
    if let halfDay {
      guard clock[0] <= 12 else { return nil }
      clock[0] = clock[0] % 12 + halfDay
    }
    guard clock[0] < 24 && clock[1] < 60 && clock[2] < 60 && clock[3] < 1000 || clock == [24, 0, 0, 0] else {
      return nil
    }
    let local = CivilDate(
      year: year, month: month, day: day, hour: clock[0], minute: clock[1], second: clock[2],
      millisecond: clock[3])
    guard let zoneSign, let local else { return local }
    let offset = ((zoneHour ?? 0) * 60 + (zoneMinute ?? 0)) * 60
    guard offset < 1 << 31 else { return nil }
    return CivilDate(milliseconds: local.milliseconds - zoneSign * offset * 1000)
  }

  private var calendarDay: (year: Int, month: Int, day: Int)? {
    guard !numbers.isEmpty else { return nil }
    let given = numbers + Array(repeating: 1, count: 3 - numbers.count)
    var (year, month, day): (Int, Int, Int)
    if let namedMonth {
      month = namedMonth
      (year, day) = 1...31 ~= given[0] ? (given[1], given[0]) : (given[0], given[1])
    } else if isISO || !(1...31 ~= given[0]) {
      (year, month, day) = (given[0], given[1], given[2])
    } else {
      (month, day, year) = (given[0], given[1], given[2])
    }
    if !isISO {
      if 0...49 ~= year { year += 2000 } else if 50...99 ~= year { year += 1900 }
    }
    guard 1...12 ~= month, 1...31 ~= day else { return nil }
    return (year, month, day)
  }
}
