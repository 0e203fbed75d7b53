/// The families of diagrams that mermaid.js knows, in the plain words of reports and selectors.
public enum DiagramKind: String, CaseIterable, Sendable {
  case flowchart
  case sequence
  case state
  case `class`
  case er
  case gantt
  case pie
  case timeline
  case mindmap
  case journey
  case quadrant
  case xychart
  case sankey
  case gitgraph
  case requirement
  case c4
  case block
  case packet
  case kanban
  case architecture
  case radar
  case treemap
  case info
  case venn
  case wardley
  case ishikawa
  case eventmodeling
  case treeview
  case railroad
  case cynefin
  /// Drawn by a plug-in; mermaid's core rejects it as unknown.
  case zenuml
  /// A text that is just the word "error": mermaid.js draws its error picture and calls it valid.
  case error
}
