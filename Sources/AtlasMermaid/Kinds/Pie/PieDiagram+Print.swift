import AtlasCore

/// How a pie chart is written.
extension PieDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(showsData ? "pie showData" : "pie")
    printer.nested {
      $0.line("title", title)
      $0.print(slices)
    }
  }
}

extension PieDiagram.Slice: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.writeString(label.range)
      $0.write(" : ", value)
    }
  }
}
