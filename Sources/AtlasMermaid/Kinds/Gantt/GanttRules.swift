/// The tokens of a Gantt chart. Line ends mean nothing to the grammar, and any line that begins with a word of the
/// language is that statement, also where a task was meant.
struct GanttRules: JisonRules {
  enum Token {
    case header, lineEnd, dateFormat, inclusiveEndDates, topAxis, axisFormat, tickInterval, includes, excludes
    case todayMarker, weekday, weekend, title, accessibility, section, taskText, taskData
    case click, callbackName, callbackArguments, href
    /// What the lexer knows and the grammar does not: a date or `accDescription` where a task should begin, a colon
    /// without data, an opening directive.
    case date, description, colon, directive
    case endOfText, end, unknown
  }

  private enum Mode {
    case initial, click, href, callbackName, callbackArguments
  }

  static let end = Token.end
  static let unknown = Token.unknown

  private var mode = Mode.initial

  mutating func match(_ scanner: Scanner, at offset: Int) -> JisonMatch<Token> {
    switch mode {
    case .initial: return matchInitial(scanner, offset)
    case .href:
      if scanner.byte(at: offset) == 0x22 {
        mode = .initial
        return .skip(end: offset + 1)
      }
      return .token(.href, end: scanner.next(0x22, from: offset))
    case .callbackName: return matchCallbackName(scanner, offset)
    case .callbackArguments:
      if scanner.byte(at: offset) == 0x29 {
        mode = .initial
        return .skip(end: offset + 1)
      }
      return .token(.callbackArguments, end: scanner.next(0x29, from: offset))
    case .click:
      let space = CharacterClass.whitespaceLength(scanner.bytes, offset)
      if space > 0 {
        mode = .initial
        return .skip(end: offset + space)
      }
      var end = offset
      while end < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, end) == 0 { end += 1 }
      return .token(.click, end: end)
    }
  }

  private mutating func matchCallbackName(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    guard scanner.byte(at: offset) == 0x28 else {
      return .token(.callbackName, end: scanner.next(0x28, from: offset))
    }
    let inside = scanner.endOfWhitespace(offset + 1)
    if scanner.byte(at: inside) == 0x29 {
      mode = .initial
      return .skip(end: inside + 1)
    }
    mode = .callbackArguments
    return .skip(end: offset + 1)
  }

  private mutating func matchInitial(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token> {
    let byte = scanner.byte(at: offset)
    if byte == 0x25 {
      if scanner.matches("%%{", at: offset) { return .token(.directive, end: offset + 3) }
      var end = scanner.endOfLine(offset)
      // Only the rule for a single percent sign takes the line ends with it, and they mean nothing.
      if scanner.byte(at: offset + 1) != 0x25 {
        while scanner.byte(at: end) == 0x0A { end += 1 }
      }
      return .comment(end: end)
    }
    if byte | 0x20 == 0x61, let statement = JisonMatch.accessibility(Token.accessibility, scanner, at: offset)
    {
      return statement
    }
    if let end = endOfComment(scanner, offset) { return .comment(end: end) }
    if byte == 0x0A {
      var end = offset + 1
      while scanner.byte(at: end) == 0x0A { end += 1 }
      return .token(.lineEnd, end: end)
    }
    let blanks = scanner.endOfWhitespace(offset)
    if blanks > offset { return .skip(end: blanks) }
    if byte == 0x3A {
      let end = scanner.endOfText(offset + 1, before: 0x23, or: 0x3B)
      return end > offset + 1 ? .token(.taskData, end: end) : .token(.colon, end: offset + 1)
    }
    if offset >= scanner.bytes.count { return .token(.endOfText, end: offset) }
    return matchClick(scanner, offset) ?? GanttRules.matchKeyword(scanner, offset)
      ?? .token(.taskText, end: scanner.endOfText(offset, before: 0x3A))
  }

  /// A percent sign behind any character but a brace.
  private func endOfComment(_ scanner: Scanner, _ offset: Int) -> Int? {
    guard offset < scanner.bytes.count else { return nil }
    let first = scanner.bytes[offset]
    guard first != 0x7D, first < 0xF0 else { return nil }
    let next = offset + CharacterClass.characterLength(scanner.bytes, offset)
    return scanner.byte(at: next) == 0x25 ? scanner.endOfLine(next) : nil
  }

  private mutating func matchClick(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x63:
      if scanner.matchesAnyCase("call", at: offset), let end = endOfSpace(scanner, offset + 4) {
        mode = .callbackName
        return .skip(end: end)
      }
      if scanner.matchesAnyCase("click", at: offset), let end = endOfSpace(scanner, offset + 5) {
        mode = .click
        return .skip(end: end)
      }
      return nil
    case 0x68:
      guard scanner.matchesAnyCase("href", at: offset), let end = endOfSpace(scanner, offset + 4),
        scanner.byte(at: end) == 0x22
      else { return nil }
      mode = .href
      return .skip(end: end + 1)
    default: return nil
    }
  }

  /// The offset behind white space, of which there must be some.
  private func endOfSpace(_ scanner: Scanner, _ start: Int) -> Int? {
    let end = scanner.endOfWhitespace(start)
    return end > start ? end : nil
  }
}

extension GanttRules {
  private static func matchKeyword(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    switch scanner.byte(at: offset) | 0x20 {
    case 0x61:
      return statement("axisformat", .axisFormat, scanner, offset)
        ?? statement("accdescription", .description, scanner, offset)
    case 0x64: return statement("dateformat", .dateFormat, scanner, offset)
    case 0x65: return statement("excludes", .excludes, scanner, offset)
    case 0x67: return scanner.matchesWordAnyCase("gantt", at: offset) ? .token(.header, end: offset + 5) : nil
    case 0x69:
      if scanner.matchesWordAnyCase("inclusiveenddates", at: offset) {
        return .token(.inclusiveEndDates, end: offset + 17)
      }
      return statement("includes", .includes, scanner, offset)
    case 0x73: return statement("section", .section, scanner, offset, hash: 0x0A, semicolon: 0x0A)
    case 0x74:
      if scanner.matchesWordAnyCase("topaxis", at: offset) { return .token(.topAxis, end: offset + 7) }
      return statement("tickinterval", .tickInterval, scanner, offset)
        ?? statement("todaymarker", .todayMarker, scanner, offset, hash: 0x0A)
        ?? statement("title", .title, scanner, offset, hash: 0x0A, semicolon: 0x0A)
    case 0x77: return matchDay(scanner, offset)
    default: return matchDate(scanner, offset)
    }
  }

  /// A word, one white space character, and text up to the line end or one of two bytes.
  private static func statement(
    _ word: StaticString, _ token: Token, _ scanner: Scanner, _ offset: Int, hash: UInt8 = 0x23,
    semicolon: UInt8 = 0x3B
  ) -> JisonMatch<Token>? {
    guard scanner.matchesAnyCase(word, at: offset) else { return nil }
    let space = offset + word.utf8CodeUnitCount
    let text = space + CharacterClass.whitespaceLength(scanner.bytes, space)
    guard text > space else { return nil }
    let end = scanner.endOfText(text, before: hash, or: semicolon)
    return end > text ? .token(token, end: end) : nil
  }

  private static func matchDay(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    let isDay = scanner.matchesAnyCase("weekday", at: offset)
    guard isDay || scanner.matchesAnyCase("weekend", at: offset) else { return nil }
    let word = scanner.endOfWhitespace(offset + 7)
    guard word > offset + 7 else { return nil }
    let days: [StaticString] =
      isDay
      ? ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
      : ["friday", "saturday"]
    for day in days where scanner.matchesWordAnyCase(day, at: word) {
      return .token(isDay ? .weekday : .weekend, end: word + day.utf8CodeUnitCount)
    }
    return nil
  }

  /// `2024-01-01` where no letter or digit follows.
  private static func matchDate(_ scanner: Scanner, _ offset: Int) -> JisonMatch<Token>? {
    for place in 0..<10 {
      let byte = scanner.byte(at: offset + place)
      guard place == 4 || place == 7 ? byte == 0x2D : CharacterClass.isDigit(byte) else { return nil }
    }
    return CharacterClass.isWord(scanner.byte(at: offset + 10)) ? nil : .token(.date, end: offset + 10)
  }
}

extension Scanner {
  /// The offset of the next LF or the next byte of these values.
  func endOfText(_ start: Int, before first: UInt8, or second: UInt8) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != first, bytes[index] != second {
      index += 1
    }
    return index
  }
}
