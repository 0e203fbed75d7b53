import AtlasCore

/// What mermaid.js parses in a Venn diagram and cannot draw, and what it loses.
struct VennMeaning {
  private let source: MermaidSource
  private var diagnostics: Diagnostics
  private var sets = NameTable()
  /// The size written last, by the set's number.
  private var sizes: [Double] = []
  /// What styles say of a set that they name alone, by its number.
  private var colors: [Int: (fill: TextRange?, hasColor: Bool)] = [:]

  static func check(_ diagram: VennDiagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics) {
    var meaning = VennMeaning(source: source, diagnostics: diagnostics)
    for case .subset(let subset) in diagram.statements where !subset.isUnion { meaning.add(subset) }
    if meaning.sizes.isEmpty {
      meaning.diagnostics.cannotRender(
        diagram.range, "a Venn diagram without a set cannot be drawn",
        "write a set, for example `set A[\"Name\"]`")
    }
    for statement in diagram.statements { meaning.check(statement) }
    meaning.checkColors()
    diagnostics = meaning.diagnostics
  }

  private init(source: MermaidSource, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { source.original[range.bounds] }

  private mutating func add(_ set: VennSubset) {
    let name = bytes(set.ids[0])
    let size = set.size.flatMap { Double(source.string($0)) } ?? 10
    let number = sets.number(of: name)
    if number < sizes.count {
      sizes[number] = size
      diagnostics.warn(
        .duplicateEntry, set.range, "there is a set \"\(ByteText.display(name))\" already",
        "give one of them another name")
    } else {
      sizes.append(size)
    }
    if ObjectMembers.contains(name) {
      diagnostics.cannotRender(
        set.ids[0], "\"\(ByteText.display(name))\" is a word that mermaid's layout takes for its own",
        "give the set another name")
    }
  }

  private mutating func check(_ statement: VennStatement) {
    switch statement {
    case .subset(let subset): if subset.isUnion { check(subset) }
    case .text(let text): warnAboutUnknown(text.sets, "text")
    case .style(let style):
      warnAboutUnknown(style.ids, "style")
      note(style)
    }
  }

  private mutating func note(_ style: VennStyle) {
    guard style.ids.count == 1, let set = sets.existing(bytes(style.ids[0])) else { return }
    for field in style.fields where !field.value.isEmpty {
      if bytes(field.name).elementsEqual("fill".utf8) {
        colors[set, default: (nil, false)].fill = field.value
      }
      if bytes(field.name).elementsEqual("color".utf8) { colors[set, default: (nil, false)].hasColor = true }
    }
  }

  /// The color of a set's text is made of the color that fills it, which mermaid.js must understand then.
  private mutating func checkColors() {
    for set in colors.keys.sorted() {
      guard let (fill, hasColor) = colors[set], let fill, !hasColor, !ScriptColor.isColor(bytes(fill)) else {
        continue
      }
      diagnostics.cannotRender(
        fill,
        "\"\(ByteText.display(bytes(fill).prefix(40)))\" is no color that mermaid.js can make a text's color of",
        "write a color such as `#fa0`, `red` or `rgb(1, 2, 3)`")
    }
  }

  /// Circles cannot overlap by less than nothing.
  private mutating func check(_ union: VennSubset) {
    guard union.ids.count == 2, let written = union.size, let size = Double(source.string(written)), size < 0,
      let first = sets.existing(bytes(union.ids[0])), let second = sets.existing(bytes(union.ids[1])),
      first != second, sizes[first] >= 0, sizes[second] >= 0
    else { return }
    diagnostics.cannotRender(
      written, "sets cannot have less than nothing in common", "write a size of 0 or more")
  }

  private mutating func warnAboutUnknown(_ ids: [TextRange], _ what: String) {
    for id in ids where sets.existing(bytes(id)) == nil {
      diagnostics.warn(
        .ignoredText, id,
        "there is no set \"\(ByteText.display(bytes(id)))\", and mermaid.js does not show the \(what)",
        "write `set` for it, or correct the name")
    }
  }
}
