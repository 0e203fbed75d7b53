import AtlasCore

/// How an entity relationship diagram is written.
extension ERDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("erDiagram")
    printer.nested { $0.print(statements) }
  }
}

extension ERStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .entity(let entity): entity.print(to: &printer)
    case .relation(let relation): relation.print(to: &printer)
    case .direction(let direction): printer.line("direction \(direction.direction.rawValue)")
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ")
        $0.write(definition.names, separatedBy: ",")
        $0.write(" ")
        $0.write(definition.styles, separatedBy: ",")
      }
    case .classAssignment(let assignment):
      printer.line {
        $0.write("class ")
        $0.write(assignment.ids, separatedBy: ",")
        $0.write(" ")
        $0.write(assignment.classNames, separatedBy: ",")
      }
    case .style(let style):
      printer.line {
        $0.write("style ")
        $0.write(style.ids, separatedBy: ",")
        $0.write(" ")
        $0.write(style.styles, separatedBy: ",")
      }
    }
  }
}

extension ERReference {
  fileprivate func writeName(to printer: inout SyntaxPrinter) {
    // Before a word, a lone 1 is a cardinality.
    let isQuoted = name.start > range.start || printer.isOne(name)
    if isQuoted { printer.writeQuoted(name) } else { printer.write(name) }
  }

  fileprivate func writeClasses(to printer: inout SyntaxPrinter) {
    if !classNames.isEmpty { printer.write(":::") }
    printer.write(classNames, separatedBy: ",")
  }
}

extension EREntity: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      entity.writeName(to: &$0)
      if let label {
        $0.write("[")
        $0.write(label)
        $0.write("]")
      }
      entity.writeClasses(to: &$0)
      if attributes != nil { $0.write(" {") }
    }
    guard let attributes else { return }
    printer.nested { $0.print(attributes) }
    printer.line("}")
  }
}

extension ERAttribute: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(word: type, isQuoted: typeIsQuoted)
      $0.write(isOptional ? "? " : " ")
      $0.write(word: name, isQuoted: nameIsQuoted)
      if !keys.isEmpty { $0.write(" " + keys.map(\.rawValue).joined(separator: ", ")) }
      if let comment {
        $0.write(" ")
        $0.write(comment)
      }
    }
  }
}

extension ERRelation: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      from.writeName(to: &$0)
      from.writeClasses(to: &$0)
      $0.write(" " + fromMark + (isIdentifying ? "--" : "..") + toMark + " ")
      to.writeName(to: &$0)
      to.writeClasses(to: &$0)
      $0.write(" : ")
      $0.write(label)
    }
  }

  private var fromMark: String {
    switch fromCardinality {
    case .zeroOrOne: "|o"
    case .zeroOrMore: "}o"
    case .oneOrMore: "}|"
    case .onlyOne: "||"
    case .parent: "u"
    }
  }

  private var toMark: String {
    switch toCardinality {
    case .zeroOrOne: "o|"
    case .zeroOrMore: "o{"
    case .oneOrMore: "|{"
    case .onlyOne: "||"
    case .parent: "u"
    }
  }
}

extension SyntaxPrinter {
  fileprivate func isOne(_ name: TextRange) -> Bool { source.cleanedText(of: name).elementsEqual([0x31]) }

  fileprivate mutating func write(word: TextRange, isQuoted: Bool) {
    if isQuoted { write("`") }
    write(word)
    if isQuoted { write("`") }
  }
}
