import AtlasCore

/// What the parser remembers in order to explain an error well and to repair it: the last text, how blocks are
/// indented, and which words were perhaps meant.
struct SequenceRecovery {
  /// A `;` that ended a text.
  struct Semicolon {
    var text: Range<Int>
    var offset: Int
  }

  /// Where the statement that is being read began.
  var statementStart = 0
  var lastText: SequenceToken?
  var errorCount = 0
  /// False once a line was skipped that might have changed what later lines mean.
  var losesNothing = true
  /// Set in a parser that only counts errors.
  var isProbe = false
  private var lastSemicolon: Semicolon?
  private var suspects: [MissingEnd] = []
  private var baseline: Int?
  private var probeCount = 0

  /// An `end` that stands where the indentation says that a block around it ends.
  private struct MissingEnd {
    var block: Int
    var place: Int
  }

  // MARK: Semicolons

  mutating func sawLineEnd(_ token: SequenceToken, _ scanner: Scanner) {
    guard scanner.byte(at: token.start) == 0x3B else {
      lastSemicolon = nil
      return
    }
    if let text = lastText, text.end == token.start {
      lastSemicolon = Semicolon(text: text.content, offset: token.start)
    }
  }

  /// The `;` that ended a text before the statement here, on the same line.
  func semicolon(_ scanner: Scanner) -> Semicolon? {
    guard let last = lastSemicolon, last.offset < statementStart,
      scanner.endOfLine(last.offset) > statementStart
    else { return nil }
    return last
  }

  /// The semicolons from one up to the line's end or comment, without one that is the last character there.
  func semicolons(from offset: Int, _ scanner: Scanner) -> [Int] {
    let lineEnd = min(scanner.endOfLine(offset), scanner.next(0x23, from: offset))
    let end = SequenceLexer.trimmedEnd(scanner.bytes, offset, lineEnd)
    return (offset..<end).filter { scanner.byte(at: $0) == 0x3B && ($0 < end - 1 || $0 == offset) }
  }

  /// Whether the rest of the line looks as if it held a message, which a repair would make a part of the text.
  func hasArrow(behind offset: Int, _ scanner: Scanner) -> Bool {
    (offset..<scanner.endOfLine(offset)).contains { scanner.matches("->", at: $0) }
  }

  // MARK: Misspelt words

  struct Misspelling {
    var word: Range<Int>
    var keyword: String
    /// Whether no other word would do.
    var isOnlyOne: Bool
  }

  /// The word of the language that a line's first word was meant to be: one near it, with which the diagram has fewer
  /// errors.
  mutating func misspelling(of name: Range<Int>, _ scanner: Scanner) -> Misspelling? {
    guard !isProbe, probeCount < 12, scanner.bytes.count < 100_000 else { return nil }
    let word = name.lowerBound..<min(scanner.endOfWord(name.lowerBound), name.upperBound)
    guard 2..<20 ~= word.count, SequenceRecovery.standsAlone(word, scanner) else { return nil }
    var candidates = SequenceRecovery.words
    var fitting: [String] = []
    let written = String(decoding: scanner.bytes[word], as: UTF8.self)
    if written.lowercased() == "parameter" { candidates = ["participant"] }
    while let nearest = written.lowercased() == "parameter"
      ? candidates.popLast()
      : NearestWord.of(written, in: candidates)
    {
      candidates.removeAll { $0 == nearest }
      if nearest != written.lowercased(), hasFewerErrors(with: nearest, for: word, scanner) {
        fitting.append(nearest)
      }
      if fitting.count > 1 || probeCount >= 12 { break }
    }
    guard let keyword = fitting.first else { return nil }
    return Misspelling(word: word, keyword: keyword, isOnlyOne: fitting.count == 1)
  }

  /// Whether the word begins its line and has white space or a line end behind it.
  private static func standsAlone(_ word: Range<Int>, _ scanner: Scanner) -> Bool {
    let next = scanner.byte(at: word.upperBound)
    return (CharacterClass.isBlank(next) || next == 0x0A || next == 0x3B)
      && indentation(word.lowerBound, scanner) != nil
  }

  private mutating func hasFewerErrors(with keyword: String, for word: Range<Int>, _ scanner: Scanner) -> Bool
  {
    probeCount += 1
    let now = baseline ?? SequenceRecovery.errorCount(in: scanner.bytes)
    baseline = now
    var bytes = scanner.bytes
    bytes.replaceSubrange(word, with: keyword.utf8)
    return SequenceRecovery.errorCount(in: bytes) < now
  }

  private static func errorCount(in bytes: [UInt8]) -> Int {
    var probe = SequenceParser(MermaidSource(bytes))
    probe.recovery.isProbe = true
    probe.readAll()
    return probe.recovery.errorCount
  }

  private static let words = [
    "activate", "actor", "alt", "and", "autonumber", "box", "break", "create", "critical", "deactivate",
    "destroy", "else", "end", "loop", "note", "opt", "option", "par", "participant", "rect",
  ]

  // MARK: Missing ends

  /// Remembers an `end` that is indented like a block around the one it closes.
  mutating func noteEnd(_ offset: Int, of open: [SequenceBlocks.Open], _ scanner: Scanner) {
    guard open.count > 1, let indentation = SequenceRecovery.indentation(offset, scanner),
      let own = SequenceRecovery.indentation(open[open.count - 1].start, scanner),
      indentation.count < own.count,
      open.dropLast().contains(where: {
        SequenceRecovery.indentation($0.start, scanner)?.count == indentation.count
      })
    else { return }
    suspects.append(MissingEnd(block: open[open.count - 1].start, place: indentation.lowerBound))
  }

  /// Where the missing ends belong, one for each open block, or nothing where that is not certain.
  func missingEnds(of open: [SequenceBlocks.Open], _ scanner: Scanner) -> [Fix?] {
    if !suspects.isEmpty {
      guard suspects.count == open.count else { return [] }
      return suspects.reversed().map { insertion(before: $0.place, like: $0.block, isSafe: true, scanner) }
    }
    guard open.count == 1 else { return [] }
    return [endByIndentation(of: open[0].start, scanner)]
  }

  /// The end of a block as its indentation shows it: before the first line that is indented no deeper than its own.
  private func endByIndentation(of block: Int, _ scanner: Scanner) -> Fix? {
    guard let own = SequenceRecovery.indentation(block, scanner) else { return nil }
    var line = scanner.endOfLine(block) + 1
    var isIndented = false
    while line < scanner.bytes.count {
      let text = scanner.endOfBlanks(line)
      let lineEnd = scanner.endOfLine(line)
      if text < lineEnd {
        if text - line > own.count {
          isIndented = true
        } else if !SequenceRecovery.isSection(scanner, at: text) {
          return insertion(before: line, like: block, isSafe: isIndented, scanner)
        }
      }
      line = lineEnd + 1
    }
    let end = SequenceLexer.trimmedEnd(scanner.bytes, block, scanner.bytes.count)
    let place = scanner.range(end - 1, end).upperBound
    let spaces = String(decoding: scanner.bytes[own], as: UTF8.self)
    return Fix(
      safe: isIndented,
      edits: [TextEdit(TextRange(at: place), "\(SequenceRecovery.lineBreak(scanner))\(spaces)end")])
  }

  private func insertion(before line: Int, like block: Int, isSafe: Bool, _ scanner: Scanner) -> Fix {
    let own = SequenceRecovery.indentation(block, scanner) ?? 0..<0
    let spaces = String(decoding: scanner.bytes[own], as: UTF8.self)
    return Fix(
      safe: isSafe,
      edits: [TextEdit(scanner.range(line, line), "\(spaces)end\(SequenceRecovery.lineBreak(scanner))")])
  }

  private static func lineBreak(_ scanner: Scanner) -> String {
    scanner.source.original.contains(0x0D) ? "\r\n" : "\n"
  }

  /// The blanks before the first character of a line, where this is the first.
  private static func indentation(_ offset: Int, _ scanner: Scanner) -> Range<Int>? {
    var start = offset
    while start > 0, CharacterClass.isBlank(scanner.byte(at: start - 1)) { start -= 1 }
    return start == 0 || scanner.byte(at: start - 1) == 0x0A ? start..<offset : nil
  }

  private static func isSection(_ scanner: Scanner, at offset: Int) -> Bool {
    switch SequenceToken.keyword(scanner, at: offset)?.kind {
    case .else, .and, .option: true
    default: false
    }
  }
}

extension SequenceRecovery {
  static let arrowHelp =
    "write one of `->>`, `-->>`, `->`, `-->`, `-x`, `--x`, `-)`, `--)`, `<<->>`, `<<-->>`"

  static let idHelp = "use another id, and declare the name with `participant id as name`"

  /// Whether what stands before this offset is used as a name: an arrow or a colon follows.
  static func isName(_ scanner: Scanner, before end: Int) -> Bool {
    let next = scanner.endOfBlanks(end)
    return scanner.byte(at: next) == 0x3A || SequenceArrow.match(scanner, at: next) != nil
  }

  static func home(of section: SequenceToken.Kind) -> String {
    switch section {
    case .else: "an \"alt\" block"
    case .and: "a \"par\" block"
    default: "a \"critical\" block"
    }
  }

  static func example(of attachment: SequenceDiagram.Attachment.Keyword) -> String {
    switch attachment {
    case .links: #"links A: {"Dashboard": "https://…"}"#
    case .link: "link A: Dashboard @ https://…"
    case .properties: #"properties A: {"class": "internal"}"#
    case .details: "details A: id"
    }
  }
}
