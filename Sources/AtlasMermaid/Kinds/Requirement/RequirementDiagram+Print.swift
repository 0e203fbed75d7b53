import AtlasCore

/// How a requirement diagram is written.
extension RequirementDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("requirementDiagram")
    printer.nested { $0.print(statements) }
  }
}

extension RequirementStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .requirement(let requirement): requirement.print(to: &printer)
    case .element(let element): element.print(to: &printer)
    case .relation(let relation):
      printer.line {
        $0.write(relation.from)
        $0.write(" - \(relation.kind.rawValue) -> ")
        $0.write(relation.to)
      }
    case .direction(let direction): printer.line("direction \(direction.direction.rawValue)")
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ")
        $0.writeNames(definition.names)
        $0.write(" ")
        $0.write(definition.styles, separatedBy: ",")
      }
    case .classAssignment(let assignment): assignment.print(to: &printer)
    case .style(let style):
      printer.line {
        $0.write("style ")
        $0.writeNames(style.ids)
        $0.write(" ")
        $0.write(style.styles, separatedBy: ",")
      }
    }
  }
}

extension RequirementClassAssignment: PrintableSyntax {
  /// Behind the word `class` stand words; only `:::` takes a name with blanks in it, without quotes.
  func print(to printer: inout SyntaxPrinter) {
    let isPlain = (ids + classNames).allSatisfy { [printer] in printer.isWord($0) || printer.isInQuotes($0) }
    printer.line {
      if isPlain { $0.write("class ") }
      $0.writeNames(ids)
      $0.write(isPlain ? " " : ":::")
      $0.writeNames(classNames)
    }
  }
}

extension Requirement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line { $0.write(kind.rawValue, name, classNames) }
    printer.nested {
      $0.write(field: "id", id)
      $0.write(field: "text", text)
      if let risk { $0.line("risk: \(risk.rawValue)") }
      if let verification { $0.line("verifymethod: \(verification.rawValue)") }
    }
    printer.line("}")
  }
}

extension RequirementElement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line { $0.write("element", name, classNames) }
    printer.nested {
      $0.write(field: "type", type)
      $0.write(field: "docref", reference)
    }
    printer.line("}")
  }
}

extension SyntaxPrinter {
  /// The line that opens a body. Its brace must be the last on it.
  fileprivate mutating func write(_ word: String, _ name: LabelText, _ classNames: [TextRange]) {
    write(word + " ")
    write(name)
    if !classNames.isEmpty { write(":::") }
    writeNames(classNames)
    write(" {")
  }

  fileprivate mutating func write(field: String, _ value: LabelText?) {
    guard let value else { return }
    line {
      $0.write(field + ": ")
      $0.write(value)
    }
  }
}
