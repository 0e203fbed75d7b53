import AtlasCore

/// How a flowchart is written.
extension FlowchartDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header {
      $0.write(keyword)
      if let direction { $0.write(" \(direction.rawValue)") }
    }
    printer.nested { $0.print(statements) }
  }
}

extension FlowStatement: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    switch self {
    case .chain(let chain): chain.print(to: &printer)
    case .subgraph(let subgraph): subgraph.print(to: &printer)
    case .direction(let direction): printer.line("direction \(direction.direction.rawValue)")
    case .classDefinition(let definition):
      printer.line {
        $0.write("classDef ")
        $0.write(definition.names, separatedBy: ",")
        $0.write(styles: definition.styles)
      }
    case .classAssignment(let assignment):
      printer.line {
        $0.write("class ")
        $0.write(assignment.ids, separatedBy: ",")
        $0.write(" ", assignment.className)
      }
    case .style(let style):
      printer.line {
        $0.write("style ", style.id)
        $0.write(styles: style.styles)
      }
    case .linkStyle(let style): style.print(to: &printer)
    case .click(let click): click.print(to: &printer)
    }
  }
}

extension FlowChain: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line(beginningWith: nodes[0].id, orJoinedBy: ";") {
      var group = nodes[links.first?.from ?? 0..<nodes.count]
      $0.write(group: group)
      for link in links {
        if !$0.endsInKeyword(group.last) { $0.write(" ") }
        link.write(to: &$0)
        group = nodes[link.to]
        $0.write(group: group)
      }
      if $0.endsInKeyword(group.last) { $0.write(";") }
    }
  }
}

extension FlowNode {
  /// What begins a statement or a part of one where white space follows, in the middle of an id too.
  fileprivate static let keywords = ["call", "click", "href"].map { Array($0.utf8) }

  fileprivate func write(to printer: inout SyntaxPrinter) {
    printer.write(id)
    if let shape {
      printer.write(shape.brackets.opening)
      if let label { printer.write(bracketed: label) }
      printer.write(shape.brackets.closing)
    }
    if let className { printer.write(":::", className) }
    if let properties {
      printer.write("@{", properties)
      printer.write("}")
    }
  }
}

extension FlowShape {
  fileprivate var brackets: (opening: String, closing: String) {
    switch self {
    case .rectangle: ("[", "]")
    case .round: ("(", ")")
    case .stadium: ("([", "])")
    case .subroutine: ("[[", "]]")
    case .cylinder: ("[(", ")]")
    case .circle: ("((", "))")
    case .doubleCircle: ("(((", ")))")
    case .diamond: ("{", "}")
    case .hexagon: ("{{", "}}")
    case .asymmetric: (">", "]")
    case .ellipse: ("(-", "-)")
    case .trapezoid: ("[/", "\\]")
    case .invertedTrapezoid: ("[\\", "/]")
    case .leanRight: ("[/", "/]")
    case .leanLeft: ("[\\", "\\]")
    }
  }
}

extension FlowLink {
  /// The link with a blank behind it. A text goes between bars, unless only the place inside the link can hold it.
  fileprivate func write(to printer: inout SyntaxPrinter) {
    if let id {
      printer.write(id)
      printer.write("@")
    }
    let isInside = label.map { $0.form == .plain && printer.contains($0.range, anyOf: "()[]{}|") } ?? false
    // Two heads that differ are known only of a link with a text inside.
    let isMixed = startHead != .none && startHead != endHead
    if let label, isInside || isMixed {
      printer.write(startMark + opening + " ")
      printer.write(label)
      printer.write(" " + arrow(withStart: false) + " ")
      return
    }
    printer.write(arrow(withStart: true))
    if let label {
      printer.write("|")
      printer.write(bracketed: label)
      printer.write("|")
    }
    printer.write(" ")
  }

  private func arrow(withStart: Bool) -> String {
    let start = withStart ? startMark : ""
    let isOpen = endHead == .none
    switch stroke {
    case .normal: return start + String(repeating: "-", count: length + (isOpen ? 2 : 1)) + endMark
    case .thick: return start + String(repeating: "=", count: length + (isOpen ? 2 : 1)) + endMark
    case .dotted: return start + "-" + String(repeating: ".", count: length) + "-" + endMark
    case .invisible: return String(repeating: "~", count: length + 2)
    }
  }

  private var opening: String {
    switch stroke {
    case .normal, .invisible: "--"
    case .thick: "=="
    case .dotted: "-."
    }
  }

  private var startMark: String {
    switch startHead {
    case .none: ""
    case .arrow: "<"
    case .circle: "o"
    case .cross: "x"
    }
  }

  private var endMark: String {
    switch endHead {
    case .none: ""
    case .arrow: ">"
    case .circle: "o"
    case .cross: "x"
    }
  }
}

extension FlowSubgraph: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("subgraph")
      if let title { writeTitle(title, to: &$0) }
    }
    printer.nested { $0.print(statements) }
    printer.line("end")
  }

  private func writeTitle(_ title: LabelText, to printer: inout SyntaxPrinter) {
    printer.write(" ")
    if let id, id != title.range {
      printer.write(LabelText(id, idForm))
      printer.write(" [")
      printer.write(bracketed: title)
      return printer.write("]")
    }
    if id == nil, title.form == .plain {
      // One word is an id as well; a second blank makes a title of it. And only behind the word of a click a line end
      // does not end the title.
      if !printer.contains(title.range, anyOf: " \t\n") { printer.write(" ") }
      if printer.hasLineEndBehindFirstWord(title.range) { printer.write("click ") }
    }
    printer.write(title)
  }
}

extension FlowLinkStyle: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("linkStyle ")
      if indices.isEmpty { $0.write("default") } else { $0.write(indices, separatedBy: ",") }
      if let interpolation { $0.write(" interpolate ", interpolation) }
      if interpolation == nil || !styles.isEmpty { $0.write(styles: styles) }
    }
  }
}

extension FlowClick: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.line {
      $0.write("click ")
      $0.write(ids, separatedBy: ",")
      if let callback {
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
  /// Nodes joined by `&`.
  fileprivate mutating func write(group: ArraySlice<FlowNode>) {
    for (index, node) in group.enumerated() {
      if index > 0 { write(" & ") }
      node.write(to: &self)
    }
  }

  /// A label between brackets or bars. A blank keeps its first character from being read as part of the bracket, and an
  /// `@` from making an id of a link.
  fileprivate mutating func write(bracketed label: LabelText) {
    if label.form == .plain,
      isEmpty(label.range) || begins(label.range, withAnyOf: "/\\-([") || contains(label.range, anyOf: "@")
    {
      write(" ")
    }
    write(label)
  }

  /// Whether the next blank or line end would make a click of the end of a node's id.
  fileprivate func endsInKeyword(_ node: FlowNode?) -> Bool {
    guard let node, node.shape == nil, node.properties == nil else { return false }
    let id = source.cleanedText(of: node.className ?? node.id)
    return FlowNode.keywords.contains { id.suffix($0.count).elementsEqual($0) }
  }

  fileprivate func hasLineEndBehindFirstWord(_ title: TextRange) -> Bool {
    source.cleanedText(of: title).first { $0 <= 0x20 } == 0x0A
  }

  /// A blank and styles; two blanks where there are none, which is how none are written.
  fileprivate mutating func write(styles: [TextRange]) {
    write(styles.isEmpty ? "  " : " ")
    write(styles, separatedBy: ",")
  }
}
