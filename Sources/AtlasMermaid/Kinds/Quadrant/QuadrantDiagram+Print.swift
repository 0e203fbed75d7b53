import AtlasCore

/// How a quadrant chart is written.
extension QuadrantDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("quadrantChart")
    printer.nested {
      $0.line("title", title)
      $0.print(axes)
      $0.print(quadrants)
      $0.print(points)
      $0.print(classes)
    }
  }
}

extension QuadrantDiagram.Axis: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("\(kind.rawValue)-axis ")
      $0.write(low)
      if hasArrow { $0.write(" -->") }
      if let high {
        $0.write(" ")
        $0.write(high)
      }
    }
  }
}

extension QuadrantDiagram.Quadrant: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("quadrant-\(number) ")
      $0.write(label)
    }
  }
}

extension QuadrantDiagram.Point: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(label)
      if let className { $0.write(":::", className) }
      $0.write(": [", x)
      $0.write(", ", y)
      $0.write("]")
      if !styles.isEmpty { $0.write(" ") }
      $0.write(styles, separatedBy: ", ")
    }
  }
}

extension QuadrantDiagram.ClassDefinition: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("classDef ", name)
      $0.write(" ")
      $0.write(styles, separatedBy: ", ")
    }
  }
}
