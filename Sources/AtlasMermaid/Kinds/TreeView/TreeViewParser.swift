import AtlasCore

/// Reads a tree view:
///
///     "treeView-beta" (title | accTitle | accDescr)* node*
///     node: indentation? name (":::" class | "icon(" name ")" | "##" text)*
///
/// Line ends mean nothing, and blanks are tokens: a line of blanks is one indentation too many for the next node. A tree
/// may also be drawn; it is rewritten first.
struct TreeViewParser: KindParser {
  private var cursor: TokenCursor<TreeViewTerminals>
  private let boxes: TreeViewBoxes
  private var diagram: TreeViewDiagram
  private(set) var accessibility = AccessibilityText()
  /// The indentations of the nodes that are open.
  private var levels: [Int] = []

  init(_ source: MermaidSource, _ target: Target) {
    boxes = TreeViewBoxes(source)
    cursor = TokenCursor(boxes.source)
    diagram = TreeViewDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> TreeViewDiagram {
    for rejection in boxes.rejections {
      cursor.diagnostics.reject(
        .semanticError, rejection.range, line: .none, rejection.message, rejection.help)
    }
    cursor.reportUnknownCharacters("a tree view", #"write names with quotes in them as `'…"…'` or `"…'…"`"#)
    readHeader()
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readNode() }
    cursor.diagnostics.mapMermaidLine(boxes.lineNumber)
    return diagram
  }

  // MARK: Parts

  private mutating func readHeader() {
    if !cursor.take(.treeView) {
      var fix: Fix?
      if let element = cursor.element, cursor.scanner.matches("treeView-beta", at: element.start) {
        let blanks = cursor.scanner.range(element.start + 13, element.end)
        if cursor.scanner.trimmed(element.start + 13, element.end).isEmpty {
          fix = Fix(safe: true, edits: [TextEdit(blanks, "")])
        }
      }
      cursor.complain(
        "a tree view begins with \"treeView-beta\", with nothing else on its line, not even a blank",
        "write `treeView-beta` alone on the first line", fix: fix)
      skipLine()
    }
    while readText() {}
  }

  private mutating func readText() -> Bool {
    guard let text = cursor.element else { return false }
    switch text.token {
    case .title:
      diagram.title = cursor.titleText(text)
      warnAboutTitle(text)
    case .accTitle: accessibility.title = cursor.accessibilityText(text)
    case .accDescr: accessibility.description = cursor.accessibilityText(text)
    default: return false
    }
    cursor.advance()
    return true
  }

  /// A name such as `titles.txt` is a title and a rest.
  private mutating func warnAboutTitle(_ text: TokenCursor<TreeViewTerminals>.Element) {
    guard cursor.token(ahead: 1) == .bareName, cursor.tokens.elements[cursor.position + 1].start == text.end
    else {
      return
    }
    let rest = cursor.tokens.elements[cursor.position + 1]
    cursor.diagnostics.warn(
      .textCut, cursor.scanner.range(text.start, rest.end),
      "mermaid.js takes the first letters of this name for the word \"title\", and cuts them off",
      "write the name in quotes")
  }

  private mutating func readNode() {
    var level = 0
    if let indentation = cursor.read(.indentation) { level = indentation.end - indentation.start }
    // The first of two is blanks alone on a line, or behind a name in quotes.
    while cursor.token == .indentation {
      complainAboutNode()
      if let indentation = cursor.read(.indentation) { level = indentation.end - indentation.start }
    }
    guard let first = cursor.element, first.token == .quotedName || first.token == .bareName else {
      complainAboutNode()
      return skipLine()
    }
    cursor.advance()
    let name = self.name(first)
    while let last = levels.last, last >= level { levels.removeLast() }
    var node = TreeViewDiagram.Node(
      range: cursor.range(first), name: name, depth: levels.count,
      isFolder: cursor.scanner.source.original[name.range.bounds].last == UInt8(ascii: "/"))
    readAnnotations(of: &node)
    let end =
      cursor.previous?.token == .bareName ? name.range.upperBound : cursor.range(from: first).upperBound
    node.range = TextRange(cursor.range(first).lowerBound, max(end, name.range.upperBound))
    levels.append(level)
    diagram.nodes.append(node)
  }

  private func name(_ element: TokenCursor<TreeViewTerminals>.Element) -> LabelText {
    if element.token == .quotedName { return cursor.quoted(element) }
    var end = element.end
    while end > element.start, CharacterClass.isBlank(cursor.scanner.bytes[end - 1]) { end -= 1 }
    return LabelText(cursor.scanner.range(element.start, end), .plain)
  }

  /// Of several annotations of one sort the last counts.
  private mutating func readAnnotations(of node: inout TreeViewDiagram.Node) {
    while let element = cursor.element {
      let mark = cursor.scanner.endOfBlanks(element.start)
      switch element.token {
      case .styleClass:
        guard let name = TreeViewTerminals.className(cursor.scanner, mark) else { return }
        put(cursor.scanner.range(name.lowerBound, name.upperBound), into: &node.styleClass)
      case .icon:
        guard let name = TreeViewTerminals.iconName(cursor.scanner, mark) else { return }
        put(cursor.scanner.range(name.lowerBound, name.upperBound), into: &node.icon)
        checkIcon(name)
      case .description:
        put(cursor.scanner.trimmedRange(mark + 2, element.end), into: &node.note)
      default: return
      }
      cursor.advance()
    }
  }

  /// Mermaid.js keeps its own icons by name in a plain object, and takes a member of that for an icon.
  private mutating func checkIcon(_ name: Range<Int>) {
    let scanner = cursor.scanner
    let isOwn = scanner.matches("mermaid-treeview:", at: name.lowerBound)
    let icon = scanner.bytes[(isOwn ? name.lowerBound + 17 : name.lowerBound)..<name.upperBound]
    guard ObjectMembers.contains(icon) else { return }
    cursor.diagnostics.cannotRender(
      scanner.range(name.lowerBound, name.upperBound), "mermaid.js cannot draw an icon by this name",
      "choose another icon")
  }

  private mutating func put(_ range: TextRange, into place: inout TextRange?) {
    if let earlier = place, cursor.diagnostics.canWarn {
      cursor.diagnostics.warn(
        .duplicateEntry, earlier, "the node has two annotations of this sort, and only the last counts",
        "remove one of them")
    }
    place = range
  }

  // MARK: Findings

  private mutating func complainAboutNode() {
    guard let element = cursor.element else {
      return cursor.complain(
        "the diagram ends in blanks where a node begins", "remove them", fix: removal(of: cursor.previous))
    }
    switch element.token {
    case .indentation:
      cursor.complain(
        "blanks stand alone on a line, or behind a name in quotes", "remove them",
        fix: removal(of: cursor.previous))
    case .title, .accTitle, .accDescr:
      cursor.complain(
        "\(cursor.shown) stands behind a node",
        "write titles before the first node, and names that begin with such a word in quotes")
    case .styleClass, .icon, .description:
      cursor.complain("\(cursor.shown) belongs to no node", "write a name before it")
    case .treeView, .quotedName, .bareName:
      cursor.complain("\(cursor.shown) begins no node", "write one name on each line")
    }
  }

  private func removal(of element: TokenCursor<TreeViewTerminals>.Element?) -> Fix? {
    guard let element, element.token == .indentation else { return nil }
    return Fix(safe: true, edits: [TextEdit(cursor.range(element), "")])
  }

  /// Goes to the first token of a later line.
  private mutating func skipLine() {
    guard let element = cursor.element else { return }
    let end = cursor.scanner.endOfLine(element.start)
    while let element = cursor.element, element.start < end { cursor.advance() }
    if cursor.element?.start == element.start { cursor.advance() }
  }
}
