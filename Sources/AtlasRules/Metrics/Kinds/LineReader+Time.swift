import AtlasCore

/// Times: a latency, a lag, a recovery, or a setting that is none of them.
extension LineReader {
  mutating func readTime(_ measure: Measure) -> Bool {
    if isSetting(measure) { return false }
    let statistic = statistic(measure)
    if let lag = leftWord(.lag) ?? rightWord(.lag) {
      let (first, end) = stretch(measure, statistic, startOfPhrase(lag))
      emit(
        Quantity(.lag, amount(of: measure), unit: "s", qualifier: statistic?.name ?? ""), from: first,
        to: max(end, lag + 1))
      return true
    }
    if let delay = leftWord(.latency), isText(delay, "delay"), isText(delay - 1, "replication") {
      let (first, end) = stretch(measure, statistic, delay - 1)
      emit(
        Quantity(.lag, amount(of: measure), unit: "s", qualifier: statistic?.name ?? ""), from: first, to: end
      )
      return true
    }
    if readRecovery(measure) { return true }
    return readLatency(measure, statistic)
  }

  /// "replication lag", "read replica lag", "cross-region lag": the adjectives belong to the stretch.
  func startOfPhrase(_ word: Int) -> Int {
    var first = word
    while first > 0, word - first < 4, !tokens[first - 1].isClaimed {
      if isText(first - 1, "region"), isSign(first - 2, .hyphen), isText(first - 3, "cross") {
        return first - 3
      }
      guard LineReader.lagging.contains(where: { isText(first - 1, $0) }) else { break }
      first -= 1
    }
    return first
  }

  private static let lagging: [StaticString] = [
    "replication", "consumer", "replica", "read", "follower", "sync", "async",
  ]

  // MARK: Settings

  /// Timeouts, TTLs, RTTs, intervals, ages: configured or clocked, not measured.
  private func isSetting(_ measure: Measure) -> Bool {
    for (distance, index) in right.enumerated() where distance < 3 {
      if isRoundTrip(index) { return true }
      if has(index, .setting), !isRateOrTime(index + 1), !isAboutNext(index) { return true }
      if has(index, .stop) || has(index, [.latency, .lag, .recovery]) || isPercentile(index) { break }
    }
    var unknown = 0
    for index in left {
      if isRoundTrip(index) { return true }
      if has(index, .setting), !isRateOrTime(index + 1) { return true }
      if isLabelled { continue }
      if has(index, [.latency, .lag, .recovery, .durationWord]) || isPercentile(index) { return false }
      if !has(index, .filler) { unknown += 1 }
      if unknown > 2 { return false }
    }
    return false
  }

  private func isRateOrTime(_ index: Int) -> Bool { has(index, [.rate, .timeWord]) }

  private func isRoundTrip(_ index: Int) -> Bool {
    if isText(index, "trip") || isText(index, "trips") {
      return isText(index - 1, "round") || (isSign(index - 1, .hyphen) && isText(index - 2, "round"))
    }
    return false
  }

  // MARK: Recovery

  private mutating func readRecovery(_ measure: Measure) -> Bool {
    if let word = recoveryWord(measure) {
      let (first, end) = stretch(measure, word.index)
      emit(Quantity(.recovery, amount(of: measure), unit: "s", qualifier: word.name), from: first, to: end)
      return true
    }
    if isSign(measure.end, .open), isClock(measure.end + 1), !measure.unit.isSubSecond, !measure.unit.isLong {
      // "47 minutes (14:23 - 15:10 UTC)"
      let (first, end) = stretch(measure)
      emit(Quantity(.recovery, amount(of: measure), unit: "s", qualifier: "outage"), from: first, to: end)
      return true
    }
    return false
  }

  private func recoveryWord(_ measure: Measure) -> (index: Int, name: String)? {
    if isLabelled, let word = leftRecovery() {
      if length(word.index) > 4, let term = rightWord(.recovery), length(term) <= 4 {
        // "Point-in-time recovery: 10-minute RPO"
        return (term, recoveryName(term))
      }
      return isOfIncidents(word.index, measure) ? word : nil
    }
    if let word = rightWord(.recovery) {
      return isOfIncidents(word, measure) ? (word, recoveryName(word)) : nil
    }
    if let word = right.first, isText(word, "down"), !isAboutNext(word) { return (word, "outage") }
    if !isLabelled, let word = leftRecovery() { return isOfIncidents(word.index, measure) ? word : nil }
    return verbalRecovery(measure) ?? duration(measure)
  }

  /// "Rolled back in 6 minutes", "10 minutes to roll back", "down for 90 minutes"
  private func verbalRecovery(_ measure: Measure) -> (index: Int, name: String)? {
    // "Rolled back in 4 minutes (rollback: 4 minutes)" is told by its bracket.
    guard !measure.unit.isSubSecond, !(isBracketed && right.contains { has($0, .recovery) }) else {
      return nil
    }
    var unknown = 0
    for index in left {
      if isText(index, "back"), let verb = rolling(before: index) { return (verb, "rollback") }
      if isText(index, "down"), unknown == 0, isText(index + 1, "for") || isAuxiliary(index - 1),
        isOutage(down: index)
      {
        return (index, "outage")
      }
      if !has(index, .filler) { unknown += 1 }
      if unknown > 2 { break }
    }
    for (distance, index) in right.enumerated() where distance < 4 {
      if isText(index, "back"), rolling(before: index) != nil, !isAboutNext(index) {
        return (index, "rollback")
      }
    }
    return nil
  }

  /// The "roll" before "back".
  private func rolling(before back: Int) -> Int? {
    let verb = isSign(back - 1, .hyphen) && isGlued(back) ? back - 2 : back - 1
    let forms: [StaticString] = ["rolled", "roll", "rolls", "rolling"]
    return forms.contains { isText(verb, $0) } ? verb : nil
  }

  private func isAuxiliary(_ index: Int) -> Bool {
    let verbs: [StaticString] = ["was", "were", "is", "are", "went", "been", "goes", "go", "stayed"]
    return verbs.contains { isText(index, $0) }
  }

  /// Whether what is down has failed: not what was scaled down, and no rate or cost that only fell.
  private func isOutage(down index: Int) -> Bool {
    var subject = index - 1
    while isAuxiliary(subject) || isText(subject, "has") || isText(subject, "had") { subject -= 1 }
    if has(subject, [.rate, .cost, .latency, .revenue, .utilisation]) { return false }
    return !LineReader.notFailing.contains { isText(subject, $0) }
  }

  private static let notFailing: [StaticString] = [
    "scaled", "scale", "scales", "scaling", "cooled", "cool", "cooling", "slowed", "slow", "slowing",
    "ramped",
    "ramp", "ramping", "spun", "spin", "spinning", "stepped", "step", "wound", "winding", "throttled",
    "dialed",
    "traffic", "prices", "throughput", "volume", "demand",
  ]

  /// "DNS resolution" and "fraud detection" are work that services do; detecting and resolving incidents is not that fast.
  private func isOfIncidents(_ word: Int, _ measure: Measure) -> Bool {
    if measure.unit.isLong, isText(word - 1, "time"),
      isText(word - 2, "in") || (isSign(word - 2, .hyphen) && isText(word - 3, "in"))
    {
      // "Point-in-time recovery: 35 days" is how far back it reaches.
      return false
    }
    guard ["detection", "resolution", "restore", "mitigation"].contains(name(word)) else { return true }
    let before = isSign(word - 1, .hyphen) ? word - 2 : word - 1
    guard isWord(before), !has(before, [.filler, .stop]) else {
      return !(measure.unit.isSubSecond && right.contains(word))
    }
    for subject in LineReader.incidents where isText(before, subject) { return true }
    if measure.unit.isSubSecond { return false }
    for subject in LineReader.detected where isText(before, subject) { return false }
    return true
  }

  private static let incidents: [StaticString] = [
    "failure", "fault", "outage", "incident", "error", "health", "leader", "problem", "issue",
  ]
  private static let detected: [StaticString] = [
    "fraud", "anomaly", "spam", "bot", "object", "face", "language", "dns", "name", "conflict", "entity",
    "path",
    "dependency", "warning", "leak", "total", "abuse", "threat", "change", "duplicate", "intent",
  ]

  /// A three-letter term wins over the words around it: "Recovery objective (RTO): 4h".
  private func leftRecovery() -> (index: Int, name: String)? {
    guard let nearest = leftWord(.recovery) else { return nil }
    if isLabelled, let term = left.first(where: { has($0, .recovery) && length($0) <= 4 }) {
      return (term, recoveryName(term))
    }
    if leftWord([.latency, .statistic]) == nil, !isNearestKnown(nearest) { return nil }
    return (nearest, recoveryName(nearest))
  }

  /// Whether nothing nearer says what the time is.
  private func isNearestKnown(_ word: Int) -> Bool {
    for index in left {
      if index == word { return true }
      if isPercentile(index) || has(index, [.lag, .setting]) { return false }
    }
    return false
  }

  func recoveryName(_ index: Int) -> String {
    let name = name(index)
    guard name == "recovery" || name == "detection" || name == "resolution" || name == "mitigation" else {
      return name
    }
    // "mean time to recovery"
    for distance in 1...4 where isText(index - distance, "mean") {
      switch name {
      case "recovery": return "mttr"
      case "detection": return "mttd"
      case "resolution": return "mttr"
      default: return "mttm"
      }
    }
    for distance in 1...3 where isText(index + distance, "objective") {
      return isText(index + 1, "point") ? "rpo" : "rto"
    }
    return name
  }

  /// "Duration: 18 hours" is how long an incident lasted; "Session duration" is not, and "Query duration" is a latency.
  private func duration(_ measure: Measure) -> (index: Int, name: String)? {
    guard let word = leftWord(.durationWord) ?? rightWord(.durationWord),
      !measure.unit.isLong || measure.low < 864_000
    else { return nil }
    for index in left where index != word {
      if has(index, [.filler, .recovery, .statistic, .impact]) { continue }
      if isText(index, "incident") || isText(index, "event") || isText(index, "disruption") { continue }
      if isText(index, "degradation") || isText(index, "failure") || isText(index, "full") { continue }
      return nil
    }
    return measure.unit.isSubSecond ? nil : (word, "outage")
  }

  // MARK: Latency

  private mutating func readLatency(_ measure: Measure, _ statistic: Statistic?) -> Bool {
    var role = leftWord(.latency) ?? rightWord(.latency)
    if role == nil { role = timedWord() }
    if let word = role, isText(word, "response"), !measure.unit.isSubSecond, !has(word + 1, .timeWord),
      right.contains(word)
    {
      // "15 min response" is a person's.
      role = nil
    }
    if role == nil, statistic == nil, readTarget(measure) { return true }
    let isLatency =
      role != nil || measure.unit.isSubSecond || statistic?.isPercentile == true
      || (statistic?.name == "avg" && measure.unit.seconds == 1 && left.first == statistic?.first)
    guard isLatency, !measure.unit.isLong else { return false }
    // "response time" is one word in two.
    if let word = role, has(word + 1, .timeWord) { role = right.contains(word) ? word + 1 : word }
    let (first, end) = stretch(measure, statistic, role)
    emit(
      Quantity(.latency, amount(of: measure), unit: "s", qualifier: statistic?.name ?? ""), from: first,
      to: end)
    return true
  }

  /// The second time of "p99: 45s (target: 2s)": what the first one should be, or was.
  private mutating func readTarget(_ measure: Measure) -> Bool {
    guard isLabelled, left.count == 1, let word = left.first, let last = found.last,
      last.kind == .latency || last.kind == .recovery,
      isSign(word - 1, .open), word > 1, Int(tokens[word - 2].end) == last.range.end,
      LineReader.yardsticks.contains(where: { isText(word, $0) })
    else { return false }
    let (first, end) = stretch(measure, word)
    emit(
      Quantity(last.kind, amount(of: measure), unit: "s", qualifier: last.qualifier), from: first, to: end)
    return true
  }

  private static let yardsticks: [StaticString] = [
    "target", "goal", "slo", "objective", "expected", "normal", "baseline", "was", "previously",
  ]

  /// The word before "time" in "query time", on either side.
  private func timedWord() -> Int? {
    if let time = leftWord(.timeWord), has(time - 1, .timed) { return time - 1 }
    if let time = rightWord(.timeWord), has(time - 1, .timed) { return time - 1 }
    return nil
  }
}
