/// What a number counts: `ms`, `GB/day`, `req/s`, `%`, `active users`, `Kafka brokers`.
extension LineReader {
  /// The unit that begins at a token; of dimension `.none` and no width where there is none.
  func unit(at index: Int, after term: Term) -> Unit {
    let nothing = Unit(.none, end: index)
    if term.currency != .none { return moneyUnit(at: index, term.currency) }
    guard index < tokens.count, !tokens[index].isClaimed else { return nothing }
    var start = index
    var isHyphenated = false
    if isSign(index, .hyphen), isGlued(index), isGlued(index + 1), has(index + 1, LineReader.hyphenable) {
      // "6-hour outage", "3-node cluster"
      start += 1
      isHyphenated = true
    }
    let token = tokens[start]
    switch token.kind {
    case .sign:
      switch token.sign {
      case .percent:
        var unit = Unit(.percent, end: start + 1)
        unit.exponent = -2
        return unit
      case .slash: return flow(at: start, timeAt: start + 1) ?? nothing
      case .euro, .dollar, .pound, .yen, .rupee, .cent:
        return isGlued(start) && !isNumber(start + 1) ? moneyUnit(at: start + 1, token.sign) : nothing
      default: return nothing
      }
    case .number where term.isPlain && token.digits == 9 && length(start) == 1 && isText(start + 1, "s"):
      // "11 9's"
      return isGlued(start + 1) ? Unit(.nines, end: start + 2) : nothing
    case .number, .code: return nothing
    case .word: break
    }
    if isHyphenated || isGlued(start) || !has(start, .stop) || has(start, .per) {
      if let unit = simpleUnit(at: start, isApart: !isGlued(start)) { return unit }
    }
    if has(start, .period), !isGlued(start), let unit = periodicFlow(at: start) { return unit }
    if isGlued(start), !isHyphenated, !has(start, [.flowNoun, .userNoun, .countNoun]) { return nothing }
    return flowPhrase(at: start) ?? nounPhrase(at: start, isHyphenated: isHyphenated) ?? nothing
  }

  private static let hyphenable: WordRoles = [.time, .bytes, .countNoun, .flowNoun, .percent, .nines]

  private func simpleUnit(at index: Int, isApart: Bool) -> Unit? {
    let roles = tokens[index].roles
    if roles.contains(.percent) {
      var unit = Unit(.percent, end: index + 1)
      unit.exponent = -2
      return unit
    }
    if roles.contains(.time), let unit = timeUnit(at: index, isApart: isApart) { return unit }
    if roles.contains(.bytes), let unit = byteUnit(at: index, isApart: isApart) { return unit }
    if roles.contains(.bitRate), let unit = bitUnit(at: index) { return unit }
    if roles.contains(.flowUnit) { return flowUnit(at: index) }
    if roles.contains(.nines) { return Unit(.nines, end: index + 1) }
    if roles.contains(.currency) { return moneyUnit(at: index, .none) }
    if roles.contains(.per) { return flow(at: index, timeAt: index + 1) }
    return nil
  }

  func name(_ index: Int) -> String { words.names[Int(tokens[index].entry)] }

  func entry(_ index: Int) -> Vocabulary.Entry { words.entries[Int(tokens[index].entry)] }

  // MARK: Time

  /// A unit of time. One letter alone is one only in lower case, and apart from its number only at the end of a phrase.
  func timeUnit(at index: Int, isApart: Bool) -> Unit? {
    guard has(index, .time) else { return nil }
    let first = firstByte(index)
    switch length(index) {
    case 1:
      guard first >= UInt8(ascii: "a") else { return nil }
      if isApart {
        guard first == UInt8(ascii: "s") || first == UInt8(ascii: "m") || first == UInt8(ascii: "h") else {
          return nil
        }
        guard endsPhrase(index + 1) || has(index + 1, [.latency, .lag, .recovery]) || isPercentile(index + 1)
        else {
          return nil
        }
      }
    case 2:
      // "5 US regions", "MS" and "NS" are no units.
      if isText(index, "us"), isApart || first < UInt8(ascii: "a") { return nil }
      if first < UInt8(ascii: "a"), isText(index, "ms") || isText(index, "ns") || isText(index, "mo") {
        return nil
      }
    default: break
    }
    var unit = Unit(.time, end: index + 1)
    unit.numerator = entry(index).numerator
    unit.exponent = entry(index).exponent
    unit.isLong = has(index, .longTime)
    return unit
  }

  /// A rate whose time stands at `timeAt`, or nil; `end` is behind the time.
  func flow(at index: Int, timeAt: Int) -> Unit? {
    guard isWord(timeAt), has(timeAt, .time), let time = timeUnit(at: timeAt, isApart: false) else {
      return nil
    }
    if isText(timeAt, "m") || isText(timeAt, "us") { if isSign(timeAt + 1, .slash) { return nil } }
    var unit = Unit(.flow, end: timeAt + 1)
    unit.denominator = time.numerator
    unit.exponent = -time.exponent
    return unit
  }

  // MARK: Bytes and bits

  private func byteUnit(at index: Int, isApart: Bool) -> Unit? {
    let start = Int(tokens[index].start)
    var unit = Unit(.bytes, end: index + 1)
    unit.numerator = entry(index).numerator
    unit.exponent = entry(index).exponent
    let count = length(index)
    if count == 2 || (count == 3 && isText(index, "gbs") || count == 3 && isText(index, "mbs")) {
      let isFirstCapital = bytes[start] < UInt8(ascii: "a")
      switch bytes[start + 1] {
      case UInt8(ascii: "i"), UInt8(ascii: "I"):
        // Ki, Mi, Gi: sizes of Kubernetes.
        guard !isApart, isFirstCapital, bytes[start + 1] == UInt8(ascii: "i") else { return nil }
      case UInt8(ascii: "b"):
        if isFirstCapital || isRate(index + 1) { unit.dimension = .bits }
      default: break
      }
    }
    return withRate(unit)
  }

  private func bitUnit(at index: Int) -> Unit? {
    let count = length(index)
    var unit = Unit(.bandwidth, end: index + 1)
    unit.exponent = entry(index).exponent
    let last = bytes[Int(tokens[index].end) - 1]
    guard last == UInt8(ascii: "s"), count >= 3,
      isText(index, "bps") || bytes[Int(tokens[index].end) - 2] | 0x20 == 0x70
    else {
      unit.dimension = .bits
      let rated = withRate(unit)
      return rated.dimension == .bandwidth ? rated : nil
    }
    // GBps and MBps are bytes.
    if count >= 4, bytes[Int(tokens[index].start) + 1] == UInt8(ascii: "B") { unit.numerator = 8 }
    return unit
  }

  private func isRate(_ index: Int) -> Bool {
    (isSign(index, .slash) || has(index, .per)) && flow(at: index, timeAt: index + 1) != nil
  }

  private func withRate(_ amount: Unit) -> Unit {
    var unit = amount
    guard isRate(unit.end), let rate = flow(at: unit.end, timeAt: unit.end + 1) else {
      // "daily" makes a rate of "50TB daily".
      guard has(unit.end, .period), !isGlued(unit.end), !isText(unit.end, "annual"),
        !isText(unit.end, "monthly")
      else {
        return unit
      }
      guard let seconds = entry(unit.end).period.seconds else { return unit }
      if unit.dimension == .bytes { unit.numerator *= 8 }
      unit.dimension = .bandwidth
      unit.denominator = seconds
      unit.end += 1
      return unit
    }
    if unit.dimension == .bytes { unit.numerator *= 8 }
    unit.dimension = .bandwidth
    unit.denominator = rate.denominator
    unit.exponent += rate.exponent
    unit.end = rate.end
    return unit
  }

  // MARK: Rates

  private func flowUnit(at index: Int) -> Unit? {
    if isText(index, "rpm"), has(index + 1, .disk) || isText(index + 1, "sas") { return nil }
    var unit = Unit(.flow, end: index + 1)
    unit.denominator = entry(index).numerator
    unit.exponent = entry(index).exponent
    return unit
  }

  /// `read requests per second`, `msgs/sec`, `messages processed per minute`: some words, then a time.
  private func flowPhrase(at start: Int) -> Unit? {
    var index = start
    var noun = -1
    while index < tokens.count, index - start < 6 {
      if isSign(index, .slash), noun >= 0 {
        guard !isPopulation(noun, from: start), let unit = flow(at: index, timeAt: index + 1) else {
          return nil
        }
        return scaled(unit, by: noun)
      }
      if isSign(index, .hyphen), isGlued(index), isGlued(index + 1), noun >= 0 {
        index += 1
        continue
      }
      guard isWord(index), !tokens[index].isClaimed else { return nil }
      if noun >= 0, has(index, .per) {
        guard !isPopulation(noun, from: start), let unit = flow(at: index, timeAt: index + 1) else {
          return nil
        }
        guard isPlural(noun) || has(noun, [.flowNoun, .userNoun, .countNoun]) || isParticiple(noun) else {
          return nil
        }
        return scaled(unit, by: noun)
      }
      if noun >= 0, has(index, .flowUnit) { return flowUnit(at: index) }
      if noun >= 0, has(index, .period), has(noun, [.flowNoun]) || isParticiple(noun),
        !isText(index, "annual")
      {
        return daily(index)
      }
      if has(index, .stop) || (has(index, .time) && !has(index, .flowNoun)) { return nil }
      if has(index, [.bytes, .bitRate, .percent, .currency, .scale]) && length(index) > 1 { return nil }
      if isText(index, "times") || isText(index, "x") { return nil }
      noun = index
      index += 1
    }
    return nil
  }

  /// "3M DAU/day", "5M active users per day": those there are, and no rate.
  private func isPopulation(_ noun: Int, from start: Int) -> Bool {
    if has(noun, .population) { return !name(noun).isEmpty }
    return has(noun, .userNoun) && (start..<noun).contains { isText($0, "active") }
  }

  /// "2M requests daily", where no noun of users follows: "daily active users" is no rate.
  private func daily(_ index: Int) -> Unit? {
    guard endsPhrase(index + 1) || has(index + 1, .stop),
      let seconds = entry(index).period.seconds
    else { return nil }
    var unit = Unit(.flow, end: index + 1)
    unit.denominator = seconds
    return unit
  }

  /// "1B daily requests", "2M monthly orders": users and sums of money that are daily are no rates.
  private func periodicFlow(at index: Int) -> Unit? {
    guard let seconds = entry(index).period.seconds else { return nil }
    var noun = index + 1
    while isWord(noun), noun < index + 4, !has(noun, [.stop, .userNoun, .population]) {
      if has(noun, .flowNoun), isPlural(noun), !has(noun, .bytes) {
        var unit = Unit(.flow, end: noun + 1)
        unit.denominator = seconds
        return unit
      }
      noun += 1
    }
    return nil
  }

  func isParticiple(_ index: Int) -> Bool {
    let end = Int(tokens[index].end)
    return length(index) > 4 && bytes[end - 1] | 0x20 == UInt8(ascii: "d")
      && bytes[end - 2] | 0x20 == UInt8(ascii: "e")
  }

  private func scaled(_ unit: Unit, by noun: Int) -> Unit {
    guard has(noun, .flowNoun) else { return unit }
    var unit = unit
    // kops, Mreq
    unit.exponent += entry(noun).exponent
    return unit
  }

  // MARK: Nouns

  /// `monthly active users`, `physical Kafka brokers`: up to three words and a noun, the last of which counts.
  private func nounPhrase(at start: Int, isHyphenated: Bool) -> Unit? {
    var index = start
    var noun = -1
    var count = 0
    while index < tokens.count, count < 5 {
      if isSign(index, .hyphen), isGlued(index), isGlued(index + 1), isWord(index + 1), count > 0 {
        index += 1
        continue
      }
      guard isWord(index), !tokens[index].isClaimed,
        !isGlued(index) || index == start || isSign(index - 1, .hyphen)
      else { break }
      let roles = tokens[index].roles
      if roles.contains(.stop) || isPercentile(index) { break }
      if roles.contains(.time) || roles.contains(.scale), index > start || length(index) > 1 { break }
      if !roles.isDisjoint(with: [.bytes, .bitRate, .percent, .currency, .flowUnit]) { break }
      if !roles.isDisjoint(with: [.userNoun, .countNoun]) {
        // "6 node cluster" counts nodes.
        if noun >= 0, roles.contains(.singular), has(noun, .singular) { break }
        noun = index
        if isHyphenated { break }
      } else if noun >= 0 {
        // A plural ends the phrase; a singular before another noun is only an adjective.
        if !has(noun, .singular) { break }
        noun = -1
      }
      index += 1
      count += 1
    }
    guard noun >= 0 else { return nil }
    var unit = Unit(has(noun, .userNoun) && !has(noun, .countNoun) ? .users : .count, end: noun + 1)
    unit.noun = noun
    return unit
  }
}
