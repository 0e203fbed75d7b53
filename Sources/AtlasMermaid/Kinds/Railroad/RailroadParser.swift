import AtlasCore

/// Reads a railroad diagram in the notation that its header names.
struct RailroadParser: KindParser {
  private let source: MermaidSource
  private(set) var diagnostics: Diagnostics
  private(set) var accessibility = AccessibilityText()
  private(set) var comments: [TextRange] = []

  init(_ source: MermaidSource, _ target: Target) {
    self.source = source
    diagnostics = Diagnostics(source)
  }

  mutating func parse() -> RailroadDiagram {
    let scanner = Scanner(source)
    let start = scanner.endOfWhitespace(0)
    // The kind is detected in any case, the grammar wants it in this one.
    if scanner.matchesAnyCase("railroad-ebnf-beta", at: start) { return parse(RailroadEBNF.self, .ebnf) }
    if scanner.matchesAnyCase("railroad-abnf-beta", at: start) { return parse(RailroadABNF.self, .abnf) }
    if scanner.matchesAnyCase("railroad-peg-beta", at: start) { return parse(RailroadPEG.self, .peg) }
    return parse(RailroadFunctions.self, .functions)
  }

  private mutating func parse<Grammar: RailroadGrammar>(
    _: Grammar.Type, _ notation: RailroadDiagram.Notation
  ) -> RailroadDiagram {
    var rules = RailroadRules<Grammar>(source, notation)
    rules.read()
    diagnostics = rules.reader.diagnostics
    accessibility = rules.reader.accessibility
    comments = rules.reader.comments
    return rules.diagram
  }
}

/// Reads the rules of one notation:
///
///     header (title | accTitle | accDescr)* (name define definition ";")*
///     definition: sequence (bar sequence)*; sequence: term (","? term)*
///     term: prefix? primary postfix*; primary: name | string | … | "(" definition ")" | "[" … "]" | "{" … "}"
///
/// where each notation has its own signs, and `railroad-beta` functions instead of them.
struct RailroadRules<Grammar: RailroadGrammar> {
  var reader: TokenReader<Grammar>
  var diagram: RailroadDiagram

  init(_ source: MermaidSource, _ notation: RailroadDiagram.Notation) {
    reader = TokenReader(source)
    diagram = RailroadDiagram(range: source.range(0, source.text.count), notation: notation)
  }

  mutating func read() {
    reader.reportUnknown(in: Grammar.what, "write rules such as `\(Grammar.example)`")
    if !reader.take(.header) {
      reader.complain(
        "\(Grammar.what) begins with the word \"\(Grammar.header)\"",
        "write `\(Grammar.header)` on the first line", rule: .badKeyword)
      skip()
    }
    while readText() {}
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readRule() }
  }

  // MARK: Statements

  private mutating func readText() -> Bool {
    let start = reader.start
    let isTitle = reader.token == .title
    guard reader.takeText(title: &diagram.title) else { return false }
    if isTitle { warnOfCutName(at: start) }
    return true
  }

  private mutating func readRule() {
    let start = reader.start
    guard let name = reader.readRange(.name) else {
      complainOfRule()
      return skip()
    }
    guard reader.take(.define) else {
      complain("the name of a rule and its definition are joined by a sign of their own")
      return skip()
    }
    guard let definition = Grammar.isFunctional ? readFunctions() : readDefinition() else { return skip() }
    guard reader.take(.semicolon) else {
      complainOfEnd(of: start)
      return skip()
    }
    diagram.rules.append(RailroadRule(range: reader.range(from: start), name: name, definition: definition))
  }

  // MARK: Warnings

  /// Behind `&` and `!`, mermaid.js draws `(...)` for everything but a name, a string or a dot.
  private mutating func warnOfLookAhead(at start: Int) {
    guard reader.token == .openParenthesis || isPostfix(reader.token(ahead: 1)) else { return }
    reader.diagnostics.warn(
      .ignoredText, reader.scanner.range(start, reader.start + 1),
      "mermaid.js draws only (...) for what this looks ahead at",
      "give it a rule of its own and write the name of the rule")
  }

  private func isPostfix(_ token: RailroadToken?) -> Bool {
    token == .question || token == .star || token == .plus
  }

  /// `titles = …`: mermaid.js takes `title` for the statement and `s` for the name.
  private mutating func warnOfCutName(at start: Int) {
    let end = start + 5
    guard reader.token == .name, CharacterClass.isWord(reader.scanner.byte(at: end)) else { return }
    let nameEnd = reader.scanner.endOfDashedName(start) ?? end
    reader.diagnostics.warn(
      .textCut, reader.scanner.range(start, nameEnd),
      "mermaid.js reads \"title\" as a statement and calls the rule \"\(reader.scanner.excerpt(end, nameEnd))\"",
      "choose a name that does not begin with \"title\"")
  }

  // MARK: Definitions with signs

  private mutating func readDefinition() -> RailroadExpression? {
    var tree = RailroadTree(reader.scanner, at: reader.start)
    while true {
      guard readTerm(&tree) else { return nil }
      if reader.token == .openParenthesis || reader.token == .openBracket || reader.token == .openBrace {
        continue
      }
      // Behind a term: whatever goes on, until something opens or the definition ends.
      var goesOn = false
      while !goesOn {
        switch reader.token {
        case .minus:
          tree.put(prefix: .exception, at: reader.start)
          reader.advance()
          goesOn = true
        case .comma:
          reader.advance()
          goesOn = true
        case .bar:
          tree.nextAlternative()
          reader.advance()
          goesOn = true
        case .name, .string, .special, .codePoints, .dot, .openParenthesis, .openBracket, .openBrace, .and,
          .not, .count:
          goesOn = true
        case .closeParenthesis where tree.opening == .group,
          .closeBracket where tree.opening == .optional,
          .closeBrace where tree.opening == .zeroOrMore:
          reader.advance()
          tree.close(at: reader.end)
          readPostfixes(&tree)
        default:
          if tree.depth == 0 { return tree.finish() }
          complainOfBracket(tree.opening)
          return nil
        }
      }
    }
  }

  /// Prefixes, opening brackets and a primary expression with what stands behind it.
  private mutating func readTerm(_ tree: inout RailroadTree) -> Bool {
    while true {
      switch reader.token {
      case .and, .not, .count:
        let start = reader.start
        let isLookAhead = reader.token != .count
        putPrefix(&tree)
        if isLookAhead { warnOfLookAhead(at: start) }
        guard isPrimary(reader.token) else {
          complain("behind a sign or number that stands before an expression comes the expression")
          return false
        }
      case .openParenthesis: open(.group, &tree)
      case .openBracket: open(.optional, &tree)
      case .openBrace: open(.zeroOrMore, &tree)
      case .name, .string, .special, .codePoints, .dot:
        tree.add(takePrimary())
        readPostfixes(&tree)
        return true
      default:
        complain("an expression is expected here")
        return false
      }
      if tree.isTooDeep {
        complain("brackets are nested more than \(NestingLimit.depth) deep")
        return false
      }
    }
  }

  private mutating func open(_ opening: RailroadTree.Opening, _ tree: inout RailroadTree) {
    tree.open(opening, at: reader.start)
    reader.advance()
  }

  private func isPrimary(_ token: RailroadToken?) -> Bool {
    switch token {
    case .name, .string, .special, .codePoints, .dot, .openParenthesis, .openBracket, .openBrace: true
    default: false
    }
  }

  private mutating func putPrefix(_ tree: inout RailroadTree) {
    let start = reader.start
    switch reader.token {
    case .and: tree.put(prefix: .and, at: start)
    case .not: tree.put(prefix: .not, at: start)
    default: tree.put(prefix: count(from: start), at: start)
    }
    reader.advance()
  }

  /// `2*3`, `*3`, `2*`, `4`
  private func count(from start: Int) -> RailroadTree.Prefix {
    var offset = start
    func number(_ offset: inout Int) -> Int? {
      let first = offset
      var value = 0
      while CharacterClass.isDigit(reader.scanner.byte(at: offset)) {
        value = min(value * 10 + Int(reader.scanner.byte(at: offset) - 0x30), 1_000_000_000)
        offset += 1
      }
      return offset > first ? value : nil
    }
    let minimum = number(&offset)
    guard reader.scanner.byte(at: offset) == 0x2A else {
      return .count(minimum: minimum ?? 0, maximum: minimum ?? 0)
    }
    offset += 1
    return .count(minimum: minimum ?? 0, maximum: number(&offset))
  }

  private mutating func readPostfixes(_ tree: inout RailroadTree) {
    while let token = reader.token, isPostfix(token) {
      tree.wrapLast(token, end: reader.takeRange())
      if !Grammar.allowsPostfixChains { return }
    }
  }

  private mutating func takePrimary() -> RailroadExpression {
    let token = reader.token
    let start = reader.start
    if let text = reader.readQuoted(.string) {
      return RailroadExpression(range: reader.range(from: start), form: .terminal, text: text)
    }
    let range = reader.takeRange()
    let inside = token == .special ? reader.scanner.trimmedRange(start + 1, reader.end - 1) : range
    let form: RailroadExpression.Form =
      switch token {
      case .name: .nonterminal
      case .codePoints: .terminal
      default: .special
      }
    return RailroadExpression(range: range, form: form, text: LabelText(inside, .plain))
  }

  // MARK: Definitions with functions

  private mutating func readFunctions() -> RailroadExpression? {
    var tree = RailroadTree(reader.scanner, at: reader.start)
    while true {
      switch reader.token {
      case .function:
        let start = reader.start
        let opening = self.opening(at: start)
        reader.advance()
        guard expect(.openParenthesis, "the arguments of a function stand in parentheses") else { return nil }
        tree.open(opening, at: start)
        if tree.isTooDeep {
          complain("functions are nested more than \(NestingLimit.depth) deep")
          return nil
        }
        continue
      case .leaf:
        guard let leaf = readLeaf() else { return nil }
        tree.add(leaf)
      default:
        complain(
          "a definition is made of sequence, choice, optional, oneOrMore, zeroOrMore, terminal, nonterminal and special"
        )
        return nil
      }
      while reader.token == .closeParenthesis, tree.depth > 0 {
        reader.advance()
        tree.close(at: reader.end)
      }
      if tree.depth == 0 { return tree.finish() }
      let takesMany = tree.opening == .sequence || tree.opening == .choice
      guard takesMany, reader.take(.comma) else {
        complain(
          takesMany
            ? "behind an argument comes a comma or )" : "behind the one argument of this function comes )")
        return nil
      }
    }
  }

  private func opening(at start: Int) -> RailroadTree.Opening {
    switch reader.scanner.byte(at: start) {
    case 0x73: .sequence
    case 0x63: .choice
    case 0x7A: .zeroOrMore
    default: reader.scanner.byte(at: start + 1) == 0x6E ? .oneOrMore : .optional
    }
  }

  private mutating func readLeaf() -> RailroadExpression? {
    let start = reader.start
    let form: RailroadExpression.Form =
      switch reader.scanner.byte(at: start) {
      case 0x74: .terminal
      case 0x6E: .nonterminal
      default: .special
      }
    reader.advance()
    guard expect(.openParenthesis, "the text stands in parentheses") else { return nil }
    guard let text = reader.readQuoted(.string) else {
      complain("the text stands in quotes")
      return nil
    }
    guard expect(.closeParenthesis, "behind the text comes )") else { return nil }
    return RailroadExpression(range: reader.range(from: start), form: form, text: text)
  }

  private mutating func expect(_ token: RailroadToken, _ message: String) -> Bool {
    if reader.take(token) { return true }
    complain(message)
    return false
  }

  // MARK: Complaints

  private mutating func complain(_ message: String) {
    reader.complain("\(reader.shown) stands in the wrong place: \(message)", "write `\(Grammar.example)`")
  }

  private mutating func complainOfRule() {
    switch reader.token {
    case .title, .accTitle, .accDescr:
      complain("a title stands above all rules, and no rule's name begins with \"title\"")
    default: complain("a rule begins with its name")
    }
  }

  private mutating func complainOfEnd(of start: Int) {
    let semicolon = reader.scanner.next(0x3B, from: start)
    if diagram.notation == .abnf, semicolon < reader.start {
      return reader.complain(
        "the rule has no end: a semicolon with anything behind it on its line, even a blank, begins a comment",
        "end the line at the semicolon")
    }
    if reader.token == .define {
      return reader.complain(
        "a rule begins here, and the one above it has no semicolon", "end every rule with a semicolon")
    }
    complain("a rule ends with a semicolon")
  }

  private mutating func complainOfBracket(_ opening: RailroadTree.Opening) {
    let close = opening == .optional ? "]" : opening == .zeroOrMore ? "}" : ")"
    complain("\(close) is missing")
  }

  /// Goes behind the next semicolon.
  private mutating func skip() {
    reader.skip { $0 == .semicolon }
    reader.advance()
  }
}
