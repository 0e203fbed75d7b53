import AtlasCore

/// What a diagram says, as a typed tree: one payload per kind. Ranges are in the bytes of the original diagram.
public enum Diagram: Sendable {
  /// Nothing that a parser of this package understands: no kind, or a kind without a parser.
  case none
  case flowchart(FlowchartDiagram)
  case sequence(SequenceDiagram)
  case state(StateDiagram)
  case `class`(ClassDiagram)
  case er(ERDiagram)
  case gantt(GanttDiagram)
  case pie(PieDiagram)
  case timeline(TimelineDiagram)
  case mindmap(MindmapDiagram)
  case journey(JourneyDiagram)
  case quadrant(QuadrantDiagram)
  case xychart(XYChartDiagram)
  case sankey(SankeyDiagram)
  case kanban(KanbanDiagram)
  case block(BlockDiagram)
  case c4(C4Diagram)
  case requirement(RequirementDiagram)
  case ishikawa(IshikawaDiagram)
  case venn(VennDiagram)
}

extension Diagram: SyntaxNode {
  public var range: TextRange {
    switch self {
    case .none: TextRange(at: 0)
    case .flowchart(let diagram): diagram.range
    case .sequence(let diagram): diagram.range
    case .state(let diagram): diagram.range
    case .class(let diagram): diagram.range
    case .er(let diagram): diagram.range
    case .gantt(let diagram): diagram.range
    case .pie(let diagram): diagram.range
    case .timeline(let diagram): diagram.range
    case .mindmap(let diagram): diagram.range
    case .journey(let diagram): diagram.range
    case .quadrant(let diagram): diagram.range
    case .xychart(let diagram): diagram.range
    case .sankey(let diagram): diagram.range
    case .kanban(let diagram): diagram.range
    case .block(let diagram): diagram.range
    case .c4(let diagram): diagram.range
    case .requirement(let diagram): diagram.range
    case .ishikawa(let diagram): diagram.range
    case .venn(let diagram): diagram.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .none: break
    case .flowchart(let diagram): diagram.describe(to: &sink)
    case .sequence(let diagram): diagram.describe(to: &sink)
    case .state(let diagram): diagram.describe(to: &sink)
    case .class(let diagram): diagram.describe(to: &sink)
    case .er(let diagram): diagram.describe(to: &sink)
    case .gantt(let diagram): diagram.describe(to: &sink)
    case .pie(let diagram): diagram.describe(to: &sink)
    case .timeline(let diagram): diagram.describe(to: &sink)
    case .mindmap(let diagram): diagram.describe(to: &sink)
    case .journey(let diagram): diagram.describe(to: &sink)
    case .quadrant(let diagram): diagram.describe(to: &sink)
    case .xychart(let diagram): diagram.describe(to: &sink)
    case .sankey(let diagram): diagram.describe(to: &sink)
    case .kanban(let diagram): diagram.describe(to: &sink)
    case .block(let diagram): diagram.describe(to: &sink)
    case .c4(let diagram): diagram.describe(to: &sink)
    case .requirement(let diagram): diagram.describe(to: &sink)
    case .ishikawa(let diagram): diagram.describe(to: &sink)
    case .venn(let diagram): diagram.describe(to: &sink)
    }
  }
}

/// One line per kind that has a parser.
extension Mermaid {
  static func run(_ kind: DiagramKind, _ source: MermaidSource, _ target: Target) -> ParseResult {
    switch kind {
    case .flowchart: ParseResult(FlowParser(source, target), Diagram.flowchart)
    case .sequence: ParseResult(SequenceParser(source, target), Diagram.sequence)
    case .state: ParseResult(StateParser(source, target), Diagram.state)
    case .class: ParseResult(ClassParser(source, target), Diagram.class)
    case .er: ParseResult(ERParser(source, target), Diagram.er)
    case .gantt: ParseResult(GanttParser(source, target), Diagram.gantt)
    case .pie: ParseResult(PieParser(source, target), Diagram.pie)
    case .timeline: ParseResult(TimelineParser(source, target), Diagram.timeline)
    case .mindmap: ParseResult(MindmapParser(source, target), Diagram.mindmap)
    case .journey: ParseResult(JourneyParser(source, target), Diagram.journey)
    case .quadrant: ParseResult(QuadrantParser(source, target), Diagram.quadrant)
    case .xychart: ParseResult(XYChartParser(source, target), Diagram.xychart)
    case .sankey: ParseResult(SankeyParser(source, target), Diagram.sankey)
    case .kanban: ParseResult(KanbanParser(source, target), Diagram.kanban)
    case .block: ParseResult(BlockParser(source, target), Diagram.block)
    case .c4: ParseResult(C4Parser(source, target), Diagram.c4)
    case .requirement: ParseResult(RequirementParser(source, target), Diagram.requirement)
    case .ishikawa: ParseResult(IshikawaParser(source, target), Diagram.ishikawa)
    case .venn: ParseResult(VennParser(source, target), Diagram.venn)
    case .gitgraph, .packet, .architecture, .radar, .treemap, .info,
      .wardley, .eventmodeling, .treeview, .railroad, .cynefin, .zenuml, .error:
      ParseResult(unsupported: kind, source)
    }
  }
}
