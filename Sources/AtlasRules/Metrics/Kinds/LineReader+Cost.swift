import AtlasCore

/// Money, and what it is: a bill, a saving, a loss.
extension LineReader {
  mutating func readMoney(_ measure: Measure) -> Bool {
    if isPositionalParameter(measure) { return false }
    var measure = measure
    var first = measure.opener >= 0 ? measure.opener : startOfPrefix(before: measure.first)
    var qualifier = ""
    if isText(first - 1, "us"), isGlued(first), tokens[first].sign == .dollar { first -= 1 }
    if isSign(first, .hyphen), first < measure.first {
      measure.low = -measure.low
      measure.high = -measure.high
      qualifier = "saving"
    }
    var end = measure.end
    var unit = measure.unit
    readPurpose(measure, &unit, &qualifier, &first, &end)
    readLabelledPeriod(&unit, &first)
    emit(
      Quantity(
        .cost, amount(of: measure), unit: unit.currency.rawValue, qualifier: qualifier,
        period: unit.period.rawValue, per: denominatorText(unit.per)),
      from: first, to: end)
    return true
  }

  /// `$1` in `awk '{print $1}'` and `WHERE id = $1` is a parameter.
  private func isPositionalParameter(_ measure: Measure) -> Bool {
    guard measure.term.currency == .dollar, measure.term.isPlain, length(measure.term.first + 1) == 1,
      measure.unit.period == .none, measure.unit.per.isEmpty, measure.shape == .single
    else { return false }
    let start = Int(tokens[measure.first].start)
    let before = start > 0 ? bytes[start - 1] : 0x20
    switch before {
    case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "/"),
      UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: ","):
      return true
    default: break
    }
    let index = measure.first - 1
    if isSign(index, .equals) || isSign(index, .open) { return true }
    if isSign(index, .comma), isNumber(index - 1),
      isSign(index - 2, .dollar) || tokens[max(index - 2, 0)].sign == .dollar
    {
      return true
    }
    if isText(index, "print") || isText(index, "limit") || isText(index, "and") || isText(index, "echo") {
      return true
    }
    return tokens.indices.contains { isText($0, "awk") || isText($0, "sed") || isText($0, "values") }
  }

  /// The words beside the amount that say what it is.
  private func readPurpose(
    _ measure: Measure, _ unit: inout Unit, _ qualifier: inout String, _ first: inout Int, _ end: inout Int
  ) {
    for (distance, index) in right.enumerated() where distance < 3 {
      if has(index, .period), unit.period == .none, distance < 2 {
        unit.period = entry(index).period
        end = max(end, index + 1)
        continue
      }
      if has(index, .stop), !isText(index, "in") { break }
      if let name = purpose(index), !isAboutNext(index) {
        if qualifier.isEmpty { qualifier = name }
        end = max(end, index + 1)
        if unit.period == .none, isSign(index + 1, .slash) || isText(index + 1, "per"), has(index + 2, .time),
          entry(index + 2).period != .none
        {
          unit.period = entry(index + 2).period
          end = index + 3
        }
        break
      }
    }
    guard qualifier.isEmpty else { return }
    for index in left {
      guard
        isLabelled || has(index, .filler) || index == left.first || left.count < 3 || purpose(index) != nil
      else { break }
      if let name = purpose(index) {
        qualifier = name
        first = min(first, index)
        return
      }
    }
  }

  private func purpose(_ index: Int) -> String? {
    if has(index, [.loss, .lost]) { return "impact" }
    if has(index, .impact) { return "impact" }
    if has(index, .saving) { return "saving" }
    if has(index, .revenue) { return has(index + 1, [.loss, .lost, .impact]) ? "impact" : "revenue" }
    if isText(index, "damage") || isText(index, "damages") { return "impact" }
    if isText(index, "total") { return "total" }
    return nil
  }

  /// "Monthly cost: $5K", "Cost per request: $0.001"
  private func readLabelledPeriod(_ unit: inout Unit, _ first: inout Int) {
    guard isLabelled else { return }
    if unit.period == .none, let word = left.first(where: { has($0, .period) }),
      !left.contains(where: { has($0, .population) })
    {
      unit.period = entry(word).period
      first = min(first, word)
    }
    guard unit.per.isEmpty, let per = left.first(where: { isText($0, "per") }) else { return }
    var end = per + 1
    while isWord(end), end <= (left.first ?? end), end < per + 4 { end += 1 }
    guard end > per + 1 else { return }
    if has(per + 1, .time), entry(per + 1).period != .none {
      if unit.period == .none { unit.period = entry(per + 1).period }
    } else {
      unit.per = (per + 1)..<end
    }
    first = min(first, has(per - 1, .cost) ? per - 1 : per)
  }

  /// `EUR 5M`, `USD 1,200`
  mutating func readCurrencyCode(at index: Int) -> Int? {
    let currency = entry(index).currency
    guard length(index) == 3, isCapital(index), isNumber(index + 1), !isGlued(index + 1),
      var measure = measure(at: index + 1)
    else { return nil }
    guard measure.unit.dimension == .none else { return nil }
    let term = measure.term
    var unit = moneyUnit(at: term.end, .none)
    unit.currency = currency
    measure.unit = unit
    measure.first = index
    measure.end = unit.end
    lookAround(measure)
    return readMoney(measure) ? measure.end : nil
  }
}
