import AtlasCore
import AtlasMermaid

/// What carries a label. Of a flowchart it is told by its place: few ask for the name, which has to be put together.
package enum LabelSubject: Sendable {
  case named(String)
  /// A node, link or subgraph, whichever the carrier is, by its place in the graph.
  case element(Int, FlowchartGraph)
}

extension LabelSubject: ExpressibleByStringLiteral {
  package init(stringLiteral name: String) { self = .named(name) }
}

/// The texts that a diagram shows, each with the node, link or participant that carries it.
struct DiagramLabels {
  /// What shows a text.
  package enum Carrier: Sendable {
    case node, link, subgraph, participant, message, note
    /// The title of the whole diagram, or of a part of a chart.
    case title
    /// The condition of a block, a slice, an event, a task: what belongs to one kind of diagrams.
    case other
  }

  struct Label {
    /// Without quotes and without comments inside it.
    var range: TextRange
    var subject: LabelSubject
    var carrier: Carrier
  }

  private(set) var labels: [Label] = []

  /// - Parameter graph: that of a flowchart, where it is at hand.
  init(_ diagram: ParsedDiagram, graph: FlowchartGraph? = nil) {
    switch diagram.syntax {
    case .flowchart(let flowchart): collect(graph ?? FlowchartGraph(flowchart, diagram.source))
    case .sequence(let sequence):
      if let title = sequence.title { add(title, "", .title) }
      collect(sequence.statements, diagram.source)
    default:
      var sink = LabelSink(source: diagram.source)
      diagram.syntax.describe(to: &sink)
      labels = sink.labels
    }
    cut(at: diagram.comments)
  }

  /// By their places in the text. Numbers are put in order and not the labels, which take longer to move.
  var inOrder: [Label] {
    var order: [(range: UInt64, place: Int)] = []
    order.reserveCapacity(labels.count)
    for (place, label) in labels.enumerated() {
      order.append((UInt64(label.range.start) << 32 | UInt64(label.range.end), place))
    }
    order.sort { ($0.range, $0.place) < ($1.range, $1.place) }
    return order.map { labels[$0.place] }
  }

  private mutating func add(_ range: TextRange, _ subject: String, _ carrier: Carrier) {
    guard !range.isEmpty else { return }
    labels.append(Label(range: range, subject: .named(subject), carrier: carrier))
  }

  // MARK: Flowcharts

  private mutating func add(_ label: LabelText?, _ carrier: Carrier, _ place: Int, _ graph: FlowchartGraph) {
    guard let range = label?.range, !range.isEmpty else { return }
    labels.append(Label(range: range, subject: .element(place, graph), carrier: carrier))
  }

  private mutating func collect(_ graph: FlowchartGraph) {
    labels.reserveCapacity(graph.nodes.count + graph.links.count + graph.subgraphs.count)
    for place in graph.nodes.indices { add(graph.nodes[place].label, .node, place, graph) }
    // `A & B -->|text| C` makes two links of one text.
    var last: TextRange?
    for place in graph.links.indices where graph.links[place].link.range != last {
      last = graph.links[place].link.range
      add(graph.links[place].link.label, .link, place, graph)
    }
    for place in graph.subgraphs.indices {
      add(graph.subgraphs[place].subgraph.title, .subgraph, place, graph)
    }
  }

  // MARK: Sequence diagrams

  private mutating func collect(_ statements: [SequenceDiagram.Statement], _ source: MermaidSource) {
    for statement in statements {
      switch statement {
      case .participant(let participant):
        if let alias = participant.alias {
          add(alias.label.range, source.string(participant.id), .participant)
        }
      case .box(let box):
        if let title = box.title { add(title.label.range, "", .subgraph) }
        collect(box.statements, source)
      case .message(let message):
        let ends = "\(source.string(message.source))->\(source.string(message.target))"
        add(message.text.label.range, ends, .message)
      case .note(let note):
        add(note.text.label.range, note.participants.map(source.string).joined(separator: ","), .note)
      case .block(let block):
        for section in block.sections {
          // What stands behind `rect` is its colour.
          if block.keyword != .rect { add(section.text.label.range, "", .other) }
          collect(section.statements, source)
        }
      case .destruction, .activation, .numbering, .attachment: break
      }
    }
  }

  // MARK: Comments

  /// A comment inside a label is no part of it.
  private mutating func cut(at comments: [TextRange]) {
    guard labels.contains(where: { label in comments.contains { label.range.encloses($0) } }) else { return }
    labels = labels.flatMap { label in
      var parts: [Label] = []
      var part = label
      var start = label.range.lowerBound
      for comment in comments where label.range.encloses(comment) && comment.lowerBound >= start {
        part.range = TextRange(start, comment.lowerBound)
        parts.append(part)
        start = comment.upperBound
      }
      part.range = TextRange(start, label.range.upperBound)
      return parts + [part]
    }
  }
}

/// Collects the texts of any kind of diagram from what its tree tells: a text belongs to the innermost element, which is
/// called by its id, or by the ids of the two elements that it joins.
private struct LabelSink: TreeSink {
  private struct Element {
    var name: StaticString
    var id = ""
    /// The ids of the elements inside it.
    var members: [String] = []
    /// By place in `labels`.
    var labels: [Int] = []
  }

  let source: MermaidSource
  var labels: [DiagramLabels.Label] = []
  private var open: [Element] = []

  init(source: MermaidSource) { self.source = source }

  mutating func open(_ name: StaticString, _ range: TextRange) {
    open.append(Element(name: name))
  }

  mutating func close() {
    guard let element = open.popLast() else { return }
    var id = element.id
    switch (element.name, element.members.count) {
    case ("mention", 1) where id.isEmpty: id = element.members[0]
    case ("transition", 2), ("relation", 2), ("link", 2): id = element.members.joined(separator: "->")
    default: break
    }
    for index in element.labels { labels[index].subject = .named(id) }
    guard !open.isEmpty, !id.isEmpty else { return }
    open[open.count - 1].members.append(id)
  }

  mutating func word(_ name: StaticString, _ value: String) {}

  mutating func number(_ name: StaticString, _ value: Int) {}

  mutating func token(_ name: StaticString, _ range: TextRange) {
    guard let element = open.last, !range.isEmpty else { return }
    switch name {
    case "id":
      if element.id.isEmpty { open[open.count - 1].id = source.string(range) }
    case "title": add(range, .title)
    case "note": add(range, .note)
    case "label", "text", "message", "alias", "description", "comment": add(range, Self.carrier(element.name))
    // Elsewhere a name is that of a class of styles, or of an attribute.
    case "name" where element.name.isEqual(to: "section"): add(range, .title)
    default: break
    }
  }

  private static func carrier(_ element: StaticString) -> DiagramLabels.Carrier {
    switch element {
    case "node", "state", "mention", "entity", "class", "service", "block", "element": .node
    case "link", "transition", "relation", "edge": .link
    case "group", "subgraph", "composite", "boundary": .subgraph
    case "note": .note
    default: .other
    }
  }

  private mutating func add(_ range: TextRange, _ carrier: DiagramLabels.Carrier) {
    open[open.count - 1].labels.append(labels.count)
    labels.append(DiagramLabels.Label(range: range, subject: "", carrier: carrier))
  }
}
