/// The terminals that the Langium grammars of mermaid.js share. Each gives the offset behind its match, or nil.
extension Scanner {
  // MARK: Texts and comments

  /// `"…"` or `'…'`, in which a backslash takes the next character with it.
  func endOfString(_ start: Int) -> Int? {
    let quote = byte(at: start)
    guard quote == 0x22 || quote == 0x27 else { return nil }
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == quote { return index + 1 }
      if bytes[index] == 0x5C {
        index += 1
        // A backslash takes any character but a line terminator; otherwise nothing can match it.
        if index >= bytes.count || CharacterClass.lineTerminatorLength(bytes, index) > 0 { return nil }
        index += CharacterClass.characterLength(bytes, index)
        continue
      }
      index += 1
    }
    return nil
  }

  /// `title`, alone or with a text behind a blank. A comment ends the text.
  func endOfTitle(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("title", at: word) else { return nil }
    let end = word + 5
    return CharacterClass.isBlank(byte(at: end)) ? endOfLineOrComment(end + 1) : end
  }

  /// `accTitle: …`.
  func endOfAccTitle(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("accTitle", at: word) else { return nil }
    let colon = endOfBlanks(word + 8)
    return byte(at: colon) == 0x3A ? endOfLineOrComment(colon + 1) : nil
  }

  /// `accDescr: …` or `accDescr { … }`.
  func endOfAccDescr(_ start: Int) -> Int? {
    let word = endOfBlanks(start)
    guard matches("accDescr", at: word) else { return nil }
    let colon = endOfBlanks(word + 8)
    if byte(at: colon) == 0x3A { return endOfLineOrComment(colon + 1) }
    let brace = endOfWhitespace(word + 8)
    guard byte(at: brace) == 0x7B, brace < lastClosingBrace else { return nil }
    return next(0x7D, from: brace) + 1
  }

  /// YAML, a directive or a comment, with the blanks before it.
  func endOfComment(_ start: Int) -> Int? {
    let mark = endOfBlanks(start)
    guard matches("%%", at: mark) else { return endOfYAML(start) }
    if byte(at: mark + 2) == 0x7B, let end = endOfDirective(mark + 3) { return end }
    return endOfLine(mark)
  }

  private func endOfDirective(_ start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      if matches("}%%", at: index) {
        let end = index + 3
        if byte(at: end) == 0x0A { return end + 1 }
        if end >= bytes.count || CharacterClass.whitespaceLength(bytes, end) > 0 { return end }
      }
      index += 1
    }
    return nil
  }

  private func endOfYAML(_ start: Int) -> Int? {
    guard matches("---", at: start) else { return nil }
    let first = endOfBlanks(start + 3)
    guard byte(at: first) == 0x0A else { return nil }
    // A closing line farther down is preferred to one right below the opening.
    var line = next(0x0A, from: first + 1)
    while line < bytes.count {
      if let end = endOfYAMLClose(line + 1) { return end }
      line = next(0x0A, from: line + 1)
    }
    return endOfYAMLClose(first + 1)
  }

  private func endOfYAMLClose(_ start: Int) -> Int? {
    guard matches("---", at: start) else { return nil }
    let end = start + 3
    if byte(at: end) == 0x0A { return end + 1 }
    return end >= bytes.count || CharacterClass.whitespaceLength(bytes, end) > 0 ? end : nil
  }

  /// A keyword that must be followed by white space, the end or a comment.
  func matchesLooseKeyword(_ word: StaticString, at offset: Int) -> Bool {
    guard matches(word, at: offset) else { return false }
    let end = offset + word.utf8CodeUnitCount
    return end >= bytes.count || matches("%%", at: end) || CharacterClass.whitespaceLength(bytes, end) > 0
  }

  private func endOfLineOrComment(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if matches("%%", at: index) { return index }
      index += 1
    }
    return index
  }

  /// From an opening to the first closing behind it, both two bytes: a block comment.
  func endOfBlockComment(
    _ open: StaticString, _ close: StaticString, _ start: Int, _ memory: inout SearchMemory, slot: Int
  ) -> Int? {
    guard matches(open, at: start) else { return nil }
    return memory.next(slot, from: start + 2) { ByteSearch.first(close, in: bytes, from: $0) }.map { $0 + 2 }
  }

  // MARK: Words and numbers

  /// `[\w-]*`
  func endOfDashedCharacters(_ start: Int) -> Int {
    var index = start
    while CharacterClass.isWord(byte(at: index)) || byte(at: index) == 0x2D { index += 1 }
    return index
  }

  /// `[A-Za-z_][\w-]*`
  func endOfDashedName(_ start: Int) -> Int? {
    let first = byte(at: start)
    guard CharacterClass.isLetter(first) || first == 0x5F else { return nil }
    return endOfDashedCharacters(start + 1)
  }

  /// `\w([-\w]*\w)?`: word characters, with hyphens between them.
  func endOfID(_ start: Int) -> Int? {
    guard CharacterClass.isWord(byte(at: start)) else { return nil }
    var end = endOfDashedCharacters(start)
    while byte(at: end - 1) == 0x2D { end -= 1 }
    return end
  }

  /// `0` alone, or digits that begin with another one and have no dot behind them: of `12.` nothing but the `1`.
  func endOfInteger(_ start: Int) -> Int? {
    let first = byte(at: start)
    guard CharacterClass.isDigit(first) else { return nil }
    if first == 0x30 { return start + 1 }
    let end = endOfDigits(start)
    if byte(at: end) != 0x2E { return end }
    return end > start + 1 ? end - 1 : nil
  }

  /// `1.5` without a further dot, or else an integer.
  func endOfNumber(_ start: Int) -> Int? {
    let whole = endOfDigits(start)
    guard whole > start else { return nil }
    if byte(at: whole) == 0x2E {
      let end = endOfDigits(whole + 1)
      if end > whole + 1, byte(at: end) != 0x2E { return end }
      // With fewer decimals no dot follows, because a digit does.
      if end > whole + 2 { return end - 1 }
    }
    return endOfInteger(start)
  }

  /// Whether a stretch is exactly this text.
  func isText(_ literal: StaticString, _ start: Int, _ end: Int) -> Bool {
    end - start == literal.utf8CodeUnitCount && matches(literal, at: start)
  }
}
