import AtlasCore

/// What the grammar would have accepted where it found something else.
enum FlowExpectation {
  case separator, subgraphTitle, node, ampersand, className, linkID, styledID, space, styleValue, linkIndex
  case interpolation, clickTarget
}

extension FlowParser {
  var errorLine: ErrorLine { .of(lexer.token == .unknown ? lexer.start : acceptedEnd) }

  mutating func complainAboutHeader() {
    diagnostics.reject(
      .parseError, range(lexer.start, lexer.end), line: errorLine,
      "a flowchart begins with `graph` or `flowchart`, a direction, and the end of the line",
      "write `flowchart TD` on a line of its own")
  }

  mutating func complainAboutSpaces(_ end: Int) {
    let one = lexer.start + CharacterClass.characterLength(scanner.bytes, min(lexer.start, scanner.bytes.count - 1))
    diagnostics.reject(
      .parseError, range(min(one, end), end), line: .of(one), "only one space may stand here", "remove the others",
      fix: Fix(safe: true, edits: [TextEdit(range(min(one, end), end), "")]))
  }

  mutating func complain(_ expected: FlowExpectation) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(
      .parseError, range(lexer.start, lexer.end), line: errorLine,
      "\"\(scanner.excerpt(lexer.start, lexer.end))\" has no place here (\(expected))", "correct the line")
  }

  /// A label as recovery found it.
  struct RecoveredLabel {
    var shape: FlowShape?
    var label: LabelText
  }

  mutating func recoverLabel(opener: Int, isTitle: Bool) -> RecoveredLabel? {
    complain(.separator)
    return nil
  }

  mutating func recoverEdgeText(_ start: Int, _ id: TextRange?, _ opening: Range<Int>, _ textStart: Int) -> FlowLink? {
    complain(.separator)
    return nil
  }
}
