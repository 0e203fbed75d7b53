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
  var range: TextRange
  /// Nil for an id that is shown as it is.
  var label: DiagramContent.Label?
  /// The id that is shown where there is no label.
  private var id: [UInt8] = []

  var text: [UInt8] { label?.text ?? id }

  init(_ label: DiagramContent.Label) {
    role = label.carrier == .node ? .node : .participant
    range = label.range
    self.label = label
  }

  private init(_ role: Role, _ id: [UInt8], _ range: TextRange) {
    self.role = role
    self.range = range
    self.id = id
  }

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
    names.reserveCapacity(labels.count)
    for label in labels where label.carrier == .node || label.carrier == .participant {
      names.append(ShownName(label))
    }
    var bare: [ShownName] = []
    if let flowchart {
      bare = bareNodes(of: flowchart, names)
    } else if case .sequence(let sequence) = diagram.syntax {
      bare = bareParticipants(of: sequence, diagram.source, names)
    }
    // Labels are in order already.
    return bare.isEmpty ? names : (names + bare).sorted { $0.range < $1.range }
  }

  /// The nodes that no label names, by their ids where they first stand.
  private static func bareNodes(of flowchart: FlowchartView, _ named: [ShownName]) -> [ShownName] {
    let nodes = flowchart.graph.nodes
    var isNamed = Array(repeating: false, count: nodes.count)
    for name in named { if let node = name.label?.element { isNamed[node] = true } }
    return flowchart.nodes.filter { !isNamed[$0] }.map { place in
      let (id, range) = (Array(nodes[place].id.utf8), nodes[place].range)
      let end = min(range.lowerBound + id.count, range.upperBound)
      return ShownName(.node, id, TextRange(range.lowerBound, end))
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
      return ShownName(.participant, Array(id.utf8), range)
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
