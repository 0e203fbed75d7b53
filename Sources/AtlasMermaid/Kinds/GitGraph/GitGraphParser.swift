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
struct GitGraphParser: TokenParser {
  private(set) var reader: TokenReader<GitGraphTerminals>
  private let source: MermaidSource
  private var diagram: GitGraphDiagram

  init(_ source: MermaidSource, _ target: Target) {
    self.source = source
    reader = TokenReader(source)
    diagram = GitGraphDiagram(range: source.range(0, source.text.count))
  }

  mutating func parse() -> GitGraphDiagram {
    GitGraphComplaints.reportUnknownCharacters(&reader)
    readHeader()
    var progress = ProgressGuard()
    while !reader.isAtEnd, progress.moved(to: reader.position) { readStatement() }
    // Mermaid.js builds the history only of a text that it could read.
    if !reader.diagnostics.hasRejection {
      var history = GitHistory(source, reader.diagnostics)
      history.apply(diagram.statements)
      reader.diagnostics = history.diagnostics
    }
    return diagram
  }

  // MARK: Statements

  private mutating func readHeader() {
    reader.skipLineEnds()
    if reader.take(.gitGraphColon) { return }
    guard reader.take(.gitGraph) else {
      reader.complain(
        "a gitGraph begins with the word \"gitGraph\"",
        "write `gitGraph`, or `gitGraph LR:`, on the first line")
      return reader.skipLine()
    }
    if reader.take(.colon) { return }
    guard let word = reader.element, word.token == .direction else { return }
    guard reader.token(ahead: 1) == .colon else { return }
    diagram.direction = Direction(word: reader.scanner.bytes[word.start..<word.end]) ?? .leftToRight
    reader.advance()
    reader.advance()
  }

  private mutating func readStatement() {
    guard let token = reader.token else { return }
    let start = reader.start
    switch token {
    case .lineEnd: return reader.advance()
    case .title, .accTitle, .accDescr: readText()
    case .commit: readCommit(start)
    case .branch: readBranch(start)
    case .checkout: readCheckout(start)
    case .merge: readMerge(start)
    case .cherryPick: readCherryPick(start)
    case .gitGraph, .gitGraphColon, .colon, .direction, .id, .message, .tag, .type, .order, .parent,
      .commitType, .integer, .string, .reference:
      GitGraphComplaints.noStatement(&reader)
      reader.skipLine()
    }
  }

  private mutating func readText() {
    if reader.takeText(title: &diagram.title) { expectLineEnd(after: "a title") }
  }

  private mutating func readCommit(_ start: Int) {
    var commit = GitGraphDiagram.Commit(range: reader.takeRange())
    while true {
      switch reader.token {
      case .id: readString(into: &commit.id)
      case .message, .string: readString(into: &commit.message)
      case .tag: readTag(into: &commit.tags)
      case .type: readType(into: &commit.type)
      default:
        commit.range = reader.range(from: start)
        diagram.statements.append(.commit(commit))
        return expectLineEnd(after: "a commit, which takes `id:`, `msg:`, `tag:` and `type:`")
      }
    }
  }

  private mutating func readBranch(_ start: Int) {
    reader.advance()
    guard let name = readName() else { return reader.skipLine() }
    var branch = GitGraphDiagram.Branch(range: reader.range(from: start), name: name)
    if reader.take(.order) {
      guard let order = reader.readRange(.integer) else {
        reader.complain("\(reader.shown) is no order of a branch", "write a whole number, as in `order: 2`")
        return reader.skipLine()
      }
      branch.order = order
      branch.range = reader.range(from: start)
    }
    diagram.statements.append(.branch(branch))
    expectLineEnd(after: "a branch, which takes a name and `order:`")
  }

  private mutating func readCheckout(_ start: Int) {
    reader.advance()
    guard let name = readName() else { return reader.skipLine() }
    diagram.statements.append(
      .checkout(GitGraphDiagram.Checkout(range: reader.range(from: start), name: name)))
    expectLineEnd(after: "a checkout, which takes the name of a branch and nothing else")
  }

  private mutating func readMerge(_ start: Int) {
    reader.advance()
    guard let name = readName() else { return reader.skipLine() }
    var merge = GitGraphDiagram.Merge(range: reader.range(from: start), name: name)
    while true {
      switch reader.token {
      case .id: readString(into: &merge.id)
      case .tag: readTag(into: &merge.tags)
      case .type: readType(into: &merge.type)
      default:
        merge.range = reader.range(from: start)
        diagram.statements.append(.merge(merge))
        return expectLineEnd(after: "a merge, which takes the name of a branch, `id:`, `tag:` and `type:`")
      }
    }
  }

  private mutating func readCherryPick(_ start: Int) {
    var pick = GitGraphDiagram.CherryPick(range: reader.takeRange())
    while true {
      switch reader.token {
      case .id: readString(into: &pick.id)
      case .parent: readString(into: &pick.parent)
      case .tag: readTag(into: &pick.tags)
      default:
        pick.range = reader.range(from: start)
        diagram.statements.append(.cherryPick(pick))
        return expectLineEnd(after: "a cherry-pick, which takes `id:`, `parent:` and `tag:`")
      }
    }
  }

  // MARK: Parts

  /// The name of a branch.
  private mutating func readName() -> LabelText? {
    if let name = reader.readRange(.reference) { return LabelText(name, .plain) }
    if let name = reader.readQuoted(.string) { return name }
    GitGraphComplaints.noName(&reader)
    return nil
  }

  /// A keyword, which a message may do without, and the string behind it. Of several the last counts.
  private mutating func readString(into value: inout LabelText?) {
    if reader.token != .string { reader.advance() }
    guard let text = reader.readQuoted(.string) else { return unquoted() }
    value = text
  }

  private mutating func readTag(into tags: inout [LabelText]) {
    reader.advance()
    guard let text = reader.readQuoted(.string) else { return unquoted() }
    tags.append(text)
  }

  private mutating func readType(into type: inout GitGraphDiagram.CommitType?) {
    reader.advance()
    guard let word = reader.read(.commitType) else {
      GitGraphComplaints.noType(&reader)
      return reader.skipLine()
    }
    switch reader.scanner.byte(at: word.start) {
    case 0x4E: type = .normal
    case 0x52: type = .reverse
    default: type = .highlight
    }
  }

  private mutating func unquoted() {
    GitGraphComplaints.unquoted(&reader)
    reader.skipLine()
  }

  private mutating func expectLineEnd(after what: @autoclosure () -> String) {
    guard !reader.isAtEnd, !reader.take(.lineEnd) else { return }
    // After an error the rest of the line was skipped already.
    GitGraphComplaints.restOfLine(&reader, what())
    reader.skipLine()
  }
}
