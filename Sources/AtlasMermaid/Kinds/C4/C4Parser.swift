import AtlasCore

/// Reads a C4 diagram:
///
///     level line-end statements end of text
///     statements: (text line-end?)* | (text line-end?)* macro (line-end statements?)?
///     macro: word "(" argument+ ")" | boundary
///     boundary: word "(" argument+ ")" ("{" line-end | line-end "{" line-end?) macro (line-end statements?)? "}"
///
/// Where mermaid.js stops, the parser records that error and goes on at the next line.
struct C4Parser: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<C4Rules>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private var diagram: C4Diagram
  /// The boundaries that are open, the innermost last.
  private var open: [Frame] = []
  private var place = Place.start
  private var directions: DirectionLineFinder

  private struct Frame {
    var start: Int
    var boundary: C4Boundary
  }

  /// What stands before the next statement, which decides what it may be.
  private enum Place {
    /// Behind a line end: any statement.
    case start
    /// Behind the brace of a boundary: a macro.
    case boundary
    /// Behind a text: a line end or a macro.
    case text
    /// Behind a macro: a line end.
    case macro
  }

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    diagram = C4Diagram(range: source.range(0, source.text.count))
    directions = DirectionLineFinder(scanner, anyCase: false)
  }

  mutating func parse() -> C4Diagram {
    guard readHeader() else { return diagram }
    while token != .endOfText, token != .stop { readStatement() }
    finish()
    if !diagnostics.hasRejection { C4Meaning.check(diagram, scanner.source, &diagnostics) }
    return diagram
  }

  // MARK: Statements

  /// False where the diagram is of another kind, which only a C4 word in it made C4.
  private mutating func readHeader() -> Bool {
    if token == .header {
      diagram.level = C4Words.level(scanner, tokens.start, tokens.end) ?? .context
      tokens.accept()
      guard token == .lineEnd else {
        complain(
          "the level of a C4 diagram stands alone on its line",
          "begin a new line behind `\(diagram.level.rawValue)`")
        skipLine()
        return true
      }
      tokens.accept()
      return true
    }
    guard scanner.matches("C4", at: 0) else {
      complainAboutHijack()
      return false
    }
    complain(
      "a C4 diagram begins with C4Context, C4Container, C4Component, C4Dynamic or C4Deployment",
      "write one of these words alone on the first line")
    skipLine()
    return true
  }

  private mutating func readStatement() {
    switch token {
    case .lineEnd:
      if place == .start || place == .boundary { complainAboutLineEnd() }
      // An empty boundary stays empty behind a line end that a comment lets pass.
      if place != .boundary { place = .start }
      tokens.accept()
    case .title, .accessibility: readText()
    case .macro(let macro): readMacro(macro)
    case .closeBrace: readCloseBrace()
    case .header, .direction, .openBrace, .value, .name, .namedValue, .emptyValue, .endInMacro, .unknown:
      complainAboutStatement()
      skipLine()
    case .endOfText, .stop: break
    }
  }

  private mutating func readText() {
    if place == .boundary {
      complain(
        "a boundary must begin with an element, not with a text", "write the text at the diagram's beginning")
    } else if place == .macro {
      complainAboutSharedLine()
    } else if place == .text {
      complain("two texts need a line end between them", "begin a new line")
    }
    let start = tokens.start
    if token == .title {
      diagram.title = scanner.trimmedRange(start + 6, tokens.end)
    } else if scanner.matches("accDescription", at: start) {
      accessibility.description = scanner.trimmedRange(start + 15, tokens.end)
    } else {
      AccessibilityStatement(scanner, at: start)?.store(in: &accessibility, scanner)
    }
    tokens.accept()
    place = .text
  }

  private mutating func add(_ statement: C4Statement) {
    if open.isEmpty {
      diagram.statements.append(statement)
    } else {
      open[open.count - 1].boundary.statements.append(statement)
    }
  }

  private mutating func readMacro(_ macro: C4Macro) {
    if place == .macro { complainAboutSharedLine() }
    let start = tokens.start
    let word = tokens.end
    tokens.accept()
    guard var call = readArguments(macro, start, word) else { return }
    // The bracket is no token; it stands behind the last argument.
    let close = endOfCall(tokens.acceptedEnd)
    call.range = scanner.range(start, close)
    place = .macro
    if let lost = lostArgument(of: call) { complainAboutLost(lost) }
    guard macro.role == .boundary else { return add(.macro(call)) }
    guard readOpenBrace() else { return skipLine() }
    guard open.count < NestingLimit.depth else {
      complain("boundaries nest more than \(NestingLimit.depth) deep", "draw several diagrams")
      return skipLine()
    }
    open.append(Frame(start: start, boundary: C4Boundary(range: call.range, header: call)))
    place = .boundary
  }

  /// An argument named `__proto__`: mermaid.js puts it into an object, where it is no member, and fails to take it out.
  private func lostArgument(of call: C4Call) -> C4Argument? {
    let lost = zip(call.arguments, call.macro.parameters).first { argument, parameter in
      guard let name = argument.name, bytes(name).elementsEqual("__proto__".utf8) else { return false }
      switch parameter {
      case .id, .label, .from, .to, .index, .shapesInRow, .boundariesInRow: return false
      // Mermaid.js does not look at the sprite of a node.
      case .sprite: return ![.node, .nodeLeft, .nodeRight].contains(call.macro)
      default: return true
      }
    }
    guard let lost, call.macro.role != .style || isStyled(call, in: diagram.statements) else { return nil }
    return lost.0
  }

  /// Whether what a style changes stands before it.
  private func isStyled(_ style: C4Call, in statements: [C4Statement]) -> Bool {
    contains(statements, targetOf: style)
      || open.contains {
        isTarget($0.boundary.header, of: style) || contains($0.boundary.statements, targetOf: style)
      }
  }

  private func contains(_ statements: [C4Statement], targetOf style: C4Call) -> Bool {
    statements.contains { statement in
      switch statement {
      case .macro(let call): isTarget(call, of: style)
      case .boundary(let boundary):
        isTarget(boundary.header, of: style) || contains(boundary.statements, targetOf: style)
      }
    }
  }

  private func isTarget(_ call: C4Call, of style: C4Call) -> Bool {
    let ends: [C4Parameter] = style.macro == .relationStyle ? [.from, .to] : [.id]
    guard (call.macro.role == .relation) == (style.macro == .relationStyle) else { return false }
    return ends.allSatisfy { end in
      guard let one = call.argument(end), let other = style.argument(end) else { return false }
      return bytes(one.value).elementsEqual(bytes(other.value))
    }
  }

  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { scanner.source.original[range.bounds] }

  private mutating func complainAboutLost(_ argument: C4Argument) {
    diagnostics.reject(
      .semanticError, argument.range, line: .none, "mermaid.js fails at an argument of this name",
      "give the argument one of the names that the macro knows")
  }

  private func endOfCall(_ argument: Int) -> Int {
    var end = argument
    if scanner.byte(at: end) == 0x22 { end += 1 }
    let bracket = scanner.endOfWhitespace(end)
    return scanner.byte(at: bracket) == 0x29 ? bracket + 1 : end
  }

  private mutating func readArguments(_ macro: C4Macro, _ start: Int, _ word: Int) -> C4Call? {
    var call = C4Call(range: tokenRange, macro: macro)
    // The argument read last, where it has no quotes.
    var last: Range<Int>?
    while true {
      switch token {
      case .value, .emptyValue:
        let value = token == .value ? scanner.trimmedRange(tokens.start, tokens.end) : emptyValue
        let isBare = token == .value && scanner.byte(at: tokens.start - 1) != 0x22
        last = isBare ? scanner.trimmed(tokens.start, tokens.end) : nil
        if let last, scanner.endOfLine(last.lowerBound) < last.upperBound { warnAboutSwallowed(last) }
        call.arguments.append(C4Argument(range: value, value: value))
        tokens.accept()
      case .name:
        let nameStart = tokens.start
        let name = scanner.trimmed(nameStart, tokens.end)
        tokens.accept()
        guard token == .namedValue else {
          complain(
            "a named argument needs a value in quotes",
            "write `$\(scanner.excerpt(name.lowerBound, name.upperBound))=\"value\"`",
            at: scanner.range(name.lowerBound, name.upperBound))
          skipLine()
          return nil
        }
        call.arguments.append(
          C4Argument(
            range: scanner.range(nameStart - 1, tokens.end),
            name: scanner.range(name.lowerBound, name.upperBound),
            parameter: C4Parameter(rawValue: String(decoding: scanner.bytes[name], as: UTF8.self)),
            value: scanner.trimmedRange(tokens.start, tokens.end)))
        tokens.accept()
      default:
        guard !call.arguments.isEmpty else {
          complainAboutArguments(macro, start, word)
          skipLine()
          return nil
        }
        if token == .stop, let last {
          complainAboutLastArgument(last)
          skipLine(from: last.lowerBound)
          return nil
        }
        return call
      }
    }
  }

  /// Where an empty argument stands.
  private var emptyValue: TextRange { TextRange(at: scanner.range(tokens.end, tokens.end).lowerBound) }

  // MARK: Boundaries

  private mutating func readOpenBrace() -> Bool {
    if take(.openBrace) {
      guard token == .lineEnd else {
        complain(
          "a line must end behind the brace of a boundary", "put what follows on lines of its own",
          fix: token == .unknown || token == .stop || token == .endOfText
            ? nil : Fix(safe: true, edits: [TextEdit(TextRange(at: tokenRange.lowerBound), "\n")]))
        return true
      }
      tokens.accept()
      return true
    }
    if token == .lineEnd { tokens.accept() }
    guard take(.openBrace) else {
      complain(
        "a boundary needs braces around what it contains",
        "write `{` behind the bracket, and `}` on a line of its own")
      return false
    }
    _ = take(.lineEnd)
    return true
  }

  private mutating func readCloseBrace() {
    guard !open.isEmpty else {
      complain("this brace closes nothing: no boundary is open here", "remove it", as: .unbalancedSubgraph)
      tokens.accept()
      place = .macro
      return
    }
    if place == .boundary {
      complain(
        "a boundary with nothing in it, which mermaid.js does not allow", "put an element between the braces")
    }
    tokens.accept()
    close(at: tokens.acceptedEnd)
    place = .macro
  }

  private mutating func close(at end: Int) {
    var frame = open.removeLast()
    frame.boundary.range = scanner.range(frame.start, end)
    add(.boundary(frame.boundary))
  }

  private mutating func finish() {
    if token == .stop {
      if !diagnostics.hasRejection {
        complain("the diagram ends inside a macro or a text", "close the quotes, brackets and braces")
      }
    } else if let frame = open.last {
      complain(
        "the boundary \(scanner.source.string(frame.boundary.header.range)) has no closing brace",
        "add `}` on a line of its own where the boundary ends", as: .unbalancedSubgraph,
        at: frame.boundary.header.range)
    } else if diagram.statements.isEmpty, diagram.title == nil, accessibility == AccessibilityText() {
      complain(
        "a C4 diagram needs at least one statement", "write an element, for example `Person(user, \"User\")`")
    }
    while !open.isEmpty { close(at: tokens.acceptedEnd) }
  }

  // MARK: Errors

  private mutating func skipLine(from offset: Int? = nil) {
    var end = scanner.endOfLine(offset ?? max(tokens.start, tokens.acceptedEnd))
    if end == tokens.start { end += 1 }
    while end < scanner.bytes.count, CharacterClass.whitespaceLength(scanner.bytes, end) == 1 { end += 1 }
    _ = directions.line(from: end)
    tokens.restart(at: end, with: C4Rules(directions))
    place = .start
  }

  /// A word that makes every diagram a C4 diagram stands in one of another kind.
  private mutating func complainAboutHijack() {
    guard let place = KindDetector.findC4Word(scanner.bytes) else {
      return complain("a C4 diagram begins with its level", "write `C4Context` on the first line")
    }
    let range = scanner.range(place.lowerBound, place.upperBound)
    let word = scanner.source.string(range)
    diagnostics.reject(
      .unknownDiagramType, range, line: token == .direction ? .none : errorLine,
      "the word \"\(word)\" makes mermaid.js read the whole diagram as a C4 diagram",
      "write it otherwise, for example `C4 \(word.dropFirst(2))`",
      fix: Fix(safe: false, edits: [TextEdit(range, "C4 \(word.dropFirst(2))")]))
  }

  private mutating func complainAboutLineEnd() {
    complain(
      "a comment on a line of its own leaves two line ends in a row here, which mermaid.js does not allow",
      "remove the blank line or the comment")
  }

  private mutating func complainAboutSharedLine() {
    complain(
      "two statements need a line end between them, and a comment behind a statement takes it away",
      "put \(shownToken) on a line of its own")
  }

  private mutating func complainAboutStatement() {
    guard diagnostics.isOpen else { return }
    switch token {
    case .direction: complain("a C4 diagram knows no `direction`", "remove the line")
    case .openBrace: complain("this brace opens nothing: only boundaries have braces", "remove it")
    case .header: complain("the level of a C4 diagram stands on its first line only", "remove it")
    default:
      var end = tokens.start
      while CharacterClass.isWord(scanner.byte(at: end)) { end += 1 }
      let word = scanner.excerpt(tokens.start, end)
      let nearest = end - tokens.start > 2 ? NearestWord.of(word, in: C4Words.named.keys.sorted()) : nil
      let range = end > tokens.start ? scanner.range(tokens.start, end) : tokenRange
      complain(
        end > tokens.start
          ? "\"\(word)\" is no macro of C4 diagrams" : "\(shownToken) begins no statement of a C4 diagram",
        nearest.map { "write `\($0)`" } ?? "write an element, for example `System(shop, \"Shop\")`",
        as: nearest == nil ? .parseError : .badKeyword, at: range,
        fix: nearest.map { Fix(safe: true, edits: [TextEdit(range, $0)]) })
    }
  }

  private mutating func complainAboutArguments(_ macro: C4Macro, _ start: Int, _ word: Int) {
    guard diagnostics.isOpen else { return }
    let bracket = scanner.endOfBlanks(word)
    let name = scanner.excerpt(start, word)
    if bracket > word, scanner.byte(at: bracket) == 0x28, token == .unknown {
      return complain(
        "no space may stand before the bracket of `\(name)`", "write `\(name)(`",
        fix: Fix(safe: true, edits: [TextEdit(scanner.range(word, bracket), "")]))
    }
    complain(
      "`\(name)` needs arguments in brackets", "write `\(name)(id, \"Label\")`",
      at: scanner.range(start, word))
  }

  /// Without quotes an argument takes the bracket and all up to the next comma with it.
  private mutating func warnAboutSwallowed(_ argument: Range<Int>) {
    guard diagnostics.canWarn else { return }
    let line = scanner.endOfLine(argument.lowerBound)
    diagnostics.warn(
      .ignoredText, scanner.range(argument.lowerBound, line),
      "without quotes this argument goes on to the next comma, over the bracket and the line end",
      "put the argument in quotes", fix: quoting(argument.lowerBound, line))
  }

  private mutating func complainAboutLastArgument(_ argument: Range<Int>) {
    let line = min(scanner.endOfLine(argument.lowerBound), argument.upperBound)
    complain(
      "the last argument of a macro must be in quotes: without them mermaid.js reads on to the next comma",
      "write `(a, b, \"Text\")`", at: scanner.range(argument.lowerBound, line),
      fix: quoting(argument.lowerBound, line))
  }

  /// Quotes around what stands before the last bracket of a line.
  private func quoting(_ start: Int, _ line: Int) -> Fix? {
    var bracket = line
    while bracket > start, scanner.byte(at: bracket) != 0x29 { bracket -= 1 }
    let text = scanner.trimmed(start, bracket)
    return bracket > start ? scanner.quoting(text) : nil
  }
}
