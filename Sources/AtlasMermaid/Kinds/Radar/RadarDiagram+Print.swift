import AtlasCore

/// How a radar chart is written: an axis, a curve or an option a line.
extension RadarDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("radar-beta")
    printer.nested {
      $0.line("title", title)
      $0.print(axes)
      $0.print(curves)
      $0.print(options)
    }
  }
}

extension RadarDiagram.Axis: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("axis ", id)
      $0.write(bracketed: label)
    }
  }
}

extension RadarDiagram.Curve: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("curve ", id)
      $0.write(bracketed: label)
      $0.write("{")
      for (index, entry) in entries.enumerated() {
        if index > 0 { $0.write(", ") }
        if let axis = entry.axis {
          $0.write(axis)
          $0.write(": ")
        }
        $0.write(entry.value)
      }
      $0.write("}")
    }
  }
}

extension RadarDiagram.Option: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line { $0.write("\(name.rawValue) ", value) }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(bracketed label: LabelText?) {
    guard let label else { return }
    writeString("[", label)
    write("]")
  }
}
