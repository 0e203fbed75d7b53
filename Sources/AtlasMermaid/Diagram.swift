import AtlasCore

/// What a diagram says, as a typed tree: one payload per kind. Ranges are in the bytes of the original diagram.
public enum Diagram: Sendable {
  /// Nothing that a parser of this package understands: no kind, or a kind without a parser.
  case none
  case gantt(GanttDiagram)
  case pie(PieDiagram)
  case timeline(TimelineDiagram)
}

extension Diagram: SyntaxNode {
  public var range: TextRange {
    switch self {
    case .none: TextRange(at: 0)
    case .gantt(let diagram): diagram.range
    case .pie(let diagram): diagram.range
    case .timeline(let diagram): diagram.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .none: break
    case .gantt(let diagram): diagram.describe(to: &sink)
    case .pie(let diagram): diagram.describe(to: &sink)
    case .timeline(let diagram): diagram.describe(to: &sink)
    }
  }
}

/// One line per kind that has a parser.
extension Mermaid {
  static func run(_ kind: DiagramKind, _ source: MermaidSource, _ target: Target) -> ParseResult {
    switch kind {
    case .gantt: ParseResult(GanttParser(source, target), Diagram.gantt)
    case .pie: ParseResult(PieParser(source, target), Diagram.pie)
    case .timeline: ParseResult(TimelineParser(source, target), Diagram.timeline)
    case .flowchart, .sequence, .state, .class, .er, .mindmap, .journey, .quadrant,
      .xychart,
      .sankey, .gitgraph, .requirement, .c4, .block, .packet, .kanban, .architecture, .radar, .treemap, .info,
      .venn, .wardley, .ishikawa, .eventmodeling, .treeview, .railroad, .cynefin, .zenuml, .error:
      ParseResult(unsupported: kind, source)
    }
  }
}
