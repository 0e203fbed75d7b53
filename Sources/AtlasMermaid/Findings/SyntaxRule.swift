import AtlasCore

/// The stable codes of everything the parsers say, with what people do first about each. One table; codes never change.
public enum SyntaxRule: String, CaseIterable, Sendable {
  // What mermaid.js rejects.
  case parseError = "parse-error"
  case emptyDiagram = "empty-diagram"
  case unknownDiagramType = "unknown-diagram-type"
  case externalDiagramType = "external-diagram-type"
  case frontMatter = "front-matter"
  case unquotedSpecialLabel = "unquoted-special-label"
  case shapeMismatch = "shape-mismatch"
  case timelineColon = "timeline-colon"
  case timelineOrphanEvent = "timeline-orphan-event"
  case sequenceSemicolon = "sequence-semicolon"
  case sequenceActivation = "sequence-activation"
  case sankeyTitle = "sankey-title"
  case badKeyword = "bad-keyword"
  case unbalancedSubgraph = "unbalanced-subgraph"
  case reservedID = "reserved-id"
  case mermaidLimits = "mermaid-limits"
  /// A check that mermaid.js makes on the meaning while it parses: an index out of bounds, an unknown branch.
  case semanticError = "semantic-error"

  // What mermaid.js parses and cannot draw.
  case unrenderable = "unrenderable"

  // What mermaid.js accepts and silently loses or changes.
  case circleEdge = "circle-edge"
  case nodeRedefined = "node-redefined"
  case commentAsNode = "comment-as-node"
  case textCut = "text-cut"
  case timelineSplit = "timeline-split"
  case duplicateEntry = "duplicate-entry"
  case unusableID = "unusable-id"
  case ignoredText = "ignored-text"

  public var priority: Priority {
    switch self {
    case .parseError, .emptyDiagram, .unknownDiagramType, .externalDiagramType, .frontMatter,
      .unquotedSpecialLabel,
      .shapeMismatch, .timelineColon, .timelineOrphanEvent, .sequenceSemicolon, .sequenceActivation,
      .sankeyTitle, .badKeyword, .unbalancedSubgraph, .reservedID, .mermaidLimits, .semanticError,
      .unrenderable:
      .high
    case .circleEdge, .nodeRedefined, .commentAsNode, .textCut, .timelineSplit, .duplicateEntry, .unusableID,
      .ignoredText:
      .medium
    }
  }
}
