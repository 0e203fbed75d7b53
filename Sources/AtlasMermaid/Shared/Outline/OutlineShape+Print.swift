import AtlasCore

extension SyntaxPrinter {
  /// A node of a mindmap or kanban: its text alone, or in the brackets of its shape with the id before them.
  mutating func write(id: TextRange?, _ label: LabelText, _ shape: OutlineShape) {
    if shape == .plain, id == nil, label.form == .plain, canStandAlone(label.range) {
      return write(label.range)
    }
    if let id { write(id) }
    write(shape.brackets.opening)
    // A blank keeps the first character from being read as part of the bracket, or as a quote.
    if label.form == .plain, isEmpty(label.range) || begins(label.range, withAnyOf: "\"-}") { write(" ") }
    write(label)
    write(shape.brackets.closing)
  }

  private func canStandAlone(_ text: TextRange) -> Bool {
    !isEmpty(text) && !contains(text, anyOf: "()[{}\n")
  }
}

extension OutlineShape {
  fileprivate var brackets: (opening: String, closing: String) {
    switch self {
    case .plain: ("(-", ")")
    case .square: ("[", "]")
    case .rounded: ("(", ")")
    case .circle: ("((", "))")
    case .cloud: (")", "(")
    case .bang: ("))", "((")
    case .hexagon: ("{{", "}}")
    }
  }
}
