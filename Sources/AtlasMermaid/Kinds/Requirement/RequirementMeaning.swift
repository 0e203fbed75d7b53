import AtlasCore

/// What mermaid.js makes of a requirement diagram that it has read: some of it it cannot draw, some it loses.
struct RequirementMeaning {
  private let source: MermaidSource
  private var diagnostics: Diagnostics
  private var names = NameTable()
  private let hasFormulas: Bool

  static func check(_ diagram: RequirementDiagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics)
  {
    var meaning = RequirementMeaning(source, diagnostics)
    for statement in diagram.statements { meaning.gather(statement) }
    for case .relation(let relation) in diagram.statements { meaning.check(relation) }
    diagnostics = meaning.diagnostics
  }

  private init(_ source: MermaidSource, _ diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
    hasFormulas = ByteSearch.first("$$", in: source.text) != nil
  }

  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { source.original[range.bounds] }

  private mutating func gather(_ statement: RequirementStatement) {
    switch statement {
    case .requirement(let requirement):
      define(requirement.name)
      checkFormulas([requirement.name, requirement.id, requirement.text])
    case .element(let element):
      define(element.name)
      checkFormulas([element.name, element.type, element.reference])
    case .classAssignment(let assignment): checkKnown(assignment.ids, "class")
    case .style(let style): checkKnown(style.ids, "style")
    case .relation, .direction, .classDefinition: break
    }
  }

  private mutating func define(_ name: LabelText) {
    let count = names.count
    if names.number(of: bytes(name.range)) < count {
      diagnostics.warn(
        .duplicateEntry, name.range,
        "\"\(ByteText.display(bytes(name.range)))\" is there already, and mermaid.js keeps the first",
        "give one of them another name")
    }
    if source.cleanedText(of: name.range).allSatisfy({ $0 <= 0x20 }) {
      diagnostics.cannotRender(name.range, "a name of nothing but blanks cannot be shown", "write a name")
    }
  }

  private mutating func checkKnown(_ ids: [TextRange], _ what: String) {
    for id in ids where names.existing(bytes(id)) == nil {
      diagnostics.warn(
        .ignoredText, id,
        "nothing above this line is named \"\(ByteText.display(bytes(id)))\", and the \(what) is lost",
        "write it below what it is for, or correct the name")
    }
  }

  private mutating func check(_ relation: RequirementRelation) {
    for end in [relation.from, relation.to] {
      let name = bytes(end.range)
      if names.existing(name) == nil {
        diagnostics.cannotRender(
          end.range, "there is no requirement or element \"\(ByteText.display(name.prefix(40)))\"",
          "declare it, or correct the name")
        return
      }
      if ObjectMembers.contains(name) {
        diagnostics.cannotRender(
          end.range, "\"\(ByteText.display(name))\" is a word that mermaid's layout takes for its own",
          "give it another name")
        return
      }
    }
  }

  private mutating func checkFormulas(_ texts: [LabelText?]) {
    guard hasFormulas else { return }
    for case let text? in texts {
      MathText.check(text.range, source, &diagnostics)
    }
  }
}
