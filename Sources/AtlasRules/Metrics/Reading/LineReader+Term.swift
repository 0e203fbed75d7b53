/// Numbers as people write them: `$4.2M`, `12,000+`, `2.5 billion`.
extension LineReader {
  /// The number at a token, or nil where its digits are part of something else. `isSecond`: behind the dash or arrow of a
  /// range, where a hyphen before it binds nothing. `isListed`: of a list, where a slash makes no ratio.
  func term(at index: Int, isSecond: Bool = false, isListed: Bool = false) -> Term? {
    var number = index
    var currency = Token.Sign.none
    if index < tokens.count, tokens[index].sign.isCurrency {
      currency = tokens[index].sign
      number += 1
    }
    guard isNumber(number), !tokens[number].isClaimed else { return nil }
    if currency == .none, tokens[number].isGlued, !isSecond, isBound(number) { return nil }
    if currency == .none, !isListed, isRatio(number) { return nil }
    if isCut(number) { return nil }
    var term = Term(
      first: index, end: number + 1, digits: tokens[number].digits, decimals: Int(tokens[number].decimals))
    term.currency = currency
    term.isPlain = plainNumber(number, digits: 1...6) != nil
    if isSign(term.end, .plus), isGlued(term.end), has(term.end + 1, .scale), length(term.end + 1) > 1 {
      // "230+ million"
      term.end += 1
      term.hasPlus = true
    }
    guard readScale(&term) else { return nil }
    if isSign(term.end, .plus), isGlued(term.end), !(isNumber(term.end + 1) && isGlued(term.end + 1)) {
      term.end += 1
      term.hasPlus = true
      term.isPlain = false
    }
    return term
  }

  /// Whether the digits belong to what stands glued before them: `AES-256`, `us-east-1`, `v1/2`.
  private func isBound(_ number: Int) -> Bool {
    let before = number - 1
    guard before >= 0 else { return false }
    switch tokens[before].kind {
    case .word, .code, .number: return true
    case .sign:
      switch tokens[before].sign {
      case .hyphen:
        guard isGlued(before), before > 0 else { return false }
        if isText(before - 1, "sub") || tokens[before - 1].isClaimed { return false }
        return tokens[before - 1].kind == .word || tokens[before - 1].kind == .code
      default: return false
      }
    }
  }

  /// `2:1`, `14:23`, `3/5`: both numbers of a ratio are none.
  func isRatio(_ number: Int) -> Bool {
    for sign in [Token.Sign.colon, .slash] {
      if isSign(number + 1, sign), isGlued(number + 1), isNumber(number + 2), isGlued(number + 2) {
        return true
      }
      if isSign(number - 1, sign), isGlued(number), isNumber(number - 2), isGlued(number - 1) { return true }
    }
    return false
  }

  /// Whether the digits are only a part of what people wrote: of `12,5` and `3,5,7`, where nobody knows whether the comma is
  /// a decimal point, and of `2^n`.
  private func isCut(_ number: Int) -> Bool {
    if isListingComma(number - 1) || isListingComma(number + 1) { return true }
    return (isGlued(number) && isCaret(number - 1)) || (isGlued(number + 1) && isCaret(number + 1))
  }

  private func isListingComma(_ index: Int) -> Bool {
    isSign(index, .comma) && firstByte(index) == UInt8(ascii: ",") && isGlued(index) && isGlued(index + 1)
      && isNumber(index - 1) && isNumber(index + 1)
  }

  private func isCaret(_ index: Int) -> Bool {
    isSign(index, .stop) && firstByte(index) == UInt8(ascii: "^")
  }

  /// Reads what makes the number larger. False where the letters behind it make it no number at all.
  private func readScale(_ term: inout Term) -> Bool {
    let next = term.end
    guard isWord(next) else { return true }
    let isMoney = term.currency != .none
    if length(next) == 1 {
      let scale = LineReader.scale(ofLetter: firstByte(next), isMoney: isMoney)
      if let scale, isGlued(next) || isScaleLetter(next) {
        take(scale, next, &term)
        return true
      }
    } else if has(next, .scale),
      isGlued(next) || length(next) > 2 || term.hasPlus || isText(next, "bn") || isText(next, "mn")
    {
      if isText(next, "mm"), !isMoney { return false }
      take(words.entries[Int(tokens[next].entry)].exponent, next, &term)
      return true
    }
    guard isGlued(next) else { return true }
    if isText(next, "s"),
      (isText(next + 1, "of") && isPowerOfTen(term.digits))
        || plainNumber(next - 1, digits: 4...4).map(isYear) == true
    {
      // "100s of nodes", "the 1990s"
      return false
    }
    return has(next, LineReader.glueable)
  }

  /// Tens, hundreds and thousands; "30s of data" are seconds.
  private func isPowerOfTen(_ number: Double) -> Bool {
    number == 10 || number == 100 || number == 1000 || number == 10_000
  }

  private static let glueable: WordRoles = [
    .time, .bytes, .bitRate, .flowUnit, .flowNoun, .percent, .userNoun, .countNoun, .currency, .nines,
  ]

  private func take(_ scale: Int, _ word: Int, _ term: inout Term) {
    term.scale = scale
    term.hasScale = true
    term.isPlain = false
    term.end = word + 1
  }

  /// `k` is a thousand, `M` a million; `m` is minutes or milli, except in money.
  private static func scale(ofLetter letter: UInt8, isMoney: Bool) -> Int? {
    switch letter {
    case UInt8(ascii: "K"), UInt8(ascii: "k"): 3
    case UInt8(ascii: "M"): 6
    case UInt8(ascii: "B"): 9
    case UInt8(ascii: "T"): 12
    case UInt8(ascii: "m") where isMoney: 6
    case UInt8(ascii: "b") where isMoney: 9
    case UInt8(ascii: "t") where isMoney: 12
    default: nil
    }
  }

  /// A letter that stands apart is a scale only where it cannot begin a name: `$280 M`, not `$240,000 T-shirts`.
  private func isScaleLetter(_ index: Int) -> Bool {
    guard firstByte(index) < UInt8(ascii: "a") else { return false }
    if endsPhrase(index + 1) || isSign(index + 1, .slash) { return true }
    return isWord(index + 1) && !isGlued(index + 1)
      && has(index + 1, [.userNoun, .flowNoun, .flowUnit, .countNoun, .per, .period, .currency])
  }

  func isYear(_ number: Int) -> Bool { (1900...2099).contains(number) }
}
