import AtlasCore

/// The modes of a click statement, and the ends of the modes that know no end of the text.
extension FlowLexer {
  mutating func readClick(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x22 { return readQuote(position) }
    let space = CharacterClass.whitespaceLength(scanner.bytes, position)
    if space > 0 {
      pop()
      return skip(to: position + space)
    }
    if position >= scanner.bytes.count { return readEndInMode(.click) }
    var index = position
    while index < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, index) == 0 {
      index += 1
    }
    return give(.click, index)
  }

  mutating func readCallbackName(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x28 {
      let inside = scanner.endOfWhitespace(position + 1)
      pop()
      if scanner.byte(at: inside) == 0x29 { return skip(to: inside + 1) }
      push(.callbackArguments)
      return skip(to: position + 1)
    }
    if position >= scanner.bytes.count { return readEndInMode(.callbackName) }
    return give(.callbackName, scanner.next(0x28, from: position))
  }

  mutating func readCallbackArguments(_ position: Int) -> FlowToken? {
    if scanner.byte(at: position) == 0x29 {
      pop()
      return skip(to: position + 1)
    }
    if position >= scanner.bytes.count { return readEndInMode(.callbackArguments) }
    return give(.callbackArguments, scanner.next(0x29, from: position))
  }

  /// These modes have a rule that matches nothing: at the end of the text it gives one empty token more.
  mutating func readEndInMode(_ token: FlowToken) -> FlowToken {
    if hasGivenEndOfText { return give(.end, scanner.bytes.count) }
    hasGivenEndOfText = true
    return give(token, scanner.bytes.count)
  }
}
