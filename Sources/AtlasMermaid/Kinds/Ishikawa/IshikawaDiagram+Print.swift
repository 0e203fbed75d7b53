import AtlasCore

/// How an Ishikawa diagram is written: each cause as deep as it is.
extension IshikawaDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("ishikawa-beta")
    for node in nodes {
      printer.nested(by: node.depth + 1) { $0.line { $0.write(node.label) } }
    }
  }
}
