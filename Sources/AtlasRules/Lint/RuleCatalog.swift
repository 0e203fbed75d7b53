import AtlasCore

/// Every rule, in the order of their ids.
package enum RuleCatalog {
  package static let rules: [any LintRule.Type] = [
    MissingAccessibleDescription.self,
    MissingAccessibleTitle.self,
    ClassOnUnknownNode.self,
    MissingClick.self,
    ClickWithoutTooltip.self,
    UnsafeClick.self,
    DiagramFocus.self,
    DuplicateEdge.self,
    EscapedNewlineLabel.self,
    FontSize.self,
    IsolatedNode.self,
    LongLabel.self,
    TooLargeForMermaid.self,
    NoEdges.self,
    PlaceholderText.self,
    SelfLoop.self,
    TooManyEdges.self,
    TooManyNodes.self,
    UndefinedClass.self,
    UndirectedEdge.self,
    UnusedClassDefinition.self,
    WideDiagram.self,
  ]

  private static let byID = Dictionary(uniqueKeysWithValues: rules.map { ($0.description.id, $0) })

  package static func rule(_ id: String) -> (any LintRule.Type)? { byID[id] }
}

extension RuleCatalog {
  /// The rules as reports describe them.
  package static var reportDescriptions: [RuleDescription] {
    rules.map { rule in
      let rule = rule.description
      return RuleDescription(
        id: rule.id, name: rule.id, summary: "Finds \(rule.finds).", details: rule.matters, severity: .warning
      )
    }
  }
}
