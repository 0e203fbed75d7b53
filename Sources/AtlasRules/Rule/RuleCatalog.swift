import AtlasCore
import AtlasMermaid

/// Every rule.
package enum RuleCatalog {
  /// Those about a diagram, in the order of their ids.
  package static let rules: [any LintRule.Type] = [
    MissingAccessibleDescription.self,
    MissingAccessibleTitle.self,
    AnonymousComponent.self,
    MissingCapability.self,
    ClassOnUnknownNode.self,
    MissingClick.self,
    ClickWithoutTooltip.self,
    UnsafeClick.self,
    ColourAlone.self,
    ColourNameMismatch.self,
    VagueConfiguration.self,
    CostWithoutPeriod.self,
    CostSum.self,
    DiagramFocus.self,
    DuplicateEdge.self,
    EmojiPlane.self,
    EscapedNewlineLabel.self,
    FivePlanes.self,
    FontSize.self,
    GenericTerm.self,
    HappyPathOnly.self,
    HexInLabel.self,
    MissingInitDirective.self,
    VagueInstance.self,
    IsolatedNode.self,
    LatencyBudget.self,
    LatencyWithoutPercentile.self,
    LegacyStreamColour.self,
    LongLabel.self,
    LowContrast.self,
    TooLargeForMermaid.self,
    MissingMetric.self,
    MetricWithoutUnit.self,
    SmallHeight.self,
    MissingPlanes.self,
    MixedPalette.self,
    NoEdges.self,
    NoPlane.self,
    PaletteVariant.self,
    PlaceholderText.self,
    PlaceholderHost.self,
    PlaneClassName.self,
    PlaneColour.self,
    PlaneOrder.self,
    RoundNumber.self,
    RoundedCorners.self,
    SelfLoop.self,
    InvertedSLO.self,
    MissingSLO.self,
    IncompleteSLO.self,
    StreamPlane.self,
    StreamResidue.self,
    StrokeMismatch.self,
    LargePicture.self,
    TooManyEdges.self,
    TooManyNodes.self,
    UndefinedClass.self,
    UndirectedEdge.self,
    UnlabelledDependency.self,
    UnstyledNode.self,
    UnusedClassDefinition.self,
    VagueClaim.self,
    WideDiagram.self,
  ]

  /// All, in the order of their ids.
  package static let all: [CatalogRule] = {
    // Not `as`, which would ask each type at run time.
    let parts: [any Rule.Type] =
      rules.map { $0 } + pageRules.map { $0 } + libraryRules.map { $0 } + waiverRules.map { $0 }
    return Dictionary(grouping: parts) { $0.description.id }.values.map(CatalogRule.init)
      .sorted { $0.description.id < $1.description.id }
  }()

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.description.id, $0) })

  package static func rule(_ id: String) -> CatalogRule? { byID[id] }
}

extension RuleCatalog {
  /// Rules and codes as reports describe them.
  package static var reportDescriptions: [RuleDescription] {
    RulePage.all.map { page in
      let rule = page.documentation
      return RuleDescription(
        id: rule.id, name: rule.id, summary: "Finds \(rule.finds).", details: rule.matters,
        help: page.explanation,
        severity: SyntaxRule(rawValue: rule.id).map { $0.priority.usualSeverity } ?? .warning)
    }
  }
}
