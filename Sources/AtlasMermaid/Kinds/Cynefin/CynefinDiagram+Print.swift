import AtlasCore

/// How a Cynefin diagram is written.
extension CynefinDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("cynefin-beta")
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension CynefinStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .domain(let domain):
      printer.line(domain.domain.rawValue)
      printer.nested {
        for item in domain.items { $0.line { $0.writeString(item.range) } }
      }
    case .transition(let transition):
      printer.line {
        $0.write("\(transition.from.rawValue) --> \(transition.to.rawValue)")
        $0.writeString(" : ", transition.label)
      }
    }
  }
}
