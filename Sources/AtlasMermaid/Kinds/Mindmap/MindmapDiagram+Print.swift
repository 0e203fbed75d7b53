import AtlasCore

/// How a mindmap is written: each node as deep as it is in the tree.
extension MindmapDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("mindmap")
    for node in nodes {
      printer.nested(by: node.depth + 1) { node.print(to: &$0) }
    }
  }
}

extension MindmapDiagram.Node {
  fileprivate func print(to printer: inout SyntaxPrinter) {
    printer.line { $0.write(id: id, label, shape) }
    if let icon {
      printer.line {
        $0.write("::icon(", icon)
        $0.write(")")
      }
    }
    if let className { printer.line { $0.write(":::", className) } }
  }
}
