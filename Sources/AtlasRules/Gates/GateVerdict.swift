import AtlasCore

/// How a diagram did at a gate, with evidence where it was found.
package struct GateVerdict: Sendable {
  package struct Criterion: Sendable {
    /// Its place in the catalog.
    package var place: Int
    package var id: String { CriterionCatalog.ids[place] }
    package var outcome: CriterionResult.Outcome
    package var evidence: [Found]
    /// What to add, for the author; empty where the criterion is met.
    package var missing: String
  }

  /// Words that show that a criterion is met, or what speaks against it.
  package struct Found: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
      case diagram(TextRange)
      /// An offset in the page.
      case page(Int)
    }

    /// As they stand in the diagram or the page: a line, or a part of one.
    package var text: String
    package var place: Place
    /// Whether it is enough by itself; else it takes two.
    package var isStrong: Bool
  }

  package var id: String
  package var passed: Bool
  /// Of 100.
  package var score: Int
  package var required: Bool
  /// Why the gate is not passed whatever its score, by what blocks it: `syntax`, `placeholder`, `plane-colour`.
  package var blocked: [String]
  /// Why a reviewer would send the diagram back at once; of the first gate of the review alone.
  package var rejected: [String]
  package var criteria: [Criterion]
}
