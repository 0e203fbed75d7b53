import AtlasCore
import AtlasMermaid

/// What a component of a drawing is called for readers: its label, or its id where it has none.
struct ShownName {
  enum Role {
    /// A box of a graph.
    case node
    /// Who speaks in a sequence diagram.
    case participant
  }

  var role: Role
  var text: [UInt8]
  var range: TextRange
  /// Nil for an id that is shown as it is.
  var label: DiagramContent.Label?

  /// The first line of the text, without blanks and signs at its ends.
  var firstLine: Range<Int>? { label.map(\.firstLine) ?? text.indices }

  /// All lines, each so.
  var lines: [Range<Int>] { label?.lines ?? [text.indices] }

  func string(_ stretch: Range<Int>) -> String { String(decoding: text[stretch], as: UTF8.self) }
}

extension ShownName {
  /// The components of a flowchart, of a sequence diagram, and of other kinds those that have a label. Of a flowchart
  /// nodes alone, no subgraphs.
  static func all(
    in diagram: ParsedDiagram, _ flowchart: FlowchartView?, _ labels: [DiagramContent.Label]
  ) -> [ShownName] {
    var names: [ShownName] = []
    for label in labels where label.carrier == .node || label.carrier == .participant {
      names.append(
        ShownName(
          role: label.carrier == .node ? .node : .participant, text: label.text, range: label.range,
          label: label))
    }
    if let flowchart {
      names += bareNodes(of: flowchart, names)
    } else if case .sequence(let sequence) = diagram.syntax {
      names += bareParticipants(of: sequence, diagram.source, names)
    }
    return names.sorted { $0.range < $1.range }
  }

  /// The nodes that no label names, by their ids where they first stand.
  private static func bareNodes(of flowchart: FlowchartView, _ named: [ShownName]) -> [ShownName] {
    let nodes = flowchart.graph.nodes
    var isNamed = Array(repeating: false, count: nodes.count)
    for name in named { if let node = name.label?.element { isNamed[node] = true } }
    return flowchart.nodes.filter { !isNamed[$0] }.map { place in
      let node = nodes[place]
      let end = min(node.range.lowerBound + node.id.utf8.count, node.range.upperBound)
      return ShownName(
        role: .node, text: Array(node.id.utf8), range: TextRange(node.range.lowerBound, end), label: nil)
    }
  }

  /// The participants that no label names, by their ids where they first stand.
  private static func bareParticipants(
    of sequence: SequenceDiagram, _ source: MermaidSource, _ named: [ShownName]
  ) -> [ShownName] {
    var known = Set(named.compactMap { $0.label?.subject })
    return participants(sequence.statements).compactMap { range in
      let id = source.string(range)
      guard known.insert(id).inserted else { return nil }
      return ShownName(role: .participant, text: Array(id.utf8), range: range, label: nil)
    }
  }

  private static func participants(_ statements: [SequenceDiagram.Statement]) -> [TextRange] {
    statements.flatMap { statement -> [TextRange] in
      switch statement {
      case .participant(let participant): [participant.id]
      case .box(let box): participants(box.statements)
      case .message(let message): [message.source, message.target]
      case .block(let block): block.sections.flatMap { participants($0.statements) }
      case .note, .destruction, .activation, .numbering, .attachment: []
      }
    }
  }
}
