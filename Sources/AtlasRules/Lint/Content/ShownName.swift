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
  /// The lines of the text, without blanks and signs at their ends.
  var lines: [Range<Int>]

  func string(_ stretch: Range<Int>) -> String { String(decoding: text[stretch], as: UTF8.self) }
}

extension ShownName {
  /// The components of a flowchart, of a sequence diagram, and of other kinds those that have a label. Of a flowchart
  /// nodes alone, no subgraphs.
  static func all(
    in diagram: ParsedDiagram, _ flowchart: FlowchartView?, _ labels: [DiagramContent.Label]
  ) -> [ShownName] {
    var names: [ShownName] = []
    var named: Set<String> = []
    for label in labels where label.carrier == .node || label.carrier == .participant {
      named.insert(label.subject)
      names.append(
        ShownName(
          role: label.carrier == .node ? .node : .participant, text: label.text, range: label.range,
          lines: label.lines))
    }
    for (id, range, role) in bareNames(in: diagram, flowchart) where named.insert(id).inserted {
      let text = Array(id.utf8)
      names.append(ShownName(role: role, text: text, range: range, lines: [text.indices]))
    }
    return names.sorted { $0.range < $1.range }
  }

  /// Ids that may be shown as they are, each where it first stands.
  private static func bareNames(
    in diagram: ParsedDiagram, _ flowchart: FlowchartView?
  ) -> [(id: String, range: TextRange, role: Role)] {
    if let flowchart {
      return flowchart.nodes.map { place in
        let node = flowchart.graph.nodes[place]
        let end = min(node.range.lowerBound + node.id.utf8.count, node.range.upperBound)
        return (node.id, TextRange(node.range.lowerBound, end), .node)
      }
    }
    guard case .sequence(let sequence) = diagram.syntax else { return [] }
    return participants(sequence.statements).map { (diagram.source.string($0), $0, .participant) }
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
