import AtlasCore

/// How a tree view is written: each node as deep as it lies. Mermaid.js takes a tree for drawn that has one box character
/// in it, also in a name; then it is drawn.
extension TreeViewDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("treeView-beta")
    printer.nested { $0.line("title", title) }
    let isDrawn = nodes.contains { printer.containsBoxes($0.range) }
    for node in nodes {
      printer.nested(by: isDrawn ? 0 : node.depth) { node.print(to: &$0, isDrawn: isDrawn) }
    }
  }
}

extension TreeViewDiagram.Node {
  fileprivate func print(to printer: inout SyntaxPrinter, isDrawn: Bool) {
    printer.line {
      if isDrawn, depth > 0 { $0.write(String(repeating: "│   ", count: depth - 1) + "├── ") }
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

extension SyntaxPrinter {
  /// Whether a character of U+2500 to U+253F stands in it.
  fileprivate func containsBoxes(_ range: TextRange) -> Bool {
    let text = source.cleanedText(of: range)
    return text.indices.dropLast().contains { text[$0] == 0xE2 && text[$0 + 1] == 0x94 }
  }
}
