import AtlasCore

/// The initial mode, between labels, and what stands behind the header.
extension FlowLexer {
  mutating func readInitial(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    guard position < bytes.count else { return readEndOfText(position) }
    let byte = bytes[position]
    let category = FlowByteClass(rawValue: classes[Int(byte)] & 7) ?? .other
    if category == .letter, let keyword = readKeyword(position, byte) { return keyword }
    if byte == 0x22 { return readQuote(position) }
    if byte == 0x40, scanner.byte(at: position + 1) == 0x7B { return readShapeData(position) }
    if directions.isNeeded, let end = directions.end(from: position) {
      inner = directions.word
      return give(.directionStatement, end)
    }
    if linkIDs.isNeeded, category != .space, let end = linkIDs.end(from: position) {
      return give(.linkID, end)
    }
    switch category {
    case .space, .wide:
      let mark = spaceEnd(position)
      if mark > position {
        return readLink(position, mark) ?? readSpace(position)
      }
      return readLetterOutsideASCII(position)
    case .letter:
      if byte == 0x78 || byte == 0x6F, let link = readLink(position, position) { return link }
      if byte == 0x76, !CharacterClass.isWord(scanner.byte(at: position + 1)) {
        return give(.down, position + 1)
      }
      return give(.word, endOfWord(position))
    case .digit:
      var index = position + 1
      while CharacterClass.isDigit(scanner.byte(at: index)) { index += 1 }
      return give(.number, index)
    case .wordMark:
      if byte == 0x2E, let link = readLink(position, position) { return link }
      if byte == 0x5C, scanner.byte(at: position + 1) == 0x7C { return give(.separator, position + 2) }
      return give(.word, endOfWord(position))
    case .other:
      return readMark(position, byte)
    }
  }

  mutating func readMark(_ position: Int, _ byte: UInt8) -> FlowToken? {
    switch byte {
    case 0x2D:
      if let link = readLink(position, position) { return link }
      let end = endOfWord(position)
      return end > position ? give(.word, end) : give(.minus, position + 1)
    case 0x3D, 0x7E: return readLink(position, position) ?? nothing(at: position)
    case 0x3C: return readLink(position, position) ?? give(.tagStart, position + 1)
    case 0x23: return give(.hash, position + 1)
    case 0x3A:
      if scanner.matches(":::", at: position) { return give(.styleSeparator, position + 3) }
      return give(.colon, position + 1)
    case 0x26: return give(.ampersand, position + 1)
    case 0x3B: return give(.semicolon, position + 1)
    case 0x2C: return give(.comma, position + 1)
    case 0x2A: return give(.star, position + 1)
    case 0x3E: return give(.tagEnd, position + 1, pushing: .text)
    case 0x5E: return give(.up, position + 1)
    case 0x28: return readOpeningParen(position)
    case 0x5B: return readOpeningSquare(position, knowsProperties: true)
    case 0x7B: return give(.diamondStart, position + 1, pushing: .text)
    case 0x7C: return give(.pipe, position + 1, pushing: .text)
    default: return nothing(at: position)
    }
  }

  mutating func readSpace(_ position: Int) -> FlowToken {
    var index = position
    if scanner.bytes[position] == 0x0A {
      while scanner.byte(at: index) == 0x0A { index += 1 }
      return give(.lineEnd, index)
    }
    index = scanner.endOfBlanks(index)
    while scanner.byte(at: index) != 0x0A {
      let length = CharacterClass.whitespaceLength(scanner.bytes, index)
      if length == 0 { break }
      index += length
    }
    return give(.space, index)
  }

  mutating func readLetterOutsideASCII(_ position: Int) -> FlowToken {
    guard FlowIDLetters.contains(CharacterClass.scalar(scanner.bytes, position)) else {
      return nothing(at: position)
    }
    return give(.letter, position + CharacterClass.characterLength(scanner.bytes, position))
  }

  mutating func readEndOfText(_ position: Int) -> FlowToken {
    if hasGivenEndOfText { return give(.end, position) }
    hasGivenEndOfText = true
    return give(.endOfText, position)
  }

  /// The end of the run of word characters: a dash belongs to it unless a link or a dot follows it.
  @inline(__always)
  func endOfWord(_ position: Int) -> Int {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x2D {
        let next = scanner.byte(at: index + 1)
        if next == 0x3E || next == 0x2D || next == 0x2E || index + 1 >= bytes.count { break }
      } else if classes[Int(byte)] & FlowByteClass.wordBit == 0 {
        break
      }
      index += 1
    }
    return index
  }

  /// The words that mean something at the beginning of any token, also in the middle of an id that a mark splits. Nil
  /// where none stands here; nil inside where one was read that makes no token.
  mutating func readKeyword(_ position: Int, _ byte: UInt8) -> FlowToken?? {
    switch byte {
    case 0x61:
      guard scanner.byte(at: position + 1) == 0x63, scanner.byte(at: position + 2) == 0x63 else { return nil }
      return readAccessibility(position)
    case 0x63:
      if word("classDef", position) { return give(.classDef, position + 8) }
      if word("class", position) { return give(.classWord, position + 5) }
      if let end = wordAndSpace("click", position) {
        push(.click)
        return .some(skip(to: end))
      }
      if let end = wordAndSpace("call", position) {
        push(.callbackName)
        return .some(skip(to: end))
      }
    case 0x64:
      if word("default", position) { return give(.defaultWord, position + 7) }
    case 0x65:
      if word("end", position) {
        inner = position..<(position + 3)
        return give(.endWord, scanner.endOfWhitespace(position + 3))
      }
    case 0x66:
      if word("flowchart-elk", position) { return readGraph(position, 13) }
      if word("flowchart", position) { return readGraph(position, 9) }
    case 0x67:
      if word("graph", position) { return readGraph(position, 5) }
    case 0x68:
      let space = CharacterClass.whitespaceLength(scanner.bytes, position + 4)
      if space > 0, scanner.matches("href", at: position) { return give(.href, position + 4 + space) }
    case 0x69:
      if word("interpolate", position) { return give(.interpolate, position + 11) }
    case 0x6C:
      if word("linkStyle", position) { return give(.linkStyle, position + 9) }
    case 0x73:
      if word("style", position) { return give(.style, position + 5) }
      if word("subgraph", position) { return give(.subgraph, position + 8) }
      if word("swimlane-beta", position) { return readGraph(position, 13) }
    case 0x5F:
      for target in ["_self", "_blank", "_parent", "_top"] as [StaticString] where word(target, position) {
        return give(.linkTarget, position + target.utf8CodeUnitCount)
      }
    default: break
    }
    return nil
  }

  @inline(__always)
  func word(_ word: StaticString, _ position: Int) -> Bool { scanner.matchesWord(word, at: position) }

  @inline(__always)
  func wordAndSpace(_ word: StaticString, _ position: Int) -> Int? {
    guard scanner.matches(word, at: position) else { return nil }
    let end = position + word.utf8CodeUnitCount
    let space = scanner.endOfWhitespace(end)
    return space > end ? space : nil
  }

  mutating func readGraph(_ position: Int, _ count: Int) -> FlowToken {
    if !hasSeenGraph {
      hasSeenGraph = true
      push(.direction)
    }
    return give(.graph, position + count)
  }

  mutating func readAccessibility(_ position: Int) -> FlowToken?? {
    guard let statement = AccessibilityStatement(scanner, at: position) else { return nil }
    inner = statement.text
    if statement.isClosed, statement.text.isEmpty, scanner.byte(at: statement.end - 1) == 0x7D {
      // `accDescr {}` makes no token at all.
      return .some(skip(to: statement.end))
    }
    if !statement.isClosed { hasGivenEndOfText = true }
    return give(statement.part == .title ? .accTitle : .accDescription, statement.end)
  }

  /// Everything from `@{` to the brace that closes it. A caret outside quotes is no part of anything.
  mutating func readShapeData(_ position: Int) -> FlowToken {
    var index = position + 2
    var isQuoted = false
    while index < scanner.bytes.count {
      let byte = scanner.bytes[index]
      if byte == 0x22 {
        isQuoted.toggle()
      } else if !isQuoted {
        if byte == 0x7D {
          inner = (position + 2)..<index
          return give(.shapeData, index + 1)
        }
        if byte == 0x5E {
          start = index
          return give(.unknown, index + 1)
        }
      }
      index += 1
    }
    hasGivenEndOfText = true
    inner = (position + 2)..<index
    return give(.shapeData, index)
  }

  mutating func readDirection(_ position: Int) -> FlowToken? {
    let mark = scanner.endOfWhitespace(position)
    var index = mark
    while index > position {
      index -= 1
      if scanner.bytes[index] == 0x0A { return give(.noDirection, index + 1, popping: ()) }
    }
    let length: Int
    switch scanner.byte(at: mark) {
    case 0x3C, 0x3E, 0x5E: length = 1
    case 0x76: length = word("v", mark) ? 1 : 0
    case 0x4C: length = word("LR", mark) ? 2 : 0
    case 0x52: length = word("RL", mark) ? 2 : 0
    case 0x54: length = word("TB", mark) || word("TD", mark) ? 2 : 0
    case 0x42: length = word("BT", mark) || word("BR", mark) ? 2 : 0
    default: length = 0
    }
    guard length > 0 else { return readCommon(position) }
    inner = mark..<(mark + length)
    return give(.direction, mark + length, popping: ())
  }
}
