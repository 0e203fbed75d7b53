import AtlasCore

/// What mermaid.js checks after parsing, in its order: the places of anchors, components and notes, then pipelines,
/// evolutions, annotations and accelerators. And what it leaves out of the picture without a word.
struct WardleyMeaning {
  private let bytes: [UInt8]
  private var names = NameTable()
  /// The names of the components of pipelines, which links may name too.
  private var labels = NameTable()

  private init(_ source: MermaidSource) { bytes = source.original }

  static func check(_ diagram: WardleyDiagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics) {
    var meaning = WardleyMeaning(source)
    for anchors in [true, false] {
      for case .node(let node) in diagram.statements where node.isAnchor == anchors {
        meaning.add(node, &diagnostics)
      }
    }
    meaning.checkMarks([.note], diagram, &diagnostics)
    for case .pipeline(let pipeline) in diagram.statements { meaning.check(pipeline, &diagnostics) }
    for case .evolve(let evolve) in diagram.statements { meaning.check(evolve, &diagnostics) }
    meaning.checkBox(diagram, &diagnostics)
    for role in [WardleyMark.Role.annotation, .accelerator, .deaccelerator] {
      meaning.checkMarks([role], diagram, &diagnostics)
    }
    for case .link(let link) in diagram.statements { meaning.warn(link, &diagnostics) }
  }

  // MARK: Checks

  private mutating func add(_ node: WardleyNode, _ diagnostics: inout Diagnostics) {
    if let visibility = node.visibility { check(visibility, &diagnostics) }
    check(node.evolution, &diagnostics)
    let count = names.count
    if names.number(of: key(node.name)) < count {
      diagnostics.warn(
        .duplicateEntry, node.name.range,
        "mermaid.js draws only the last of two components with the same name",
        "give the components different names")
    }
  }

  private mutating func check(_ pipeline: WardleyPipeline, _ diagnostics: inout Diagnostics) {
    let parent = key(pipeline.parent)
    if names.existing(parent) == nil {
      reject(
        pipeline.parent.range, "the pipeline belongs to no component of the map",
        "declare the component above, with its place", &diagnostics)
    }
    for component in pipeline.components {
      check(component.evolution, &diagnostics)
      let name = key(component.name)
      _ = names.number(of: parent + [0x5F] + name)
      _ = labels.number(of: name)
    }
  }

  private func check(_ evolve: WardleyEvolve, _ diagnostics: inout Diagnostics) {
    guard names.existing(key(evolve.component)) != nil else {
      return diagnostics.warn(
        .ignoredText, evolve.range, "mermaid.js draws nothing for a component that does not exist",
        "write the name as the component has it")
    }
    check(evolve.target, &diagnostics)
  }

  /// Only the first box counts.
  private func checkBox(_ diagram: WardleyDiagram, _ diagnostics: inout Diagnostics) {
    for case .mark(let mark) in diagram.statements where mark.role == .annotations {
      check(mark.x, &diagnostics)
      return check(mark.y, &diagnostics)
    }
  }

  private func checkMarks(
    _ roles: [WardleyMark.Role], _ diagram: WardleyDiagram, _ diagnostics: inout Diagnostics
  ) {
    for case .mark(let mark) in diagram.statements where roles.contains(mark.role) {
      check(mark.x, &diagnostics)
      check(mark.y, &diagnostics)
    }
  }

  /// A number up to 1 is a share, one up to 100 a percentage.
  private func check(_ number: TextRange, _ diagnostics: inout Diagnostics) {
    let digits = bytes[number.bounds]
    guard digits.prefix(while: CharacterClass.isDigit).count > 2,
      Double(String(decoding: digits, as: UTF8.self)) ?? 0 > 100
    else { return }
    reject(
      number, "the place \(ByteText.display(digits)) is off the map",
      "write a share from 0.0 to 1.0, or a percentage up to 100.0", &diagnostics)
  }

  private func warn(_ link: WardleyLink, _ diagnostics: inout Diagnostics) {
    for end in [link.from, link.to] where diagnostics.canWarn {
      let name = key(end)
      guard names.existing(name) == nil, labels.existing(name) == nil else { continue }
      diagnostics.warn(
        .ignoredText, end.range,
        "mermaid.js leaves out this link, because no component is called \"\(ByteText.display(name))\"",
        "write the name as the component has it, or declare the component")
    }
  }

  // MARK: Names

  /// The name as mermaid.js compares it: without quotes, with escapes resolved.
  private func key(_ name: LabelText) -> ArraySlice<UInt8> {
    let text = bytes[name.range.bounds]
    guard name.form == .quoted, text.contains(0x5C) else { return text }
    var resolved: [UInt8] = []
    var isEscaped = false
    for byte in text {
      if isEscaped {
        resolved.append(WardleyMeaning.escapes[byte] ?? byte)
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else {
        resolved.append(byte)
      }
    }
    return resolved[...]
  }

  private static let escapes: [UInt8: UInt8] = [
    0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09, 0x76: 0x0B, 0x30: 0x00,
  ]

  private func reject(
    _ range: TextRange, _ message: @autoclosure () -> String, _ help: String,
    _ diagnostics: inout Diagnostics
  ) {
    guard diagnostics.isOpen else { return }
    diagnostics.reject(.semanticError, range, line: .none, message(), help)
  }
}
