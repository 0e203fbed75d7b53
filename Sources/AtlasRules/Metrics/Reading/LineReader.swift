import AtlasCore

/// Reads the quantities of one line: what a label has between two breaks, or a line of a page. Goes through the tokens
/// once, from left to right; whatever reads a stretch claims its tokens, and no token is read twice.
struct LineReader {
  /// The text, from `begin` to `end`.
  private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  let words: Vocabulary
  let specification: MetricSpecification
  private(set) var context = QuantityReader.Context.label
  /// Where marks of emphasis were left out of the text.
  private(set) var emphasis: [Int] = []
  private var lexer: QuantityLexer
  var tokens: [Token] = []
  var found: [Quantity] = []
  /// Words before and behind the measure that is being judged, nearest first. Kept here to save the allocations.
  var left: [Int] = []
  var right: [Int] = []
  /// What the measure that is being judged is counted in.
  var dimension = Unit.Dimension.none
  /// Whether the words before are a label: `p99:`, `RTO =`, `Lag (`.
  var isLabelled = false
  /// Whether the words behind stand in brackets, where a clause of its own may stand.
  var isBracketed = false

  init(_ specification: MetricSpecification) {
    words = specification.vocabulary
    lexer = QuantityLexer(words)
    self.specification = specification
    tokens.reserveCapacity(128)
    left.reserveCapacity(16)
    right.reserveCapacity(16)
  }

  /// Takes up a text, which has to stay where it is until `end`.
  mutating func begin(
    _ bytes: UnsafeBufferPointer<UInt8>, _ context: QuantityReader.Context, emphasis: [Int] = []
  ) {
    self.bytes = bytes
    self.emphasis = emphasis
    lexer.bytes = bytes
    self.context = context
  }

  /// Lets go of the text, and gives what was found in it.
  mutating func end() -> [Quantity] {
    begin(UnsafeBufferPointer(start: nil, count: 0), .label)
    defer { found = [] }
    return found
  }

  mutating func read(_ range: Range<Int>) {
    tokens.removeAll(keepingCapacity: true)
    lexer.cut(range, into: &tokens)
    guard !tokens.isEmpty else { return }
    if context == .sourceList ? readListedSource() : readCitingLine() { return }
    var index = 0
    while index < tokens.count {
      index = canBegin(at: index) ? max(readToken(at: index), index + 1) : index + 1
    }
  }

  @inline(__always)
  private func canBegin(at index: Int) -> Bool {
    let token = tokens[index]
    if token.isClaimed { return false }
    switch token.kind {
    case .number, .code: return true
    case .word: return token.isStarter
    case .sign: return token.sign.isCurrency || token.sign == .open
    }
  }

  /// Reads what begins at a token and says where to go on.
  private mutating func readToken(at index: Int) -> Int {
    switch tokens[index].kind {
    case .number: readNumber(at: index)
    case .sign: tokens[index].sign == .open ? readBracket(at: index) : readNumber(at: index)
    case .code: readDottedDate(at: index) ?? (index + 1)
    case .word: readWord(at: index)
    }
  }

  private mutating func readWord(at index: Int) -> Int {
    let token = tokens[index]
    if token.entry < 0 {
      guard tokens[index].hasDigits else { return readRelativeTime(at: index) ?? (index + 1) }
      return readInstance(at: index) ?? readQuarter(at: index) ?? readGluedVersion(at: index) ?? (index + 1)
    }
    let roles = token.roles
    if roles.isDisjoint(with: LineReader.starters) { return readRelativeTime(at: index) ?? (index + 1) }
    if roles.contains(.product), let end = readVersion(at: index) { return end }
    if roles.contains(.month), let end = readMonth(at: index) { return end }
    if roles.contains(.partOfYear), let end = readPartOfYear(at: index) { return end }
    if roles.contains(.blast), let end = readBlastRadius(at: index) { return end }
    if roles.contains(.affected), let end = readAllAffected(at: index) { return end }
    if roles.contains(.impact), let end = readImpact(at: index) { return end }
    if roles.contains(.data), let end = readDataLoss(at: index) { return end }
    if roles.contains(.nothing), let end = readNothingLost(at: index) { return end }
    if roles.contains(.nines), let end = readNines(at: index) { return end }
    if roles.contains(.currency), let end = readCurrencyCode(at: index) { return end }
    if roles.contains(.recovery), let end = readNoRecoveryTime(at: index) { return end }
    if roles.contains(.sourceWord), let end = readSourceStatement(at: index) { return end }
    return readInstance(at: index) ?? (index + 1)
  }

  static let starters: WordRoles = [
    .product, .month, .partOfYear, .blast, .impact, .data, .nothing, .nines, .sourceWord, .accelerator,
    .currency,
    .recovery, .affected,
  ]
}

// MARK: Questions about tokens

extension LineReader {
  @inline(__always)
  func has(_ index: Int, _ roles: WordRoles) -> Bool {
    index >= 0 && index < tokens.count && !tokens[index].roles.isDisjoint(with: roles)
  }

  @inline(__always)
  func isSign(_ index: Int, _ sign: Token.Sign) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].sign == sign && tokens[index].kind == .sign
  }

  @inline(__always)
  func isWord(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].kind == .word }

  @inline(__always)
  func isNumber(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].kind == .number }

  @inline(__always)
  func isGlued(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].isGlued }

  func isPercentile(_ index: Int) -> Bool {
    isWord(index) && tokens[index].entry < 0 && tokens[index].digits > 0
  }

  func length(_ index: Int) -> Int { Int(tokens[index].end - tokens[index].start) }

  func firstByte(_ index: Int) -> UInt8 { bytes[Int(tokens[index].start)] }

  func isCapital(_ index: Int) -> Bool {
    index >= 0 && index < tokens.count && firstByte(index) &- UInt8(ascii: "A") < 26
  }

  /// Whether a word ends in s and is longer than a unit.
  func isPlural(_ index: Int) -> Bool {
    guard isWord(index), length(index) > 3 else { return false }
    let last = bytes[Int(tokens[index].end) - 1]
    return last == UInt8(ascii: "s") || last == UInt8(ascii: "S")
  }

  /// Whether the token is this text, in any case.
  func isText(_ index: Int, _ text: StaticString) -> Bool {
    guard index >= 0, index < tokens.count, length(index) == text.utf8CodeUnitCount else { return false }
    let start = Int(tokens[index].start)
    for offset in 0..<text.utf8CodeUnitCount
    where ASCII.lowered(bytes[start + offset]) != text.utf8Start[offset] {
      return false
    }
    return true
  }

  func text(_ index: Int) -> String { text(from: index, to: index + 1) }

  /// The text as it is written, from a token to before another, without emphasis around it.
  func text(from first: Int, to end: Int) -> String {
    guard first < end, first < tokens.count else { return "" }
    return String(decoding: bytes[Int(tokens[first].start)..<Int(tokens[end - 1].end)], as: UTF8.self)
  }

  func lowercased(_ index: Int) -> String {
    let range = Int(tokens[index].start)..<Int(tokens[index].end)
    return String(decoding: bytes[range].map(ASCII.lowered), as: UTF8.self)
  }

  /// The plain number a token is, where it has so many digits.
  func plainNumber(_ index: Int, digits: ClosedRange<Int>) -> Int? {
    guard isNumber(index), tokens[index].decimals == 0, digits.contains(length(index)),
      tokens[index].digits < 1_000_000, !hasCommaInside(index)
    else { return nil }
    return Int(tokens[index].digits)
  }

  private func hasCommaInside(_ index: Int) -> Bool {
    length(index) > 4
      && bytes[Int(tokens[index].start)..<Int(tokens[index].end)].contains(UInt8(ascii: ","))
  }

  /// Nothing follows, or something that ends a phrase.
  func endsPhrase(_ index: Int) -> Bool {
    guard index < tokens.count else { return true }
    return tokens[index].kind == .sign && ![.hyphen, .slash, .percent].contains(tokens[index].sign)
  }
}

// MARK: Results

extension LineReader {
  mutating func claim(_ first: Int, _ end: Int) {
    for index in first..<min(end, tokens.count) { tokens[index].isClaimed = true }
  }

  /// Records a quantity whose stretch runs from a token to before another, and claims it.
  mutating func emit(_ quantity: Quantity, from first: Int, to end: Int) {
    claim(first, end)
    guard specification.kinds.contains(quantity.kind) else { return }
    var quantity = quantity
    quantity.range = TextRange(Int(tokens[first].start), Int(tokens[end - 1].end))
    // Where there is one, there often are two or three.
    if found.isEmpty { found.reserveCapacity(3) }
    found.append(quantity)
  }

  /// The first token of the stretch of a measure: the signs before it belong to it.
  func startOfPrefix(before first: Int) -> Int {
    var start = first
    while start > 0, !tokens[start - 1].isClaimed, tokens[start - 1].kind == .sign {
      switch tokens[start - 1].sign {
      case .approximately, .less, .greater, .plusMinus: start -= 1
      case .plus where isGlued(start): start -= 1
      case .hyphen where isGlued(start) && !isGlued(start - 1): start -= 1
      default: return start
      }
    }
    return start
  }

  func amount(of measure: Measure) -> ContentMetric.Amount {
    switch measure.shape {
    case .single: .value(measure.low)
    case .range: .range(low: measure.low, high: measure.high)
    case .change: .change(before: measure.low, after: measure.high)
    }
  }
}

extension Quantity {
  init(
    _ kind: ContentMetric.Kind, _ amount: ContentMetric.Amount = .none, unit: String = "",
    qualifier: String = "",
    period: String = "", per: String = "", name: String = "", version: String = "", url: String = "",
    date: String = ""
  ) {
    self.init(
      kind, TextRange(at: 0), amount, unit: unit, qualifier: qualifier, period: period, per: per, name: name,
      version: version, url: url, date: date)
  }
}
