import AtlasCore

/// How an architecture diagram is written.
extension ArchitectureDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("architecture-beta")
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension ArchitectureStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .node(let node): node.print(to: &printer)
    case .edge(let edge): edge.print(to: &printer)
    case .alignment(let alignment):
      printer.line {
        $0.write(alignment.isRow ? "align row " : "align column ")
        $0.write(alignment.members, separatedBy: " ")
      }
    }
  }
}

extension ArchitectureNode: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("\(role.rawValue) ", id)
      $0.writeString(" ", iconText)
      if let icon {
        $0.write("(", icon)
        $0.write(")")
      }
      $0.write(bracketed: label)
      if let parent { $0.write(" in ", parent) }
    }
  }
}

extension ArchitectureEdge: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(from.id)
      $0.write(from.isOfGroup ? "{group}:" : ":")
      $0.write(from.side.letter + (from.hasArrow ? " <-" : " -"))
      $0.write(bracketed: label)
      $0.write((to.hasArrow ? "-> " : "- ") + to.side.letter + ":")
      $0.write(to.id)
      if to.isOfGroup { $0.write("{group}") }
    }
  }
}

extension ArchitectureEdge.Side {
  fileprivate var letter: String {
    switch self {
    case .left: "L"
    case .right: "R"
    case .top: "T"
    case .bottom: "B"
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(bracketed label: LabelText?) {
    guard let label else { return }
    write("[")
    writeName(label)
    write("]")
  }
}
