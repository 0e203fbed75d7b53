import AtlasCore

/// How a gitGraph is written.
extension GitGraphDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(direction == .leftToRight ? "gitGraph" : "gitGraph \(direction.rawValue):")
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension GitGraphDiagram.Statement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      switch self {
      case .commit(let commit):
        $0.write("commit")
        $0.writeString(" id: ", commit.id)
        $0.writeString(" msg: ", commit.message)
        $0.write(tags: commit.tags)
        $0.write(type: commit.type)
      case .branch(let branch):
        $0.write("branch ")
        $0.writeName(branch.name)
        if let order = branch.order { $0.write(" order: ", order) }
      case .checkout(let checkout):
        $0.write("checkout ")
        $0.writeName(checkout.name)
      case .merge(let merge):
        $0.write("merge ")
        $0.writeName(merge.name)
        $0.writeString(" id: ", merge.id)
        $0.write(tags: merge.tags)
        $0.write(type: merge.type)
      case .cherryPick(let pick):
        $0.write("cherry-pick")
        $0.writeString(" id: ", pick.id)
        $0.writeString(" parent: ", pick.parent)
        $0.write(tags: pick.tags)
      }
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(tags: [LabelText]) {
    for tag in tags { writeString(" tag: ", tag) }
  }

  fileprivate mutating func write(type: GitGraphDiagram.CommitType?) {
    guard let type else { return }
    switch type {
    case .normal: write(" type: NORMAL")
    case .reverse: write(" type: REVERSE")
    case .highlight: write(" type: HIGHLIGHT")
    }
  }
}
