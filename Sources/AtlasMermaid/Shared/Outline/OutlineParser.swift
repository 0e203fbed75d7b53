import AtlasCore

/// Reads the language that mindmap and kanban share:
///
///     blank lines? header line end? (statement stop)+ end
///     statement: white space? (node properties* | "::icon(" text ")" | ":::" class)? | blank line
///     node: id | id? opening text closing
///     stop: a line end, a blank line, a comment or the end of the text
struct OutlineParser<Kind: OutlineKind>: JisonParser {
  let scanner: Scanner
  var tokens: JisonTokens<OutlineRules<Kind>>
  var diagnostics: Diagnostics
  var accessibility = AccessibilityText()
  private(set) var comments: [TextRange] = []
  private var kind: Kind

  init(_ source: MermaidSource, _ target: Target) {
    scanner = Scanner(source)
    tokens = JisonTokens(scanner)
    diagnostics = Diagnostics(source)
    kind = Kind(source)
  }

  mutating func parse() -> Kind.Syntax {
    readHeader()
    if token == .endOfText {
      complain("the diagram has no content", "write a node on the next line")
      tokens.accept()
    }
    while token != .end { readLine() }
    return kind.syntax
  }

  private mutating func readHeader() {
    if token == .blankLine || token == .comment {
      while token == .blankLine || token == .comment || token == .lineEnd { acceptLine() }
    }
    if !take(.header) {
      let word = Kind.word.description
      complain("the diagram begins with the word \"\(word)\" on its own", "write `\(word)` on the first line")
      if token != .end, token != .endOfText { tokens.restart(at: scanner.endOfLine(tokens.start)) }
    }
    if token == .lineEnd { tokens.accept() }
  }

  private mutating func acceptLine() {
    if token == .comment { comments.append(scanner.trimmedRange(tokens.start, tokens.end)) }
    tokens.accept()
  }

  // MARK: Statements

  private mutating func readLine() {
    if let complaint = readStatement() {
      diagnostics.reject(.semanticError, complaint.range, line: .none, complaint.message, complaint.help)
    }
    switch token {
    case .lineEnd, .blankLine, .comment, .endOfText: acceptLine()
    case .end:
      // The text ended inside a statement; recovery has nothing left to read.
      if !hasComplainedAboutEnd { complainAboutEnd() }
      return
    default: break
    }
    while token == .lineEnd || token == .endOfText { tokens.accept() }
  }

  /// Reads up to a stop, or to the end of the line where an error is. Mermaid.js checks the meaning of a statement when
  /// it has seen the stop, so only then a complaint counts.
  private mutating func readStatement() -> OutlineComplaint? {
    if token == .blankLine || token == .comment {
      acceptLine()
      return expectStop(nil)
    }
    let start = tokens.start
    let indentation = token == .space ? width(tokens.start, tokens.end) : 0
    if token == .space { tokens.accept() }
    switch token {
    case .id, .open:
      guard let node = readNode(indentation) else { return nil }
      return expectStop { $0.kind.add(node) }
    case .icon:
      let icon = scanner.trimmedRange(tokens.start, tokens.end)
      tokens.accept()
      return expectStop { $0.kind.setIcon(icon) ? nil : Self.orphan(icon, "an icon") }
    case .className:
      let name = scanner.trimmedRange(tokens.start, tokens.end)
      tokens.accept()
      return expectStop { $0.kind.setClass(name) ? nil : Self.orphan(name, "a class") }
    default:
      guard tokens.start == start else { return expectStop(nil) }
      complainAboutToken()
      return nil
    }
  }

  private static func orphan(_ range: TextRange, _ what: String) -> OutlineComplaint {
    OutlineComplaint(
      range: range, message: "\(what) stands before any node", help: "write it on the line behind its node")
  }

  private mutating func expectStop(_ check: ((inout Self) -> OutlineComplaint?)?) -> OutlineComplaint? {
    switch token {
    case .lineEnd, .blankLine, .comment, .endOfText: return check?(&self)
    default:
      complainAboutToken()
      return nil
    }
  }

  // MARK: Nodes

  /// Nil behind an error.
  private mutating func readNode(_ indentation: Int) -> OutlineNode? {
    let start = tokens.start
    var end = tokens.end
    var id: TextRange?
    if token == .id {
      id = scanner.trimmedRange(start, end)
      tokens.accept()
    }
    var node = OutlineNode(
      range: TextRange(at: 0), indentation: indentation, id: nil,
      label: LabelText(id ?? TextRange(at: 0), .plain),
      shape: .plain)
    if case .open(let opening) = token {
      tokens.accept()
      guard let label = readLabel() else { return nil }
      guard case .close(let isParen) = token else {
        complainAboutToken()
        return nil
      }
      (node.id, node.label, node.shape) = (id, label, OutlineShape(opening, closedByParen: isParen))
      end = tokens.end
      tokens.accept()
    } else {
      warnAboutComment(start, end)
    }
    node.range = scanner.trimmedRange(start, end)
    if token == .propertiesStart {
      node.properties = readProperties()
      if let properties = node.properties { node.range = node.range.union(properties.range) }
    }
    return node
  }

  private mutating func readLabel() -> LabelText? {
    let form: LabelText.Form
    switch token {
    case .text: form = .plain
    case .quotedText: form = .quoted
    case .markdownText: form = .markdown
    default:
      complainAboutToken()
      return nil
    }
    defer { tokens.accept() }
    return LabelText(form == .plain ? scanner.trimmedRange(tokens.start, tokens.end) : tokenRange, form)
  }

  private mutating func readProperties() -> OutlineNode.Properties {
    let start = tokens.start
    var text: [UInt8] = []
    while true {
      switch token {
      case .propertiesStart: break
      case .properties: text += scanner.bytes[tokens.start..<tokens.end]
      case .propertyText: appendWithTags(tokens.start..<tokens.end, to: &text)
      default:
        return OutlineNode.Properties(
          range: scanner.trimmedRange(start, closingBrace(before: tokens.start)), text: text)
      }
      tokens.accept()
    }
  }

  /// The closing brace makes no token: it ends the stretch up to the next one.
  private func closingBrace(before offset: Int) -> Int {
    var index = min(offset, scanner.bytes.count)
    while index > tokens.acceptedEnd, scanner.bytes[index - 1] != 0x7D { index -= 1 }
    return index
  }

  /// A line end and the white space behind it become `<br/>`.
  private func appendWithTags(_ range: Range<Int>, to text: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      if scanner.bytes[index] == 0x0A {
        text += Array("<br/>".utf8)
        index = min(scanner.endOfWhitespace(index), range.upperBound)
      } else {
        text.append(scanner.bytes[index])
        index += 1
      }
    }
  }

  /// The count of UTF-16 units, which for white space is that of characters.
  private func width(_ start: Int, _ end: Int) -> Int {
    scanner.bytes[start..<end].count { $0 & 0xC0 != 0x80 }
  }

  // MARK: Findings

  private mutating func warnAboutComment(_ start: Int, _ end: Int) {
    var index = start
    while index + 1 < end {
      if scanner.bytes[index] == 0x25, scanner.bytes[index + 1] == 0x25 {
        return diagnostics.warn(
          .commentAsNode, scanner.range(index, end), "this comment becomes part of the text of the node",
          "write the comment on a line of its own")
      }
      index += 1
    }
  }

  private var hasComplainedAboutEnd: Bool {
    diagnostics.hasRejection && tokens.acceptedEnd >= scanner.bytes.count
  }

  private mutating func complainAboutEnd() {
    complain("the text ends inside a node", "close the quote, bracket or brace")
  }

  /// Reports the token here and goes to the end of its line.
  private mutating func complainAboutToken() {
    if diagnostics.isOpen {
      switch token {
      case .end: complainAboutEnd()
      case .header:
        complain(
          "a node cannot begin with the word \"\(Kind.word.description)\"",
          "begin it with another word, or quote it: `[\"…\"]`"
        )
      case .unknown:
        complain(
          "\(shownToken) has no place here",
          "write a text with brackets, braces or parentheses as `id[\"text\"]`")
      case .close:
        complain("a node has no text between its brackets", "write a text, or leave the brackets out")
      case .open, .text, .quotedText, .markdownText:
        complain(
          "\(shownToken) stands where the text of the node should have ended",
          "write a text with brackets, braces, parentheses or quotes as `id[\"text\"]`")
      default:
        complain("\(shownToken) stands behind a node, which ends its line", "begin a new line")
      }
    }
    if token != .end { tokens.restart(at: scanner.endOfLine(tokens.start)) }
  }
}
