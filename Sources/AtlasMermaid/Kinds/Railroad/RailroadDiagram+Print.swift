import AtlasCore

/// How a railroad diagram is written, each in its own notation.
extension RailroadDiagram: PrintableSyntax {
  func print(to printer: inout SyntaxPrinter) {
    printer.header(notation.header)
    printer.nested {
      $0.line("title", title)
      for rule in rules {
        $0.line {
          $0.write(rule.name)
          $0.write(notation == .peg ? " <- " : " = ")
          switch notation {
          case .functions: rule.definition.writeFunction(to: &$0)
          case .ebnf, .abnf, .peg: rule.definition.write(notation, to: &$0)
          }
          $0.write(" ;")
        }
      }
    }
  }
}

extension RailroadDiagram.Notation {
  fileprivate var header: String {
    switch self {
    case .functions: "railroad-beta"
    case .ebnf: "railroad-ebnf-beta"
    case .abnf: "railroad-abnf-beta"
    case .peg: "railroad-peg-beta"
    }
  }
}

extension RailroadExpression {
  /// `sequence(terminal("a"), …)`
  fileprivate func writeFunction(to printer: inout SyntaxPrinter) {
    let isRepetition = form == .repetition
    printer.write(isRepetition ? (minimum == 0 ? "zeroOrMore(" : "oneOrMore(") : "\(form.rawValue)(")
    if let text { printer.writeString(text.range) }
    for (index, part) in parts.enumerated() {
      if index > 0 { printer.write(", ") }
      part.writeFunction(to: &printer)
    }
    printer.write(")")
  }

  /// With the signs of one notation.
  fileprivate func write(_ notation: RailroadDiagram.Notation, to printer: inout SyntaxPrinter) {
    switch form {
    case .sequence: write(parts, separatedBy: notation == .ebnf ? ", " : " ", notation, to: &printer)
    case .choice: write(parts, separatedBy: notation == .ebnf ? " | " : " / ", notation, to: &printer)
    case .exception: write(operands: parts, separatedBy: " - ", notation, to: &printer)
    case .and, .not:
      printer.write(form == .and ? "&" : "!")
      // A sign behind the operand binds tighter.
      let isPostfix = parts.first.map { $0.form == .optional || $0.form == .repetition } ?? false
      if isPostfix { parts[0].write(notation, to: &printer) } else { writeOperand(notation, to: &printer) }
    case .optional:
      if notation == .peg {
        writeOperand(notation, to: &printer)
        return printer.write("?")
      }
      write(between: "[ ", " ]", notation, to: &printer)
    case .repetition: writeRepetition(notation, to: &printer)
    case .terminal, .nonterminal, .special: writeLeaf(notation, to: &printer)
    }
  }

  private func writeRepetition(_ notation: RailroadDiagram.Notation, to printer: inout SyntaxPrinter) {
    if notation == .abnf {
      let isExact = maximum == minimum
      printer.write((minimum == 0 && !isExact ? "" : "\(minimum)") + (isExact ? "" : "*"))
      if !isExact, let maximum { printer.write("\(maximum)") }
      return writeOperand(notation, to: &printer)
    }
    if notation == .ebnf, minimum == 0 { return write(between: "{ ", " }", notation, to: &printer) }
    writeOperand(notation, to: &printer)
    printer.write(minimum == 0 ? "*" : "+")
  }

  private func writeLeaf(_ notation: RailroadDiagram.Notation, to printer: inout SyntaxPrinter) {
    guard let text else { return }
    if text.form == .quoted {
      printer.writeString(text.range, backslashEscapes: notation != .abnf)
    } else if form == .special, notation == .ebnf {
      printer.write("? ", text.range)
      printer.write(" ?")
    } else {
      printer.write(text.range)
    }
  }

  /// Parts, in parentheses where they have parts themselves that would run into the others.
  private func write(
    _ parts: [RailroadExpression], separatedBy separator: String, _ notation: RailroadDiagram.Notation,
    to printer: inout SyntaxPrinter
  ) {
    for (index, part) in parts.enumerated() {
      if index > 0 { printer.write(separator) }
      let isLoose = part.form == .choice || (part.form == .sequence && form != .choice)
      part.write(inParentheses: isLoose, notation, to: &printer)
    }
  }

  private func write(
    operands: [RailroadExpression], separatedBy separator: String, _ notation: RailroadDiagram.Notation,
    to printer: inout SyntaxPrinter
  ) {
    for (index, operand) in operands.enumerated() {
      if index > 0 { printer.write(separator) }
      operand.write(inParentheses: !operand.parts.isEmpty, notation, to: &printer)
    }
  }

  /// The only part, in parentheses unless it is a name, a text or the like.
  private func writeOperand(_ notation: RailroadDiagram.Notation, to printer: inout SyntaxPrinter) {
    write(operands: parts, separatedBy: "", notation, to: &printer)
  }

  private func write(
    between opening: String, _ closing: String, _ notation: RailroadDiagram.Notation,
    to printer: inout SyntaxPrinter
  ) {
    printer.write(opening)
    for part in parts { part.write(notation, to: &printer) }
    printer.write(closing)
  }

  private func write(
    inParentheses: Bool, _ notation: RailroadDiagram.Notation, to printer: inout SyntaxPrinter
  ) {
    if inParentheses { printer.write("(") }
    write(notation, to: &printer)
    if inParentheses { printer.write(")") }
  }
}
