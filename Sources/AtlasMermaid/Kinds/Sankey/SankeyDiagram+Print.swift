import AtlasCore

/// How a sankey diagram is written: one flow a line, without indentation, because a quote must begin its field.
extension SankeyDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("sankey")
    printer.print(links)
  }
}

extension SankeyDiagram.Link: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(field: source)
      $0.write(",")
      $0.write(field: target)
      $0.write(",")
      $0.write(field: value)
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(field: LabelText) {
    if field.form == .quoted { writeQuoted(field.range) } else { writeText(field.range) }
  }
}
