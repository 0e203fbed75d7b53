extension Diagram {
  /// The tree as something that can be printed. Every kind is named here, so that a new one must say whether it can be.
  var printable: (any PrintableSyntax)? {
    switch self {
    case .none: nil
    case .flowchart(let diagram): diagram
    case .sequence(let diagram): diagram
    case .state(let diagram): diagram
    case .class(let diagram): diagram
    case .er(let diagram): diagram
    case .gantt(let diagram): diagram
    case .pie(let diagram): diagram
    case .timeline(let diagram): diagram
    case .mindmap(let diagram): diagram
    case .journey(let diagram): diagram
    case .quadrant(let diagram): diagram
    case .xychart(let diagram): diagram
    case .sankey(let diagram): diagram
    case .kanban(let diagram): diagram
    case .gitgraph(let diagram): diagram
    case .packet(let diagram): diagram
    case .radar(let diagram): diagram
    case .treemap(let diagram): diagram
    case .treeview(let diagram): diagram
    case .info(let diagram): diagram
    case .architecture(let diagram): diagram
    case .wardley(let diagram): diagram
    case .eventmodeling(let diagram): diagram
    case .cynefin(let diagram): diagram
    case .railroad(let diagram): diagram
    case .block(let diagram): diagram
    case .c4(let diagram): diagram
    case .requirement(let diagram): diagram
    case .ishikawa(let diagram): diagram
    case .venn(let diagram): diagram
    }
  }
}
