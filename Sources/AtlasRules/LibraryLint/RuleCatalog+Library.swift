extension RuleCatalog {
  /// The rules about the library, in the order of their ids.
  package static let libraryRules: [any LibraryRule.Type] = [
    BrokenAnchor.self,
    BrokenClickTarget.self,
    DuplicateDiagram.self,
    BrokenLink.self,
    MissingMenuPage.self,
    PageOutsideMenu.self,
    MissingSiteAsset.self,
    MissingSlot.self,
    TermDrift.self,
  ]
}
