import AtlasCore

/// How an info diagram is written.
extension InfoDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("info")
    printer.nested { $0.line("title", title) }
  }
}
