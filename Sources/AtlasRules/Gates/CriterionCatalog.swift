import AtlasCore

/// Every criterion that gates may name.
package enum CriterionCatalog {
  static let criteria: [any Criterion.Type] = [
    Parses.self, PictureSize.self, RenderTime.self, PlaneColours.self, NoPlaceholder.self,
    NumbersWithUnits.self, RecentData.self, SourcedMetrics.self, CredibleSources.self, Specifics.self,
    NoExampleData.self,
    ErrorPaths.self, DebugCommands.self, Dashboards.self,
    PatternLibrary.self, PlaneMembership.self, LayeredLinks.self, SystemMap.self, GlossaryTerms.self,
    ExpertValidation.self,
    ExactErrors.self, LogsToRead.self, TellingMetrics.self, Runbook.self, RecoveryProcedure.self,
    UnexplainedAcronyms.self, VersionedTechnologies.self, DirectedFlow.self, ExplicitDependencies.self,
    ScaleMetrics.self,
    InfrastructureCost.self, ReturnOnInvestment.self, UnitCost.self, ReservedCapacity.self, CostedGrowth.self,
    FailureModes.self, BlastRadius.self, RecoveryTime.self, DataLoss.self, RollbackProcedure.self,
    RealNames.self, RealMetrics.self, RealTechnology.self, RealFailure.self, RealCost.self, RealPlanes.self,
  ]

  /// In the order of the catalog, which is that of the gates.
  package static let ids = criteria.map { $0.description.id }

  /// Those that look for evidence; nil at the places of the others.
  static let evidenceCriteria = criteria.map { $0.lookingForEvidence }

  /// What the author is to add, by place.
  package static let usuallyMissing = criteria.map { $0.description.missing }

  package static func usuallyMissing(of id: String) -> String { places[id].map { usuallyMissing[$0] } ?? "" }

  /// By place in `criteria`.
  static let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })

  static func criterion(_ id: String) -> (any Criterion.Type)? { places[id].map { criteria[$0] } }

  package static func description(of id: String) -> CriterionDocumentation? { criterion(id)?.description }

  /// What the specification may say of a criterion.
  package static func options(of id: String) -> [RuleOption] { criterion(id)?.options ?? [] }

  /// Whether no machine can judge it.
  package static func isHuman(_ id: String) -> Bool {
    [
      RecentData.self, CredibleSources.self, PatternLibrary.self, SystemMap.self, GlossaryTerms.self,
      ExpertValidation.self,
    ].contains { (type: any Criterion.Type) in type.description.id == id }
  }
}
