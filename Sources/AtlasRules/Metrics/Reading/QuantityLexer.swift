/// Cuts a line into tokens. Emphasis, quotes, emoji and drawing characters are passed over, as if they were spaces or
/// nothing; a word takes its digits and inner points with it, so that `p99.9`, `c5.2xlarge` and `HTTP2` are words.
struct QuantityLexer {
  /// The text that is being read.
  var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private let vocabulary: Vocabulary
  private var end = 0
  private var offset = 0
  private var isGlued = false

  init(_ vocabulary: Vocabulary) { self.vocabulary = vocabulary }

  /// Cuts the line in `range`.
  mutating func cut(_ range: Range<Int>, into tokens: inout [Token]) {
    offset = range.lowerBound
    end = range.upperBound
    isGlued = false
    while offset < end {
      let byte = bytes[offset]
      switch ByteClass.of(byte) {
      case .space:
        offset += 1
        isGlued = false
      case .digit: number(into: &tokens)
      case .letter: word(into: &tokens)
      case .sign: sign(byte, into: &tokens)
      case .wide: wide(byte, into: &tokens)
      default: offset += 1
      }
    }
  }

  // MARK: Numbers

  private mutating func number(into tokens: inout [Token]) {
    let start = offset
    if peek(1) | 0x20 == UInt8(ascii: "x"), peek(2) | 0x20 == UInt8(ascii: "x"), !isDigit(offset + 3) {
      // "5xx" is a word.
      return word(into: &tokens)
    }
    var digits = 0.0
    var decimals: UInt8 = 0
    takeDigits(&digits)
    while offset + 3 < end, bytes[offset] == UInt8(ascii: ","), offset - start <= 3 || hasComma(from: start),
      isDigit(offset + 1), isDigit(offset + 2), isDigit(offset + 3), !isDigit(offset + 4)
    {
      offset += 1
      takeDigits(&digits)
    }
    if peek(0) == UInt8(ascii: "."), isDigit(offset + 1) {
      let point = offset
      offset += 1
      takeDigits(&digits)
      decimals = UInt8(clamping: offset - point - 1)
    }
    if let exponent = takeExponent() {
      let isBase = digits == 10 && decimals == 0 && (1...15).contains(exponent)
      return isBase ? power(exponent, from: start, into: &tokens) : append(.code, from: start, to: &tokens)
    }
    if peek(0) == UInt8(ascii: "."), isDigit(offset + 1) || isWildcard(offset + 1) {
      while offset < end, isDigit(offset) || (bytes[offset] == UInt8(ascii: ".") && isDigit(offset + 1)) {
        offset += 1
      }
      if peek(0) == UInt8(ascii: "."), isWildcard(offset + 1) { offset += 2 }
      return append(.code, from: start, to: &tokens)
    }
    if peek(0) == UInt8(ascii: "_") || (isGlued && start > 0 && bytes[start - 1] == UInt8(ascii: "_"))
      || decimals > 12
    {
      return append(.code, from: start, to: &tokens)
    }
    append(.number, from: start, digits: digits, decimals: decimals, to: &tokens)
  }

  private mutating func takeDigits(_ digits: inout Double) {
    while offset < end, isDigit(offset) {
      digits = digits * 10 + Double(bytes[offset] &- UInt8(ascii: "0"))
      offset += 1
    }
  }

  /// The exponent that stands here, `^5` or `⁵`; 0 for one below zero.
  private mutating func takeExponent() -> Int? {
    var exponent = 0
    if peek(0) == UInt8(ascii: "^") {
      let isNegative = peek(1) == UInt8(ascii: "-")
      guard isDigit(offset + (isNegative ? 2 : 1)) else { return nil }
      offset += isNegative ? 2 : 1
      var digits = 0.0
      takeDigits(&digits)
      return isNegative ? 0 : Int(min(digits, 99))
    }
    guard superscript() != nil else { return nil }
    var isNegative = false
    while let (digit, length) = superscript() {
      if digit < 0 { isNegative = true } else { exponent = min(exponent * 10 + digit, 99) }
      offset += length
    }
    return isNegative ? 0 : exponent
  }

  /// The digit of a raised figure here, -1 for a raised minus, and how many bytes it takes.
  private func superscript() -> (digit: Int, length: Int)? {
    switch (peek(0), peek(1), peek(2)) {
    case (0xC2, 0xB9, _): (1, 2)
    case (0xC2, 0xB2, _): (2, 2)
    case (0xC2, 0xB3, _): (3, 2)
    case (0xE2, 0x81, 0xB0): (0, 3)
    case (0xE2, 0x81, 0xB4...0xB9): (Int(peek(2)) - 0xB0, 3)
    case (0xE2, 0x81, 0xBB): (-1, 3)
    default: nil
    }
  }

  /// `10^5`, or `3 × 10^5` with the factor before it: one number.
  private mutating func power(_ exponent: Int, from start: Int, into tokens: inout [Token]) {
    var value = 1.0
    for _ in 0..<exponent { value *= 10 }
    let times = tokens.count - 1
    guard times > 0, tokens[times - 1].kind == .number, isTimes(tokens[times]) else {
      return append(.number, from: start, digits: value, to: &tokens)
    }
    let factor = tokens[times - 1]
    tokens.removeLast(2)
    isGlued = factor.isGlued
    append(
      .number, from: Int(factor.start), digits: factor.digits * value, decimals: factor.decimals, to: &tokens)
  }

  private func isTimes(_ token: Token) -> Bool {
    token.sign == .multiply
      || (token.kind == .word && token.end - token.start == 1
        && bytes[Int(token.start)] | 0x20 == UInt8(ascii: "x"))
  }

  private func hasComma(from start: Int) -> Bool {
    for index in start..<offset where bytes[index] == UInt8(ascii: ",") { return true }
    return false
  }

  /// The `x` of `2.x`.
  private func isWildcard(_ index: Int) -> Bool {
    guard index < end, bytes[index] | 0x20 == UInt8(ascii: "x") else { return false }
    return index + 1 >= end || ![.letter, .digit].contains(ByteClass.of(bytes[index + 1]))
  }

  // MARK: Words

  private mutating func word(into tokens: inout [Token]) {
    let start = offset
    if bytes[offset] | 0x20 == UInt8(ascii: "h"), let end = endOfAddress() {
      offset = end
      return append(.code, from: start, to: &tokens)
    }
    var hash = Vocabulary.emptyHash
    var hasDigits = false
    while true {
      takeLetters(&hash)
      guard offset < end else { break }
      let byte = bytes[offset]
      switch ByteClass.of(byte) {
      case .digit where isGlued && isUnitOfTime(start):
        // "1h30m"
        return finishWord(start, hash, false, &tokens)
      case .digit: hasDigits = true
      case .wide where isWideLetter(byte):
        hash = Vocabulary.mixed(hash, byte)
        offset += 1
        while offset < end, bytes[offset] & 0xC0 == 0x80 {
          hash = Vocabulary.mixed(hash, bytes[offset])
          offset += 1
        }
        continue
      case .sign
      where byte == UInt8(ascii: ".") && offset + 1 < end
        && [.letter, .digit].contains(ByteClass.of(bytes[offset + 1])):
        break
      default: return finishWord(start, hash, hasDigits, &tokens)
      }
      hash = Vocabulary.mixed(hash, ASCII.lowered(byte))
      offset += 1
    }
    finishWord(start, hash, hasDigits, &tokens)
  }

  /// Passes over letters of ASCII, which most words are made of.
  @inline(__always)
  private mutating func takeLetters(_ hash: inout UInt32) {
    var (place, mixed) = (offset, hash)
    while place < end, ByteClass.of(bytes[place]) == .letter {
      mixed = Vocabulary.mixed(mixed, bytes[place] | 0x20)
      place += 1
    }
    (offset, hash) = (place, mixed)
  }

  /// Whether the letters so far, glued to a number, are a unit of time, so that digits behind them begin another number.
  private func isUnitOfTime(_ start: Int) -> Bool {
    guard offset - start <= 3, start > 0, isDigit(start - 1) else { return false }
    switch (offset - start, bytes[start]) {
    case (1, UInt8(ascii: "h")), (1, UInt8(ascii: "m")), (1, UInt8(ascii: "d")): return true
    case (2, UInt8(ascii: "h")): return bytes[start + 1] == UInt8(ascii: "r")
    case (3, UInt8(ascii: "m")): return bytes[start + 1] == UInt8(ascii: "i")
    default: return false
    }
  }

  private mutating func finishWord(_ start: Int, _ hash: UInt32, _ hasDigits: Bool, _ tokens: inout [Token]) {
    let entry = vocabulary.index(of: bytes, start, offset, hash: hash)
    let roles = entry < 0 ? [] : vocabulary.roles[entry]
    tokens.append(
      Token(
        kind: .word, isGlued: isGlued && !tokens.isEmpty, hasDigits: hasDigits,
        // "T+5min" begins with a letter that is no word.
        isStarter: hasDigits || !roles.isDisjoint(with: LineReader.starters)
          || (offset == start + 1 && bytes[start] == UInt8(ascii: "T")),
        sign: .none, start: Int32(start), end: Int32(offset), entry: Int16(entry), roles: roles, decimals: 0,
        digits: hasDigits && entry < 0 ? percentile(start, offset) : 0))
    isGlued = true
  }

  /// Of `p99`, `P99.9` and `p999` the percentile; 0 of any other word. `P0` to `P4` are priorities.
  private func percentile(_ start: Int, _ end: Int) -> Double {
    guard bytes[start] | 0x20 == UInt8(ascii: "p"), end - start >= 3, end - start <= 8 else { return 0 }
    var digits = 0.0
    var decimals = -1
    for index in (start + 1)..<end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "."), decimals < 0 {
        decimals = 0
      } else if byte &- UInt8(ascii: "0") < 10 {
        digits = digits * 10 + Double(byte &- UInt8(ascii: "0"))
        if decimals >= 0 { decimals += 1 }
      } else {
        return 0
      }
    }
    for _ in 0..<max(decimals, 0) { digits /= 10 }
    if decimals < 0 {
      // p999 is p99.9 written without its point.
      while digits > 100 { digits /= 10 }
    }
    return digits >= 10 && digits <= 100 ? digits : 0
  }

  private func endOfAddress() -> Int? {
    var index = offset + 4
    guard index + 3 < end, bytes[offset + 1] | 0x20 == UInt8(ascii: "t"),
      bytes[offset + 2] | 0x20 == UInt8(ascii: "t"),
      bytes[offset + 3] | 0x20 == UInt8(ascii: "p")
    else { return nil }
    if bytes[index] | 0x20 == UInt8(ascii: "s") { index += 1 }
    guard index + 2 < end, bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == UInt8(ascii: "/") else {
      return nil
    }
    while index < end, !QuantityLexer.endsAddress(bytes[index]) { index += 1 }
    return index
  }

  static func endsAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, UInt8(ascii: ")"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"),
      UInt8(ascii: "|"),
      UInt8(ascii: "*"), UInt8(ascii: "]"), UInt8(ascii: "<"):
      true
    default: false
    }
  }

  // MARK: Signs

  private mutating func sign(_ byte: UInt8, into tokens: inout [Token]) {
    let next = peek(1)
    switch byte {
    case UInt8(ascii: "#"): hash(into: &tokens)
    case UInt8(ascii: "."):
      if next &- UInt8(ascii: "0") < 10, !isGlued { return decimalPoint(into: &tokens) }
      add(.stop, 1, to: &tokens)
    case UInt8(ascii: "-"):
      if next == UInt8(ascii: ">") { return add(.arrow, 2, to: &tokens) }
      if next == UInt8(ascii: "-"), peek(2) == UInt8(ascii: ">") { return add(.arrow, 3, to: &tokens) }
      add(.hyphen, 1, to: &tokens)
    case UInt8(ascii: "="):
      if next == UInt8(ascii: ">") { return add(.arrow, 2, to: &tokens) }
      if next == UInt8(ascii: "=") { return add(.equals, 2, to: &tokens) }
      add(.equals, 1, to: &tokens)
    case UInt8(ascii: "<"): add(.less, next == UInt8(ascii: "=") ? 2 : 1, to: &tokens)
    case UInt8(ascii: ">"): add(.greater, next == UInt8(ascii: "=") ? 2 : 1, to: &tokens)
    case UInt8(ascii: "+"):
      if next == UInt8(ascii: "/"), peek(2) == UInt8(ascii: "-") { return add(.plusMinus, 3, to: &tokens) }
      add(.plus, 1, to: &tokens)
    default: add(ByteClass.sign(of: byte), 1, to: &tokens)
    }
  }

  /// `#2563EB` is a colour and `#1` a place in a list: neither is a number.
  private mutating func hash(into tokens: inout [Token]) {
    let start = offset
    offset += 1
    while offset < end, [.digit, .letter].contains(ByteClass.of(bytes[offset])) { offset += 1 }
    append(.code, from: start, to: &tokens)
  }

  private mutating func decimalPoint(into tokens: inout [Token]) {
    let start = offset
    var digits = 0.0
    offset += 1
    takeDigits(&digits)
    append(.number, from: start, digits: digits, decimals: UInt8(clamping: offset - start - 1), to: &tokens)
  }

  /// What takes more than one byte: look-alikes of the signs, letters, and everything else, which is a space.
  private mutating func wide(_ byte: UInt8, into tokens: inout [Token]) {
    let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
    let second = peek(1)
    let third = peek(2)
    switch (byte, second, third) {
    case (0xC2, 0xB1, _): return add(.plusMinus, 2, to: &tokens)
    case (0xC3, 0x97, _): return add(.multiply, 2, to: &tokens)
    case (0xC2, 0xA3, _): return add(.pound, 2, to: &tokens)
    case (0xC2, 0xA5, _): return add(.yen, 2, to: &tokens)
    case (0xC2, 0xA2, _): return add(.cent, 2, to: &tokens)
    case (0xC2, 0xB7, _), (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0xA6), (0xE2, 0x80, 0x94):
      return add(.stop, length, to: &tokens)
    case (0xE2, 0x80, 0x90...0x93), (0xE2, 0x88, 0x92): return add(.hyphen, 3, to: &tokens)
    case (0xE2, 0x82, 0xAC): return add(.euro, 3, to: &tokens)
    case (0xE2, 0x82, 0xB9): return add(.rupee, 3, to: &tokens)
    case (0xE2, 0x86, 0x92), (0xE2, 0x87, 0x92), (0xE2, 0x9E, 0x94...0x9E), (0xE2, 0x9F, 0xB6):
      return add(.arrow, 3, to: &tokens)
    case (0xE2, 0x89, 0x88), (0xE2, 0x88, 0xBC): return add(.approximately, 3, to: &tokens)
    case (0xE2, 0x89, 0xA4): return add(.less, 3, to: &tokens)
    case (0xE2, 0x89, 0xA5): return add(.greater, 3, to: &tokens)
    case (0xE2, 0x80, 0x98...0x9F), (0xEF, 0xB8, 0x8F):
      // Quotation marks and the selector behind an emoji are nothing at all.
      offset = min(offset + length, end)
      return
    default: break
    }
    if isWideLetter(byte) { return word(into: &tokens) }
    offset = min(offset + length, end)
    isGlued = false
  }

  /// The letters behind ASCII that matter: Greek (μ), the micro sign, accented Latin, Chinese, Japanese, Korean.
  private func isWideLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2: peek(1) == 0xB5
    case 0xC3: peek(1) != 0x97
    case 0xC4...0xDF, 0xE3...0xED: true
    default: false
    }
  }

  // MARK: Helpers

  private mutating func add(_ sign: Token.Sign, _ length: Int, to tokens: inout [Token]) {
    let start = offset
    offset = min(offset + length, end)
    append(.sign, from: start, sign: sign, to: &tokens)
  }

  @inline(__always)
  private mutating func append(
    _ kind: Token.Kind, from start: Int, sign: Token.Sign = .none, digits: Double = 0, decimals: UInt8 = 0,
    to tokens: inout [Token]
  ) {
    tokens.append(
      Token(
        kind: kind, isGlued: isGlued && !tokens.isEmpty, sign: sign, start: Int32(start), end: Int32(offset),
        entry: -1, roles: [], decimals: decimals, digits: digits))
    isGlued = true
  }

  @inline(__always)
  private func peek(_ distance: Int) -> UInt8 { offset + distance < end ? bytes[offset + distance] : 0 }

  @inline(__always)
  private func isDigit(_ index: Int) -> Bool { index < end && bytes[index] &- UInt8(ascii: "0") < 10 }
}
