import AtlasCore

/// How a tree view is written: each node as deep as it lies.
extension TreeViewDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("treeView-beta")
    printer.nested { $0.line("title", title) }
    for node in nodes {
      printer.nested(by: node.depth) { node.print(to: &$0) }
    }
  }
}

extension TreeViewDiagram.Node: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.writeName(name, backslashEscapes: false)
      if let styleClass { $0.write(" :::", styleClass) }
      if let icon {
        $0.write(" icon(", icon)
        $0.write(")")
      }
      if let note { $0.write(" ## ", note) }
    }
  }
}
