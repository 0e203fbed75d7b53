import AtlasCore

/// What mermaid.js parses in a C4 diagram and cannot draw: relations to what is no element, and texts given by name
/// where it does not look for a name.
struct C4Meaning {
  private let source: MermaidSource
  private var diagnostics: Diagnostics
  private var elements = NameTable()
  private var boundaries = NameTable()
  private var relations: [C4Call] = []

  static func check(_ diagram: C4Diagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics) {
    var meaning = C4Meaning(source: source, diagnostics: diagnostics)
    meaning.gather(diagram.statements)
    for relation in meaning.relations { meaning.check(relation) }
    diagnostics = meaning.diagnostics
  }

  private init(source: MermaidSource, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { source.original[range.bounds] }

  private mutating func gather(_ statements: [C4Statement]) {
    for statement in statements {
      switch statement {
      case .macro(let call):
        switch call.macro.role {
        case .element:
          if let id = call.argument(.id) { _ = elements.number(of: bytes(id.value)) }
          checkTexts(call, from: 0)
        case .relation: relations.append(call)
        case .boundary, .style: break
        }
      case .boundary(let boundary):
        if let id = boundary.header.argument(.id) {
          _ = boundaries.number(of: bytes(id.value))
          if id.value.isEmpty {
            diagnostics.cannotRender(
              boundary.header.range, "a boundary without an id stands inside itself", "give it an id")
          }
        }
        checkTexts(boundary.header, from: 0)
        gather(boundary.statements)
      }
    }
  }

  private mutating func check(_ relation: C4Call) {
    let first = relation.macro == .relationIndex ? 1 : 0
    guard relation.arguments.count >= first + 3 else {
      diagnostics.warn(
        .ignoredText, relation.range, "a relation without a label is not drawn",
        "write `\(relation.macro.rawValue)(from, to, \"label\")`")
      return
    }
    for argument in relation.arguments[first..<(first + 2)] {
      let id = bytes(argument.value)
      if argument.name == nil, elements.existing(id) != nil { continue }
      let isBoundary = boundaries.existing(id) != nil
      diagnostics.cannotRender(
        argument.range,
        isBoundary
          ? "\"\(ByteText.display(id))\" is a boundary, and relations lead only to elements"
          : "there is no element \"\(ByteText.display(id.prefix(40)))\"",
        isBoundary ? "lead the relation to an element in it" : "declare the element, or correct the name")
      return
    }
    checkTexts(relation, from: first)
  }

  /// A text given by name in place of the label, or behind the places of texts, is no text any more.
  private mutating func checkTexts(_ call: C4Call, from first: Int) {
    let parameters = call.macro.parameters
    for (index, argument) in call.arguments.enumerated()
    where argument.name != nil && index < parameters.count {
      switch (parameters[index], argument.parameter) {
      case (.label, _):
        diagnostics.cannotRender(
          argument.range, "the label cannot be given by name, and stands at the place of the label",
          "write the label without a name before it")
        return
      case (.sprite, .label), (.sprite, .description), (.sprite, .technology), (.tags, .label),
        (.tags, .description), (.tags, .technology), (.link, .label), (.link, .description),
        (.link, .technology):
        diagnostics.cannotRender(
          argument.range,
          "`$\(argument.parameter?.rawValue ?? "")` so far behind is no text to mermaid.js",
          "give it at its own place")
        return
      default: break
      }
    }
  }
}
