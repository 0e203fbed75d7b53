/// Money: the currency, the period it is for, what one of it buys.
extension LineReader {
  /// What follows an amount of money: `/month`, `per user`, `annually`, `USD/hour`.
  func moneyUnit(at index: Int, _ sign: Token.Sign) -> Unit {
    var unit = Unit(.money, end: index)
    switch sign {
    case .dollar, .none: unit.currency = .usd
    case .euro: unit.currency = .eur
    case .pound: unit.currency = .gbp
    case .yen: unit.currency = .jpy
    case .rupee: unit.currency = .inr
    case .cent:
      unit.currency = .usd
      unit.exponent = -2
    default: break
    }
    if has(index, .currency), !tokens[index].isClaimed, !isGlued(index) || sign == .none {
      let currency = entry(index).currency
      if currency == .cents {
        if sign != .none { return unit }
        unit.exponent = -2
      } else {
        unit.currency = currency
      }
      unit.end = index + 1
    }
    if isSign(unit.end, .plus), isGlued(unit.end) { unit.end += 1 }
    while readDenominator(&unit) {}
    return unit
  }

  private func readDenominator(_ unit: inout Unit) -> Bool {
    let index = unit.end
    guard index < tokens.count, !tokens[index].isClaimed else { return false }
    if isSign(index, .slash) { return readBuys(at: index + 1, isSlash: true, &unit) }
    if has(index, .period), unit.period == .none {
      unit.period = entry(index).period
      unit.end = index + 1
      return true
    }
    if readPeriodBehindParticiple(&unit) { return true }
    guard has(index, .per), !isGlued(index) else { return false }
    if isText(index, "per") { return readBuys(at: index + 1, isSlash: false, &unit) }
    // "a month", "each year", "every day"
    guard isWord(index + 1), has(index + 1, .time), length(index + 1) > 2 else { return false }
    return readBuys(at: index + 1, isSlash: false, &unit)
  }

  /// The month of "per GB stored per month"; what was done with the gigabyte is passed over.
  private func readPeriodBehindParticiple(_ unit: inout Unit) -> Bool {
    let index = unit.end
    guard unit.period == .none, let noun = unit.per.last, isWord(index), !isGlued(index),
      endsNoun(noun, index),
      isText(index + 1, "per") || isSign(index + 1, .slash), has(index + 2, .time),
      entry(index + 2).period != .none
    else { return false }
    unit.period = entry(index + 2).period
    unit.end = index + 3
    return true
  }

  /// Whether a noun that money buys ends before a word: "per GB egress", "per order delivered".
  func endsNoun(_ noun: Int, _ next: Int) -> Bool {
    has(noun, .bytes) || isParticiple(next) || LineReader.participles.contains { isText(next, $0) }
  }

  private static let participles: [StaticString] = [
    "sent", "sold", "used", "kept", "made", "shown", "written",
  ]

  /// What the money is for, behind `/` or `per`: a time, or one or two words.
  private func readBuys(at index: Int, isSlash: Bool, _ unit: inout Unit) -> Bool {
    guard index < tokens.count, !tokens[index].isClaimed else { return false }
    if isWord(index), has(index, .time), entry(index).period != .none {
      guard unit.period == .none else { return false }
      unit.period = entry(index).period
      unit.end = index + 1
      return true
    }
    guard unit.per.isEmpty else { return false }
    var start = index
    var end = index
    if isNumber(end) {
      // "$10/1M events", "$0.20 per 1,000 requests"
      end += 1
      if isWord(end), isGlued(end), length(end) == 1 { end += 1 }
      if has(end, .scale), length(end) > 2 { end += 1 }
    } else if has(end, .scale), length(end) > 2 {
      end += 1
    }
    if !isSlash, has(end, [.period, .population]) {
      // "per monthly active user"
      var noun = end
      while has(noun, [.period, .population]), !has(noun, .userNoun), noun < end + 3 { noun += 1 }
      if has(noun, .userNoun) { (start, end) = (noun, noun) }
    }
    let firstNoun = end
    while isWord(end), end - firstNoun < (isSlash ? 1 : 2), !tokens[end].isClaimed,
      !has(end, .stop) || end == firstNoun,
      !has(end, .period)
    {
      if end > firstNoun, !continuesNoun(end) { break }
      end += 1
      if isSign(end, .hyphen), isGlued(end), isGlued(end + 1), isWord(end + 1) { end += 2 }
    }
    guard end > index, end > firstNoun || isNumber(index) || has(index, .scale) else { return false }
    unit.per = start..<end
    unit.end = end
    return true
  }

  /// The second word of "per power user", not that of "per order at peak".
  private func continuesNoun(_ index: Int) -> Bool {
    !isGlued(index) && !endsNoun(index - 1, index)
      && (has(index, [.userNoun, .countNoun, .flowNoun, .bytes]) || has(index - 1, .scale)
        || has(index - 1, .population) || endsPhrase(index + 1))
      && !has(index, [.saving, .statistic, .cost, .loss, .revenue, .filler])
  }

  /// The words of a denominator, in lower case but for abbreviations.
  func denominatorText(_ range: Range<Int>) -> String {
    guard let first = range.first else { return "" }
    if range.count == 1, has(first, .bytes) { return text(first) }
    if isNumber(first) { return text(from: first, to: range.upperBound) }
    var words: [String] = []
    for index in range where isWord(index) {
      words.append(isCapital(index) && hasCapitalsOnly(index) ? text(index) : lowercased(index))
    }
    return words.joined(separator: " ")
  }

  private func hasCapitalsOnly(_ index: Int) -> Bool {
    for offset in Int(tokens[index].start)..<Int(tokens[index].end) where bytes[offset] >= UInt8(ascii: "a") {
      return false
    }
    return true
  }
}
