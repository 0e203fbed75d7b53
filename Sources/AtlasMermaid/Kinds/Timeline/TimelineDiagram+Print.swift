import AtlasCore

/// How a timeline is written: each event on a line below its period.
extension TimelineDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(direction == .topToBottom ? "timeline TD" : "timeline")
    printer.nested {
      $0.line("title", title)
      $0.print(sections)
    }
  }
}

extension TimelineDiagram.Section: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line("section", name)
    printer.nested(by: name == nil ? 0 : 1) { $0.print(periods) }
  }
}

extension TimelineDiagram.Period: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    var rest = events[...]
    printer.line {
      $0.write(label)
      // Behind a word of the language no white space may stand.
      if $0.isKeyword(label.range), let first = rest.popFirst() { $0.write(event: first) }
    }
    printer.nested {
      while let first = rest.popFirst() {
        $0.line { printer in
          printer.write(event: first)
          // Behind a colon that belongs to the text, only a colon at once begins another event.
          while printer.endsInColon, let next = rest.popFirst() { printer.write(event: next) }
        }
      }
    }
  }
}

extension SyntaxPrinter {
  fileprivate func isKeyword(_ label: TextRange) -> Bool {
    ["section", "title"].contains(source.string(label).lowercased())
  }

  fileprivate var endsInColon: Bool { bytes.last == 0x3A }

  fileprivate mutating func write(event: TimelineDiagram.Event) {
    write(": ")
    writeText(event.label.range)
  }
}
