import AtlasCore

/// How a kanban board is written.
extension KanbanDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("kanban")
    printer.nested { $0.print(columns) }
  }
}

extension KanbanDiagram.Column: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    item.print(to: &printer)
    printer.nested {
      for card in cards { card.print(to: &$0) }
    }
  }
}

extension KanbanDiagram.Item {
  fileprivate func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(id: id, label, shape)
      if let properties { $0.write(properties) }
    }
    if let icon {
      printer.line {
        $0.write("::icon(", icon)
        $0.write(")")
      }
    }
    if let className { printer.line { $0.write(":::", className) } }
  }
}
