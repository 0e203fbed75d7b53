import AtlasCore

/// Blast radius, impact and data loss.
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
  private func isFirstCell(_ first: Int, end: Int) -> Bool {
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

  private func baseUnit(of measure: Measure) -> String {
    switch measure.unit.dimension {
    case .time: "s"
    case .bytes, .bits: "B"
    case .bandwidth: "bit/s"
    case .flow: "/s"
    case .users: "users"
    case .money: measure.unit.currency
    case .percent, .count, .nines, .none: "1"
    }
  }

  private func endOfClause(_ start: Int) -> Int {
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
    case .percent: return right.isEmpty || right.contains { has($0, [.userNoun, .traffic, .countNoun]) }
    default: return false
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
    let quantity = Quantity(
      .blastRadius, amount(of: measure), unit: measure.unit.dimension == .users ? "users" : "1",
      name: text(from: measure.first, to: max(min(end, endOfNoun(measure.end)), measure.end)))
    measure.end = max(end, measure.end)
    emit(quantity, from: start, to: measure.end)
    return true
  }

  // MARK: Data loss

  /// "Data loss: none", "zero data loss", "potential data loss"
  mutating func readDataLoss(at index: Int) -> Int? {
    var loss = index + 1
    if isSign(loss, .hyphen) { loss += 1 }
    guard has(loss, .loss) else { return nil }
    var before = index - 1
    if isSign(before, .hyphen), isGlued(before) { before -= 1 }
    if before >= 0, !tokens[before].isClaimed, has(before, .nothing) {
      return emitLoss(.value(0), unit: "1", name: lowercased(before), from: before, to: loss + 1)
    }
    let next = loss + 1
    let isLabel =
      isSign(next, .colon) || isSign(next, .equals) || isFirstCell(index, end: next)
      || (isSign(next, .hyphen) && !isGlued(next))
    if isLabel || isSign(next, .less) || isSign(next, .greater) || isSign(next, .approximately)
      || isText(next, "is") || isText(next, "of") || isText(next, "was") || isText(next, "up")
    {
      return readLossValue(
        from: index, at: isSign(next, .less) || isSign(next, .greater) ? next : next + 1, isLabel)
    }
    if isNumber(next) { return readLossValue(from: index, at: next, false) }
    if before >= 0, !tokens[before].isClaimed, has(before, .possible) {
      return emitLoss(.none, name: lowercased(before), from: before, to: loss + 1)
    }
    if isText(before, "of"), has(before - 1, .possible) {
      return emitLoss(.none, name: lowercased(before - 1), from: before - 1, to: loss + 1)
    }
    return has(next, .possible) && isText(next, "possible")
      ? emitLoss(.none, name: "possible", from: index, to: next + 1) : nil
  }

  private mutating func readLossValue(from first: Int, at start: Int, _ isLabel: Bool) -> Int? {
    let end = endOfClause(start)
    guard end > start else { return nil }
    if has(start, .nothing) {
      return emitLoss(.value(0), unit: "1", name: text(from: start, to: end), from: first, to: end)
    }
    for index in start..<end where isNumber(index) {
      guard let measure = measure(at: index), measure.unit.dimension != .money else { continue }
      return emitLoss(
        amount(of: measure), unit: baseUnit(of: measure), name: text(from: start, to: max(end, measure.end)),
        from: first,
        to: max(end, measure.end))
    }
    guard isLabel else { return nil }
    return emitLoss(.none, name: text(from: start, to: end), from: first, to: end)
  }

  private mutating func emitLoss(
    _ amount: ContentMetric.Amount, unit: String = "", name: String, from first: Int, to end: Int
  ) -> Int {
    emit(Quantity(.dataLoss, amount, unit: unit, name: name), from: first, to: end)
    return end
  }

  /// "no messages lost"
  mutating func readNothingLost(at index: Int) -> Int? {
    if has(index + 1, .data) || (isSign(index + 1, .hyphen) && has(index + 2, .data)) { return nil }
    for distance in 1...3 {
      guard isWord(index + distance) else { return nil }
      if has(index + distance, .lost) {
        guard distance > 1 else { return nil }
        return emitLoss(.value(0), unit: "1", name: lowercased(index), from: index, to: index + distance + 1)
      }
    }
    return nil
  }

  /// "5 minutes of data loss", "2.3M trip events lost", "lost 300GB of data"
  mutating func readLost(_ measure: inout Measure) -> Bool {
    switch measure.unit.dimension {
    case .money, .flow, .bandwidth, .nines, .bits: return false
    case .users: return false
    case .percent where !isBeforeDataLoss(measure): return false
    case .count where !has(measure.unit.noun, .backlogNoun) && !has(measure.unit.noun, .flowNoun):
      return false
    default: break
    }
    if isOrdinal(measure.term) { return false }
    for (distance, index) in right.enumerated() where distance < 5 && !isBracketed {
      if has(index, .data), has(index + 1, .loss), !isAboutNext(index + 1) {
        return emitLost(&measure, to: index + 2)
      }
      if has(index, .lost),
        measure.unit.dimension != .time || distance == 0 || right.contains(where: { has($0, .data) })
      {
        guard measure.unit.dimension != .none || distance > 0 else { return false }
        return emitLost(&measure, to: index + 1)
      }
      if has(index, .stop), !isText(index, "of") { break }
    }
    guard let before = left.first(where: { !has($0, .filler) }), has(before, .lost), !isLabelled else {
      return false
    }
    let isData =
      right.contains { has($0, .data) } || measure.unit.dimension == .bytes
      || right.contains { has($0, .backlogNoun) }
      || (measure.unit.noun >= 0 && has(measure.unit.noun, .backlogNoun))
    guard isData else { return false }
    let end = max(measure.end, (right.first { has($0, [.data, .backlogNoun]) } ?? measure.end - 1) + 1)
    let start = min(startOfPrefix(before: measure.first), before)
    emit(
      Quantity(
        .dataLoss, amount(of: measure), unit: baseUnit(of: measure), name: text(from: measure.first, to: end)),
      from: start, to: end)
    measure.end = end
    return true
  }

  private func isBeforeDataLoss(_ measure: Measure) -> Bool {
    right.contains { has($0, .data) && has($0 + 1, .loss) }
  }

  private mutating func emitLost(_ measure: inout Measure, to end: Int) -> Bool {
    let first = startOfPrefix(before: measure.first)
    emit(
      Quantity(
        .dataLoss, amount(of: measure), unit: baseUnit(of: measure), name: text(from: measure.first, to: end)),
      from: first, to: end)
    measure.end = end
    return true
  }

  /// "RPO: zero"
  mutating func readNoRecoveryTime(at index: Int) -> Int? {
    let name = entry(index).name
    guard name == "rpo" || name == "rto" else { return nil }
    var next = index + 1
    while isSign(next, .colon) || isSign(next, .equals) || isText(next, "is") || isText(next, "of") {
      next += 1
    }
    guard next > index + 1, isText(next, "zero") || isText(next, "none") else { return nil }
    emit(Quantity(.recovery, .value(0), unit: "s", qualifier: name), from: index, to: next + 1)
    return next + 1
  }
}
