import AtlasCore

/// Every rule, in the order of their ids.
package enum RuleCatalog {
  package static let rules: [any LintRule.Type] = [
    MissingAccessibleTitle.self,
    TooLargeForMermaid.self,
    PlaceholderText.self,
  ]

  package static func rule(_ id: String) -> (any LintRule.Type)? { rules.first { $0.description.id == id } }
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
