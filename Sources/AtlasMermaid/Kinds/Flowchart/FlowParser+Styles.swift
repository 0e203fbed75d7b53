import AtlasCore

/// Styles and classes: `classDef`, `class`, `style`, `linkStyle`.
extension FlowParser {
  /// `classDef` space ids space styles.
  mutating func readClassDefinition() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard let names = readNames(), let styles = readStyles() else { return nil }
    return .classDefinition(StyleClassDefinition(range: range(start, lastEnd), names: names, styles: styles))
  }

  mutating func readClassAssignment() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard let ids = readNames(), takeOneSpace() else { return nil }
    let name = lexer.start
    guard lexer.token.isIDPart else {
      complain(.className)
      return nil
    }
    readID()
    return .classAssignment(
      StyleClassAssignment(range: range(start, acceptedEnd), ids: ids, classNames: [range(name, acceptedEnd)])
    )
  }

  mutating func readStyle() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard takeOneSpace() else { return nil }
    let id = lexer.start
    guard lexer.token.isIDPart else {
      complain(.styledID)
      return nil
    }
    readID()
    let idRange = range(id, acceptedEnd)
    guard let styles = readStyles() else { return nil }
    return .style(StyleStatement(range: range(start, lastEnd), ids: [idRange], styles: styles))
  }

  /// A space and ids joined by commas without white space.
  mutating func readNames() -> [TextRange]? {
    guard takeOneSpace() else { return nil }
    let start = lexer.start
    guard lexer.token.isIDPart else {
      complain(.styledID)
      return nil
    }
    readID()
    return split(start, acceptedEnd)
  }

  func split(_ start: Int, _ end: Int) -> [TextRange] {
    var parts: [TextRange] = []
    parts.reserveCapacity(4)
    var from = start
    while true {
      var index = from
      while index < end, scanner.bytes[index] != 0x2C { index += 1 }
      parts.append(range(from, index))
      if index >= end { return parts }
      from = index + 1
    }
  }

  mutating func takeOneSpace() -> Bool {
    guard lexer.token == .space,
      lexer.end - lexer.start == CharacterClass.characterLength(scanner.bytes, lexer.start)
    else {
      if lexer.token == .space {
        complainAboutSpaces(lexer.end)
        accept()
        return true
      }
      complain(.space)
      return false
    }
    accept()
    return true
  }

  /// A space and styles joined by commas.
  mutating func readStyles() -> [TextRange]? {
    guard lexer.token == .space else {
      complain(.space)
      return nil
    }
    // The first space is the separator, the others begin the style.
    let isMore = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    return readStyles(hasBegun: isMore)
  }

  mutating func readStyles(hasBegun: Bool) -> [TextRange]? {
    var styles: [TextRange] = []
    styles.reserveCapacity(4)
    var hasPart = hasBegun
    while true {
      let start = lexer.start
      while isStylePart {
        accept()
        hasPart = true
      }
      guard hasPart else {
        complain(.styleValue)
        return nil
      }
      let style = trimmed(start, acceptedEnd)
      if !style.isEmpty { styles.append(style) }
      guard lexer.token == .comma else { return styles }
      accept()
      hasPart = false
    }
  }

  var isStylePart: Bool {
    switch lexer.token {
    case .number, .word, .colon, .space, .hash, .style: true
    default: false
    }
  }

  mutating func readLinkStyle() -> FlowStatement? {
    let start = lexer.start
    accept()
    guard takeOneSpace() else { return nil }
    var style = FlowLinkStyle(range: TextRange(at: 0), indices: [], interpolation: nil, styles: [])
    if lexer.token == .defaultWord {
      accept()
    } else {
      guard readIndices(&style) else { return nil }
    }
    guard lexer.token == .space else {
      complain(.space)
      return nil
    }
    let isMore = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    if lexer.token == .interpolate, !isMore {
      accept()
      guard takeOneSpace() else { return nil }
      let name = lexer.start
      guard isNamePart else {
        complain(.interpolation)
        return nil
      }
      while isNamePart { accept() }
      style.interpolation = range(name, acceptedEnd)
      if lexer.token == .space {
        guard let styles = readStyles() else { return nil }
        style.styles = styles
      }
    } else {
      guard let styles = readStyles(hasBegun: isMore) else { return nil }
      style.styles = styles
    }
    style.range = range(start, lastEnd)
    if isSeparator { checkIndices(style) }
    return .linkStyle(style)
  }

  mutating func readIndices(_ style: inout FlowLinkStyle) -> Bool {
    while true {
      guard lexer.token == .number else {
        complain(.linkIndex)
        return false
      }
      style.indices.append(range(lexer.start, lexer.end))
      accept()
      guard lexer.token == .comma else { return true }
      accept()
    }
  }

  var isNamePart: Bool {
    switch lexer.token {
    case .number, .letter, .word, .direction, .down, .minus, .comma, .colon, .ampersand, .hash, .star: true
    default: false
    }
  }
}
