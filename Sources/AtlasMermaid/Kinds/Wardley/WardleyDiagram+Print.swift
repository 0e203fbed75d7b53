import AtlasCore

/// How a Wardley map is written.
extension WardleyDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("wardley-beta")
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension WardleyStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .size(let size):
      printer.line {
        $0.write("size")
        $0.write(x: size.width, y: size.height)
      }
    case .evolution(let evolution): evolution.print(to: &printer)
    case .node(let node): node.print(to: &printer)
    case .link(let link): link.print(to: &printer)
    case .evolve(let evolve):
      printer.line {
        $0.write("evolve ")
        $0.writeName(evolve.component)
        $0.write(" ", evolve.target)
      }
    case .pipeline(let pipeline):
      printer.line {
        $0.write("pipeline ")
        $0.writeName(pipeline.parent)
        $0.write(" {")
      }
      printer.nested { $0.print(pipeline.components) }
      printer.line("}")
    case .mark(let mark): mark.print(to: &printer)
    }
  }
}

extension WardleyEvolution: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("evolution ")
      for (index, stage) in stages.enumerated() {
        if index > 0 { $0.write(" -> ") }
        $0.writeName(stage.name)
        if let boundary = stage.boundary { $0.write("@", boundary) }
        guard let second = stage.secondName else { continue }
        $0.write(" / ")
        $0.writeName(second)
      }
    }
  }
}

extension WardleyNode: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(isAnchor ? "anchor " : "component ")
      $0.writeName(name)
      $0.write(x: visibility, y: evolution)
      if let labelOffset {
        $0.write(labelOffset.isLeft ? " label [-" : " label [", labelOffset.x)
        $0.write(labelOffset.isUp ? ", -" : ", ", labelOffset.y)
        $0.write("]")
      }
      if let strategy {
        $0.write(" (", strategy)
        $0.write(")")
      }
      if hasInertia { $0.write(" inertia") }
    }
  }
}

extension WardleyLink: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.writeName(from)
      // A text in quotes is part of an arrow that has a flow.
      if let label, label.form == .quoted {
        $0.write(" +'", label.range)
        $0.write("'\(head) ")
        return $0.writeName(to)
      }
      $0.write(isDashed ? " -.-> " : " -> ")
      $0.writeName(to)
      if flow != nil { $0.write(" +\(head)") }
      guard let label else { return }
      $0.write("; ")
      $0.write(label.range)
    }
  }

  private var head: String {
    switch flow {
    case .forward, nil: ">"
    case .backward: "<"
    case .both: "<>"
    }
  }
}

extension WardleyMark: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(role.rawValue)
      if let number {
        // The text of an annotation stands behind its place.
        $0.write(" ", number)
        $0.write(",")
        $0.write(x: x, y: y)
        return $0.writeString(" ", text)
      }
      if let text {
        $0.write(" ")
        $0.writeName(text)
      }
      $0.write(x: x, y: y)
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(x: TextRange?, y: TextRange) {
    write(" [")
    if let x {
      write(x)
      write(", ")
    }
    write(y)
    write("]")
  }
}
