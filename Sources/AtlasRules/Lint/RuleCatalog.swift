/// Every rule, in the order of their ids.
package enum RuleCatalog {
  package static let rules: [any LintRule.Type] = [
    MissingAccessibleTitle.self,
    TooLargeForMermaid.self,
    PlaceholderText.self,
  ]

  package static func rule(_ id: String) -> (any LintRule.Type)? { rules.first { $0.description.id == id } }
}
