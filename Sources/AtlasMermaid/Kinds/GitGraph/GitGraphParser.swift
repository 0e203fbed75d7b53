import AtlasCore

/// Reads a gitGraph:
///
///     (line end)* head (line end | title | accTitle | accDescr | statement)*
///     head: "gitGraph" | "gitGraph" ":" | "gitGraph" ("LR" | "TB" | "BT") ":"
///     statement: "commit" (id | message | tag | type)*
///              | "branch" name ("order:" integer)?
///              | ("checkout" | "switch") name
///              | "merge" name (id | tag | type)*
///              | "cherry-pick" (id | tag | parent)*
///
/// Statements and titles end with their line. What the statements do to the history is checked afterwards.
struct GitGraphParser: KindParser {
  private var cursor: TokenCursor<GitGraphTerminals>
  private let source: MermaidSource
  private var diagram: GitGraphDiagram
  private(set) var accessibility = AccessibilityText()

  init(_ source: MermaidSource, _ target: Target) {
    self.source = source
    cursor = TokenCursor(source)
    diagram = GitGraphDiagram(range: source.range(0, source.text.count))
  }

  var diagnostics: Diagnostics { cursor.diagnostics }
  var comments: [TextRange] { cursor.comments }

  mutating func parse() -> GitGraphDiagram {
    GitGraphComplaints.reportUnknownCharacters(&cursor)
    readHeader()
    var progress = ProgressGuard()
    while !cursor.isAtEnd, progress.moved(to: cursor.position) { readStatement() }
    // Mermaid.js builds the history only of a text that it could read.
    if !cursor.diagnostics.hasRejection {
      var history = GitHistory(source, cursor.diagnostics)
      history.apply(diagram.statements)
      cursor.diagnostics = history.diagnostics
    }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    while cursor.take(.lineEnd) {}
    if cursor.take(.gitGraphColon) { return }
    guard cursor.take(.gitGraph) else {
      cursor.complain(
        "a gitGraph begins with the word \"gitGraph\"",
        "write `gitGraph`, or `gitGraph LR:`, on the first line")
      return cursor.skip(to: .lineEnd)
    }
    if cursor.take(.colon) { return }
    guard let word = cursor.element, word.token == .direction else { return }
    guard cursor.token(ahead: 1) == .colon else { return }
    diagram.direction = Direction(word: cursor.scanner.bytes[word.start..<word.end]) ?? .leftToRight
    cursor.advance()
    cursor.advance()
  }

  private mutating func readStatement() {
    guard let first = cursor.element else { return }
    switch first.token {
    case .lineEnd: return cursor.advance()
    case .title, .accTitle, .accDescr: readText(first)
    case .commit: readCommit(first)
    case .branch: readBranch(first)
    case .checkout: readCheckout(first)
    case .merge: readMerge(first)
    case .cherryPick: readCherryPick(first)
    case .gitGraph, .gitGraphColon, .colon, .direction, .id, .message, .tag, .type, .order, .parent,
      .commitType, .integer, .string, .reference:
      GitGraphComplaints.noStatement(&cursor)
      cursor.skip(to: .lineEnd)
    }
  }

  private mutating func readText(_ text: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    switch text.token {
    case .title: diagram.title = cursor.titleText(text)
    case .accTitle: accessibility.title = cursor.accessibilityText(text)
    default: accessibility.description = cursor.accessibilityText(text)
    }
    expectLineEnd(after: "a title")
  }

  private mutating func readCommit(_ first: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    var commit = GitGraphDiagram.Commit(range: cursor.range(first))
    while true {
      switch cursor.token {
      case .id: readString(into: &commit.id)
      case .message, .string: readString(into: &commit.message)
      case .tag: readTag(into: &commit.tags)
      case .type: readType(into: &commit.type)
      default:
        commit.range = cursor.range(from: first)
        diagram.statements.append(.commit(commit))
        return expectLineEnd(after: "a commit, which takes `id:`, `msg:`, `tag:` and `type:`")
      }
    }
  }

  private mutating func readBranch(_ first: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    guard let name = readName() else { return cursor.skip(to: .lineEnd) }
    var branch = GitGraphDiagram.Branch(range: cursor.range(from: first), name: name)
    if cursor.take(.order) {
      guard let order = cursor.read(.integer) else {
        cursor.complain("\(cursor.shown) is no order of a branch", "write a whole number, as in `order: 2`")
        return cursor.skip(to: .lineEnd)
      }
      branch.order = cursor.range(order)
      branch.range = cursor.range(from: first)
    }
    diagram.statements.append(.branch(branch))
    expectLineEnd(after: "a branch, which takes a name and `order:`")
  }

  private mutating func readCheckout(_ first: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    guard let name = readName() else { return cursor.skip(to: .lineEnd) }
    diagram.statements.append(
      .checkout(GitGraphDiagram.Checkout(range: cursor.range(from: first), name: name)))
    expectLineEnd(after: "a checkout, which takes the name of a branch and nothing else")
  }

  private mutating func readMerge(_ first: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    guard let name = readName() else { return cursor.skip(to: .lineEnd) }
    var merge = GitGraphDiagram.Merge(range: cursor.range(from: first), name: name)
    while true {
      switch cursor.token {
      case .id: readString(into: &merge.id)
      case .tag: readTag(into: &merge.tags)
      case .type: readType(into: &merge.type)
      default:
        merge.range = cursor.range(from: first)
        diagram.statements.append(.merge(merge))
        return expectLineEnd(after: "a merge, which takes the name of a branch, `id:`, `tag:` and `type:`")
      }
    }
  }

  private mutating func readCherryPick(_ first: TokenCursor<GitGraphTerminals>.Element) {
    cursor.advance()
    var pick = GitGraphDiagram.CherryPick(range: cursor.range(first))
    while true {
      switch cursor.token {
      case .id: readString(into: &pick.id)
      case .parent: readString(into: &pick.parent)
      case .tag: readTag(into: &pick.tags)
      default:
        pick.range = cursor.range(from: first)
        diagram.statements.append(.cherryPick(pick))
        return expectLineEnd(after: "a cherry-pick, which takes `id:`, `parent:` and `tag:`")
      }
    }
  }

  // MARK: Parts

  /// The name of a branch.
  private mutating func readName() -> LabelText? {
    if let name = cursor.read(.reference) { return LabelText(cursor.range(name), .plain) }
    if let name = cursor.read(.string) { return cursor.quoted(name) }
    GitGraphComplaints.noName(&cursor)
    return nil
  }

  /// A keyword, which a message may do without, and the string behind it. Of several the last counts.
  private mutating func readString(into value: inout LabelText?) {
    if cursor.token != .string { cursor.advance() }
    guard let string = cursor.read(.string) else { return unquoted() }
    value = cursor.quoted(string)
  }

  private mutating func readTag(into tags: inout [LabelText]) {
    cursor.advance()
    guard let string = cursor.read(.string) else { return unquoted() }
    tags.append(cursor.quoted(string))
  }

  private mutating func readType(into type: inout GitGraphDiagram.CommitType?) {
    cursor.advance()
    guard let word = cursor.read(.commitType) else {
      GitGraphComplaints.noType(&cursor)
      return cursor.skip(to: .lineEnd)
    }
    switch cursor.scanner.byte(at: word.start) {
    case 0x4E: type = .normal
    case 0x52: type = .reverse
    default: type = .highlight
    }
  }

  private mutating func unquoted() {
    GitGraphComplaints.unquoted(&cursor)
    cursor.skip(to: .lineEnd)
  }

  private mutating func expectLineEnd(after what: @autoclosure () -> String) {
    guard !cursor.isAtEnd, !cursor.take(.lineEnd) else { return }
    // After an error the rest of the line was skipped already.
    GitGraphComplaints.restOfLine(&cursor, what())
    cursor.skip(to: .lineEnd)
  }
}
