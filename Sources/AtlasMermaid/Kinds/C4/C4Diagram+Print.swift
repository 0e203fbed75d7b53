import AtlasCore

/// How a C4 diagram is written.
extension C4Diagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(level.rawValue)
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension C4Statement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .macro(let call): printer.line { call.write(to: &$0) }
    case .boundary(let boundary):
      printer.line {
        boundary.header.write(to: &$0)
        $0.write(" {")
      }
      printer.nested { $0.print(boundary.statements) }
      printer.line("}")
    }
  }
}

extension C4Call {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    printer.write(macro.rawValue + "(")
    for (index, argument) in arguments.enumerated() {
      if index > 0 { printer.write(", ") }
      argument.write(isLast: index == arguments.count - 1, to: &printer)
    }
    printer.write(")")
  }
}

extension C4Argument {
  /// Words may stand without quotes, but not last; what has a quote inside must.
  fileprivate func write(isLast: Bool, to printer: inout SyntaxPrinter) {
    if let name {
      printer.write("$", name)
      printer.write("=\"")
      printer.writeText(value)
      return printer.write("\"")
    }
    let isBare = printer.contains(value, anyOf: "\"") || (!isLast && printer.isWord(value))
    guard isBare else { return printer.writeQuoted(value) }
    // Only blanks may stand before a quote that opens a text.
    if printer.begins(value, withAnyOf: "\"$") { printer.write("\t") }
    printer.write(value)
  }
}
