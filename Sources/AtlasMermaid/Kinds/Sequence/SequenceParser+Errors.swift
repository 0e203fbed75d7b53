import AtlasCore

/// What the parser says of lines that are no statements, and how it goes on behind them.
extension SequenceParser {
  /// Reports the token here, or, where a `;` ended a text earlier on this line, that.
  mutating func complain(
    _ message: String, _ help: String, rule: SyntaxRule = .parseError, at place: TextRange? = nil,
    fix: Fix? = nil
  ) {
    if let semicolon = recovery.semicolon(scanner) { return complainAboutSemicolon(semicolon) }
    if let word = keywordUsedAsName {
      return report(
        .reservedID, range(word),
        "\"\(text(word))\" is a word of the language and cannot begin a participant's name",
        SequenceRecovery.idHelp)
    }
    report(rule, place ?? range(of: token), message, help, fix: fix)
  }

  /// The word with which the statement begins, where an arrow or colon behind it shows that it was meant as a name.
  private var keywordUsedAsName: Range<Int>? {
    let start = recovery.statementStart
    guard let (_, length) = SequenceToken.keyword(scanner, at: start) else { return nil }
    return SequenceRecovery.isName(scanner, before: start + length) ? start..<(start + length) : nil
  }

  mutating func report(
    _ rule: SyntaxRule, _ place: TextRange, _ message: String, _ help: String, fix: Fix? = nil
  ) {
    recovery.errorCount += 1
    if rule != .sequenceSemicolon { recovery.losesNothing = false }
    let line = token.kind == .unreadable ? token.start : acceptedEnd
    diagnostics.reject(rule, place, line: .of(line), message, help, fix: fix)
  }

  /// Goes to where the next statement can begin: here, if the line ended already, else at the end of this line.
  mutating func recover() {
    let isNextLine = scanner.bytes[acceptedEnd..<max(acceptedEnd, token.start)].contains(0x0A)
    if token.kind == .endOfText || (isNextLine && token.kind != .lineEnd) { return }
    skipLine()
  }

  /// Goes to the end of the line on which the token here begins.
  mutating func skipLine() {
    if token.kind == .endOfText { return }
    if token.kind == .lineEnd, token.end > token.start, scanner.byte(at: token.start) == 0x0A {
      return advance()
    }
    acceptedEnd = scanner.endOfLine(token.start)
    lexer.resume(at: acceptedEnd)
    read()
  }

  // MARK: Semicolons

  private mutating func complainAboutSemicolon(_ semicolon: SequenceRecovery.Semicolon) {
    guard diagnostics.isOpen else {
      recovery.errorCount += 1
      return
    }
    let text = scanner.excerpt(semicolon.text.lowerBound, semicolon.text.upperBound)
    let edits = recovery.semicolons(from: semicolon.offset, scanner).map {
      TextEdit(scanner.range($0, $0 + 1), "#59;")
    }
    report(
      .sequenceSemicolon, scanner.range(semicolon.offset, semicolon.offset + 1),
      "\";\" ends the text \"\(text)\", and what stands behind it is no statement",
      "write `#59;` for a semicolon in a text",
      fix: Fix(safe: !recovery.hasArrow(behind: semicolon.offset, scanner), edits: edits))
  }

  // MARK: Lines that are no statements

  /// A line that begins with a token that begins nothing.
  mutating func complainAboutStart() {
    if diagnostics.isOpen {
      switch token.kind {
      case .number:
        complain(
          "the number \(shown) cannot be a participant with a space behind it",
          "write the arrow directly behind it, or use another id")
      case .over, .leftOf, .rightOf:
        complain("\(shown) needs the word \"note\" before it", "write `Note over A: text`")
      case .header:
        complain("a second diagram begins here", "put it into a block of its own")
      case .text:
        complain("no participant stands before the colon", "write a message as `A->>B: text`")
      case .arrow:
        complain("no sender stands before the arrow", "write a message as `A->>B: text`")
      default:
        complain("\(shown) begins no statement of a sequence diagram", "write a message as `A->>B: text`")
      }
    } else {
      recovery.errorCount += 1
    }
    skipLine()
  }

  /// A name and something else than an arrow behind it.
  mutating func complainAboutArrow(behind name: Range<Int>) {
    guard diagnostics.isOpen else {
      recovery.errorCount += 1
      return recover()
    }
    if recovery.semicolon(scanner) == nil, let misspelling = recovery.misspelling(of: name, scanner) {
      return replace(misspelling)
    }
    complainAboutArrowHere(behind: name)
    recover()
  }

  /// Reports a misspelt word and goes on as if it were spelt right.
  private mutating func replace(_ misspelling: SequenceRecovery.Misspelling) {
    let losesNothing = recovery.losesNothing
    report(
      .badKeyword, range(misspelling.word), "\"\(text(misspelling.word))\" is no word of the language",
      "write `\(misspelling.keyword)`",
      fix: Fix(safe: misspelling.isOnlyOne, edits: [TextEdit(range(misspelling.word), misspelling.keyword)]))
    guard let kind = SequenceToken.keyword(misspelling.keyword) else { return recover() }
    recovery.losesNothing = losesNothing
    token = SequenceToken(kind, misspelling.word.lowerBound, misspelling.word.upperBound)
    lexer.resume(at: misspelling.word.upperBound, behind: kind)
    readLine()
  }

  private mutating func complainAboutArrowHere(behind name: Range<Int>) {
    if recovery.semicolon(scanner) == nil, let arrow = wrongArrow(name) {
      return report(
        .badKeyword, range(arrow.range), "\"\(text(arrow.range))\" is no arrow", SequenceRecovery.arrowHelp,
        fix: Fix(safe: false, edits: [TextEdit(range(arrow.range), arrow.replacement)]))
    }
    let isAlone = token.kind == .lineEnd || token.kind == .endOfText
    if isAlone, let slash = slashEdit(before: name.lowerBound) {
      complain(
        "\"//\" begins no comment here", "write `%%` before a comment", at: slash.range,
        fix: Fix(safe: false, edits: [slash]))
    } else if isAlone {
      complain(
        "\"\(text(name))\" is no statement of a sequence diagram",
        "write a message as `A->>B: text`, or `Note over A: text`", at: range(name))
    } else {
      complain(
        "\(shown) stands behind \"\(text(name))\" where an arrow must be", SequenceRecovery.arrowHelp)
    }
  }

  /// The two slashes before a text, as what they were meant to be.
  private func slashEdit(before offset: Int) -> TextEdit? {
    let end = SequenceLexer.trimmedEnd(scanner.bytes, 0, offset)
    return end > 1 && scanner.matches("//", at: end - 2) ? TextEdit(range(end - 2, end), "%%") : nil
  }

  /// An arrow of another language behind a name, or taken for a part of it, and the one it probably means.
  private func wrongArrow(_ name: Range<Int>) -> (range: Range<Int>, replacement: String)? {
    for index in name where scanner.byte(at: index) == 0x3D {
      var end = index
      while scanner.byte(at: end) == 0x3D { end += 1 }
      if scanner.byte(at: end) == 0x3E { return (index..<(end + 1), "->>") }
    }
    guard token.kind == .invalid || token.kind == .minus else { return nil }
    var start = token.start
    var end = start
    while start > name.lowerBound + 1, Self.isArrowPart(scanner.bytes[start - 1]) { start -= 1 }
    while end < scanner.bytes.count, Self.isArrowPart(scanner.bytes[end]) { end += 1 }
    guard end - start > 1 || scanner.byte(at: start) == 0x3E else { return nil }
    let written = scanner.bytes[start..<end]
    let isDotted = written.count { $0 == 0x2D || $0 == 0x2E } > 1
    let isBoth = written.first == 0x3C && written.last == 0x3E
    let replacement = isBoth ? (isDotted ? "<<-->>" : "<<->>") : (isDotted ? "-->>" : "->>")
    return (start..<end, replacement)
  }

  private static func isArrowPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2D, 0x2E, 0x3C, 0x3D, 0x3E: true
    default: false
    }
  }

  /// An arrow and something else than a participant behind it.
  mutating func complainAboutTarget(behind arrow: Range<Int>) {
    defer { recover() }
    guard diagnostics.isOpen else {
      recovery.errorCount += 1
      return
    }
    if token.kind == .invalid, token.start == arrow.upperBound, scanner.byte(at: token.start) == 0x3E {
      return report(
        .badKeyword, range(arrow.lowerBound, token.end),
        "\"\(text(arrow.lowerBound..<token.end))\" is no arrow",
        SequenceRecovery.arrowHelp, fix: Fix(safe: false, edits: [TextEdit(range(of: token), "")]))
    }
    complainAboutNameHere(after: "an arrow")
  }

  mutating func complainAboutName(after what: String) {
    if diagnostics.isOpen { complainAboutNameHere(after: what) } else { recovery.errorCount += 1 }
    recover()
  }

  private mutating func complainAboutNameHere(after what: String) {
    switch token.kind {
    case .lineEnd, .unreadable, .endOfText, .text:
      complain("the participant is missing behind \(what)", "write its name")
    case .number:
      complain(
        "the number \(shown) cannot be a participant with a space behind it",
        "remove the space, or use another id")
    case .invalid, .comma, .circle, .arrow, .plus, .minus, .configStart:
      complain(
        "\(shown) cannot be the name of a participant",
        SequenceRecovery.idHelp)
    default:
      complain(
        "\(shown) is a word of the language and cannot begin a participant's name here",
        SequenceRecovery.idHelp, rule: .reservedID)
    }
  }

  /// A message without its colon.
  mutating func complainAboutMissingText(of target: SequenceToken) {
    defer { recover() }
    guard diagnostics.isOpen else {
      recovery.errorCount += 1
      return
    }
    let name = target.content
    if token.kind == .comma {
      return complain("a message goes to one participant", "write one message for each receiver")
    }
    var fix: Fix?
    if scanner.byte(at: scanner.endOfBlanks(name.upperBound)) == 0x0A {
      let isOneWord = !scanner.bytes[name].contains(0x20)
      let end = scanner.range(name.upperBound - 1, name.upperBound).upperBound
      if isOneWord { fix = Fix(safe: true, edits: [TextEdit(TextRange(at: end), ":")]) }
    }
    complain(
      "the message to \"\(text(name))\" has no colon", "write `:` and the text behind the receiver", fix: fix)
  }

  mutating func complainAboutNote(_ placement: SequenceDiagram.Note.Placement, _ count: Int) {
    if token.kind == .comma {
      complain(
        count == 2
          ? "a note stands over one or two participants, not three"
          : "a note left or right of a participant names one only",
        count == 2
          ? "name the first and the last: `Note over A,C: text`"
          : "write `Note over A,B: text`, or remove the comma and what follows it")
    } else {
      complain("the note has no colon", "write `Note over A: text` on one line")
    }
    recover()
  }

  mutating func complainAboutNumbering() {
    let lineEnd = scanner.endOfBlanks(acceptedEnd)
    if lineEnd > acceptedEnd, scanner.byte(at: lineEnd) == 0x0A {
      complain(
        "the blank behind \"autonumber\" hides the line end, so that the next line belongs to it",
        "remove the blank",
        at: range(acceptedEnd, lineEnd),
        fix: Fix(safe: true, edits: [TextEdit(range(acceptedEnd, lineEnd), "")]))
    } else {
      complain(
        "\(shown) stands behind \"autonumber\", which takes one or two numbers or \"off\" and ends its line",
        "write `autonumber`, `autonumber 10 5` or `autonumber off`")
    }
    recover()
  }

  // MARK: What mermaid loses silently

  /// Warns where a `#` ends the text here.
  mutating func warnIfCut() {
    guard let cut = token.cut, diagnostics.canWarn else { return }
    let lineEnd = scanner.endOfLine(cut)
    let edits = (cut..<lineEnd).filter { scanner.byte(at: $0) == 0x23 || scanner.byte(at: $0) == 0x3B }.map {
      TextEdit(scanner.range($0, $0 + 1), scanner.byte(at: $0) == 0x23 ? "#35;" : "#59;")
    }
    diagnostics.warn(
      .textCut, scanner.range(cut, lineEnd),
      "mermaid.js drops \"\(scanner.excerpt(cut, lineEnd))\", because \"#\" begins a comment",
      "write `#35;` for a \"#\" in a text, or move the comment to a line that begins with `%%`",
      fix: Fix(safe: false, edits: edits))
  }

  /// Warns where messages cannot name a participant.
  mutating func warnAboutName(_ name: Range<Int>) {
    guard diagnostics.canWarn else { return }
    if let comment = firstComment(in: name) {
      diagnostics.warn(
        .commentAsNode, range(comment),
        "mermaid.js takes \"\(text(comment))\" for a part of the participant's name",
        "move the comment to a line of its own")
    } else if !SequenceLexer.canBeUsed(scanner, name) {
      diagnostics.warn(
        .unusableID, range(name), "no message can name the participant \"\(text(name))\"",
        "use another id, and write the name behind it: `participant id as \(text(name))`")
    }
  }

  private func firstComment(in name: Range<Int>) -> Range<Int>? {
    var index = name.lowerBound
    while index + 1 < name.upperBound {
      if scanner.byte(at: index) == 0x25, scanner.byte(at: index + 1) == 0x25 {
        return index..<name.upperBound
      }
      index += 1
    }
    return nil
  }

  private func text(_ offsets: Range<Int>) -> String {
    scanner.excerpt(offsets.lowerBound, offsets.upperBound)
  }
}
