import AtlasCore

/// Blast radius and impact: who and what an incident reaches.
extension LineReader {
  // MARK: Blast radius

  /// "Blast radius: Regional", "blast radius is 15% of traffic"
  mutating func readBlastRadius(at index: Int) -> Int? {
    var next = index + 1
    if isSign(next, .hyphen) { next += 1 }
    guard has(next, .radius) else { return nil }
    next += 1
    let isLabel =
      isSign(next, .colon) || isSign(next, .equals) || isFirstCell(index, end: next)
      || (isSign(next, .hyphen) && !isGlued(next))
    if isLabel {
      next += 1
    } else {
      var hasVerb = false
      while isText(next, "is") || isText(next, "of") || isText(next, "limited") || isText(next, "was")
        || isText(next, "contained") || isText(next, "reduced") || (isText(next, "to") && hasVerb)
      {
        hasVerb = true
        next += 1
      }
      guard hasVerb else { return nil }
    }
    return emitScope(.blastRadius, from: index, scopeAt: next)
  }

  /// Whether a row begins with this: the cell behind it is its value. In a heading row other cells come first.
  func isFirstCell(_ first: Int, end: Int) -> Bool {
    context == .tableRow && isSign(end, .bar) && (0..<first).allSatisfy { $0 == 0 && isSign($0, .bar) }
  }

  /// Records what a label says in words or numbers, up to the end of the clause.
  private mutating func emitScope(_ kind: ContentMetric.Kind, from first: Int, scopeAt start: Int) -> Int? {
    let end = endOfClause(start)
    guard end > start else { return nil }
    var amount = ContentMetric.Amount.none
    var unit = ""
    for index in start..<end where isNumber(index) || tokens[index].sign.isCurrency {
      if let fraction = fraction(at: index) {
        (amount, unit) = (.value(fraction), "1")
        break
      }
      guard let measure = measure(at: index), measure.end <= end else { continue }
      if measure.unit.dimension == .money { break }
      amount = self.amount(of: measure)
      unit = baseUnit(of: measure)
      break
    }
    emit(Quantity(kind, amount, unit: unit, name: text(from: start, to: end)), from: first, to: end)
    return end
  }

  func baseUnit(of measure: Measure) -> String {
    switch measure.unit.dimension {
    case .time: "s"
    case .bytes, .bits: "B"
    case .bandwidth: "bit/s"
    case .flow: "/s"
    case .users: "users"
    case .money: measure.unit.currency.rawValue
    case .percent, .count, .nines, .none: "1"
    }
  }

  func endOfClause(_ start: Int) -> Int {
    var index = start
    while index < tokens.count, !tokens[index].isClaimed {
      switch tokens[index].sign {
      case .stop, .comma, .bar, .arrow, .open, .close:
        return index
      case .hyphen where !isGlued(index) && !isGlued(index + 1) && index > start: return index
      default: index += 1
      }
    }
    return index
  }

  /// The `1/3` of "1/3 of traffic".
  func fraction(at index: Int) -> Double? {
    guard isNumber(index), isSign(index + 1, .slash), isGlued(index + 1), isNumber(index + 2),
      isGlued(index + 2),
      tokens[index].decimals == 0, tokens[index + 2].decimals == 0,
      tokens[index].digits < tokens[index + 2].digits
    else { return nil }
    return tokens[index].digits / tokens[index + 2].digits
  }

  /// "1/3 of users affected"
  mutating func readFraction(at index: Int) -> Int? {
    guard let fraction = fraction(at: index) else { return nil }
    lookRight(from: index + 3)
    guard let affected = affectedOnTheRight() else { return nil }
    emit(
      Quantity(.blastRadius, .value(fraction), unit: "1", name: text(from: index, to: affected)), from: index,
      to: affected + 1)
    return affected + 1
  }

  // MARK: Impact

  /// "Impact: Regional": a scope in words. Numbers behind "Impact:" are read where they stand.
  mutating func readImpact(at index: Int) -> Int? {
    guard isSign(index + 1, .colon) || isFirstCell(index, end: index + 1) else { return nil }
    let start = index + 2
    let end = endOfClause(start)
    guard end > start, end - start <= 4, has(start, .scope), !has(start, .possible),
      !isText(start, "complete"),
      !isText(start, "partial"), !isText(start, "full"), !isText(start, "total"), !isText(start, "limited")
    else { return nil }
    for word in start..<end {
      guard isSign(word, .hyphen) || has(word, [.scope, .userNoun, .countNoun]) || isText(word, "outage")
      else {
        return nil
      }
    }
    emit(Quantity(.blastRadius, name: text(from: start, to: end)), from: index, to: end)
    return end
  }

  /// "47M users affected", "affecting 15% of customers", "Impact: 30% of users", "0.01% customer impact".
  mutating func readAffected(_ measure: inout Measure) -> Bool {
    switch measure.unit.dimension {
    case .percent, .users, .count, .none: break
    case .time, .bytes, .bits, .bandwidth, .flow, .money, .nines: return false
    }
    if isOrdinal(measure.term) { return false }
    if let affected = affectedOnTheRight() {
      if measure.unit.dimension == .none, affected == measure.end { return false }
      return emitAffected(&measure, from: measure.first, to: affected + 1)
    }
    guard let last = left.first else { return false }
    let nearest = left.first { !has($0, .filler) }
    if let nearest, has(nearest, .affected), !isLabelled, !isText(nearest, "down"),
      measure.unit.dimension != .none || isWord(measure.end)
    {
      return emitAffected(&measure, from: nearest, to: max(endOfNoun(measure.end), measure.end))
    }
    guard isLabelled else { return false }
    if left.contains(where: { has($0, .affected) && !isText($0, "down") }) {
      if measure.unit.dimension == .none, !left.contains(where: { has($0, [.userNoun, .countNoun]) }) {
        return false
      }
      return emitAffected(
        &measure, from: left.last(where: { has($0, [.affected, .userNoun, .countNoun]) }) ?? last,
        to: measure.end)
    }
    if let impact = left.first(where: { has($0, .impact) }), isImpactOnPeople(impact, measure),
      measure.unit.dimension != .percent || rightRate(measure) == nil
    {
      return emitAffected(&measure, from: impact, to: max(endOfNoun(measure.end), measure.end))
    }
    return false
  }

  /// "All users affected", "all regions down": everything, and no number.
  mutating func readAllAffected(at index: Int) -> Int? {
    guard !isText(index, "affecting"), !isText(index, "affects"), !isText(index, "impacting"),
      !isText(index, "impacts")
    else { return nil }
    var first = index - 1
    if isText(first, "are") || isText(first, "were") { first -= 1 }
    guard has(first, [.userNoun, .countNoun, .traffic]), !has(first, .singular) else { return nil }
    let noun = first
    while isWord(first), first > noun - 3, !tokens[first].isClaimed, !isText(first, "all") { first -= 1 }
    guard isText(first, "all"), !tokens[first].isClaimed else { return nil }
    emit(Quantity(.blastRadius, name: text(from: first, to: noun + 1)), from: first, to: index + 1)
    return index + 1
  }

  private func affectedOnTheRight() -> Int? {
    if isBracketed { return nil }
    for (distance, index) in right.enumerated() {
      if isText(index, "affecting") || isText(index, "affects") || isText(index, "impacting") { return nil }
      if has(index, .affected) {
        if isText(index - 1, "available") || isText(index - 1, "works") { return nil }
        if isText(index, "down"), !isDown(distance) { return nil }
        return index
      }
      if has(index, .impact) {
        let isPeople = right[..<distance].contains { has($0, [.userNoun, .traffic]) }
        return isPeople && !isAboutNext(index) ? index : nil
      }
      if has(index, .stop), !isText(index, "of"), !isText(index, "in"), !has(index, .filler),
        !isText(index, "were"),
        !isText(index, "are")
      {
        return nil
      }
    }
    return nil
  }

  /// Services, nodes and users are down; a rate or a cost that is "45% down" only fell.
  private func isDown(_ distance: Int) -> Bool {
    if distance > 0 { return has(right[distance - 1], [.countNoun, .userNoun, .traffic]) }
    return !left.contains { has($0, [.rate, .cost, .latency, .flowNoun, .utilisation, .revenue, .traffic]) }
  }

  /// Behind "Impact:", users and shares of users or traffic; a share of anything else is not.
  private func isImpactOnPeople(_ impact: Int, _ measure: Measure) -> Bool {
    for index in left where index != impact {
      guard has(index, [.userNoun, .traffic, .scope, .filler, .blast]) || isText(index, "service") else {
        return false
      }
    }
    switch measure.unit.dimension {
    case .users: return true
    case .percent:
      return right.isEmpty
        || (right.contains { has($0, [.userNoun, .traffic, .countNoun]) } && !isOfAnEffect())
    default: return false
    }
  }

  /// "Impact: 89% developer satisfaction", "Impact: 15% increase in traffic": not who is reached.
  private func isOfAnEffect() -> Bool {
    right.contains {
      has($0, .change) || isText($0, "satisfaction") || isText($0, "churn") || isText($0, "retention")
    }
  }

  /// "of users" and the like behind a share.
  private func endOfNoun(_ end: Int) -> Int {
    for (distance, index) in right.enumerated() where distance < 4 {
      if has(index, [.userNoun, .traffic, .countNoun]) { return index + 1 }
      if has(index, .stop), !isText(index, "of") { break }
    }
    return end
  }

  private mutating func emitAffected(_ measure: inout Measure, from first: Int, to end: Int) -> Bool {
    let start = min(startOfPrefix(before: measure.first), first)
    let isUsers =
      measure.unit.dimension == .users
      || (measure.unit.dimension == .none && isLabelled && left.contains { has($0, .userNoun) })
    let quantity = Quantity(
      .blastRadius, amount(of: measure), unit: isUsers ? "users" : "1",
      name: text(from: measure.first, to: max(min(end, endOfNoun(measure.end)), measure.end)))
    measure.end = max(end, measure.end)
    emit(quantity, from: start, to: measure.end)
    return true
  }
}
