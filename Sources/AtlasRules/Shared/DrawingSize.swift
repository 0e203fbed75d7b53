import AtlasCore
import AtlasMermaid

/// How many nodes and links a diagram draws, in the kinds that are graphs; nothing in the others, whose size is that of
/// a chart or of a script.
struct DrawingSize {
  private(set) var nodes = 0
  private(set) var links = 0

  init(_ subject: RuleSubject) {
    if let view = subject.flowchart {
      nodes = view.nodes.count
      links = view.links.count
      return
    }
    switch subject.diagram.syntax {
    case .state, .class, .er, .requirement, .block, .architecture: break
    default: return
    }
    var sink = Sink(source: subject.diagram.source)
    subject.outline.describe(to: &sink)
    nodes = sink.ids.count
    links = sink.links
  }

  private struct Sink: TreeSink {
    let source: MermaidSource
    var ids: Set<String> = []
    var links = 0
    private var open: [StaticString] = []

    init(source: MermaidSource) { self.source = source }

    mutating func open(_ name: StaticString, _ range: TextRange) {
      open.append(name)
      if isLink { links += 1 }
    }

    mutating func close() { open.removeLast() }

    mutating func token(_ name: StaticString, _ range: TextRange) {
      switch (open.last ?? "", name) {
      // Statements about looks name ids that stand elsewhere, and a group is no node.
      case ("style", _), ("cssClass", _), ("click", _), ("classDef", _), ("group", _), ("namespace", _): break
      case (_, "id"): ids.insert(source.string(range))
      case ("requirement", "name"), ("element", "name"): ids.insert(source.string(range))
      default: break
      }
    }

    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}

    private var isLink: Bool {
      switch open.last ?? "" {
      case "transition", "relation", "link", "edge": true
      default: false
      }
    }
  }
}
