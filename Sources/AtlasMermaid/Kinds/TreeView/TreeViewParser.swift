import AtlasCore

/// Reads a tree view:
///
///     "treeView-beta" (title | accTitle | accDescr)* node*
///     node: indentation? name (":::" class | "icon(" name ")" | "##" text)*
///
/// Line ends mean nothing, and blanks are tokens: a line of blanks is one indentation too many for the next node. A tree
/// may also be drawn; it is rewritten first.
struct TreeViewParser: TokenParser {
  private(set) var reader: TokenReader<TreeViewTerminals>
  private let boxes: TreeViewBoxes
  private var diagram: TreeViewDiagram
  /// The indentations of the nodes that are open.
  private var levels: [Int] = []

  init(_ source: MermaidSource, _ target: Target) {
    boxes = TreeViewBoxes(source)
    reader = TokenReader(boxes.source)
    diagram = TreeViewDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> TreeViewDiagram {
    for rejection in boxes.rejections {
      reader.diagnostics.reject(
        .semanticError, rejection.range, line: .none, rejection.message, rejection.help)
    }
    reader.reportUnknown(in: "a tree view", #"write names with quotes in them as `'…"…'` or `"…'…"`"#)
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readNode() }
    reader.diagnostics.mapMermaidLine(boxes.lineNumber)
    return diagram
  }

  // MARK: Parts

  private mutating func readHeader() {
    if !reader.take(.treeView) {
      var fix: Fix?
      if let element = reader.element, reader.scanner.matches("treeView-beta", at: element.start) {
        let blanks = reader.scanner.range(element.start + 13, element.end)
        if reader.scanner.trimmed(element.start + 13, element.end).isEmpty {
          fix = Fix(safe: true, edits: [TextEdit(blanks, "")])
        }
      }
      reader.complain(
        "a tree view begins with \"treeView-beta\", with nothing else on its line, not even a blank",
        "write `treeView-beta` alone on the first line", fix: fix)
      reader.skipRestOfLine()
    }
    while readText() {}
  }

  private mutating func readText() -> Bool {
    let text = reader.element
    guard reader.takeText(title: &diagram.title) else { return false }
    if let text, text.token == .title { warnAboutTitle(text) }
    return true
  }

  /// A name such as `titles.txt` is a title and a rest.
  private mutating func warnAboutTitle(_ text: TokenReader<TreeViewTerminals>.Element) {
    guard let rest = reader.element, rest.token == .bareName, rest.start == text.end else { return }
    reader.diagnostics.warn(
      .textCut, reader.scanner.range(text.start, rest.end),
      "mermaid.js takes the first letters of this name for the word \"title\", and cuts them off",
      "write the name in quotes")
  }

  private mutating func readNode() {
    var level = 0
    if let indentation = reader.read(.indentation) { level = indentation.end - indentation.start }
    // The first of two is blanks alone on a line, or behind a name in quotes.
    while reader.token == .indentation {
      complainAboutNode()
      if let indentation = reader.read(.indentation) { level = indentation.end - indentation.start }
    }
    guard let first = reader.element, first.token == .quotedName || first.token == .bareName else {
      complainAboutNode()
      return reader.skipRestOfLine()
    }
    reader.advance()
    let name = self.name(first)
    while let last = levels.last, last >= level { levels.removeLast() }
    var node = TreeViewDiagram.Node(
      range: reader.range(first), name: name, depth: levels.count,
      isFolder: reader.scanner.source.original[name.range.bounds].last == UInt8(ascii: "/"))
    readAnnotations(of: &node)
    let end =
      reader.previous?.token == .bareName ? name.range.upperBound : reader.range(from: first.start).upperBound
    node.range = TextRange(reader.range(first).lowerBound, max(end, name.range.upperBound))
    levels.append(level)
    diagram.nodes.append(node)
  }

  private func name(_ element: TokenReader<TreeViewTerminals>.Element) -> LabelText {
    if element.token == .quotedName { return reader.quoted(element) }
    var end = element.end
    while end > element.start, CharacterClass.isBlank(reader.scanner.bytes[end - 1]) { end -= 1 }
    return LabelText(reader.scanner.range(element.start, end), .plain)
  }

  /// Of several annotations of one sort the last counts.
  private mutating func readAnnotations(of node: inout TreeViewDiagram.Node) {
    while let element = reader.element {
      let mark = reader.scanner.endOfBlanks(element.start)
      switch element.token {
      case .styleClass:
        guard let name = TreeViewTerminals.className(reader.scanner, mark) else { return }
        put(reader.scanner.range(name.lowerBound, name.upperBound), into: &node.styleClass)
      case .icon:
        guard let name = TreeViewTerminals.iconName(reader.scanner, mark) else { return }
        put(reader.scanner.range(name.lowerBound, name.upperBound), into: &node.icon)
        checkIcon(name)
      case .description:
        put(reader.scanner.trimmedRange(mark + 2, element.end), into: &node.note)
      default: return
      }
      reader.advance()
    }
  }

  /// Mermaid.js keeps its own icons by name in a plain object, and takes a member of that for an icon.
  private mutating func checkIcon(_ name: Range<Int>) {
    let scanner = reader.scanner
    let isOwn = scanner.matches("mermaid-treeview:", at: name.lowerBound)
    let icon = scanner.bytes[(isOwn ? name.lowerBound + 17 : name.lowerBound)..<name.upperBound]
    guard ObjectMembers.contains(icon) else { return }
    reader.diagnostics.cannotRender(
      scanner.range(name.lowerBound, name.upperBound), "mermaid.js cannot draw an icon by this name",
      "choose another icon")
  }

  private mutating func put(_ range: TextRange, into place: inout TextRange?) {
    if let earlier = place, reader.diagnostics.canWarn {
      reader.diagnostics.warn(
        .duplicateEntry, earlier, "the node has two annotations of this sort, and only the last counts",
        "remove one of them")
    }
    place = range
  }

  // MARK: Findings

  private mutating func complainAboutNode() {
    guard let element = reader.element else {
      return reader.complain(
        "the diagram ends in blanks where a node begins", "remove them", fix: removal(of: reader.previous))
    }
    switch element.token {
    case .indentation:
      reader.complain(
        "blanks stand alone on a line, or behind a name in quotes", "remove them",
        fix: removal(of: reader.previous))
    case .title, .accTitle, .accDescr:
      reader.complain(
        "\(reader.shown) stands behind a node",
        "write titles before the first node, and names that begin with such a word in quotes")
    case .styleClass, .icon, .description:
      reader.complain("\(reader.shown) belongs to no node", "write a name before it")
    case .treeView, .quotedName, .bareName:
      reader.complain("\(reader.shown) begins no node", "write one name on each line")
    }
  }

  private func removal(of element: TokenReader<TreeViewTerminals>.Element?) -> Fix? {
    guard let element, element.token == .indentation else { return nil }
    return Fix(safe: true, edits: [TextEdit(reader.range(element), "")])
  }
}
