import AtlasCore

/// Shares: error, success and hit rates, availability; what is none of them is no metric.
extension LineReader {
  mutating func readPercentage(_ measure: inout Measure) -> Bool {
    if isSigned(measure) { return false }
    if readShareWithinTime(&measure) { return true }
    if let lag = left.first, has(lag, .lag), isLabelled, !isText(right.first ?? -1, "of") {
      let (first, end) = stretch(measure, lag)
      emit(Quantity(.lag, amount(of: measure), unit: "1"), from: first, to: end)
      return true
    }
    if let words = rightRate(measure) ?? leftRate(measure) {
      let statistic = statistic(measure)
      let (first, end) = stretch(measure, words.first, words.last)
      emit(
        Quantity(.rate, amount(of: measure), unit: "1", qualifier: statistic?.name ?? ""), from: first,
        to: end)
      return true
    }
    return false
  }

  /// "+18%" and "-40%" say how much something changed.
  private func isSigned(_ measure: Measure) -> Bool {
    let before = measure.first - 1
    return isGlued(measure.first) && (isSign(before, .plus) || (isSign(before, .hyphen) && !isGlued(before)))
  }

  /// "99% of requests < 200ms": a percentile in other words.
  private mutating func readShareWithinTime(_ measure: inout Measure) -> Bool {
    guard measure.shape == .single, measure.low >= 0.5 else { return false }
    var index = measure.end
    if isText(index, "of") { index += 1 }
    while isWord(index), has(index, .flowNoun), index < measure.end + 4 { index += 1 }
    guard index < tokens.count,
      tokens[index].sign == .less || isText(index, "under") || isText(index, "within")
        || isText(index, "below") || isText(index, "in") || isText(index, "at")
    else { return false }
    while index < tokens.count, tokens[index].sign == .less || has(index, .filler), index < measure.end + 6 {
      index += 1
    }
    guard let time = self.measure(at: index), time.unit.dimension == .time, !time.unit.isLong,
      time.low < 60
    else { return false }
    let (first, _) = stretch(measure)
    emit(
      Quantity(.latency, amount(of: time), unit: "s", qualifier: "p" + text(measure.first)), from: first,
      to: time.end)
    measure.end = time.end
    return true
  }

  // MARK: Behind the number

  func rightRate(_ measure: Measure) -> (first: Int, last: Int)? {
    for (distance, index) in right.enumerated() {
      if distance > 4 { return nil }
      if has(index, .stop), !(isText(index, "of") && distance == 0) { return nil }
      if isText(index, "of") { return failingShare() }
      if has(index, .change) || has(index, .otherRate), !has(index, .outcome) { return nil }
      if has(index, .availability) {
        return isAboutNext(index) ? nil : (index, lastAvailability(index))
      }
      if has(index, .rate) {
        // "50% rate" throttles; a rate says of what.
        return distance == 0 || isAboutNext(index) || has(index + 1, .change) ? nil : (index, index)
      }
      if has(index, .outcome) {
        if has(index + 1, [.rate, .outcome]) { continue }
        if isAboutNext(index) || has(index + 1, .change) { return nil }
        if has(index, .loss) || isText(index, "loss") {
          return isText(index - 1, "packet") ? (index - 1, index) : nil
        }
        guard isPlural(index) || endsPhrase(index + 1) || has(index + 1, [.stop, .statistic]) else {
          return nil
        }
        if has(index, .setting), !isPlural(index) { return nil }
        return (index, index)
      }
      if has(index, [.utilisation, .traffic]), distance == 0, !has(index + 1, [.outcome, .rate]) {
        return failed(from: distance)
      }
    }
    return nil
  }

  /// "99.99% uptime SLA" ends with its last word.
  private func lastAvailability(_ index: Int) -> Int {
    has(index + 1, .availability) ? index + 1 : index
  }

  /// "12% of requests failing": an error rate in other words.
  private func failingShare() -> (first: Int, last: Int)? {
    guard right.count > 1, has(right[1], [.flowNoun, .traffic]) else { return nil }
    return failed(from: 2)
  }

  private func failed(from start: Int) -> (first: Int, last: Int)? {
    for index in right.dropFirst(start).prefix(3) {
      if isText(index, "failed") || isText(index, "failing") || isText(index, "fail")
        || isText(index, "dropped")
        || isText(index, "rejected") || isText(index, "succeed") || isText(index, "succeeded")
        || isText(index, "errored")
      {
        return (index, index)
      }
      if !has(index, .filler) { return nil }
    }
    return nil
  }

  // MARK: Before the number

  private func leftRate(_ measure: Measure) -> (first: Int, last: Int)? {
    if isShareOfSomethingElse() { return nil }
    var rate: Int?
    var unknown = 0
    for index in left {
      if has(index, .otherRate), rate != nil { return nil }
      if isText(index, "budget") || has(index, .impact) { return nil }
      if isText(index, "threshold"), !left.contains(where: { has($0, .rate) }) { return nil }
      if has(index, .availability) { return endsWithRateNoun(measure) ? (index, index) : nil }
      if has(index, .outcome), rate != nil || !isFillerUse(index) {
        if let rate { return (startOfOutcome(index), rate) }
        return isPlainOutcome(index) ? (startOfOutcome(index), index) : nil
      }
      if has(index, .rate) {
        rate = index
        continue
      }
      if has(index, .change), !has(index, .filler) { return nil }
      if rate != nil { return isLabelled || rate == left.first ? (index, rate ?? index) : nil }
      if has(index, .utilisation) { return nil }
      if !has(index, [.filler, .statistic]) { unknown += 1 }
      if unknown > (isLabelled ? 3 : 1) { return nil }
    }
    return nil
  }

  /// "Prevention rate: 75% reduction" is a change, and "Probe failures (40% of cases)" a share of incidents.
  private func isShareOfSomethingElse() -> Bool {
    guard let next = right.first else { return false }
    if !isBracketed, has(next, .change), !has(next, .filler) { return true }
    guard isText(next, "of"), right.count > 1, !has(left.first ?? -1, .rate) else { return false }
    return LineReader.incidentNouns.contains { isText(right[1], $0) }
  }

  private static let incidentNouns: [StaticString] = [
    "cases", "incidents", "outages", "issues", "problems", "tickets",
  ]

  /// "SLA: 20% penalty" is no availability.
  private func endsWithRateNoun(_ measure: Measure) -> Bool {
    guard let next = right.first else { return true }
    return has(next, [.availability, .stop, .filler, .statistic, .flowNoun, .traffic]) || measure.low > 0.9
  }

  /// `hits` is a verb in "CPU hits 90%", and none in "cache hits 97%".
  private func isFillerUse(_ index: Int) -> Bool {
    has(index, .filler) && !isLabelled && !isText(index - 1, "cache")
  }

  /// An outcome that is a rate without the word: "Cache hit: 94%", "errors reached 5%", "packet loss 2%".
  private func isPlainOutcome(_ index: Int) -> Bool {
    if has(index, .loss) { return isText(index - 1, "packet") }
    if has(index, .setting), !isPlural(index) { return false }
    if isText(index, "drop") || isText(index, "drops") || isText(index, "dropped") { return false }
    if isLabelled {
      // "Failed requests: 3%", not "Success criteria: 80%".
      return left.prefix { $0 != index }.allSatisfy { has($0, [.flowNoun, .traffic, .filler, .statistic]) }
    }
    return isPlural(index) || index == left.first
  }

  /// "cache hit", "packet loss": the noun before it belongs to the stretch.
  func startOfOutcome(_ index: Int) -> Int {
    isText(index - 1, "cache") || isText(index - 1, "packet") ? index - 1 : index
  }

  // MARK: Nines

  /// "11 nines", "5-nines of availability"
  mutating func readNines(_ measure: Measure) -> Bool {
    let before = measure.first - 2
    if isSign(before + 1, .open), before >= 0, let last = found.last, last.kind == .rate,
      Int(tokens[before].end) == last.range.end
    {
      // "99.999999999% (11 nines)" says it twice.
      return false
    }
    return emitNines(measure.low, from: startOfPrefix(before: measure.first), to: measure.end)
  }

  /// "five nines"
  mutating func readNines(at index: Int) -> Int? {
    let number = isSign(index - 1, .hyphen) ? index - 2 : index - 1
    guard number >= 0, !tokens[number].isClaimed else { return nil }
    let count: Double
    switch lowercased(number) {
    case "two": count = 2
    case "three": count = 3
    case "four": count = 4
    case "five": count = 5
    case "six": count = 6
    case "seven": count = 7
    case "nine": count = 9
    case "eleven": count = 11
    case "twelve": count = 12
    default: return nil
    }
    return emitNines(count, from: number, to: index + 1) ? index + 1 : nil
  }

  private mutating func emitNines(_ count: Double, from first: Int, to end: Int) -> Bool {
    guard count >= 1, count <= 16, count == count.rounded() else { return false }
    var missing = 1.0
    for _ in 0..<Int(count) { missing *= 10 }
    var last = end
    if isText(last, "of"), has(last + 1, .availability) { last += 1 }
    if has(last, .availability) { last += 1 }
    emit(Quantity(.rate, .value((missing - 1) / missing), unit: "1"), from: first, to: last)
    return true
  }
}
