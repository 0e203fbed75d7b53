/// One or two numbers and their unit: ranges, changes, tolerances, compound times.
extension LineReader {
  private enum Joint {
    case hyphen(isApart: Bool)
    case to, and, arrow, plusMinus
  }

  /// The measure that begins at a token. Its unit is of dimension `.none` where only a number stands there.
  func measure(at index: Int) -> Measure? {
    guard let first = term(at: index) else { return nil }
    var unit = unit(at: first.end, after: first)
    var single = Measure(
      first: index, end: unit.end, shape: .single, low: first.value(unit), high: 0, unit: unit, term: first)
    takePlus(&single)
    if unit.dimension == .time { addSmallerUnits(to: &single) }
    unit = single.unit
    guard let joint = joint(at: single.end, of: single), let second = term(at: joint.next, isSecond: true)
    else {
      return single
    }
    return joined(single, joint.kind, second) ?? single
  }

  /// "1 Gbps+", "5 years+"
  private func takePlus(_ measure: inout Measure) {
    if isSign(measure.end, .plus), isGlued(measure.end), !isNumber(measure.end + 1) { measure.end += 1 }
  }

  /// "2 hours 20 m", "1h30m": each unit smaller than the one before.
  private func addSmallerUnits(to measure: inout Measure) {
    var last = measure.unit
    while last.seconds > 1, let next = term(at: addendum(behind: measure.end), isSecond: true),
      next.scale == 0
    {
      var time: Unit?
      if isWord(next.end), has(next.end, .time) {
        time = timeUnit(at: next.end, isApart: !isGlued(next.end))
        if time == nil, isText(next.end, "m") || isText(next.end, "s") {
          time = timeUnit(at: next.end, isApart: false)
        }
      }
      guard let time, time.seconds < last.seconds else { return }
      measure.low += next.value(time)
      measure.end = next.end + 1
      last = time
    }
  }

  private func addendum(behind end: Int) -> Int {
    isText(end, "and") && isNumber(end + 1) ? end + 1 : end
  }

  // MARK: Two numbers

  private func joint(at index: Int, of measure: Measure) -> (kind: Joint, next: Int)? {
    guard index < tokens.count, !tokens[index].isClaimed else { return nil }
    var next = index + 1
    let kind: Joint
    switch tokens[index].kind {
    case .sign:
      switch tokens[index].sign {
      case .hyphen:
        let isApart = !isGlued(index)
        guard isApart != isGlued(index + 1) || tokens.count <= index + 1 else { return nil }
        kind = .hyphen(isApart: isApart)
      case .arrow: kind = .arrow
      case .plusMinus: kind = .plusMinus
      default: return nil
      }
    case .word:
      if has(index, .to) {
        kind = .to
      } else if isText(index, "and"), hasBetween(measure.first) {
        kind = .and
      } else {
        return nil
      }
    case .number, .code: return nil
    }
    while next < tokens.count, [.approximately, .less, .greater].contains(tokens[next].sign) { next += 1 }
    return (kind, next)
  }

  private func hasBetween(_ first: Int) -> Bool { has(first - 1, .between) }

  /// Whether "from" before the first number makes "to" a change: "ranging from" does not.
  private func hasFrom(_ first: Int) -> Bool {
    let before = startOfPrefix(before: first) - 1
    guard has(before, .from) else { return false }
    return !isText(before - 1, "ranging") && !isText(before - 1, "ranges") && !isText(before - 1, "range")
      && !isText(before - 1, "varies")
  }

  private func joined(_ single: Measure, _ joint: Joint, _ second: Term) -> Measure? {
    var first = single.term
    var second = second
    let firstUnit = single.unit
    if first.currency != .none, second.currency == .none { second.currency = first.currency }
    let secondUnit = unit(at: second.end, after: second)
    var measure = single
    measure.end = secondUnit.end
    if first.currency != .none {
      return joinedMoney(single, joint, second, secondUnit)
    }
    guard second.currency == .none else { return nil }
    let unit: Unit
    let isShared = firstUnit.dimension == .none && secondUnit.dimension != .none
    if isShared {
      guard mayShare(first, joint) else { return nil }
      unit = secondUnit
    } else if firstUnit.dimension == secondUnit.dimension, firstUnit.dimension != .none {
      unit = secondUnit
    } else if isChange(joint, single.first), firstUnit.dimension != .none, secondUnit.dimension == .none,
      endsPhrase(second.end) || has(second.end, .stop)
    {
      unit = firstUnit
      measure.unit = firstUnit
      measure.end = second.end
      return finished(&measure, joint, single.low, second.value(firstUnit))
    } else if firstUnit.dimension == .none, secondUnit.dimension == .none {
      return joinedBare(single, joint, second)
    } else {
      return nil
    }
    measure.unit = unit
    let high = second.value(secondUnit)
    guard isShared else { return finished(&measure, joint, single.low, high, secondUnit) }
    if !first.hasScale, second.hasScale, isRange(joint, single.first),
      first.value(unit, scale: second.scale) <= high
    {
      // "10-50K" is ten to fifty thousand.
      first.scale = second.scale
    }
    return finished(&measure, joint, first.value(unit), high)
  }

  /// "50K-200K streams", "Users: 1-5M", "Pods: 15 → 8": whoever asks knows what they count.
  private func joinedBare(_ single: Measure, _ joint: Joint, _ second: Term) -> Measure? {
    var measure = single
    var first = single.term
    measure.end = second.end
    let high = second.value()
    switch joint {
    case .arrow: break
    case .hyphen(isApart: false):
      if !first.hasScale, second.hasScale, first.value(scale: second.scale) <= high {
        first.scale = second.scale
      }
    case .hyphen, .to, .and, .plusMinus: return nil
    }
    return finished(&measure, joint, first.value(), high)
  }

  private func joinedMoney(_ single: Measure, _ joint: Joint, _ second: Term, _ secondUnit: Unit) -> Measure?
  {
    var first = single.term
    let hasOwnCurrency = tokens[second.first].sign.isCurrency
    if !hasOwnCurrency {
      // "$5K - 10 nodes" is no range.
      var bare = second
      bare.currency = .none
      let other = unit(at: second.end, after: bare)
      guard other.dimension == .none || other.dimension == .money || other.dimension == .flow else {
        return nil
      }
      if case .hyphen(isApart: true) = joint, !second.hasScale, !endsPhrase(second.end) { return nil }
      guard single.unit.period == .none else { return nil }
    }
    var measure = single
    measure.end = secondUnit.end
    measure.unit = secondUnit
    if measure.unit.period == .none { measure.unit.period = single.unit.period }
    if measure.unit.per.isEmpty { measure.unit.per = single.unit.per }
    let high = second.value(secondUnit)
    if !first.hasScale, second.hasScale, isRange(joint, single.first),
      first.value(secondUnit, scale: second.scale) <= high, !hasOwnCurrency || first.digits < 1000
    {
      // "$5-15M" and "$5-$15M"
      first.scale = second.scale
    }
    return finished(&measure, joint, first.value(secondUnit), high)
  }

  private func isRange(_ joint: Joint, _ first: Int) -> Bool {
    switch joint {
    case .hyphen, .and: true
    case .to: !hasFrom(first)
    case .arrow, .plusMinus: false
    }
  }

  private func isChange(_ joint: Joint, _ first: Int) -> Bool {
    switch joint {
    case .arrow: true
    case .to: hasFrom(first)
    case .hyphen, .and, .plusMinus: false
    }
  }

  /// Whether a number without a unit may take the second's: not the 3 of "Step 3 - 10ms", not a year.
  private func mayShare(_ first: Term, _ joint: Joint) -> Bool {
    if case .hyphen(let isApart) = joint, isApart {
      if isOrdinal(first) { return false }
      if first.isPlain, isYear(Int(first.digits)) { return false }
    }
    return true
  }

  private func finished(
    _ measure: inout Measure, _ joint: Joint, _ low: Double, _ high: Double, _ secondUnit: Unit? = nil
  ) -> Measure? {
    takePlus(&measure)
    measure.low = low
    measure.high = high
    switch joint {
    case .plusMinus:
      measure.shape = .range
      (measure.low, measure.high) = (low - high, low + high)
    case .arrow: return chained(measure)
    case .to where hasFrom(measure.first):
      measure.shape = .change
      measure.opener = startOfPrefix(before: measure.first) - 1
    case .to, .hyphen, .and:
      guard low <= high else { return nil }
      measure.shape = .range
    }
    return measure
  }

  /// "1% → 10% → 50%": what was before and what is after.
  private func chained(_ measure: Measure) -> Measure {
    var measure = measure
    measure.shape = .change
    while isSign(measure.end, .arrow), let next = term(at: measure.end + 1, isSecond: true) {
      let nextUnit = unit(at: next.end, after: next)
      guard nextUnit.dimension == measure.unit.dimension else { break }
      measure.high = next.value(nextUnit)
      measure.end = nextUnit.end
    }
    return measure
  }

  /// The number of a node, step, replica: `Node 3`, `Phase 2`.
  func isOrdinal(_ term: Term) -> Bool {
    term.isPlain && !isGlued(term.first) && has(term.first - 1, .ordinal) && !isPlural(term.first - 1)
  }
}
