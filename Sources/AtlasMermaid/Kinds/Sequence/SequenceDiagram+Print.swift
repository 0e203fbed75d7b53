import AtlasCore

/// How a sequence diagram is written.
extension SequenceDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("sequenceDiagram")
    printer.nested {
      $0.line("title", title)
      $0.print(statements)
    }
  }
}

extension SequenceDiagram.Statement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .participant(let node): node.print(to: &printer)
    case .destruction(let node): printer.line { $0.write("destroy ", node.id) }
    case .box(let node): node.print(to: &printer)
    case .message(let node): node.print(to: &printer)
    case .note(let node): node.print(to: &printer)
    case .activation(let node):
      printer.line { $0.write(node.starts ? "activate " : "deactivate ", node.id) }
    case .block(let node): node.print(to: &printer)
    case .numbering(let node): node.print(to: &printer)
    case .attachment(let node): node.print(to: &printer)
    }
  }
}

extension SequenceDiagram.Participant: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(isCreated ? "create \(keyword.rawValue) " : "\(keyword.rawValue) ", id)
      if let properties {
        $0.write("@{ ", properties)
        $0.write(" }")
      }
      if let alias {
        $0.write(" as")
        $0.write(next: alias)
      }
    }
  }
}

extension SequenceDiagram.Box: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("box")
      if let color { $0.write(" ", color) }
      if let title { $0.write(next: title) }
    }
    printer.nested { $0.print(statements) }
    printer.line("end")
  }
}

extension SequenceDiagram.Message: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(source)
      $0.write(hasCircleAtSource ? "()" : "")
      $0.write(arrow.rawValue)
      // A dash behind a dash would be another arrow.
      if activation == .ends, arrow.rawValue.utf8.last == 0x2D { $0.write(" ") }
      switch activation {
      case .starts: $0.write("+")
      case .ends: $0.write("-")
      case nil: $0.write(hasCircleAtTarget ? "()" : "")
      }
      $0.write(target)
      $0.write(":")
      $0.write(next: text)
    }
  }
}

extension SequenceDiagram.Note: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      switch placement {
      case .left: $0.write("Note left of ")
      case .right: $0.write("Note right of ")
      case .over: $0.write("Note over ")
      }
      $0.write(participants, separatedBy: ",")
      $0.write(":")
      $0.write(next: text)
    }
  }
}

extension SequenceDiagram.Block: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    for (index, section) in sections.enumerated() {
      printer.line {
        $0.write(index == 0 ? keyword.rawValue : sectionKeyword)
        $0.write(next: section.text)
      }
      printer.nested { $0.print(section.statements) }
    }
    printer.line("end")
  }

  private var sectionKeyword: String {
    switch keyword {
    case .par, .parOver: "and"
    case .critical: "option"
    case .alt, .loop, .rect, .opt, .break: "else"
    }
  }
}

extension SequenceDiagram.Numbering: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write(isOff ? "autonumber off" : "autonumber")
      if let start { $0.write(" ", start) }
      if let step { $0.write(" ", step) }
    }
  }
}

extension SequenceDiagram.Attachment: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("\(keyword.rawValue) ", id)
      $0.write(": ", content)
    }
  }
}

extension SyntaxPrinter {
  /// A text and what it says of its line breaking, behind a blank; nothing for an empty text.
  fileprivate mutating func write(next text: SequenceDiagram.Text) {
    if let wraps = text.wraps { write(wraps ? " wrap:" : " nowrap:") }
    if !isEmpty(text.label.range) { write(" ", text.label.range) }
  }
}
