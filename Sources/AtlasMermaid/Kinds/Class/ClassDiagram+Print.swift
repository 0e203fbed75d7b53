import AtlasCore

/// How a class diagram is written.
extension ClassDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("classDiagram")
    printer.nested { $0.print(statements) }
  }
}

extension ClassStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .relation(let relation): relation.print(to: &printer)
    case .declaration(let declaration): declaration.print(to: &printer)
    case .member(let member):
      printer.line {
        member.name.write(to: &$0)
        $0.write(" : ")
        if let member = member.member { $0.write(member.range) }
      }
    case .annotation(let annotation):
      printer.line {
        $0.write("<<", annotation.annotation)
        $0.write(">> ")
        annotation.name.write(to: &$0)
      }
    case .namespace(let namespace): namespace.print(to: &printer)
    case .note(let note): note.print(to: &printer)
    case .direction(let direction): printer.line("direction \(direction.direction.rawValue)")
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ")
        $0.write(definition.names, separatedBy: ",")
        $0.write(" ")
        $0.write(definition.styles, separatedBy: ",")
      }
    case .style(let style):
      printer.line {
        $0.write("style ", style.id)
        $0.write(" ")
        $0.write(style.styles, separatedBy: ",")
      }
    case .styleAssignment(let assignment):
      printer.line {
        $0.write("cssClass \"")
        $0.write(assignment.ids, separatedBy: ",")
        $0.write("\" ", assignment.className)
      }
    case .click(let click): click.print(to: &printer)
    case .mention(let name): printer.line { name.write(to: &$0) }
    }
  }
}

extension ClassName {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    let isLiteral = id.start > range.start
    if isLiteral { printer.write("`") }
    printer.write(id)
    if isLiteral { printer.write("`") }
    if let type {
      printer.write("~", type)
      printer.write("~")
    }
  }
}

extension ClassRelation: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      from.write(to: &$0)
      $0.writeQuotedNext(fromText?.range)
      $0.write(" " + startMark + (line == .solid ? "--" : "..") + endMark)
      $0.writeQuotedNext(toText?.range)
      $0.write(" ")
      to.write(to: &$0)
      if let label {
        $0.write(" : ")
        $0.write(label)
      }
    }
  }

  private var startMark: String {
    startHead == .extension ? "<|" : startHead == .dependency ? "<" : ClassRelation.mark(startHead)
  }

  private var endMark: String {
    endHead == .extension ? "|>" : endHead == .dependency ? ">" : ClassRelation.mark(endHead)
  }

  /// The heads that look the same at both ends.
  private static func mark(_ head: Head) -> String {
    switch head {
    case .none, .extension, .dependency: ""
    case .composition: "*"
    case .aggregation: "o"
    case .lollipop: "()"
    }
  }
}

extension ClassDeclaration: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("class ")
      name.write(to: &$0)
      $0.write(title: label)
      if let className { $0.write(":::", className) }
      if let annotation {
        $0.write(" <<", annotation)
        $0.write(">>")
      }
      if members != nil { $0.write(" {") }
    }
    guard let members else { return }
    printer.nested {
      for member in members { $0.line { $0.write(member.range) } }
    }
    // Where there must be a member, the blanks before the brace are one.
    printer.line("}")
  }
}

extension ClassNamespace: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("namespace ", id)
      $0.write(title: label)
      $0.write(" {")
    }
    printer.nested { $0.print(statements) }
    printer.line("}")
  }
}

extension ClassNote: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("note ")
      if let name {
        $0.write("for ")
        name.write(to: &$0)
        $0.write(" ")
      }
      $0.write(text)
    }
  }
}

extension ClassClick: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      // A function in quotes may have a name that no call can have.
      let isQuoted = callback.map { [printer = $0] in !printer.isCallable($0) } ?? false
      $0.write(isQuoted ? "callback " : "click ")
      name.write(to: &$0)
      if isQuoted {
        $0.writeQuotedNext(callback)
      } else if let callback {
        $0.write(" call ", callback)
        $0.write("(")
        if let arguments { $0.write(arguments) }
        $0.write(")")
      }
      if let link {
        $0.write(" href")
        $0.writeQuotedNext(link)
      }
      $0.writeQuotedNext(tooltip)
      if let target { $0.write(" ", target) }
    }
  }
}

extension SyntaxPrinter {
  /// Whether the name can stand in a call: without parentheses inside, and without blanks around it.
  fileprivate func isCallable(_ name: TextRange) -> Bool {
    let text = source.cleanedText(of: name)
    return !text.contains(0x28) && text.first.map { $0 > 0x20 } == true && text.last.map { $0 > 0x20 } == true
  }

  fileprivate mutating func write(title: LabelText?) {
    guard let title else { return }
    write("[")
    write(title)
    write("]")
  }
}
