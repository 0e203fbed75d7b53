import AtlasCore

/// Subgraphs: their titles, their ends, and what is said of one that never ends.
extension FlowParser {
  mutating func readSubgraph() {
    let start = lexer.start
    var subgraph = FlowSubgraph(range: TextRange(at: 0), keyword: range(lexer.start, lexer.end))
    accept()
    var isSound = true
    if lexer.token == .space {
      isSound = readSubgraphTitle(&subgraph)
    } else if !isSeparator {
      complain(.subgraphTitle)
      isSound = false
    }
    let headerEnd = acceptedEnd
    // A broken header still opens its subgraph, so that the errors inside are found and its end is no stray.
    if isSound {
      if isSeparator {
        accept()
      } else {
        complain(.subgraphTitle)
        skipLine()
      }
    } else {
      skipLine()
    }
    if open.count >= NestingLimit.depth {
      if tooDeep == 0 {
        diagnostics.warn(
          .mermaidLimits, subgraph.keyword, "subgraphs are nested deeper than \(NestingLimit.depth) levels",
          "flatten the diagram")
      }
      tooDeep += 1
      return
    }
    open.append(OpenSubgraph(start: start, headerEnd: headerEnd, subgraph: subgraph, outer: statements))
    statements = []
    statements.reserveCapacity(8)
  }

  var isSeparator: Bool {
    lexer.token == .lineEnd || lexer.token == .semicolon || lexer.token == .endOfText
  }

  /// `id [title]`, `"title"`, or words with spaces between them. White space before a quote is too much.
  mutating func readSubgraphTitle(_ subgraph: inout FlowSubgraph) -> Bool {
    // The first space belongs to the keyword, each further one to the title.
    let extra = lexer.end - lexer.start > CharacterClass.characterLength(scanner.bytes, lexer.start)
    accept()
    let start = lexer.start
    var end = start
    var form = LabelText.Form.plain
    var count = extra ? 1 : 0
    if !extra, lexer.token == .string || lexer.token == .markdown {
      form = lexer.token == .string ? .quoted : .markdown
      end = lexer.end
      accept()
      count += 1
    }
    while isTitlePart {
      if lexer.token != .space { end = lexer.token == .endWord ? lexer.inner.upperBound : lexer.end }
      accept()
      count += 1
    }
    guard count > 0 else {
      complain(.subgraphTitle)
      return false
    }
    // A title of several words is no id: mermaid.js numbers such a subgraph.
    let hasSpace = extra || scanner.bytes[start..<acceptedEnd].contains { $0 <= 0x20 }
    subgraph.id = trimmed(start, end)
    subgraph.idForm = form
    subgraph.title = LabelText(trimmed(start, end), form)
    guard lexer.token == .squareStart else {
      if hasSpace { subgraph.id = nil }
      return true
    }
    let opener = lexer.start
    accept()
    guard let text = readText(), lexer.token == .squareEnd else {
      guard let repaired = recoverLabel(opener: opener, isTitle: true) else { return false }
      subgraph.title = repaired.label
      return true
    }
    subgraph.title = text
    accept()
    return true
  }

  var isTitlePart: Bool {
    switch lexer.token {
    case .number, .word, .space, .minus, .ampersand, .letter, .colon, .star, .hash, .style, .linkStyle,
      .classDef,
      .classWord, .click, .graph, .direction, .subgraph, .endWord, .down, .up, .startLink:
      true
    default: false
    }
  }

  mutating func closeSubgraph() {
    let end = lexer.inner.upperBound
    if tooDeep > 0 {
      tooDeep -= 1
      return accept()
    }
    guard var closed = open.popLast() else { return accept() }
    // What the grammar accepts here and mermaid's own code then trips over.
    if closed.subgraph.title == nil, !diagnostics.hasRejection || diagnostics.isOpen {
      diagnostics.reject(
        .semanticError, closed.subgraph.keyword, line: .none, "a subgraph needs an id or a title",
        "write `subgraph id[\"Title\"]`")
    }
    closed.subgraph.range = range(closed.start, end)
    closed.subgraph.statements = statements
    statements = closed.outer
    statements.append(.subgraph(closed.subgraph))
    accept()
  }

  mutating func closeUnclosedSubgraphs() {
    let isAlone = open.count == 1
    while var unclosed = open.popLast() {
      let title = unclosed.subgraph.title.map { " \"" + $0.display(in: scanner.source) + "\"" } ?? ""
      diagnostics.reject(
        .unbalancedSubgraph, range(unclosed.start, unclosed.headerEnd), line: .of(acceptedEnd),
        "the subgraph\(title) is not closed", "add a line `end` behind its last statement",
        fix: unclosedFix(unclosed.start, isAlone: isAlone))
      unclosed.subgraph.range = range(unclosed.start, scanner.bytes.count)
      unclosed.subgraph.statements = statements
      statements = unclosed.outer
      statements.append(.subgraph(unclosed.subgraph))
    }
  }

  /// An `end` before the next line that stands as far left as the subgraph itself, or at the end of the diagram. That is
  /// certain where no other `end` is missing and the lines behind the title are indented.
  private func unclosedFix(_ start: Int, isAlone: Bool) -> Fix {
    var lineStart = start
    while lineStart > 0, scanner.bytes[lineStart - 1] != 0x0A { lineStart -= 1 }
    let indentation = scanner.endOfBlanks(lineStart) - lineStart
    let text = String(decoding: scanner.bytes[lineStart..<(lineStart + indentation)], as: UTF8.self) + "end\n"
    var line = scanner.endOfLine(start) + 1
    var isIndented = false
    while line < scanner.bytes.count {
      let content = scanner.endOfBlanks(line)
      if scanner.byte(at: content) != 0x0A {
        guard content - line > indentation else { break }
        isIndented = true
      }
      line = scanner.endOfLine(line) + 1
    }
    let isCertain = isAlone && isIndented
    let place = scanner.source.original.count
    guard line < scanner.bytes.count else {
      let needsLine = scanner.source.original.last != 0x0A
      return Fix(safe: isCertain, edits: [TextEdit(TextRange(at: place), (needsLine ? "\n" : "") + text)])
    }
    return Fix(safe: isCertain, edits: [TextEdit(TextRange(at: range(line, line).lowerBound), text)])
  }
}
