import AtlasCore

/// What the grammar would have accepted where it found something else.
enum StateExpectation {
  case statement, target, className, asWord, stateID, notePosition, noteID, noteText, classDefName, styles
  case classIDs, styleIDs, clickedState, link, tooltip, lineEnd, width
}

/// What is wrong, and what to do about it.
private struct StateComplaint {
  var rule = SyntaxRule.parseError
  var message: String
  var help: String
  var fix: Fix?
}

extension StateParser {
  private var errorLine: ErrorLine {
    switch token.kind {
    case .unknown: .of(token.start)
    case .spacedName: .none
    default: .of(acceptedEnd)
    }
  }

  private var shown: String {
    switch token.kind {
    case .endOfText: "the end of the diagram"
    case .lineEnd: "the end of the line"
    case .unknown, .invalid: "\"\(scanner.excerpt(token.start, max(endOfWord, token.end)))\""
    default: token.start == token.end ? "nothing" : "\"\(scanner.excerpt(token.start, token.end))\""
    }
  }

  private var endOfWord: Int {
    var end = token.start
    while end < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, end) == 0 { end += 1 }
    return end
  }

  mutating func complainAboutHeader() {
    let end = scanner.endOfLine(token.start)
    diagnostics.reject(
      .parseError, range(scanner.trimmed(token.start, end)), line: errorLine,
      "a state diagram begins with the word `stateDiagram-v2` and white space behind it",
      "write `stateDiagram-v2` on a line of its own")
  }

  /// Reports the token here, which is not what the grammar wants.
  mutating func complain(_ expected: StateExpectation) {
    guard diagnostics.isOpen else { return }
    let complaint = special() ?? usual(expected)
    diagnostics.reject(
      complaint.rule, range(token), line: errorLine, complaint.message, complaint.help, fix: complaint.fix)
  }

  // MARK: Mistakes that tell what was meant

  private func special() -> StateComplaint? {
    switch token.kind {
    case .spacedName:
      return StateComplaint(
        message: "the name of a composite state must be one word, and \(shown) is more",
        help: "write `state \"two words\" as twoWords {`, and give every `state` its own line")
    case .classDefDefault:
      return StateComplaint(
        message: "mermaid.js 11.16 does not read `classDef default` in a state diagram",
        help: "give the class another name and assign it with `class`")
    case .click, .href, .default:
      return StateComplaint(
        rule: .reservedID,
        message: "\(shown) is a word of the language and cannot be the name of a state here",
        help: "write another name, such as \(scanner.excerpt(token.start, token.end))State")
    case .openBrace: return aboutBrace()
    case .invalid, .unknown, .divider, .arrow: return aboutCharacter()
    default: return nil
    }
  }

  private func aboutBrace() -> StateComplaint {
    var lineStart = token.start
    while lineStart > 0, scanner.byte(at: lineStart - 1) != 0x0A { lineStart -= 1 }
    let name = scanner.trimmed(lineStart, token.start)
    let isOneWord = !name.isEmpty && !scanner.bytes[name].contains { $0 == 0x20 || $0 == 0x3A }
    return StateComplaint(
      message: "only a `state` may have a body in braces", help: "write `state Name {`",
      fix: isOneWord
        ? Fix(safe: true, edits: [TextEdit(range(name.lowerBound, name.lowerBound), "state ")]) : nil)
  }

  private func aboutCharacter() -> StateComplaint? {
    let byte = scanner.byte(at: token.start)
    switch byte {
    case 0x2D: return aboutHyphen()
    case 0x3A where isLineEnd(token.end):
      return StateComplaint(
        message: "a colon needs a text behind it", help: "write the text, or remove the colon",
        fix: Fix(safe: true, edits: [TextEdit(range(token), "")]))
    case 0x3A:
      return StateComplaint(
        message: "a text cannot hold two colons that no text follows", help: "write `#colon;` for the colon")
    default: return nil
    }
  }

  private func aboutHyphen() -> StateComplaint? {
    if let arrow = malformedArrow() {
      return StateComplaint(
        rule: .badKeyword,
        message: "\"\(scanner.excerpt(arrow.lowerBound, arrow.upperBound))\" is no arrow of a state diagram",
        help: "write `-->`", fix: Fix(safe: true, edits: [TextEdit(range(arrow), "-->")]))
    }
    if token.kind == .arrow {
      return StateComplaint(
        message: "a transition joins two states, and no arrow may follow",
        help: "write each transition on a line of its own")
    }
    if token.kind == .divider, token.start > statementStart {
      return StateComplaint(
        message: "\"--\" stands in the middle of a line",
        help: "write `-->` for a transition, or `--` on a line of its own")
    }
    if token.kind == .divider {
      return StateComplaint(
        message: "\"--\" divides a composite state and stands outside of one",
        help: "write it between `{` and `}`")
    }
    return StateComplaint(
      message: "the name of a state cannot hold a hyphen",
      help: "write `state \"\(name())\" as \(name().replacingHyphens)` and use the name behind `as`")
  }

  /// A run of `-`, `=`, `.`, `>` between two states that is no arrow.
  private func malformedArrow() -> Range<Int>? {
    var end = token.start
    while "-=.<>".utf8.contains(scanner.byte(at: end)) { end += 1 }
    guard end > token.start, scanner.byte(at: end - 1) == 0x3E else { return nil }
    let run = token.start..<end
    if run.count == 3, token.kind == .arrow { return nil }
    return run
  }

  /// The word around the token.
  private func name() -> String {
    func isPart(_ index: Int) -> Bool {
      CharacterClass.whitespaceLength(scanner.bytes, index) == 0 && scanner.byte(at: index) != 0x3A
        && index < scanner.bytes.count
    }
    var start = token.start
    while start > 0, isPart(start - 1) { start -= 1 }
    var end = token.start
    while isPart(end) { end += 1 }
    return scanner.excerpt(start, end, limit: 60)
  }

  private func isLineEnd(_ offset: Int) -> Bool {
    let end = scanner.endOfBlanks(offset)
    return end >= scanner.bytes.count || scanner.byte(at: end) == 0x0A
  }

  // MARK: What is missing

  private func usual(_ expected: StateExpectation) -> StateComplaint {
    switch expected {
    case .statement:
      StateComplaint(
        message: "\(shown) begins no statement of a state diagram",
        help: "write a transition as `A --> B : text`, or a state as `state \"text\" as A`")
    case .target:
      StateComplaint(
        message: "an arrow needs a state behind it, and here is \(shown)", help: "write `A --> B`")
    case .className:
      StateComplaint(
        message: "the name of a class is missing before \(shown)", help: "write `A:::name` or `class A name`")
    case .asWord:
      StateComplaint(
        message: "behind a text in quotes comes `as` and a name, and here is \(shown)",
        help: "write `state \"text\" as A`")
    case .stateID:
      StateComplaint(message: "behind `as` comes the name of the state", help: "write `state \"text\" as A`")
    case .notePosition:
      StateComplaint(
        rule: .badKeyword, message: "a note stands `left of` or `right of` a state, and here is \(shown)",
        help: "write `note right of A : text`")
    case .noteID:
      StateComplaint(
        message: "a note needs the name of its state, and here is \(shown)",
        help: "write `note right of A : text`")
    case .noteText:
      StateComplaint(
        message: "the text of the note is missing",
        help: "write `note right of A : text`, or the text on lines of its own up to `end note`")
    case .classDefName:
      StateComplaint(
        message: "\(shown) is no name of a class",
        help: "write `classDef name fill:#f96`, the name in letters and digits")
    case .styles:
      StateComplaint(message: "the styles are missing", help: "write `fill:#f96`")
    case .classIDs:
      StateComplaint(message: "\(shown) is no list of states", help: "write `class A, B name`")
    case .styleIDs:
      StateComplaint(message: "\(shown) is no list of states", help: "write `style A fill:#f96`")
    case .clickedState:
      StateComplaint(
        message: "`click` needs a state, and here is \(shown)", help: "write `click A \"https://…\" \"tip\"`")
    case .link:
      StateComplaint(
        message: "the address must stand in quotes, and here is \(shown)",
        help: "write `click A href \"https://…\"`")
    case .tooltip:
      StateComplaint(
        message: "without `href` a tooltip in quotes must follow the address, and here is \(shown)",
        help: "write `click A \"https://…\" \"tip\"` or `click A href \"https://…\"`")
    case .lineEnd:
      StateComplaint(
        message: "`click` must end its line, and here is \(shown)",
        help: "begin a new line, without blanks before it")
    case .width:
      StateComplaint(message: "`scale` needs a number, and here is \(shown)", help: "write `scale 350 width`")
    }
  }

  mutating func complainAboutUnclosed(_ composite: OpenComposite) {
    guard diagnostics.isOpen else { return }
    let name = composite.state.map { " \"\(scanner.source.string($0.id))\"" } ?? ""
    diagnostics.reject(
      .unbalancedSubgraph, range(composite.brace, composite.brace + 1), line: .of(acceptedEnd),
      "the composite state\(name) is not closed", "add `}` behind its last line")
  }

  mutating func complainAboutNesting(_ state: StateDeclaration) {
    diagnostics.reject(
      .mermaidLimits, state.range, line: .none,
      "composite states stand more than \(NestingLimit.depth) deep in each other", "split the diagram")
  }

  // MARK: Warnings

  /// A semicolon ends a text, and the words behind it become states.
  mutating func warnAboutCutText() {
    guard diagnostics.canWarn, scanner.byte(at: token.end) == 0x3B, !isLineEnd(token.end + 1) else {
      return
    }
    diagnostics.warn(
      .textCut, range(token.end, scanner.endOfLine(token.end)),
      "a semicolon ends the text, and mermaid.js draws what follows as states",
      "write `#59;` for the semicolon",
      fix: Fix(safe: true, edits: [TextEdit(range(token.end, token.end + 1), "#59;")]))
  }

  /// A name of nothing but punctuation is an arrow or a bracket gone astray.
  mutating func warnAboutPunctuation() {
    guard diagnostics.canWarn, token.kind == .id, scanner.byte(at: token.start) != 0x3B else {
      return
    }
    for index in token.start..<token.end {
      let byte = scanner.byte(at: index)
      if CharacterClass.isWord(byte) || byte >= 0x80 { return }
    }
    let isBrace = token.end == token.start + 1 && scanner.byte(at: token.start) == 0x7D
    diagnostics.warn(
      .unusableID, range(token), "mermaid.js draws \(shown) as a state of its own",
      isBrace
        ? "remove it: no composite state is open here" : "remove it, or write `-->` where an arrow was meant",
      fix: isBrace ? Fix(safe: true, edits: [TextEdit(range(token), "")]) : nil)
  }

  /// `state A : text`, of which mermaid.js keeps nothing.
  mutating func warnAboutLostText(behind name: StateToken, _ lineEnd: Int) {
    let text = scanner.excerpt(name.start, name.end)
    diagnostics.warn(
      .ignoredText, range(scanner.trimmed(token.start, lineEnd)),
      "mermaid.js drops what stands behind `state \(text)`",
      "write `\(text) : text`, without the word `state`")
  }

  /// Without a blank before the colon mermaid.js takes the first letter of a note for a part of the colon.
  mutating func warnAboutLostLetter() {
    guard scanner.byte(at: token.start) == 0x3A, token.content.lowerBound == token.start + 1,
      !token.content.isEmpty
    else { return }
    diagnostics.warn(
      .textCut, range(token.start, token.start + 2), "mermaid.js drops the first letter of this note",
      "write a blank behind the colon",
      fix: Fix(safe: true, edits: [TextEdit(range(token.start + 1, token.start + 1), " ")]))
  }

  mutating func warnAboutFloating(_ note: StateNote) {
    diagnostics.warn(
      .ignoredText, note.range, "mermaid.js draws no floating notes",
      "write `note right of A : text`, with a state of the diagram")
  }

  mutating func checkStyleClass(_ name: Range<Int>, _ styles: Range<Int>) {
    guard let problem = StyleClassCheck.problem(name: scanner.bytes[name], styles: scanner.bytes[styles])
    else {
      return
    }
    diagnostics.cannotRender(
      range(name), problem, "begin the name with a letter, and write styles as `fill:#f96`")
  }
}

extension String {
  /// With underscores for hyphens.
  fileprivate var replacingHyphens: String { String(map { $0 == "-" ? "_" : $0 }) }
}
