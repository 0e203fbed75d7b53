import AtlasCore

/// How a user journey is written.
extension JourneyDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("journey")
    printer.nested {
      $0.line("title", title)
      $0.print(sections)
    }
  }
}

extension JourneyDiagram.Section: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line("section", name)
    printer.nested(by: name == nil ? 0 : 1) { $0.print(tasks) }
  }
}

extension JourneyDiagram.Task: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(label)
      $0.write(": ", score)
      guard !actors.isEmpty else { return }
      $0.write(": ")
      $0.write(actors, separatedBy: ", ")
    }
  }
}
