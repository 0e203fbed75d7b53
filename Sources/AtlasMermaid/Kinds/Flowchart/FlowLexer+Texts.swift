import AtlasCore

/// The modes inside labels and on edges.
extension FlowLexer {
  mutating func readText(_ position: Int) -> FlowToken? {
    let next = scanner.byte(at: position + 1)
    switch scanner.byte(at: position) {
    case 0x5D:
      if next == 0x29 { return give(.stadiumEnd, position + 2, popping: ()) }
      if next == 0x5D { return give(.subroutineEnd, position + 2, popping: ()) }
      return give(.squareEnd, position + 1, popping: ())
    case 0x29:
      if next == 0x5D { return give(.cylinderEnd, position + 2, popping: ()) }
      if next == 0x29, scanner.byte(at: position + 2) == 0x29 {
        return give(.doubleCircleEnd, position + 3, popping: ())
      }
      return give(.parenEnd, position + 1, popping: ())
    case 0x7C: return give(.pipe, position + 1, popping: ())
    case 0x7D: return give(.diamondEnd, position + 1, popping: ())
    case 0x22, 0x28, 0x5B, 0x7B: return readCommon(position)
    default:
      if position >= scanner.bytes.count { return nothing(at: position) }
      if let link = readInvisibleLink(position) { return link }
      var index = position
      while index < scanner.bytes.count, classes[Int(scanner.bytes[index])] & FlowByteClass.textEndBit == 0 {
        index += 1
      }
      return give(.text, index)
    }
  }

  mutating func readTrapezoid(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    let byte = scanner.byte(at: position)
    let next = scanner.byte(at: position + 1)
    guard position < bytes.count else { return nothing(at: position) }
    if byte == 0x22 { return readQuote(position) }
    if let link = readInvisibleLink(position) { return link }
    if byte == 0x28, next == 0x2D || next == 0x5B || (next == 0x28 && scanner.byte(at: position + 2) == 0x28)
    {
      return readOpeningParen(position)
    }
    if byte == 0x5B, next == 0x5B || next == 0x28 {
      return readOpeningSquare(position, knowsProperties: false)
    }
    if next == 0x5D,
      byte == 0x5C || byte == 0x28 || byte == 0x3F || byte == 0x3D || byte == 0x5D || byte == 0x29
    {
      return give(.trapEnd, position + 2, popping: ())
    }
    if byte == 0x2F, next == 0x5D { return give(.inverseTrapEnd, position + 2, popping: ()) }
    if byte == 0x2F || byte == 0x5C { return give(.text, position + 1) }
    var index = position
    while index < bytes.count, classes[Int(bytes[index])] & FlowByteClass.trapezoidEndBit == 0 { index += 1 }
    return index > position ? give(.text, index) : readCommon(position)
  }

  mutating func readEllipse(_ position: Int) -> FlowToken? {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 {
        if index > position { break }
        return readQuote(index)
      }
      if byte <= 0x20 || byte >= 0x7E {
        if CharacterClass.whitespaceLength(bytes, index) > 0 || byte == 0x7E {
          if index > position {
            // A `~~~` in the middle ends the text; look once the text before it is given.
            let mark = scanner.endOfWhitespace(index)
            if scanner.matches("~~~", at: mark) { break }
          } else if let link = readInvisibleLink(index) {
            return link
          }
        }
      }
      if byte == 0x2D || byte == 0x2F || byte == 0x29, scanner.byte(at: index + 1) == 0x29 {
        if index > position { break }
        return give(.ellipseEnd, index + 2, popping: ())
      }
      switch byte {
      case 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D:
        return index > position ? give(.text, index) : readCommon(position)
      default: index += 1
      }
    }
    return index > position ? give(.text, index) : nothing(at: position)
  }

  mutating func readString(_ position: Int) -> FlowToken? {
    guard position < scanner.bytes.count else { return nothing(at: position) }
    guard scanner.bytes[position] == 0x22 else {
      return give(.string, ByteSearch.first(0x22, in: scanner.bytes, from: position) ?? scanner.bytes.count)
    }
    if scanner.byte(at: position + 1) == 0x60 {
      push(.markdown)
      return skip(to: position + 2)
    }
    pop()
    return skip(to: position + 1)
  }

  mutating func readMarkdown(_ position: Int) -> FlowToken? {
    guard position < scanner.bytes.count else { return nothing(at: position) }
    switch scanner.bytes[position] {
    case 0x22: return readQuote(position)
    case 0x60:
      guard scanner.byte(at: position + 1) == 0x22 else { return nothing(at: position) }
      pop()
      return skip(to: position + 2)
    default:
      var index = position
      while index < scanner.bytes.count, scanner.bytes[index] != 0x22, scanner.bytes[index] != 0x60 {
        index += 1
      }
      return give(.markdown, index)
    }
  }

  mutating func readEdgeText(_ position: Int) -> FlowToken? {
    // A dash is text unless another follows it.
    readTextOnEdge(position, mark: 0x2D, singleIsText: true)
  }

  mutating func readThickEdgeText(_ position: Int) -> FlowToken? {
    readTextOnEdge(position, mark: 0x3D, singleIsText: false)
  }

  mutating func readDottedEdgeText(_ position: Int) -> FlowToken? {
    readTextOnEdge(position, mark: 0x2E, singleIsText: false)
  }

  /// One run of text up to the link that ends it, to a quote, or to the mark where that is no text.
  @inline(__always)
  mutating func readTextOnEdge(
    _ position: Int, mark: UInt8, singleIsText: Bool
  ) -> FlowToken? {
    let bytes = scanner.bytes
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x22 { break }
      var place = index
      if CharacterClass.whitespaceLength(bytes, index) > 0 { place = scanner.endOfWhitespace(index) }
      if let end = endOfClosingLink(at: place, mark) {
        if index > position { break }
        inner = place..<end
        return give(.link, scanner.endOfWhitespace(end), popping: ())
      }
      if place > index {
        index = place
        continue
      }
      if byte == mark, !(singleIsText && scanner.byte(at: index + 1) != mark) { break }
      index += 1
    }
    if index > position { return give(.edgeText, index) }
    if index < bytes.count, bytes[index] == 0x22 { return readQuote(index) }
    return readCommon(position)
  }

  /// The end of a link of the text's own stroke.
  @inline(__always)
  func endOfClosingLink(at place: Int, _ mark: UInt8) -> Int? {
    let byte = scanner.byte(at: place)
    guard byte == mark || byte == 0x78 || byte == 0x6F || byte == 0x3C || (mark == 0x2E && byte == 0x2D)
    else {
      return nil
    }
    guard case .link(let end)? = link(at: place) else { return nil }
    let hasHead = byte == 0x78 || byte == 0x6F || byte == 0x3C
    let index = hasHead ? place + 1 : place
    switch mark {
    case 0x2D: return scanner.matches("--", at: index) ? end : nil
    case 0x3D: return scanner.byte(at: index) == 0x3D ? end : nil
    default: return scanner.matches("--", at: index) || scanner.byte(at: index) == 0x3D ? nil : end
    }
  }
}
