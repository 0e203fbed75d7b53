import AtlasCore

/// Data loss, and the promise that there is none.
extension LineReader {
  /// "Data loss: none", "zero data loss", "potential data loss"
  mutating func readDataLoss(at index: Int) -> Int? {
    var loss = index + 1
    if isSign(loss, .hyphen) { loss += 1 }
    guard has(loss, .loss) else { return nil }
    var before = index - 1
    if isSign(before, .hyphen), isGlued(before) { before -= 1 }
    if before >= 0, !tokens[before].isClaimed, has(before, .nothing) {
      return emitNoLoss(before, name: lowercased(before), from: before, to: loss + 1)
    }
    var next = loss + 1
    if isText(next, "risk") || isText(next, "window"), isSign(next + 1, .colon) { next += 1 }
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
      return emitNoLoss(start, name: text(from: start, to: end), from: first, to: end)
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

  /// None is zero; minimal is not.
  private mutating func emitNoLoss(_ word: Int, name: String, from first: Int, to end: Int) -> Int {
    isText(word, "minimal") || isText(word, "negligible")
      ? emitLoss(.none, name: name, from: first, to: end)
      : emitLoss(.value(0), unit: "1", name: name, from: first, to: end)
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
    if isOrdinal(measure.term) || isRecoveryPoint(measure) { return false }
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

  /// "RPO: 15 minutes of data loss" is a recovery.
  private func isRecoveryPoint(_ measure: Measure) -> Bool {
    measure.unit.dimension == .time && isLabelled
      && left.contains { has($0, .recovery) && recoveryName($0) == "rpo" }
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
    let name = name(index)
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
