import AtlasCore

/// Money, and what it is: a bill, a saving, a loss.
extension LineReader {
  mutating func readMoney(_ measure: Measure) -> Bool {
    if isPositionalParameter(measure) { return false }
    var measure = measure
    var first = measure.opener >= 0 ? measure.opener : startOfPrefix(before: measure.first)
    var qualifier = ""
    if isText(first - 1, "us"), isGlued(first), tokens[first].sign == .dollar { first -= 1 }
    if isSign(first, .hyphen), first < measure.first {
      measure.low = -measure.low
      measure.high = -measure.high
      qualifier = "saving"
    }
    var end = measure.end
    var unit = measure.unit
    readPurpose(measure, &unit, &qualifier, &first, &end)
    readLabelledPeriod(&unit, &first)
    var per = denominatorText(unit.per)
    if unit.period == .week || unit.period == .second {
      // The contract has no such periods: it is what the money buys, as a user or a request is.
      per += (per.isEmpty ? "" : "/") + unit.period.rawValue
      unit.period = .none
    }
    emit(
      Quantity(
        .cost, amount(of: measure), unit: unit.currency.rawValue, qualifier: qualifier,
        period: unit.period.rawValue, per: per),
      from: first, to: end)
    return true
  }

  /// `$1` in `awk '{print $1}'` and `WHERE id = $1` is a parameter.
  private func isPositionalParameter(_ measure: Measure) -> Bool {
    guard measure.term.currency == .dollar, measure.term.isPlain, length(measure.term.first + 1) == 1,
      measure.unit.period == .none, measure.shape == .single
    else { return false }
    let dollar = measure.term.first
    if isQuotedAlone(dollar) { return true }
    // "/tmp" is a path, "/user" what the money buys.
    let isPath = isSign(dollar + 2, .slash) && !isGlued(dollar + 2)
    guard measure.unit.per.isEmpty || isPath else { return false }
    if isInShell(dollar) { return true }
    guard measure.unit.per.isEmpty else { return false }
    let start = Int(tokens[measure.first].start)
    let before = start > 0 ? bytes[start - 1] : 0x20
    switch before {
    case UInt8(ascii: "("), UInt8(ascii: "{"), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "/"),
      UInt8(ascii: "\\"), UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: ","):
      return true
    default: break
    }
    let index = measure.first - 1
    if isSign(index, .equals) || isSign(index, .open) { return true }
    if isSign(index, .comma), isNumber(index - 1),
      isSign(index - 2, .dollar) || tokens[max(index - 2, 0)].sign == .dollar
    {
      return true
    }
    if isText(index, "print") || isText(index, "limit") || isText(index, "and") || isText(index, "echo") {
      return true
    }
    return tokens.indices.contains { isText($0, "awk") || isText($0, "sed") || isText($0, "values") }
  }

  /// The `"$1"` of `cp "$1" /tmp`.
  private func isQuotedAlone(_ dollar: Int) -> Bool {
    let (start, end) = (Int(tokens[dollar].start), Int(tokens[dollar + 1].end))
    guard start > 0, end < bytes.count, dollar > 0 || dollar + 2 < tokens.count else { return false }
    return bytes[start - 1] == UInt8(ascii: "\"") && bytes[end] == UInt8(ascii: "\"")
  }

  /// Whether a dollar sign is that of a shell: `mv $1 $2`, `./run $1`, `kill $1 && echo $HOME`.
  private func isInShell(_ dollar: Int) -> Bool {
    if isParameter(dollar + 2) || isParameter(dollar - 2) { return true }
    if isConnective(dollar + 2) || isConnective(dollar - 2) { return true }
    return isOfCommand(dollar) || tokens.indices.contains { isVariable($0) }
  }

  /// `$2` beside `$1`.
  private func isParameter(_ index: Int) -> Bool {
    isSign(index, .dollar) && isNumber(index + 1) && isGlued(index + 1) && length(index + 1) == 1
  }

  /// `$HOME`, `$(date)`, `${name}`
  private func isVariable(_ index: Int) -> Bool {
    isSign(index, .dollar) && isGlued(index + 1) && (isWord(index + 1) || isSign(index + 1, .open))
      && !has(index + 1, .scale)
  }

  /// `&&` and `||`
  private func isConnective(_ index: Int) -> Bool {
    guard isSign(index, .comma) || isSign(index, .bar), isGlued(index + 1), index + 1 < tokens.count,
      firstByte(index) == firstByte(index + 1)
    else { return false }
    return firstByte(index) != UInt8(ascii: ",")
  }

  /// Whether the command that the parameter belongs to begins as one: with its name in lower case, or with `./`.
  private func isOfCommand(_ dollar: Int) -> Bool {
    var first = dollar
    while first > 0, dollar - first < 16, !endsCommand(first - 1) { first -= 1 }
    if isSign(first, .stop), firstByte(first) == UInt8(ascii: "."), isSign(first + 1, .slash),
      isGlued(first + 1)
    {
      return true
    }
    guard isWord(first), !isCapital(first) else { return false }
    return LineReader.commands.contains { isText(first, $0) } || (first..<dollar).contains(where: isScript)
  }

  private func endsCommand(_ index: Int) -> Bool {
    guard tokens[index].kind == .sign else { return false }
    switch tokens[index].sign {
    case .colon, .open, .close, .bar, .comma, .arrow: return true
    case .stop: return firstByte(index) == UInt8(ascii: ";")
    default: return false
    }
  }

  /// `deploy.sh`
  private func isScript(_ index: Int) -> Bool {
    guard isWord(index), length(index) > 3 else { return false }
    let end = Int(tokens[index].end)
    return bytes[end - 3] == UInt8(ascii: ".")
      && (bytes[end - 2], bytes[end - 1]) == (UInt8(ascii: "s"), UInt8(ascii: "h"))
  }

  /// Commands that begin no sentence about money.
  private static let commands: [StaticString] = [
    "mv", "cp", "rm", "ln", "ls", "cd", "cat", "kill", "pkill", "grep", "egrep", "awk", "sed", "echo",
    "printf",
    "chmod", "chown", "mkdir", "rmdir", "touch", "curl", "wget", "ssh", "scp", "rsync", "tar", "gzip",
    "gunzip",
    "unzip", "sh", "bash", "zsh", "exec", "eval", "export", "sudo", "docker", "kubectl", "helm", "git",
    "python",
    "python3", "xargs", "tee", "basename", "dirname", "psql", "mysql", "systemctl",
  ]

  /// The words beside the amount that say what it is.
  private func readPurpose(
    _ measure: Measure, _ unit: inout Unit, _ qualifier: inout String, _ first: inout Int, _ end: inout Int
  ) {
    for (distance, index) in right.enumerated() where distance < 3 {
      if has(index, .period), unit.period == .none, distance < 2 {
        unit.period = entry(index).period
        end = max(end, index + 1)
        continue
      }
      if has(index, .stop), !isText(index, "in") { break }
      if let name = purpose(index), !isAboutNext(index) {
        if qualifier.isEmpty { qualifier = name }
        end = max(end, index + 1)
        if unit.period == .none, isSign(index + 1, .slash) || isText(index + 1, "per"), has(index + 2, .time),
          entry(index + 2).period != .none
        {
          unit.period = entry(index + 2).period
          end = index + 3
        }
        break
      }
    }
    guard qualifier.isEmpty else { return }
    for index in left {
      guard
        isLabelled || has(index, .filler) || index == left.first || left.count < 3 || purpose(index) != nil
      else { break }
      if let name = purpose(index) {
        qualifier = name
        first = min(first, index)
        return
      }
    }
  }

  private func purpose(_ index: Int) -> String? {
    if has(index, [.loss, .lost]) { return "impact" }
    if has(index, .impact) { return "impact" }
    if has(index, .saving) { return "saving" }
    if has(index, .revenue) { return has(index + 1, [.loss, .lost, .impact]) ? "impact" : "revenue" }
    if isText(index, "damage") || isText(index, "damages") { return "impact" }
    if isText(index, "total") { return "total" }
    return nil
  }

  /// "Monthly cost: $5K", "Cost per request: $0.001"
  private func readLabelledPeriod(_ unit: inout Unit, _ first: inout Int) {
    guard isLabelled else { return }
    if unit.period == .none, let word = left.first(where: { has($0, .period) }),
      !left.contains(where: { has($0, .population) })
    {
      unit.period = entry(word).period
      first = min(first, word)
    }
    guard unit.per.isEmpty, let per = left.first(where: { isText($0, "per") }) else { return }
    var end = per + 1
    while isWord(end), end <= (left.first ?? end), end < per + 4, end == per + 1 || !endsNoun(end - 1, end) {
      end += 1
    }
    guard end > per + 1 else { return }
    if has(per + 1, .time), entry(per + 1).period != .none {
      if unit.period == .none { unit.period = entry(per + 1).period }
    } else {
      unit.per = (per + 1)..<end
    }
    first = min(first, has(per - 1, .cost) ? per - 1 : per)
  }

  /// `EUR 5M`, `USD 1,200`
  mutating func readCurrencyCode(at index: Int) -> Int? {
    let currency = entry(index).currency
    guard length(index) == 3, isCapital(index), isNumber(index + 1), !isGlued(index + 1),
      var measure = measure(at: index + 1)
    else { return nil }
    let term = measure.term
    let isRate = measure.unit.dimension == .flow && (isSign(term.end, .slash) || isText(term.end, "per"))
    guard measure.unit.dimension == .none || (isRate && measure.shape == .single) else { return nil }
    var unit = moneyUnit(at: term.end, .none)
    if isRate { measure.low = term.value() }
    unit.currency = currency
    measure.unit = unit
    measure.first = index
    measure.end = unit.end
    lookAround(measure)
    return readMoney(measure) ? measure.end : nil
  }
}
