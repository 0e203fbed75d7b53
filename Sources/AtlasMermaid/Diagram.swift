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
  case gitgraph(GitGraphDiagram)
  case treemap(TreemapDiagram)
  case packet(PacketDiagram)
  case radar(RadarDiagram)
  case info(InfoDiagram)
  case treeview(TreeViewDiagram)
  case architecture(ArchitectureDiagram)
  case wardley(WardleyDiagram)
  case eventmodeling(EventModelDiagram)
  case cynefin(CynefinDiagram)
  case railroad(RailroadDiagram)
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
    case .gitgraph(let diagram): diagram.range
    case .treemap(let diagram): diagram.range
    case .packet(let diagram): diagram.range
    case .radar(let diagram): diagram.range
    case .info(let diagram): diagram.range
    case .treeview(let diagram): diagram.range
    case .architecture(let diagram): diagram.range
    case .wardley(let diagram): diagram.range
    case .eventmodeling(let diagram): diagram.range
    case .cynefin(let diagram): diagram.range
    case .railroad(let diagram): diagram.range
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
    case .gitgraph(let diagram): diagram.describe(to: &sink)
    case .treemap(let diagram): diagram.describe(to: &sink)
    case .packet(let diagram): diagram.describe(to: &sink)
    case .radar(let diagram): diagram.describe(to: &sink)
    case .info(let diagram): diagram.describe(to: &sink)
    case .treeview(let diagram): diagram.describe(to: &sink)
    case .architecture(let diagram): diagram.describe(to: &sink)
    case .wardley(let diagram): diagram.describe(to: &sink)
    case .eventmodeling(let diagram): diagram.describe(to: &sink)
    case .cynefin(let diagram): diagram.describe(to: &sink)
    case .railroad(let diagram): diagram.describe(to: &sink)
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
    case .gitgraph: ParseResult(GitGraphParser(source, target), Diagram.gitgraph)
    case .treemap: ParseResult(TreemapParser(source, target), Diagram.treemap)
    case .packet: ParseResult(PacketParser(source, target), Diagram.packet)
    case .radar: ParseResult(RadarParser(source, target), Diagram.radar)
    case .info: ParseResult(InfoParser(source, target), Diagram.info)
    case .treeview: ParseResult(TreeViewParser(source, target), Diagram.treeview)
    case .architecture: ParseResult(ArchitectureParser(source, target), Diagram.architecture)
    case .wardley: ParseResult(WardleyParser(source, target), Diagram.wardley)
    case .eventmodeling: ParseResult(EventModelParser(source, target), Diagram.eventmodeling)
    case .cynefin: ParseResult(CynefinParser(source, target), Diagram.cynefin)
    case .railroad: ParseResult(RailroadParser(source, target), Diagram.railroad)
    case .block: ParseResult(BlockParser(source, target), Diagram.block)
    case .c4: ParseResult(C4Parser(source, target), Diagram.c4)
    case .requirement: ParseResult(RequirementParser(source, target), Diagram.requirement)
    case .ishikawa: ParseResult(IshikawaParser(source, target), Diagram.ishikawa)
    case .venn: ParseResult(VennParser(source, target), Diagram.venn)
    case .zenuml, .error:
      ParseResult(unsupported: kind, source)
    }
  }
}
