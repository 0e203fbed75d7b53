import AtlasCore

/// How a timeline is written: each event on a line below its period.
extension TimelineDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(direction == .topToBottom ? "timeline TD" : "timeline")
    printer.nested {
      $0.line("title", title)
      $0.print(sections)
    }
  }
}

extension TimelineDiagram.Section: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line("section", name)
    printer.nested(by: name == nil ? 0 : 1) { $0.print(periods) }
  }
}

extension TimelineDiagram.Period: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line { $0.write(label) }
    printer.nested {
      for event in events {
        $0.line {
          $0.write(": ")
          $0.writeText(event.label.range)
        }
      }
    }
  }
}
