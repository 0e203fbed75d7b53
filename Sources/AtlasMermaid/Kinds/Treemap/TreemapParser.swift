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
struct TreemapParser: TokenParser {
  private(set) var reader: TokenReader<TreemapTerminals>
  private var diagram: TreemapDiagram
  /// The indentations of the sections that are open.
  private var levels: [Int] = []
  /// The indentation of the item before, where that is a leaf.
  private var lastLeafLevel: Int?

  init(_ source: MermaidSource, _ target: Target) {
    reader = TokenReader(source)
    diagram = TreemapDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> TreemapDiagram {
    reader.reportUnknown(in: "a treemap", TreemapParser.help)
    if !reader.take(.treemap) {
      reader.complain(
        "a treemap begins with the word \"treemap-beta\"", "write `treemap-beta` on the first line")
      reader.skipRestOfLine()
    }
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    return diagram
  }

  private static let help = #"write a section as `"name"` and a leaf as `"name": 12`, one a line"#

  // MARK: Rows

  private mutating func readStatement() {
    guard let first = reader.element else { return }
    switch first.token {
    case .title, .accTitle, .accDescr:
      _ = reader.takeText(title: &diagram.title)
    case .indentation, .string, .classDef:
      readRow()
    case .treemap, .styleSeparator, .separator, .id, .number:
      complainAboutRow()
      reader.skipRestOfLine()
    }
  }

  private mutating func readRow() {
    var level = 0
    if let indentation = reader.read(.indentation) { level = indentation.end - indentation.start }
    // The first of two is white space at the end of a line.
    while reader.token == .indentation {
      complainAboutRow()
      if let indentation = reader.read(.indentation) { level = indentation.end - indentation.start }
    }
    switch reader.token {
    case .string: readItem(level)
    case .classDef: readClass()
    default:
      complainAboutRow()
      reader.skipRestOfLine()
    }
  }

  private mutating func readItem(_ level: Int) {
    guard let first = reader.element else { return }
    let leafValue = self.leafValue
    reader.advance()
    var value: TextRange?
    if let leafValue {
      while !reader.isAtEnd, reader.start < leafValue.end { reader.advance() }
      value = reader.range(leafValue)
    }
    var styleClass: TextRange?
    if reader.take(.styleSeparator) {
      guard let name = reader.readRange(.id) else {
        complainAboutClassName()
        return reader.skipRestOfLine()
      }
      styleClass = name
    }
    while let last = levels.last, last >= level { levels.removeLast() }
    warnAboutLeaf(above: first, level)
    lastLeafLevel = value == nil ? nil : level
    diagram.items.append(
      TreemapDiagram.Item(
        range: reader.range(from: first.start), name: reader.quoted(first), depth: levels.count, value: value,
        styleClass: styleClass))
    if value == nil { levels.append(level) }
  }

  /// The number that makes the string here a leaf. Mermaid.js looks ahead, and takes for a section what is no leaf.
  private var leafValue: TokenReader<TreemapTerminals>.Element? {
    var ahead = 1
    if reader.token(ahead: ahead) == .indentation { ahead += 1 }
    guard reader.token(ahead: ahead) == .separator else { return nil }
    ahead += 1
    if reader.token(ahead: ahead) == .indentation { ahead += 1 }
    return reader.token(ahead: ahead) == .number ? reader.element(ahead: ahead) : nil
  }

  private mutating func readClass() {
    guard let element = reader.element else { return }
    reader.advance()
    let scanner = reader.scanner
    guard let name = TreemapTerminals.classDefName(scanner, element.start) else { return }
    let end = scanner.byte(at: element.end - 1) == 0x3B ? element.end - 1 : element.end
    let styles = scanner.trimmed(name.upperBound, end)
    diagram.classes.append(
      TreemapDiagram.StyleClass(
        range: reader.range(element), id: scanner.range(name.lowerBound, name.upperBound),
        styles: styles.isEmpty ? nil : scanner.range(styles.lowerBound, styles.upperBound)))
    if let problem = StyleClassCheck.problem(name: scanner.bytes[name], styles: scanner.bytes[styles]) {
      reader.diagnostics.cannotRender(
        reader.range(element), problem, "write styles as `fill:#f00,stroke:#333`, without braces")
    }
    if scanner.bytes[name.upperBound..<styles.lowerBound].contains(0x0A), !styles.isEmpty {
      reader.diagnostics.warn(
        .ignoredText, scanner.range(styles.lowerBound, styles.upperBound),
        "mermaid.js takes this line for the styles of the `classDef` before it",
        "write styles behind the name of the class, or end it with `;`")
    }
  }

  // MARK: Findings

  /// An item that is indented below a leaf looks as if it lay in it.
  private mutating func warnAboutLeaf(above name: TokenReader<TreemapTerminals>.Element, _ level: Int) {
    guard let leaf = lastLeafLevel, leaf < level, reader.diagnostics.canWarn else { return }
    reader.diagnostics.warn(
      .ignoredText, reader.range(name), "a leaf holds no other items, and mermaid.js puts this one beside it",
      "indent it as the leaf above, or take the value of that away")
  }

  private mutating func complainAboutRow() {
    guard let element = reader.element else {
      return reader.complain("the diagram ends in white space where a row begins", "remove it")
    }
    let scanner = reader.scanner
    switch element.token {
    case .indentation:
      guard let before = reader.previous, before.token == .indentation else { break }
      return reader.complain(
        "white space stands at the end of a line, and the next row is indented",
        "remove it from the end of the line",
        fix: Fix(safe: true, edits: [TextEdit(reader.range(before), "")]))
    case .id:
      let end = scanner.endOfLine(element.start)
      if scanner.matchesWord("classDef", at: element.start) {
        return reader.complain(
          "a `classDef` needs a name of two letters or more", "write for example `classDef hot fill:#f00`")
      }
      let name = bareName(element.start, end)
      return reader.complain(
        "the name \"\(scanner.excerpt(name.lowerBound, name.upperBound))\" is not in quotes",
        "write it in quotes",
        fix: reader.scanner.quoting(name))
    case .styleSeparator:
      return reader.complain(
        "white space stands before \":::\"", "write `:::` right behind the name or the value",
        fix: reader.previous.flatMap {
          $0.token == .indentation ? Fix(safe: true, edits: [TextEdit(reader.range($0), "")]) : nil
        })
    case .separator:
      return reader.complain("no number stands behind \(reader.shown)", #"write a leaf as `"name": 12`"#)
    default: break
    }
    reader.complain("\(reader.shown) begins no row of a treemap", TreemapParser.help)
  }

  private mutating func complainAboutClassName() {
    var fix: Fix?
    if let blank = reader.element, blank.token == .indentation, reader.token(ahead: 1) == .id {
      fix = Fix(safe: true, edits: [TextEdit(reader.range(blank), "")])
    }
    reader.complain(
      "the name of a class must stand right behind \":::\"", "write it without a blank, as in `:::hot`",
      fix: fix)
  }

  /// A name without quotes: up to a colon, a comma or the end of the line.
  private func bareName(_ start: Int, _ end: Int) -> Range<Int> {
    var stop = start
    while stop < end, reader.scanner.bytes[stop] != 0x3A, reader.scanner.bytes[stop] != 0x2C { stop += 1 }
    return reader.scanner.trimmed(start, stop)
  }
}
