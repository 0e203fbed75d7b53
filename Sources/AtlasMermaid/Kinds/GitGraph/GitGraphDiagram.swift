import AtlasCore

/// A history of commits on branches.
public struct GitGraphDiagram: SyntaxNode {
  public var range: TextRange
  public var direction: Direction = .leftToRight
  public var title: TextRange?
  public var statements: [Statement] = []

  public enum Statement: Sendable {
    case commit(Commit)
    case branch(Branch)
    case checkout(Checkout)
    case merge(Merge)
    case cherryPick(CherryPick)
  }

  public enum CommitType: String, Sendable {
    case normal, reverse, highlight
  }

  /// `commit`: a point on the current branch.
  public struct Commit: SyntaxNode {
    public var range: TextRange
    public var id: LabelText?
    public var message: LabelText?
    public var tags: [LabelText] = []
    public var type: CommitType?
  }

  /// `branch`: makes a branch where the current one stands, and goes to it.
  public struct Branch: SyntaxNode {
    public var range: TextRange
    public var name: LabelText
    /// Where the branch is drawn among the others, as written.
    public var order: TextRange?
  }

  /// `checkout` or `switch`: goes to a branch.
  public struct Checkout: SyntaxNode {
    public var range: TextRange
    public var name: LabelText
  }

  /// `merge`: brings another branch into the current one.
  public struct Merge: SyntaxNode {
    public var range: TextRange
    public var name: LabelText
    public var id: LabelText?
    public var tags: [LabelText] = []
    public var type: CommitType?
  }

  /// `cherry-pick`: repeats a commit of another branch on the current one.
  public struct CherryPick: SyntaxNode {
    public var range: TextRange
    public var id: LabelText?
    /// Which parent of a merge commit is meant.
    public var parent: LabelText?
    public var tags: [LabelText] = []
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("gitgraph", range)
    sink.word("direction", direction.rawValue)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

extension GitGraphDiagram.Statement: SyntaxNode {
  public var range: TextRange {
    switch self {
    case .commit(let commit): commit.range
    case .branch(let branch): branch.range
    case .checkout(let checkout): checkout.range
    case .merge(let merge): merge.range
    case .cherryPick(let pick): pick.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .commit(let commit): commit.describe(to: &sink)
    case .branch(let branch): branch.describe(to: &sink)
    case .checkout(let checkout): checkout.describe(to: &sink)
    case .merge(let merge): merge.describe(to: &sink)
    case .cherryPick(let pick): pick.describe(to: &sink)
    }
  }
}

extension GitGraphDiagram.Commit {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("commit", range)
    if let id { sink.label("id", id) }
    if let message { sink.label("message", message) }
    for tag in tags { sink.label("label", tag) }
    if let type, type != .normal { sink.word("type", type.rawValue) }
    sink.close()
  }
}

extension GitGraphDiagram.Branch {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("branch", range)
    sink.label("name", name)
    sink.token("order", order)
    sink.close()
  }
}

extension GitGraphDiagram.Checkout {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("checkout", range)
    sink.label("target", name)
    sink.close()
  }
}

extension GitGraphDiagram.Merge {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("merge", range)
    sink.label("source", name)
    if let id { sink.label("id", id) }
    for tag in tags { sink.label("label", tag) }
    if let type { sink.word("type", type.rawValue) }
    sink.close()
  }
}

extension GitGraphDiagram.CherryPick {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("cherryPick", range)
    if let id { sink.label("source", id) }
    if let parent { sink.label("parent", parent) }
    for tag in tags { sink.label("label", tag) }
    sink.close()
  }
}
