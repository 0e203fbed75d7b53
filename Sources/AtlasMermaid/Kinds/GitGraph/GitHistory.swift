import AtlasCore

/// The history that the statements of a gitGraph make, with the checks that mermaid.js makes on the way, in its order.
/// Mermaid.js stops at the first error; here the statement is passed over and the history goes on.
struct GitHistory {
  private struct Commit {
    /// The number of its id.
    var id: Int
    var branch: Int
    /// Numbers of ids.
    var parents: [Int]
    var isMerge = false
  }

  private let source: MermaidSource
  private(set) var diagnostics: Diagnostics
  /// Texts are compared by number: ids and names of branches share the table. What mermaid.js makes up is negative.
  private var names = NameTable()
  private var madeUp = -1
  private var commits: [Commit] = []
  /// The latest commit with an id.
  private var commitOfID: [Int: Int] = [:]
  /// The id at the head of each branch; nil where it has no commit.
  private var branches: [Int: Int?]
  private var current: Int
  /// The commit that the next one follows. It is kept apart from its id, which a later commit may take over.
  private var head: Int?

  init(_ source: MermaidSource, _ diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
    switch DiagramConfig(source).setting("gitGraph", "mainBranchName") {
    case nil: current = names.number(of: ArraySlice("main".utf8))
    case .text(let name): current = names.number(of: ArraySlice(name.utf8))
    // A branch that no statement can name.
    case .other: current = -1
    }
    branches = [current: nil]
  }

  mutating func apply(_ statements: [GitGraphDiagram.Statement]) {
    for statement in statements {
      switch statement {
      case .commit(let commit): add(commit)
      case .branch(let branch): add(branch)
      case .checkout(let checkout): check(checkout)
      case .merge(let merge): add(merge)
      case .cherryPick(let pick): add(pick)
      }
    }
  }

  // MARK: Statements

  private mutating func add(_ commit: GitGraphDiagram.Commit) {
    let number = id(commit.id)
    if let number, let id = commit.id, commitOfID[number] != nil, diagnostics.canWarn {
      diagnostics.warn(
        .duplicateEntry, id.range,
        "a commit \"\(show(id))\" is there already, and mermaid.js draws only the later one",
        "give every commit an id of its own")
    }
    if let message = commit.message, !message.range.isEmpty, diagnostics.canWarn {
      diagnostics.warn(
        .ignoredText, message.range, "mermaid.js does not draw the message of a commit",
        "write the text as `id:`, which is drawn below the commit, or as `tag:`")
    }
    append(Commit(id: number ?? makeUp(), branch: current, parents: headID.map { [$0] } ?? []))
  }

  private mutating func add(_ branch: GitGraphDiagram.Branch) {
    let name = self.name(branch.name)
    if branches[name] != nil {
      reject(
        branch.name.range, "there is a branch \"\(show(branch.name))\" already",
        "choose another name, or write `checkout \(show(branch.name))`")
    } else {
      branches[name] = .some(headID)
    }
    checkOut(name)
  }

  private mutating func check(_ checkout: GitGraphDiagram.Checkout) {
    let name = self.name(checkout.name)
    guard branches[name] != nil else {
      return rejectUnknown(checkout.name, "there is no branch \"\(show(checkout.name))\" to check out")
    }
    checkOut(name)
  }

  private mutating func add(_ merge: GitGraphDiagram.Merge) {
    let name = self.name(merge.name)
    let mergedID = branches[name] ?? nil
    let mine = (branches[current] ?? nil).flatMap { commitOfID[$0] }
    let merged = mergedID.flatMap { commitOfID[$0] }
    let id = self.id(merge.id)
    let place = merge.name.range
    let branch = show(merge.name)
    let isUnborn = mine != nil && merged != nil && commits[mine ?? 0].branch == name
    if isUnborn || current == name {
      return reject(
        place, "\"\(branch)\" cannot be merged into itself",
        "check out the branch it goes into, and commit there before the merge")
    }
    if mine == nil {
      return reject(
        place, "the current branch has no commits that \"\(branch)\" could be merged with", "commit first")
    }
    if branches[name] == nil {
      return rejectUnknown(merge.name, "there is no branch \"\(branch)\" to merge")
    }
    guard let mergedID, let merged else {
      return reject(
        place, "the branch \"\(branch)\" has no commits to merge", "commit on it before the merge")
    }
    if mine == merged {
      return reject(
        place, "\"\(branch)\" and the current branch have the same head",
        "commit on one of them before the merge")
    }
    if let id, let text = merge.id, commitOfID[id] != nil {
      return reject(text.range, "there is a commit \"\(show(text))\" already", "give the merge another id")
    }
    append(
      Commit(
        id: id ?? makeUp(), branch: current, parents: headID.map { [$0, mergedID] } ?? [], isMerge: true))
  }

  private mutating func add(_ pick: GitGraphDiagram.CherryPick) {
    guard let idText = pick.id, let id = self.id(idText), let found = commitOfID[id] else {
      guard let idText = pick.id, !idText.range.isEmpty else {
        return reject(
          pick.range, "a cherry-pick must say which commit it takes", #"write `cherry-pick id: "…"`"#)
      }
      return reject(
        idText.range, "there is no commit \"\(show(idText))\" to pick", "write the id of an earlier commit")
    }
    let commit = commits[found]
    let parent = self.id(pick.parent)
    if let parent, let text = pick.parent, !commit.parents.contains(parent) {
      return reject(
        text.range, "\"\(show(text))\" is no parent of the commit \"\(show(idText))\"",
        "write the id of one of its immediate parents")
    }
    if commit.isMerge, parent == nil {
      return reject(
        idText.range, "\"\(show(idText))\" is a merge, of which a cherry-pick must name the parent",
        #"write `parent: "…"` with the id of one of its immediate parents"#)
    }
    if commit.branch == current {
      return reject(
        idText.range, "the commit \"\(show(idText))\" is on the current branch already",
        "check out another branch first")
    }
    guard let mine = branches[current] ?? nil, commitOfID[mine] != nil else {
      return reject(pick.range, "the current branch has no commits", "commit before the cherry-pick")
    }
    append(Commit(id: makeUp(), branch: current, parents: headID.map { [$0, id] } ?? []))
  }

  // MARK: The history

  private var headID: Int? { head.map { commits[$0].id } }

  private mutating func append(_ commit: Commit) {
    head = commits.count
    commitOfID[commit.id] = commits.count
    branches[current] = .some(commit.id)
    commits.append(commit)
  }

  private mutating func checkOut(_ name: Int) {
    current = name
    head = (branches[name] ?? nil).flatMap { commitOfID[$0] }
  }

  private mutating func makeUp() -> Int {
    madeUp -= 1
    return madeUp
  }

  /// The number of an id; nil where there is none, or an empty one.
  private mutating func id(_ text: LabelText?) -> Int? {
    guard let text, !text.range.isEmpty else { return nil }
    return name(text)
  }

  private mutating func name(_ text: LabelText) -> Int {
    let bytes = source.cleanedText(of: text.range)
    guard text.form == .quoted, bytes.contains(0x5C) else { return names.number(of: bytes) }
    return names.number(of: GitHistory.unescaped(bytes)[...])
  }

  /// What the string means: `\n` is a line end, any other character behind a backslash itself.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes {
      if !isEscaped, byte == 0x5C {
        isEscaped = true
        continue
      }
      result.append(isEscaped ? escapes[byte] ?? byte : byte)
      isEscaped = false
    }
    return result
  }

  private static let escapes: [UInt8: UInt8] = [
    0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x76: 0x0B, 0x30: 0x00,
  ]

  // MARK: Findings

  private func show(_ text: LabelText) -> String { text.display(in: source) }

  private mutating func reject(_ range: TextRange, _ message: String, _ help: String, fix: Fix? = nil) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(.semanticError, range, line: .none, message, help, fix: fix)
  }

  private mutating func rejectUnknown(_ name: LabelText, _ message: String) {
    guard diagnostics.isOpen else { return }
    let known = branches.keys.filter { $0 >= 0 }.map { String(decoding: names.name($0), as: UTF8.self) }
    guard let nearest = NearestWord.of(show(name), in: known) else {
      return reject(name.range, message, "write `branch \(show(name))` before it")
    }
    reject(
      name.range, message, "write `\(nearest)`, or `branch \(show(name))` before it",
      fix: Fix(safe: false, edits: [TextEdit(name.range, nearest)]))
  }
}
