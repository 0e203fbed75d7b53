import AtlasCore
import AtlasMermaid

package enum ClassOnUnknownNode: LintRule {
  package static let description = RuleDocumentation(
    id: "class-on-unknown-node",
    finds:
      "a class, a style or a click for an id that the diagram does not have, or has only further below, where "
      + "mermaid.js no longer looks",
    matters: "The statement does nothing, or draws a box of its own that nobody meant.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef hot fill:#CC0000\n  class A,Orders hot\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef hot fill:#CC0000\n  class A,B hot\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let graph = subject.flowchart?.graph
    // For most flowcharts this is all of the matter.
    if let graph, let looks = subject.looks,
      looks.namedIDs.allSatisfy({ $0.isEmpty || isKnown($0, graph, subject) })
    {
      return
    }
    var sink: Sink
    switch subject.diagram.syntax {
    case .flowchart, .state, .er: sink = Sink(assigning: "class")
    case .class: sink = Sink(assigning: "cssClass")
    default: return
    }
    subject.outline.describe(to: &sink)
    let uses = graph.map { graph in sink.uses.filter { !isKnown($0.id, graph, subject) } } ?? sink.uses
    guard !uses.isEmpty else { return }
    var known = KnownIDs(sink.ids, in: subject.diagram.source)
    // Those that mermaid.js numbers itself.
    for subgraph in graph?.subgraphs ?? [] where subgraph.subgraph.id == nil {
      known.know(ArraySlice(subgraph.id.utf8), at: subgraph.subgraph.range.upperBound)
    }
    for use in uses {
      if let place = known.place(subject.diagram.source.original[use.id.bounds]) {
        // Only a flowchart looks for the id while it is being read; `style` makes the node itself.
        guard subject.flowchart != nil, !use.statement.isEqual(to: "style"), place > use.id.lowerBound else {
          continue
        }
        let id = subject.string(use.id)
        report.add(
          use.id, "`\(use.statement)` names \"\(id)\" before the diagram does, so mermaid.js ignores it",
          help: "move the `\(use.statement)` line behind the first line with \"\(id)\"")
      } else {
        let id = subject.string(use.id)
        report.add(
          use.id, "`\(use.statement)` names \"\(id)\", and the diagram has no such id",
          help: help(for: id, in: known))
      }
    }
  }

  /// Whether a node of the graph has an id before a statement that names it.
  private static func isKnown(_ id: TextRange, _ graph: FlowchartGraph, _ subject: RuleSubject) -> Bool {
    guard let node = graph.place(ofNode: subject.diagram.source.original[id.bounds]),
      graph.subgraphsOfNodes[node] == nil
    else { return false }
    return graph.nodes[node].range.lowerBound < id.lowerBound
  }

  private static func help(for id: String, in known: KnownIDs) -> String {
    let parts = Array(id.utf8).split(separator: UInt8(ascii: ","))
    if parts.count > 1, parts.allSatisfy({ known.place($0) != nil }) {
      return "it takes one id alone: write a line for each, or give them a class"
    }
    return NearestWord.of(id, in: known.names).map { "did you mean \"\($0)\"?" }
      ?? "use the id of a node, or remove \"\(id)\""
  }

  /// Tells the ids that a diagram has from those that its statements about looks name.
  private struct Sink: TreeSink {
    /// The statement that gives ids a class.
    let assigning: StaticString
    /// Where ids are declared, each as often as it is.
    private(set) var ids: [TextRange] = []
    private(set) var uses: [(statement: StaticString, id: TextRange)] = []
    private var depth = 0
    /// The open statements about looks, from the outside in, and how deep each is.
    private var statements: [(name: StaticString, depth: Int)] = []

    init(assigning: StaticString) { self.assigning = assigning }

    mutating func open(_ name: StaticString, _ range: TextRange) {
      depth += 1
      if name.isEqual(to: "style") || name.isEqual(to: "click") || name.isEqual(to: assigning) {
        statements.append((name, depth))
      }
    }

    mutating func close() {
      if statements.last?.depth == depth { statements.removeLast() }
      depth -= 1
    }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      guard name.isEqual(to: "id"), !range.isEmpty else { return }
      if let statement = statements.last { uses.append((statement.name, range)) } else { ids.append(range) }
    }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }

  /// The ids that a diagram has.
  private struct KnownIDs {
    private var table = NameTable()
    /// By name: the place from which on mermaid.js knows it.
    private var places: [Int] = []

    /// Those that the text declares, each perhaps several times.
    init(_ ids: [TextRange], in source: MermaidSource) {
      for id in ids {
        let number = table.number(of: source.original[id.bounds])
        if number == places.count { places.append(id.lowerBound) }
        places[number] = min(places[number], id.lowerBound)
      }
    }

    /// An id that mermaid.js knows from a place on.
    mutating func know(_ id: ArraySlice<UInt8>, at place: Int) {
      let number = table.number(of: id)
      if number == places.count { places.append(place) } else { places[number] = place }
    }

    /// The place from which on mermaid.js knows an id; nil where the diagram does not have it.
    func place(_ id: ArraySlice<UInt8>) -> Int? { table.existing(id).map { places[$0] } }

    var names: [String] { places.indices.map { String(decoding: table.name($0), as: UTF8.self) } }
  }
}
