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
    if let graph = subject.flowchart?.graph {
      // Those that mermaid.js numbers itself.
      for subgraph in graph.subgraphs where subgraph.subgraph.id == nil {
        sink.declared[subgraph.id] = subgraph.subgraph.range.upperBound
      }
    }
    for use in sink.uses {
      let id = subject.string(use.id)
      if let place = sink.declared[id] {
        // Only a flowchart looks for the id while it is being read; `style` makes the node itself.
        guard subject.flowchart != nil, use.statement != "style", place > use.id.lowerBound else { continue }
        report.add(
          use.id, "`\(use.statement)` names \"\(id)\" before the diagram does, so mermaid.js ignores it",
          help: "move the `\(use.statement)` line behind the first line with \"\(id)\"")
      } else {
        report.add(
          use.id, "`\(use.statement)` names \"\(id)\", and the diagram has no such id",
          help: help(for: id, in: sink))
      }
    }
  }

  private static func help(for id: String, in sink: Sink) -> String {
    let parts = id.utf8.split(separator: UInt8(ascii: ","))
    if parts.count > 1, parts.allSatisfy({ sink.declared[String(decoding: $0, as: UTF8.self)] != nil }) {
      return "it takes one id alone: write a line for each, or give them a class"
    }
    return NearestWord.of(id, in: sink.declared.keys).map { "did you mean \"\($0)\"?" }
      ?? "use the id of a node, or remove \"\(id)\""
  }

  /// Tells the ids that a diagram has from those that its statements about looks name.
  private struct Sink: TreeSink {
    let source: MermaidSource
    let assigning: [StaticString]
    /// With the place from which on mermaid.js knows them.
    var declared: [String: Int] = [:]
    var uses: [(statement: String, id: TextRange)] = []
    private var open: [StaticString] = []

    init(source: MermaidSource, assigning: [StaticString]) {
      self.source = source
      self.assigning = assigning
    }

    mutating func open(_ name: StaticString, _ range: TextRange) { open.append(name) }
    mutating func close() { open.removeLast() }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      guard name.isEqual(to: "id"), !range.isEmpty else { return }
      if let statement = open.last(where: { name in assigning.contains { $0.isEqual(to: name) } })?
        .description
      {
        uses.append((statement, range))
      } else {
        let id = source.string(range)
        declared[id] = min(declared[id] ?? .max, range.lowerBound)
      }
    }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }
}
