import AtlasCore

/// How an XY chart is written.
extension XYChartDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(isHorizontal ? "xychart horizontal" : "xychart")
    printer.nested {
      if let title {
        $0.line {
          $0.write("title ")
          $0.write(title)
        }
      }
      $0.print(axes)
      $0.print(plots)
    }
  }
}

extension XYChartDiagram.Axis: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("\(kind.rawValue)-axis ")
      $0.write(title: title)
      if let lower, let upper {
        $0.write(lower)
        $0.write(" --> ", upper)
      }
      guard !categories.isEmpty else { return }
      $0.write("[")
      for (index, category) in categories.enumerated() {
        if index > 0 { $0.write(", ") }
        $0.write(category)
      }
      $0.write("]")
    }
  }
}

extension XYChartDiagram.Plot: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("\(kind.rawValue) ")
      $0.write(title: title)
      $0.write("[")
      for (index, point) in points.enumerated() {
        if index > 0 { $0.write(", ") }
        $0.write(point.value)
        $0.writeQuotedNext(point.label?.range)
      }
      $0.write("]")
    }
  }
}

extension SyntaxPrinter {
  fileprivate mutating func write(title: LabelText?) {
    guard let title else { return }
    write(title)
    write(" ")
  }
}
