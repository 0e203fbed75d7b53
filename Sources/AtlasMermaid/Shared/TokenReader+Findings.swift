import AtlasCore

/// What is wrong with the tokens: first the characters that are none, then tokens that cannot follow.
extension TokenReader {
  /// The token here, for a message; empty where no message is kept any more.
  var shown: String {
    guard diagnostics.isOpen else { return "" }
    guard let element else { return "the end of the diagram" }
    switch scanner.bytes[element.start] {
    case 0x0A: return "the end of the line"
    case 0x22, 0x27: return scanner.excerpt(element.start, element.end)
    default: return "\"\(scanner.excerpt(element.start, element.end))\""
    }
  }

  /// Mermaid.js rejects the token here. The end of the text has no line in its message.
  mutating func complain(
    _ message: String, _ help: String, rule: SyntaxRule = .parseError, fix: Fix? = nil
  ) {
    guard diagnostics.isOpen, !isOnUnknownLine else { return }
    // A line end is shown where the line ends, not on the next.
    let isLineEnd = scanner.byte(at: start) == 0x0A
    diagnostics.reject(
      rule, isLineEnd ? scanner.range(start, start) : rangeHere, line: isAtEnd ? .none : .of(start), message,
      help, fix: fix)
  }

  /// Reports every run of characters that no token begins with. The lexer reads everything before the parser begins, so
  /// these come before all complaints about tokens.
  mutating func reportUnknown(in what: String, _ help: String) {
    for run in unknown where diagnostics.isOpen { report(unknown: run, in: what, help) }
  }

  /// Reports one run of such characters.
  mutating func report(unknown run: Range<Int>, in what: String, _ help: String) {
    guard !reportOpenQuote(run) else { return }
    diagnostics.reject(
      .parseError, scanner.range(run.lowerBound, run.upperBound), line: .of(run.lowerBound),
      "\"\(scanner.excerpt(run.lowerBound, run.upperBound))\" has no place in \(what)", help)
  }

  /// A quote is an unknown character where no other closes it. The apostrophe of a word opens no text.
  mutating func reportOpenQuote(_ run: Range<Int>) -> Bool {
    let quote = scanner.bytes[run.lowerBound]
    let isInWord = run.lowerBound > 0 && CharacterClass.isWord(scanner.bytes[run.lowerBound - 1])
    guard Terminal.opensText(quote), quote != 0x27 || !isInWord else { return false }
    let end = scanner.trimmed(run.lowerBound, scanner.endOfLine(run.lowerBound)).upperBound
    diagnostics.reject(
      .parseError, scanner.range(run.lowerBound, end), line: .of(run.lowerBound),
      "a text in quotes is not closed", "close it with another quote",
      fix: Fix(safe: false, edits: [TextEdit(scanner.range(end, end), quote == 0x22 ? "\"" : "'")]))
    return true
  }

  /// Whether characters that no token begins with stand on the line of the token here: what follows on it says little.
  /// Of long lines only the part around the token counts, so that many errors on one line cost no more than their number.
  private var isOnUnknownLine: Bool {
    guard !unknown.isEmpty, !isAtEnd else { return false }
    let first = scanner.startOfLine(start, limit: 500)
    let end = scanner.endOfLine(start, limit: 500)
    var low = 0
    var high = unknown.count
    while low < high {
      let middle = (low + high) / 2
      if unknown[middle].lowerBound < first { low = middle + 1 } else { high = middle }
    }
    return low < unknown.count && unknown[low].lowerBound < end
  }
}
