import AtlasCore

/// How a state diagram is written.
extension StateDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header("stateDiagram-v2")
    printer.nested { $0.print(states: statements) }
  }
}

extension StateStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .mention(let mention):
      printer.line {
        mention.state.write(to: &$0)
        if $0.isKeyword(mention.state), let description = mention.description {
          $0.write(": ", description.range)
        } else {
          $0.write(description: mention.description)
        }
      }
    case .transition(let transition):
      printer.line {
        transition.from.write(to: &$0)
        $0.write($0.isKeyword(transition.from) ? "--> " : " --> ")
        transition.to.write(to: &$0)
        $0.write(description: transition.label)
      }
    case .declaration(let declaration): declaration.print(to: &printer)
    case .divider: printer.line("--")
    case .note(let note): note.print(to: &printer)
    case .direction(let direction): printer.line("direction \(direction.direction.rawValue)")
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ", definition.name)
        $0.write(" ")
        $0.write(definition.styles, separatedBy: ",")
      }
    case .classAssignment(let assignment):
      printer.line {
        $0.write("class ")
        $0.write(assignment.ids, separatedBy: ",")
        $0.write(" ", assignment.className)
      }
    case .style(let style):
      printer.line {
        $0.write("style ")
        $0.write(style.ids, separatedBy: ",")
        $0.write(" ")
        $0.write(style.styles, separatedBy: ",")
      }
    case .click(let click): click.print(to: &printer)
    case .scale(let scale):
      printer.line {
        $0.write("scale ", scale.width)
        $0.write(" width")
      }
    case .hideEmptyDescription: printer.line("hide empty description")
    }
  }
}

extension StateReference {
  fileprivate func write(to printer: inout SyntaxPrinter) {
    printer.write(id)
    if let className { printer.write(":::", className) }
  }
}

extension SyntaxPrinter {
  /// A plain `state A` and a composite behind it stand on one line: on two, mermaid.js takes the words and the brace for
  /// one state's name.
  fileprivate mutating func print(states statements: [StateStatement]) {
    var plain: StateDeclaration?
    for statement in statements {
      if let waiting = plain {
        plain = nil
        if case .declaration(let composite) = statement, composite.statements != nil, composite.label == nil {
          composite.print(behind: waiting, to: &self)
          continue
        }
        waiting.print(to: &self)
      }
      if case .declaration(let declaration) = statement, declaration.isPlain {
        plain = declaration
      } else {
        statement.print(to: &self)
      }
    }
    plain?.print(to: &self)
  }
}

extension StateDeclaration: PrintableSyntax {
  fileprivate var isPlain: Bool {
    form == .plain && label == nil && description == nil && statements == nil
  }

  func print(to printer: inout SyntaxPrinter) { print(behind: nil, to: &printer) }

  fileprivate func print(behind plain: StateDeclaration?, to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("state ")
      if let plain {
        $0.write(plain.id)
        $0.write(" ")
      }
      if let label {
        $0.write(label)
        $0.write(" as ")
      }
      $0.write(id)
      if form != .plain { $0.write(" <<\(form.rawValue)>>") }
      $0.write(description: description)
      if statements != nil { $0.write(" {") }
    }
    guard let statements else { return }
    printer.nested { $0.print(states: statements) }
    printer.line("}")
  }
}

extension StateNote: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch position {
    case .floating:
      printer.line {
        $0.write("note ")
        $0.write(text)
        $0.write(" as ", id)
      }
    case .left: print(beside: "left of ", to: &printer)
    case .right: print(beside: "right of ", to: &printer)
    }
  }

  /// On one line where one line can hold the text.
  private func print(beside place: String, to printer: inout SyntaxPrinter) {
    let isBlock = printer.contains(text.range, anyOf: ":;\n")
    printer.line {
      $0.write("note " + place, id)
      guard !isBlock else { return }
      $0.write(" : ")
      $0.writeText(text.range)
    }
    guard isBlock else { return }
    printer.nested { $0.line { $0.write(text) } }
    printer.line("end note")
  }
}

extension StateClick: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("click ")
      state.write(to: &$0)
      // Only an address without a tooltip may stand behind the word, and only behind it.
      if tooltip == nil { $0.write(" href") }
      $0.writeQuotedNext(link)
      $0.writeQuotedNext(tooltip)
    }
  }
}

extension SyntaxPrinter {
  /// Whether the id is a word of the language where white space follows it.
  fileprivate func isKeyword(_ state: StateReference) -> Bool {
    let words = ["class", "classdef", "note", "scale", "state", "statediagram", "style"]
    return state.className == nil && words.contains(source.string(state.id).lowercased())
  }

  fileprivate mutating func write(description: LabelText?) {
    guard let description else { return }
    write(" : ")
    write(description)
  }
}
