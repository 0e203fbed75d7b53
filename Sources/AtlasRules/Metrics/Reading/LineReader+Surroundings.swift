/// The words around a measure, which say what it is.
extension LineReader {
  /// Collects the words before and behind a measure, nearest first, as far as anything can reach.
  mutating func lookAround(_ measure: Measure) {
    dimension = measure.unit.dimension
    lookLeft(from: measure.first)
    lookRight(from: measure.end)
  }

  private mutating func lookLeft(from first: Int) {
    left.removeAll(keepingCapacity: true)
    isLabelled = false
    var colons = 0
    var index = first - 1
    while index >= 0, left.count < 9, !tokens[index].isClaimed {
      switch tokens[index].kind {
      case .number, .code: return
      case .word:
        // "99th percentile" is read where its word is.
        if isText(index, "th") || isText(index, "st") || isText(index, "nd") || isText(index, "rd"),
          isGlued(index)
        {
          index -= 2
          continue
        }
        left.append(index)
      case .sign:
        switch tokens[index].sign {
        case .approximately, .less, .greater, .plus, .plusMinus: break
        case .colon, .equals:
          if left.isEmpty, colons == 0 { isLabelled = true }
          colons += 1
          if colons > 2 { return }
        case .hyphen:
          let isInside = isGlued(index) && isGlued(index + 1)
          if !isInside {
            // "RTO - 15 minutes" is a label; "Netflix - the RTO is" is none.
            guard left.isEmpty, colons == 0, !isGlued(index + 1) || index == first - 1 else { return }
            if isGlued(index + 1) { break }
            isLabelled = true
            colons += 1
          }
        case .bar:
          guard context == .tableRow, left.isEmpty, colons == 0 else { return }
          isLabelled = true
          colons += 1
        case .open:
          if left.isEmpty, colons == 0 { isLabelled = true }
        case .close: break
        case .slash:
          guard isGlued(index), isGlued(index + 1) else { return }
        default: return
        }
      }
      index -= 1
    }
  }

  mutating func lookRight(from end: Int) {
    right.removeAll(keepingCapacity: true)
    isBracketed = false
    var index = end
    var isOpen = false
    while index < tokens.count, right.count < 7, !tokens[index].isClaimed {
      switch tokens[index].kind {
      case .word: right.append(index)
      case .number, .code: return
      case .sign:
        switch tokens[index].sign {
        case .hyphen:
          guard isGlued(index), isGlued(index + 1) else { return }
        case .open:
          // "50ms (p50)"
          guard right.isEmpty, !isOpen else { return }
          isOpen = true
          isBracketed = true
        case .slash:
          guard isGlued(index), isGlued(index + 1) else { return }
        default: return
        }
      }
      index += 1
    }
  }

  /// The nearest word before the measure with one of the roles: anywhere in a label, else no farther than three words
  /// that the grammar does not know.
  func leftWord(_ roles: WordRoles) -> Int? {
    var unknown = 0
    for index in left {
      if has(index, roles) { return index }
      if !isLabelled, !has(index, [.filler, .statistic, .timeWord]), !isPercentile(index) {
        unknown += 1
        if unknown > 3 { return nil }
      }
    }
    return nil
  }

  /// The nearest word behind the measure with one of the roles, before any other clause begins. A word that is followed
  /// by a colon or a number is about what comes next.
  func rightWord(_ roles: WordRoles, within limit: Int = 4) -> Int? {
    for (distance, index) in right.enumerated() {
      guard distance < limit else { return nil }
      if has(index, roles) { return isAboutNext(index) ? nil : index }
      if has(index, .stop), !isText(index, "of"), !isText(index, "to"), !isText(index, "for") { return nil }
    }
    return nil
  }

  /// Whether a word behind a measure is the label of the next one: `5ms p99: 10ms`.
  func isAboutNext(_ index: Int) -> Bool {
    var next = index + 1
    while has(next, [.latency, .timeWord, .filler, .rate]), next < index + 4 { next += 1 }
    while next < tokens.count, tokens[next].kind == .sign {
      switch tokens[next].sign {
      case .colon, .equals: return true
      case .less, .greater, .approximately: next += 1
      default: return false
      }
    }
    guard isNumber(next) else { return false }
    let following = measure(at: next)?.unit.dimension ?? .none
    return following == .none || following == dimension
  }

  // MARK: Percentiles and statistics

  /// A word that says which of many values it is, and what to call it.
  struct Statistic {
    var name: String
    var first: Int
    var end: Int
    var isPercentile: Bool
  }

  /// The percentile or statistic that belongs to the measure.
  func statistic(_ measure: Measure) -> Statistic? {
    if let found = leftPercentile() { return found }
    for (distance, index) in right.enumerated() where distance < 4 {
      if isPercentile(index) {
        return isAboutNext(index)
          ? nil : Statistic(name: percentileName(index), first: index, end: index + 1, isPercentile: true)
      }
      if has(index, .stop), !isText(index, "at"), !isText(index, "on") { break }
    }
    if let found = rightOrdinalPercentile(measure.end) { return found }
    if let word = leftWord(.statistic), isNear(word) {
      return Statistic(
        name: statisticName(word), first: word, end: word + 1, isPercentile: statisticName(word) == "p50")
    }
    if let word = rightWord(.statistic, within: 2) {
      return Statistic(
        name: statisticName(word), first: word, end: word + 1, isPercentile: statisticName(word) == "p50")
    }
    return nil
  }

  private func isNear(_ word: Int) -> Bool {
    for (distance, index) in left.enumerated() {
      if index == word { return true }
      if distance > 4 { return false }
    }
    return false
  }

  private func leftPercentile() -> Statistic? {
    var unknown = 0
    for index in left {
      if isPercentile(index) {
        return Statistic(name: percentileName(index), first: index, end: index + 1, isPercentile: true)
      }
      if isText(index, "percentile"), let number = percentileNumber(before: index) {
        return Statistic(name: "p\(number.text)", first: number.first, end: index + 1, isPercentile: true)
      }
      if !isLabelled, !has(index, [.filler, .latency, .timed, .timeWord, .lag]) {
        unknown += 1
        if unknown > 2 { return nil }
      }
    }
    return nil
  }

  /// "200ms at the 99th percentile"
  private func rightOrdinalPercentile(_ end: Int) -> Statistic? {
    var index = end
    while index < tokens.count, index < end + 5 {
      if isText(index, "percentile"), let number = percentileNumber(before: index) {
        return isAboutNext(index)
          ? nil : Statistic(name: "p\(number.text)", first: number.first, end: index + 1, isPercentile: true)
      }
      if isSign(index, .stop) || isSign(index, .comma) || isSign(index, .bar) { return nil }
      index += 1
    }
    return nil
  }

  /// The `99` of `99th percentile`, or `99.9`.
  private func percentileNumber(before word: Int) -> (text: String, first: Int)? {
    var number = word - 1
    if isWord(number), isGlued(number), length(number) == 2 { number -= 1 }
    guard isNumber(number), tokens[number].digits > 0 else { return nil }
    return (text(number), number)
  }

  func percentileName(_ index: Int) -> String {
    let start = Int(tokens[index].start)
    let digits = bytes[(start + 1)..<Int(tokens[index].end)]
    guard digits.count > 2, digits.first == UInt8(ascii: "9"), !digits.contains(UInt8(ascii: ".")) else {
      return "p" + String(decoding: digits, as: UTF8.self)
    }
    // p999 is p99.9.
    return "p99." + String(decoding: digits.dropFirst(2), as: UTF8.self)
  }

  func statisticName(_ index: Int) -> String {
    name(index)
  }
}
