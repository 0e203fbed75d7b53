import AtlasCore

/// How a Venn diagram is written: only texts that belong to the set above them are indented, because blanks say so.
extension VennDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    // The kind knows no accessibility text.
    printer.line("venn-beta")
    printer.line("title", title)
    printer.print(statements)
  }
}

extension VennStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .subset(let subset):
      printer.line {
        $0.write(subset.isUnion ? "union " : "set ")
        $0.writeNames(subset.ids)
        $0.write(bracketed: subset.label)
        if let size = subset.size { $0.write(":", size) }
      }
    case .text(let text):
      printer.nested(by: text.sets.isEmpty ? 1 : 0) { text.print(to: &$0) }
    case .style(let style):
      printer.line {
        $0.write("style ")
        $0.writeNames(style.ids)
        for (index, field) in style.fields.enumerated() {
          $0.write(index == 0 ? " " : ", ", field.name)
          $0.write(": ")
          $0.writeNames([field.value])
        }
      }
    }
  }
}

extension VennText: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("text ")
      $0.writeNames(sets)
      if !sets.isEmpty { $0.write(" ") }
      $0.write(text)
      $0.write(bracketed: label)
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(bracketed label: LabelText?) {
    guard let label else { return }
    write("[")
    if isEmpty(label.range) { write("\"\"") } else { write(label) }
    write("]")
  }
}
