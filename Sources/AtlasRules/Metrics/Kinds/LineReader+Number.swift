import AtlasCore

/// What a number states, by its unit first and the words around it second.
extension LineReader {
  mutating func readNumber(at index: Int) -> Int {
    if let end = readDate(at: index) { return end }
    if let end = readSlashList(at: index) { return end }
    if let end = readCountedInstance(at: index) { return end }
    guard var measure = measure(at: index) else { return readFraction(at: index) ?? (index + 1) }
    lookAround(measure)
    if readAffected(&measure) { return measure.end }
    if readLost(&measure) { return measure.end }
    let isRead =
      switch measure.unit.dimension {
      case .time: readTime(measure)
      case .bytes: readBytes(measure)
      case .bits: false
      case .bandwidth: readRate(measure, .bandwidth, "bit/s")
      case .flow: readFlow(measure)
      case .percent: readPercentage(&measure)
      case .money: readMoney(measure)
      case .users, .count: readPopulation(measure)
      case .nines: readNines(measure)
      case .none: readBare(measure)
      }
    if !isRead { claim(measure.first, measure.end) }
    return measure.end
  }

  /// A stretch from the first of some tokens to the end of the last.
  func stretch(_ measure: Measure, _ others: Int?...) -> (first: Int, end: Int) {
    var first = measure.opener >= 0 ? measure.opener : startOfPrefix(before: measure.first)
    var end = measure.end
    for case let other? in others {
      first = min(first, other)
      end = max(end, other + 1)
    }
    while end < tokens.count, isSign(end, .close), opensUnclosed(first, end) { end += 1 }
    return (first, end)
  }

  func stretch(_ measure: Measure, _ statistic: Statistic?, _ others: Int?...) -> (first: Int, end: Int) {
    var (first, end) = stretch(measure)
    if let statistic {
      first = min(first, statistic.first)
      end = max(end, statistic.end)
    }
    for case let other? in others {
      first = min(first, other)
      end = max(end, other + 1)
    }
    while end < tokens.count, isSign(end, .close), opensUnclosed(first, end) { end += 1 }
    return (first, end)
  }

  private func opensUnclosed(_ first: Int, _ end: Int) -> Bool {
    var depth = 0
    for index in first..<end {
      if isSign(index, .open) { depth += 1 }
      if isSign(index, .close) { depth -= 1 }
    }
    return depth > 0
  }

  // MARK: Rates of work and bytes

  mutating func readFlow(_ measure: Measure) -> Bool {
    // "503 errors/min" counts answers of status 503.
    if measure.term.isPlain, has(measure.first - 1, .code), measure.term.digits < 600 { return false }
    return readRate(measure, .throughput, "/s")
  }

  mutating func readRate(_ measure: Measure, _ kind: ContentMetric.Kind, _ unit: String) -> Bool {
    let statistic = statistic(measure)
    let (first, end) = stretch(measure, statistic)
    emit(
      Quantity(kind, amount(of: measure), unit: unit, qualifier: statistic?.name ?? ""), from: first, to: end)
    return true
  }

  mutating func readBytes(_ measure: Measure) -> Bool {
    if let lag = leftWord(.lag) ?? rightWord(.lag, within: 2) {
      let (first, end) = stretch(measure, lag)
      emit(Quantity(.lag, amount(of: measure), unit: "B"), from: first, to: end)
      return true
    }
    var role: Int?
    var qualifier = ""
    if let word = rightWord([.memory, .disk], within: 2), word <= measure.end + 1 {
      (role, qualifier) = (word, has(word, .memory) ? "memory" : "disk")
    } else if let word = leftWord([.memory, .disk]), isLabelled || word == left.first, !isAmount(word) {
      (role, qualifier) = (word, has(word, .memory) ? "memory" : "disk")
    }
    let statistic = statistic(measure)
    if qualifier.isEmpty { qualifier = statistic?.name ?? "" }
    let (first, end) = stretch(measure, statistic, role)
    emit(Quantity(.storage, amount(of: measure), unit: "B", qualifier: qualifier), from: first, to: end)
    return true
  }

  /// The "volume" of "Data volume: 10PB", which is how much there is and not where it lies.
  private func isAmount(_ word: Int) -> Bool {
    isText(word, "volume") && isWord(word - 1) && !has(word - 1, .disk)
  }

  // MARK: Users and counts

  mutating func readPopulation(_ measure: Measure) -> Bool {
    let noun = measure.unit.noun
    if isOrdinal(measure.term) || isCalendarYear(measure) { return false }
    if measure.term.isPlain, has(measure.first - 1, .code), measure.term.digits >= 100 { return false }
    if let lag = leftWord(.lag), has(noun, .backlogNoun) {
      return emitBacklog(measure, lag)
    }
    if let population = populationOfUsers(measure) {
      let statistic = statistic(measure)
      let (first, end) = stretch(measure, statistic)
      let qualifier = population.isEmpty ? statistic?.name ?? "" : population
      emit(
        Quantity(.users, amount(of: measure), unit: "users", qualifier: qualifier, name: lowercased(noun)),
        from: first,
        to: end)
      return true
    }
    let statistic = statistic(measure)
    let (first, end) = stretch(measure, statistic)
    emit(
      Quantity(
        .count, amount(of: measure), unit: "1", qualifier: statistic?.name ?? "", name: lowercased(noun)),
      from: first, to: end)
    return true
  }

  /// Nil where the measure counts no users; else which of them: DAU, MAU, concurrent, or all.
  private func populationOfUsers(_ measure: Measure) -> String? {
    guard measure.unit.dimension == .users else { return nil }
    let noun = measure.unit.noun
    if !name(noun).isEmpty, has(noun, .population) { return name(noun) }
    var isActive = false
    var period = Period.none
    for index in measure.first..<noun {
      if isText(index, "active") { isActive = true }
      if has(index, .period) { period = entry(index).period }
      if isText(index, "concurrent") { return "concurrent" }
    }
    if isActive, period == .none, isSign(noun + 1, .slash) || isText(noun + 1, "per"), has(noun + 2, .time) {
      // "3M active users/day"
      period = entry(noun + 2).period
    }
    return isActive ? LineReader.activeUsers(period) ?? "" : ""
  }

  private static func activeUsers(_ period: Period) -> String? {
    switch period {
    case .day: "DAU"
    case .week: "WAU"
    case .month: "MAU"
    case .none, .second, .minute, .hour, .quarter, .year: nil
    }
  }

  /// A year before a noun is no number of them: "by 2023 users wanted".
  private func isCalendarYear(_ measure: Measure) -> Bool {
    measure.term.isPlain && (2005...2035).contains(Int(measure.term.digits)) && length(measure.first) == 4
      && Int(measure.term.digits) % 50 != 0
  }

  mutating func emitBacklog(_ measure: Measure, _ lag: Int) -> Bool {
    let (first, end) = stretch(measure, startOfPhrase(lag))
    emit(Quantity(.lag, amount(of: measure), unit: "1"), from: first, to: max(end, lag + 1))
    return true
  }

  // MARK: Numbers whose label names what they count

  /// `QPS: 50K`, `Requests per second: 10K`, `Users: 300M`, `Brokers: 30`, `Hit ratio: 0.95`, `RPO: 0`.
  private mutating func readBare(_ measure: Measure) -> Bool {
    if let lag = leftWord(.lag), let noun = right.first, has(noun, .backlogNoun) {
      var measure = measure
      measure.end = noun + 1
      return emitBacklog(measure, lag)
    }
    if right.count > 1, has(right[0], .backlogNoun), has(right[1], .lag), right[1] == right[0] + 1 {
      // "2.5M message lag"
      return emitBacklog(measure, right[1])
    }
    if measure.term.hasScale, isText(measure.end, "concurrent"), endsPhrase(measure.end + 1) {
      let statistic = statistic(measure)
      let (first, end) = stretch(measure, statistic)
      emit(
        Quantity(.users, amount(of: measure), unit: "users", qualifier: "concurrent", name: "users"),
        from: first,
        to: max(end, measure.end + 1))
      return true
    }
    if readUnlabelledRatio(measure) { return true }
    guard isLabelled || has(left.first ?? -1, [.flowUnit, .population]), let last = left.first else {
      return false
    }
    guard
      endsPhrase(measure.end) || has(measure.end, [.statistic, .stop, .population]) || context == .tableRow
        || (isLabelled && has(last, .flowUnit))
    else {
      return false
    }
    if has(last, .flowUnit), !isGlued(last) || !isWord(last - 1) {
      return emitLabelledFlow(measure, label: last, seconds: entry(last).numerator)
    }
    if let seconds = labelledSeconds(last) { return emitLabelledFlow(measure, label: last, seconds: seconds) }
    if let word = leftWord(.recovery), measure.low == 0, ["rpo", "rto"].contains(name(word)) {
      let (first, end) = stretch(measure, word)
      emit(
        Quantity(.recovery, amount(of: measure), unit: "s", qualifier: name(word)), from: first, to: end
      )
      return true
    }
    if has(last, .rate), let outcome = leftWord(.outcome) { return emitRatio(measure, outcome) }
    return readLabelledPopulation(measure, last)
  }

  private mutating func emitLabelledFlow(_ measure: Measure, label: Int, seconds: Double) -> Bool {
    var unit = Unit(.flow, end: measure.end)
    unit.denominator = seconds
    if has(label, .flowUnit) { unit.exponent = entry(label).exponent }
    var rated = measure
    rated.low = measure.low / seconds * (unit.exponent == 3 ? 1e3 : unit.exponent == 6 ? 1e6 : 1)
    rated.high = measure.high / seconds * (unit.exponent == 3 ? 1e3 : unit.exponent == 6 ? 1e6 : 1)
    let statistic = statistic(measure)
    let (first, end) = stretch(rated, statistic, has(label, .time) ? label - 2 : label)
    emit(
      Quantity(.throughput, amount(of: rated), unit: "/s", qualifier: statistic?.name ?? ""), from: first,
      to: end)
    return true
  }

  /// The seconds of a label such as "Requests/sec" or "Messages per minute".
  private func labelledSeconds(_ last: Int) -> Double? {
    guard has(last, .time), isSign(last - 1, .slash) || isText(last - 1, "per"),
      has(last - 2, [.flowNoun, .userNoun]) || isPlural(last - 2)
    else { return nil }
    return entry(last).numerator
  }

  /// "hit rate 0.93": without a colon only a fraction is one, "error rate 5" may be anything.
  private mutating func readUnlabelledRatio(_ measure: Measure) -> Bool {
    guard !isLabelled, let rate = left.first(where: { !has($0, .filler) }), has(rate, .rate),
      has(rate - 1, .outcome), measure.term.decimals > 0, !measure.term.hasScale,
      measure.low > 0, measure.low < 1, measure.high < 1,
      endsPhrase(measure.end) || has(measure.end, .stop)
    else { return false }
    return emitRatio(measure, startOfOutcome(rate - 1))
  }

  private mutating func emitRatio(_ measure: Measure, _ outcome: Int) -> Bool {
    guard measure.low >= 0, measure.low <= 100, !measure.term.hasScale else { return false }
    var share = measure
    if measure.low > 1 {
      share.low = measure.low / 100
      share.high = measure.high / 100
    }
    let (first, end) = stretch(share, outcome)
    emit(Quantity(.rate, amount(of: share), unit: "1"), from: first, to: end)
    return true
  }

  private mutating func readLabelledPopulation(_ measure: Measure, _ last: Int) -> Bool {
    guard isLabelled || has(last, .population), !(isGlued(last) && isWord(last - 1)) else { return false }
    let isUsers = has(last, .userNoun) && (!has(last, .singular) || has(last, .population))
    let isConcurrent = isText(last, "concurrent") && isLabelled
    // "Monthly active: 30M"
    let isActive =
      isLabelled && (isText(last, "active") || isText(last, "actives")) && has(last - 1, .period)
    let isCount = has(last, .countNoun) && !has(last, .singular) && isLabelled
    guard isUsers || isConcurrent || isActive || isCount, !isRatio(measure.first) else { return false }
    guard isUsers || isConcurrent || isActive || !isSign(measure.end, .slash) else { return false }
    let firstLabel = left.last(where: { has($0, [.population, .period, .statistic]) || $0 == last }) ?? last
    let (first, end) = stretch(measure, last, firstLabel)
    if isCount, !isUsers, !isActive {
      emit(Quantity(.count, amount(of: measure), unit: "1", name: lowercased(last)), from: first, to: end)
    } else {
      var qualifier = has(last, .population) ? name(last) : ""
      if left.contains(where: { isText($0, "concurrent") }) { qualifier = "concurrent" }
      if let period = left.first(where: { has($0, .period) }),
        isActive || left.contains(where: { isText($0, "active") })
      {
        qualifier = LineReader.activeUsers(entry(period).period) ?? qualifier
      }
      emit(
        Quantity(
          .users, amount(of: measure), unit: "users", qualifier: qualifier,
          name: has(last, .userNoun) ? lowercased(last) : "users"), from: first, to: end)
    }
    return true
  }
}
