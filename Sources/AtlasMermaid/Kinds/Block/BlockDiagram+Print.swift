import AtlasCore

/// How a block diagram is written.
extension BlockDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("block")
    printer.nested { $0.print(statements) }
  }
}

extension BlockStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .chain(let chain):
      printer.line(beginningWith: chain.nodes[0].id, orJoinedBy: " ") { chain.write(to: &$0) }
    case .composite(let composite):
      printer.line {
        $0.write(composite.header == nil ? "block" : "block:")
        composite.header?.write(to: &$0)
      }
      printer.nested { $0.print(composite.statements) }
      printer.line("end")
    case .space(let space):
      printer.line {
        $0.write("space")
        if let width = space.width { $0.write(":", width) }
      }
    case .columns(let columns):
      printer.line {
        $0.write("columns ")
        if let count = columns.count { $0.write(count) } else { $0.write("auto") }
      }
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ", definition.name)
        $0.write(" ")
        $0.write(definition.styles, separatedBy: ",")
      }
    case .classAssignment(let assignment):
      printer.line {
        $0.write("class ")
        $0.write(assignment.ids, separatedBy: ",")
        $0.write(" ", assignment.className)
      }
    case .style(let style):
      printer.line {
        $0.write("style ", style.id)
        $0.write(" ")
        $0.write(style.styles, separatedBy: ",")
      }
    }
  }
}

extension BlockChain {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    for (index, node) in nodes.enumerated() {
      if index > 0 { links[index - 1].write(to: &printer) }
      node.write(to: &printer)
    }
  }
}

extension BlockNode {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    printer.write(id)
    if let shape, let label {
      printer.write(shape.brackets.opening)
      printer.write(label)
      printer.write(shape.brackets.closing)
      if shape == .arrow {
        printer.write("(" + directions.map(\.rawValue).joined(separator: ", ") + ")")
      }
    }
    if let width { printer.write(":", width) }
  }
}

extension BlockNode.Shape {
  fileprivate var brackets: (opening: String, closing: String) {
    switch self {
    case .square: ("[", "]")
    case .round: ("(", ")")
    case .circle: ("((", "))")
    case .doubleCircle: ("(((", ")))")
    case .leftArrow: (">", "]")
    case .diamond: ("{", "}")
    case .hexagon: ("{{", "}}")
    case .stadium: ("([", "])")
    case .subroutine: ("[[", "]]")
    case .cylinder: ("[(", ")]")
    case .leanRight: ("[/", "/]")
    case .leanLeft: ("[\\", "\\]")
    case .trapezoid: ("[/", "\\]")
    case .invertedTrapezoid: ("[\\", "/]")
    case .arrow: ("<[", "]>")
    case .unknown: ("[", ")")
    }
  }
}

extension BlockLink {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    if let label {
      printer.write(" \(opening) ")
      printer.write(label)
    }
    printer.write(" " + mark(startHead, "<") + line + mark(endHead, ">") + " ")
  }

  private var opening: String {
    switch stroke {
    case .normal: "--"
    case .thick: "=="
    case .dotted: "-."
    }
  }

  private var line: String {
    let isOpen = endHead == .open
    return switch stroke {
    case .normal: isOpen ? "---" : "--"
    case .thick: isOpen ? "===" : "=="
    case .dotted: "-.-"
    }
  }

  private func mark(_ head: Head, _ point: String) -> String {
    switch head {
    case .open: ""
    case .point: point
    case .circle: "o"
    case .cross: "x"
    }
  }
}
