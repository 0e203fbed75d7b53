import AtlasCore

/// How a packet diagram is written.
extension PacketDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("packet")
    printer.nested {
      $0.line("title", title)
      $0.print(fields)
    }
  }
}

extension PacketDiagram.Field: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      switch extent {
      case .bits(let first, let last):
        $0.write(first)
        if let last { $0.write("-", last) }
      case .width(let width): $0.write("+", width)
      }
      $0.writeString(": ", label)
    }
  }
}
