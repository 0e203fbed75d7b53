import AtlasCore

/// How a treemap is written: each item as deep as it lies.
extension TreemapDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("treemap-beta")
    printer.nested { $0.line("title", title) }
    for item in items {
      printer.nested(by: item.depth) { item.print(to: &$0) }
    }
    printer.print(classes)
  }
}

extension TreemapDiagram.Item: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.writeString(name.range, backslashEscapes: false)
      if let value { $0.write(": ", value) }
      if let styleClass { $0.write(":::", styleClass) }
    }
  }
}

extension TreemapDiagram.StyleClass: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("classDef ", id)
      if let styles { $0.write(" ", styles) }
      // Without styles and semicolon, the next line would be the styles.
      if styles == nil { $0.write(";") }
    }
  }
}
