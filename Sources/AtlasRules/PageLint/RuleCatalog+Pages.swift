extension RuleCatalog {
  /// The rules about a page, in the order of their ids.
  package static let pageRules: [any PageRule.Type] = [
    MissingDiagram.self
  ]
}
