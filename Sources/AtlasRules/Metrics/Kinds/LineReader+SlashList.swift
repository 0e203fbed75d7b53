import AtlasCore

/// Lists that pair with their labels one by one: `p50/p99: 3ms/25ms`, `RTO/RPO: 15min/5min`, `5/20/80ms (p50/p95/p99)`.
/// Where there are not as many values as labels, nobody knows which is whose, and none is read.
extension LineReader {
  /// One of the labels.
  private struct ListLabel {
    enum Family { case statistic, recovery, flow, users, outcome }

    var family: Family
    /// The qualifier of its value.
    var name: String
    var first: Int
    var word: Int
  }

  private struct ListedValue {
    var first: Int
    var term: Term
    var unit: Unit
  }

  /// The labels of a list, the words around them, and where the list begins and ends.
  private struct LabelList {
    var labels: [ListLabel]
    var about: [Int]
    var first: Int
    var end: Int
  }

  mutating func readSlashList(at index: Int) -> Int? {
    guard (index + 1...index + 3).contains(where: { isSign($0, .slash) }) else { return nil }
    let values = listedValues(at: index)
    guard values.count > 1, let last = values.last else { return nil }
    let before = labels(before: index)
    guard let list = before ?? labels(behind: last.unit.end) else { return nil }
    let end = before == nil ? list.end : last.unit.end
    guard list.labels.count == values.count, !isListOfSettings(list) else {
      guard before != nil else { return nil }
      claim(index, end)
      return end
    }
    guard let quantities = quantities(of: values, list) else { return nil }
    for (place, quantity) in quantities.enumerated() {
      let first = place == 0 && before != nil ? list.first : startOfPrefix(before: values[place].first)
      emit(quantity, from: first, to: place == quantities.count - 1 ? end : values[place].unit.end)
    }
    return end
  }

  // MARK: Values

  private func listedValues(at index: Int) -> [ListedValue] {
    var values: [ListedValue] = []
    var next = index
    while values.count < 6, let term = term(at: next, isListed: true) {
      let unit = unit(at: term.end, after: term)
      values.append(ListedValue(first: next, term: term, unit: unit))
      guard isSign(unit.end, .slash) else { break }
      next = unit.end + 1
      while next < tokens.count, [.approximately, .less, .greater].contains(tokens[next].sign) { next += 1 }
    }
    return values
  }

  /// What the values state; nil where their unit does not fit their labels.
  private func quantities(of values: [ListedValue], _ list: LabelList) -> [Quantity]? {
    // "5/20/80ms": the unit at the end holds for all.
    let shared = (values.last { $0.unit.dimension != .none } ?? values[0]).unit
    let dimension = shared.dimension
    guard values.allSatisfy({ $0.unit.dimension == dimension || $0.unit.dimension == .none }) else {
      return nil
    }
    var quantities: [Quantity] = []
    for (value, label) in zip(values, list.labels) {
      let unit = value.unit.dimension == .none ? shared : value.unit
      guard let quantity = quantity(label, dimension, value.term.value(unit), list.about) else { return nil }
      quantities.append(quantity)
    }
    return quantities
  }

  private func quantity(
    _ label: ListLabel, _ dimension: Unit.Dimension, _ value: Double, _ about: [Int]
  ) -> Quantity? {
    switch (label.family, dimension) {
    case (.statistic, .time):
      if let word = about.first(where: { has($0, .recovery) }) {
        return Quantity(.recovery, .value(value), unit: "s", qualifier: recoveryName(word))
      }
      let isLag = about.contains { has($0, .lag) }
      return Quantity(isLag ? .lag : .latency, .value(value), unit: "s", qualifier: label.name)
    case (.statistic, .flow):
      return Quantity(.throughput, .value(value), unit: "/s", qualifier: label.name)
    case (.statistic, .bandwidth):
      return Quantity(.bandwidth, .value(value), unit: "bit/s", qualifier: label.name)
    case (.statistic, .bytes):
      return Quantity(.storage, .value(value), unit: "B", qualifier: label.name)
    case (.recovery, .time):
      return Quantity(.recovery, .value(value), unit: "s", qualifier: label.name)
    case (.flow, .none):
      // "QPS/TPS: 50K/20K"
      let scale = entry(label.word).exponent == 6 ? 1e6 : entry(label.word).exponent == 3 ? 1e3 : 1
      return Quantity(.throughput, .value(value * scale / entry(label.word).numerator), unit: "/s")
    case (.users, .none):
      return Quantity(
        .users, .value(value), unit: "users", qualifier: label.name, name: lowercased(label.word))
    case (.outcome, .percent):
      return Quantity(.rate, .value(value), unit: "1")
    default: return nil
    }
  }

  // MARK: Labels

  /// The labels that stand before a value: `p50/p99: `, `P50/P99 read latency `, `Latency (p50/p99): `.
  private func labels(before index: Int) -> LabelList? {
    var last = startOfPrefix(before: index) - 1
    let isLabel =
      isSign(last, .colon) || isSign(last, .equals) || (isSign(last, .bar) && context == .tableRow)
      || (isSign(last, .hyphen) && !isGlued(last) && !isGlued(last + 1))
    if isLabel { last -= 1 }
    let isBracket = isSign(last, .close)
    if isBracket { last -= 1 }
    var about: [Int] = []
    while isWord(last), about.count < 4, label(endingAt: last).map({ isSign($0.first - 1, .slash) }) != true {
      guard isLabel || has(last, LineReader.listed) else { return nil }
      about.append(last)
      last -= 1
      if isBracket, isSign(last, .open) { last -= 1 }
    }
    guard let labels = labels(endingAt: last) else { return nil }
    var first = labels[0].first
    var word = isSign(first - 1, .open) ? first - 2 : first - 1
    while isWord(word), !tokens[word].isClaimed, first - word < 5 {
      about.append(word)
      if has(word, [.latency, .timeWord, .lag, .recovery]) { first = word }
      word -= 1
    }
    return LabelList(labels: labels, about: about, first: first, end: last + 1)
  }

  /// What may stand between the labels and their values where no colon does.
  private static let listed: WordRoles = [.latency, .timed, .timeWord, .lag, .filler, .rate, .setting]

  /// The labels that stand behind the last value: `5/20/80ms (p50/p95/p99)`.
  private func labels(behind end: Int) -> LabelList? {
    let isBracket = isSign(end, .open)
    let first = isBracket ? end + 1 : end
    var last = first
    while isWord(last), isSign(last + 1, .slash), isWord(last + 2) { last += 2 }
    guard let labels = labels(endingAt: last), labels[0].first == first,
      !isSign(last + 1, .colon), !isSign(last + 1, .equals)
    else { return nil }
    let about = isWord(last + 1) && !isBracket ? [last + 1] : []
    return LabelList(
      labels: labels, about: about, first: first,
      end: isBracket && isSign(last + 1, .close) ? last + 2 : last + 1)
  }

  /// Two labels or more of one family, with slashes between them.
  private func labels(endingAt end: Int) -> [ListLabel]? {
    var labels: [ListLabel] = []
    var last = end
    while let label = label(endingAt: last) {
      labels.append(label)
      last = label.first - 2
      guard isSign(label.first - 1, .slash) else {
        guard labels.count > 1, labels.allSatisfy({ $0.family == label.family }) else { return nil }
        return labels.reversed()
      }
    }
    return nil
  }

  private func label(endingAt last: Int) -> ListLabel? {
    guard isWord(last), !tokens[last].isClaimed else { return nil }
    if isPercentile(last) {
      return ListLabel(family: .statistic, name: percentileName(last), first: last, word: last)
    }
    if isOrdinalSuffix(last), isGlued(last), isNumber(last - 1) {
      // "50th/95th percentile"
      return ListLabel(family: .statistic, name: "p" + text(last - 1), first: last - 1, word: last)
    }
    if has(last, .statistic) {
      return ListLabel(family: .statistic, name: statisticName(last), first: last, word: last)
    }
    if has(last, .recovery) {
      return ListLabel(family: .recovery, name: recoveryName(last), first: last, word: last)
    }
    if has(last, .flowUnit) { return ListLabel(family: .flow, name: "", first: last, word: last) }
    if has(last, .population), !name(last).isEmpty {
      return ListLabel(family: .users, name: name(last), first: last, word: last)
    }
    return has(last, [.outcome, .availability])
      ? ListLabel(family: .outcome, name: "", first: last, word: last) : nil
  }

  /// "Timeout p50/p99: 3s/5s" and "RTT min/max: 3ms/9ms" are set or clocked.
  private func isListOfSettings(_ list: LabelList) -> Bool {
    list.about.contains { has($0, .setting) && !has($0 + 1, [.rate, .timeWord]) }
  }
}
