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
    var sink: Sink
    switch subject.diagram.syntax {
    case .flowchart, .state, .er:
      sink = Sink(source: subject.diagram.source, assigning: ["class", "style", "click"])
    case .class: sink = Sink(source: subject.diagram.source, assigning: ["cssClass", "style", "click"])
    default: return
    }
    subject.outline.describe(to: &sink)
    guard !sink.uses.isEmpty else { return }
    if let graph = subject.flowchart?.graph {
      // Those that mermaid.js numbers itself.
      for subgraph in graph.subgraphs where subgraph.subgraph.id == nil {
        sink.know(ArraySlice(subgraph.id.utf8), at: subgraph.subgraph.range.upperBound)
      }
    }
    for use in sink.uses {
      if let place = sink.place(subject.diagram.source.original[use.id.bounds]) {
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
          help: help(for: id, in: sink))
      }
    }
  }

  private static func help(for id: String, in sink: Sink) -> String {
    let parts = Array(id.utf8).split(separator: UInt8(ascii: ","))
    if parts.count > 1, parts.allSatisfy({ sink.place($0) != nil }) {
      return "it takes one id alone: write a line for each, or give them a class"
    }
    return NearestWord.of(id, in: sink.names).map { "did you mean \"\($0)\"?" }
      ?? "use the id of a node, or remove \"\(id)\""
  }

  /// Tells the ids that a diagram has from those that its statements about looks name.
  private struct Sink: TreeSink {
    let source: MermaidSource
    let assigning: [StaticString]
    private var declared = NameTable()
    /// By name: the place from which on mermaid.js knows it.
    private var places: [Int] = []
    private(set) var uses: [(statement: StaticString, id: TextRange)] = []
    private var open: [StaticString] = []

    init(source: MermaidSource, assigning: [StaticString]) {
      self.source = source
      self.assigning = assigning
    }

    mutating func open(_ name: StaticString, _ range: TextRange) { open.append(name) }
    mutating func close() { open.removeLast() }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      guard name.isEqual(to: "id"), !range.isEmpty else { return }
      if let statement = open.last(where: { name in assigning.contains { $0.isEqual(to: name) } }) {
        uses.append((statement, range))
      } else {
        declare(source.original[range.bounds], at: range.lowerBound)
      }
    }

    /// An id that the text declares here, and perhaps before.
    private mutating func declare(_ id: ArraySlice<UInt8>, at place: Int) {
      let number = declared.number(of: id)
      if number == places.count { places.append(place) }
      places[number] = min(places[number], place)
    }

    /// An id that mermaid.js knows from a place on.
    mutating func know(_ id: ArraySlice<UInt8>, at place: Int) {
      let number = declared.number(of: id)
      if number == places.count { places.append(place) } else { places[number] = place }
    }

    /// The place from which on mermaid.js knows an id; nil where the diagram does not have it.
    func place(_ id: ArraySlice<UInt8>) -> Int? { declared.existing(id).map { places[$0] } }

    var names: [String] { places.indices.map { String(decoding: declared.name($0), as: UTF8.self) } }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}
