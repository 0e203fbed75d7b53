import AtlasCore

/// Reads a treemap:
///
///     ("treemap" | "treemap-beta") (title | accTitle | accDescr | row)*
///     row: indentation? (leaf | section | class definition)
///     leaf: string indentation? (":" | ",") indentation? number (":::" id)?
///     section: string (":::" id)?
///
/// Line ends mean nothing, and blanks are tokens: a blank at the end of a line is one too many for the next row. The
/// tree comes from the indentations, counted in characters.
struct TreemapParser: KindParser {
  private var cursor: TokenCursor<TreemapTerminals>
  private var diagram: TreemapDiagram
  private(set) var accessibility = AccessibilityText()
  /// The indentations of the sections that are open.
  private var levels: [Int] = []
  /// The indentation of the item before, where that is a leaf.
  private var lastLeafLevel: Int?

  init(_ source: MermaidSource, _ target: Target) {
    cursor = TokenCursor(source)
    diagram = TreemapDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> TreemapDiagram {
    cursor.reportUnknownCharacters("a treemap", TreemapParser.help)
    if !cursor.take(.treemap) {
      cursor.complain(
        "a treemap begins with the word \"treemap-beta\"", "write `treemap-beta` on the first line")
      skipLine()
    }
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readStatement() }
    return diagram
  }

  private static let help = #"write a section as `"name"` and a leaf as `"name": 12`, one a line"#

  // MARK: Rows

  private mutating func readStatement() {
    guard let first = cursor.element else { return }
    switch first.token {
    case .title:
      diagram.title = cursor.titleText(first)
      cursor.advance()
    case .accTitle:
      accessibility.title = cursor.accessibilityText(first)
      cursor.advance()
    case .accDescr:
      accessibility.description = cursor.accessibilityText(first)
      cursor.advance()
    case .indentation, .string, .classDef:
      readRow()
    case .treemap, .styleSeparator, .separator, .id, .number:
      complainAboutRow()
      skipLine()
    }
  }

  private mutating func readRow() {
    var level = 0
    if let indentation = cursor.read(.indentation) { level = indentation.end - indentation.start }
    // The first of two is white space at the end of a line.
    while cursor.token == .indentation {
      complainAboutRow()
      if let indentation = cursor.read(.indentation) { level = indentation.end - indentation.start }
    }
    switch cursor.token {
    case .string: readItem(level)
    case .classDef: readClass()
    default:
      complainAboutRow()
      skipLine()
    }
  }

  private mutating func readItem(_ level: Int) {
    guard let first = cursor.element else { return }
    let leafValue = self.leafValue
    cursor.advance()
    var value: TextRange?
    if let leafValue {
      while cursor.element.map({ $0.start < leafValue.end }) ?? false { cursor.advance() }
      value = cursor.range(leafValue)
    }
    var styleClass: TextRange?
    if cursor.take(.styleSeparator) {
      guard let name = cursor.read(.id) else {
        complainAboutClassName()
        return skipLine()
      }
      styleClass = cursor.range(name)
    }
    while let last = levels.last, last >= level { levels.removeLast() }
    warnAboutLeaf(above: first, level)
    lastLeafLevel = value == nil ? nil : level
    diagram.items.append(
      TreemapDiagram.Item(
        range: cursor.range(from: first), name: cursor.quoted(first), depth: levels.count, value: value,
        styleClass: styleClass))
    if value == nil { levels.append(level) }
  }

  /// The number that makes the string here a leaf. Mermaid.js looks ahead, and takes for a section what is no leaf.
  private var leafValue: TokenCursor<TreemapTerminals>.Element? {
    var ahead = 1
    if cursor.token(ahead: ahead) == .indentation { ahead += 1 }
    guard cursor.token(ahead: ahead) == .separator else { return nil }
    ahead += 1
    if cursor.token(ahead: ahead) == .indentation { ahead += 1 }
    return cursor.token(ahead: ahead) == .number ? cursor.tokens.elements[cursor.position + ahead] : nil
  }

  private mutating func readClass() {
    guard let element = cursor.element else { return }
    cursor.advance()
    let scanner = cursor.scanner
    guard let name = TreemapTerminals.classDefName(scanner, element.start) else { return }
    let end = scanner.byte(at: element.end - 1) == 0x3B ? element.end - 1 : element.end
    let styles = scanner.trimmed(name.upperBound, end)
    diagram.classes.append(
      TreemapDiagram.StyleClass(
        range: cursor.range(element), id: scanner.range(name.lowerBound, name.upperBound),
        styles: styles.isEmpty ? nil : scanner.range(styles.lowerBound, styles.upperBound)))
    if let problem = StyleClassCheck.problem(name: scanner.bytes[name], styles: scanner.bytes[styles]) {
      cursor.diagnostics.cannotRender(
        cursor.range(element), problem, "write styles as `fill:#f00,stroke:#333`, without braces")
    }
    if scanner.bytes[name.upperBound..<styles.lowerBound].contains(0x0A), !styles.isEmpty {
      cursor.diagnostics.warn(
        .ignoredText, scanner.range(styles.lowerBound, styles.upperBound),
        "mermaid.js takes this line for the styles of the `classDef` before it",
        "write styles behind the name of the class, or end it with `;`")
    }
  }

  // MARK: Findings

  /// An item that is indented below a leaf looks as if it lay in it.
  private mutating func warnAboutLeaf(above name: TokenCursor<TreemapTerminals>.Element, _ level: Int) {
    guard let leaf = lastLeafLevel, leaf < level, cursor.diagnostics.canWarn else { return }
    cursor.diagnostics.warn(
      .ignoredText, cursor.range(name), "a leaf holds no other items, and mermaid.js puts this one beside it",
      "indent it as the leaf above, or take the value of that away")
  }

  private mutating func complainAboutRow() {
    guard let element = cursor.element else {
      return cursor.complain("the diagram ends in white space where a row begins", "remove it")
    }
    let scanner = cursor.scanner
    switch element.token {
    case .indentation:
      guard let before = cursor.previous, before.token == .indentation else { break }
      return cursor.complain(
        "white space stands at the end of a line, and the next row is indented",
        "remove it from the end of the line",
        fix: Fix(safe: true, edits: [TextEdit(cursor.range(before), "")]))
    case .id:
      let end = scanner.endOfLine(element.start)
      if scanner.matchesWord("classDef", at: element.start) {
        return cursor.complain(
          "a `classDef` needs a name of two letters or more", "write for example `classDef hot fill:#f00`")
      }
      let name = bareName(element.start, end)
      return cursor.complain(
        "the name \"\(scanner.excerpt(name.lowerBound, name.upperBound))\" is not in quotes",
        "write it in quotes",
        fix: quoting(name))
    case .styleSeparator:
      return cursor.complain(
        "white space stands before \":::\"", "write `:::` right behind the name or the value",
        fix: cursor.previous.flatMap {
          $0.token == .indentation ? Fix(safe: true, edits: [TextEdit(cursor.range($0), "")]) : nil
        })
    case .separator:
      return cursor.complain("no number stands behind \(cursor.shown)", #"write a leaf as `"name": 12`"#)
    default: break
    }
    cursor.complain("\(cursor.shown) begins no row of a treemap", TreemapParser.help)
  }

  private mutating func complainAboutClassName() {
    var fix: Fix?
    if let blank = cursor.element, blank.token == .indentation, cursor.token(ahead: 1) == .id {
      fix = Fix(safe: true, edits: [TextEdit(cursor.range(blank), "")])
    }
    cursor.complain(
      "the name of a class must stand right behind \":::\"", "write it without a blank, as in `:::hot`",
      fix: fix)
  }

  /// A name without quotes: up to a colon, a comma or the end of the line.
  private func bareName(_ start: Int, _ end: Int) -> Range<Int> {
    var stop = start
    while stop < end, cursor.scanner.bytes[stop] != 0x3A, cursor.scanner.bytes[stop] != 0x2C { stop += 1 }
    return cursor.scanner.trimmed(start, stop)
  }

  private func quoting(_ name: Range<Int>) -> Fix? {
    guard !cursor.scanner.bytes[name].contains(0x22) else { return nil }
    let range = cursor.scanner.range(name.lowerBound, name.upperBound)
    return Fix(
      safe: true,
      edits: [
        TextEdit(TextRange(at: range.lowerBound), "\""), TextEdit(TextRange(at: range.upperBound), "\""),
      ])
  }

  /// Goes to the first token of a later line.
  private mutating func skipLine() {
    guard let element = cursor.element else { return }
    let end = cursor.scanner.endOfLine(element.start)
    while let element = cursor.element, element.start < end { cursor.advance() }
  }
}
