import AtlasCore
import AtlasMermaid

/// Counts what a drawing is made of. The names are what reports and rules call the figures.
enum StructureMeter {
  static func metrics(of view: DiagramView) -> [StructuralMetric] {
    let diagram = view.diagram
    var metrics: [StructuralMetric]
    switch diagram.syntax {
    case .none: return []
    case .flowchart: metrics = view.flowchart.map { self.metrics(of: $0, diagram.source) } ?? []
    case .sequence(let sequence): metrics = self.metrics(of: sequence, diagram.source)
    default: metrics = elements(of: diagram.syntax)
    }
    return metrics + lengths(of: view.labels)
  }

  // MARK: Labels

  /// Lengths in characters (Unicode scalars) of what is shown: of the longest label, of its longest line, on average.
  private static func lengths(of labels: [DiagramContent.Label]) -> [StructuralMetric] {
    var (longest, longestLine, total) = (0, 0, 0)
    for label in labels {
      longest = max(longest, label.size.characters)
      longestLine = max(longestLine, label.size.width)
      total += label.size.characters
    }
    let count = labels.count
    return [
      StructuralMetric("labels", Double(count)), StructuralMetric("maxLabelLength", Double(longest)),
      StructuralMetric("maxLineLength", Double(longestLine)),
      StructuralMetric("averageLabelLength", count == 0 ? 0 : Double(total * 10 / count) / 10),
    ]
  }

  // MARK: Flowcharts

  private static func metrics(
    of flowchart: FlowchartView, _ source: MermaidSource
  ) -> [StructuralMetric] {
    let graph = flowchart.graph
    let shape = GraphShape(
      nodeCount: graph.nodes.count,
      links: graph.links.indices.map { GraphShape.Link(from: graph.links[$0].from, to: graph.links[$0].to) })
    return [
      StructuralMetric("nodes", Double(graph.nodes.count)),
      StructuralMetric("edges", Double(graph.links.count)),
      StructuralMetric("subgraphs", Double(graph.subgraphs.count)),
      StructuralMetric("nesting", Double(nesting(of: graph))),
      StructuralMetric("depth", Double(shape.depth)),
      StructuralMetric("maxFanIn", Double(shape.maxFanIn)),
      StructuralMetric("maxFanOut", Double(shape.maxFanOut)),
      StructuralMetric("components", Double(shape.components)),
      StructuralMetric("crossings", Double(shape.crossings)),
      StructuralMetric("labelledEdges", Double(labelledLinks(of: graph))),
      StructuralMetric("fills", Double(fills(of: flowchart.tree, graph, source))),
    ]
  }

  private static func labelledLinks(of graph: FlowchartGraph) -> Int {
    // By place: a link is large, and no more than this is asked of it.
    graph.links.indices.count { graph.links[$0].link.label != nil }
  }

  private static func nesting(of graph: FlowchartGraph) -> Int {
    var depths: [Int] = []
    depths.reserveCapacity(graph.subgraphs.count)
    for place in graph.subgraphs.indices {
      depths.append((graph.subgraphs[place].parent.map { depths[$0] } ?? 0) + 1)
    }
    return depths.max() ?? 0
  }

  /// How many colours nodes are filled with. Which plane a colour means is the specification's, and no metric's.
  private static func fills(
    of flowchart: FlowchartDiagram, _ graph: FlowchartGraph, _ source: MermaidSource
  ) -> Int {
    var fills = FillCounter(source)
    for definition in graph.classes { fills.define(definition) }
    for place in graph.nodes.indices { fills.add(classes: graph.nodes[place].classes) }
    collectFills(of: flowchart.statements, &fills)
    return fills.count
  }

  private static func collectFills(of statements: [FlowStatement], _ fills: inout FillCounter) {
    for statement in statements {
      switch statement {
      case .style(let style): fills.add(styles: style.styles)
      case .subgraph(let subgraph): collectFills(of: subgraph.statements, &fills)
      default: break
      }
    }
  }

  // MARK: Sequence diagrams

  private static func metrics(
    of sequence: SequenceDiagram, _ source: MermaidSource
  ) -> [StructuralMetric] {
    var counts = SequenceCounts(source: source)
    counts.add(sequence.statements, depth: 0)
    return [
      StructuralMetric("participants", Double(counts.participants.count)),
      StructuralMetric("messages", Double(counts.messages)), StructuralMetric("notes", Double(counts.notes)),
      StructuralMetric("blocks", Double(counts.blocks)), StructuralMetric("nesting", Double(counts.nesting)),
    ]
  }

  private struct SequenceCounts {
    let source: MermaidSource
    /// Declared, or made by a message to or from them.
    var participants: Set<String> = []
    var messages = 0
    var notes = 0
    var blocks = 0
    var nesting = 0

    init(source: MermaidSource) { self.source = source }

    mutating func add(_ statements: [SequenceDiagram.Statement], depth: Int) {
      nesting = max(nesting, depth)
      for statement in statements {
        switch statement {
        case .participant(let participant): participants.insert(source.string(participant.id))
        case .message(let message):
          messages += 1
          participants.insert(source.string(message.source))
          participants.insert(source.string(message.target))
        case .note: notes += 1
        case .box(let box): add(box.statements, depth: depth)
        case .block(let block):
          blocks += 1
          for section in block.sections { add(section.statements, depth: depth + 1) }
        case .destruction, .activation, .numbering, .attachment: break
        }
      }
    }
  }

  // MARK: Other kinds

  /// How many elements of each name the tree has, in the order of their first appearance: `slice` 5.
  private static func elements(of syntax: Diagram) -> [StructuralMetric] {
    var sink = ElementSink()
    syntax.describe(to: &sink)
    return sink.names.map { StructuralMetric($0.name.description, Double($0.count)) }
      + [StructuralMetric("nesting", Double(max(sink.deepest - 1, 0)))]
  }

  private struct ElementSink: TreeSink {
    var names: [(name: StaticString, count: Int)] = []
    var depth = 0
    var deepest = 0

    mutating func open(_ name: StaticString, _ range: TextRange) {
      depth += 1
      deepest = max(deepest, depth)
      guard depth > 1 else { return }
      if let index = names.firstIndex(where: { $0.name.isEqual(to: name) }) {
        names[index].count += 1
      } else {
        names.append((name, 1))
      }
    }

    mutating func close() { depth -= 1 }
    mutating func token(_ name: StaticString, _ range: TextRange) {}
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}
