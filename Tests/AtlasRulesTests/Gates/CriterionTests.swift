import AtlasCore
import Testing

@testable import AtlasRules

/// The examples of the criteria are their tests.
struct CriterionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var id: String
    var example: CriterionDocumentation.Example

    var testDescription: String { "\(id): \(example.strength) \(example.text)" }

    var trial: GateTrial {
      switch example.place {
      case .label: .label(example.text)
      case .page: .prose(example.text)
      case .diagram: .diagram(example.text)
      }
    }
  }

  static let cases = CriterionCatalog.criteria.flatMap { criterion in
    criterion.description.examples.map { Case(id: criterion.description.id, example: $0) }
  }

  @Test(arguments: cases) func examplesAreWhatTheySayTheyAre(_ trial: Case) {
    let judgement = trial.trial.judgement(trial.id)
    let isEvidence = CriterionCatalog.criterion(trial.id) is any EvidenceCriterion.Type
    switch trial.example.strength {
    case .strong:
      #expect(judgement.outcome == .pass)
      if isEvidence { #expect(judgement.evidence.contains { $0.isStrong }) }
    case .weak where isEvidence:
      #expect(judgement.outcome == .fail)
      #expect(!judgement.evidence.isEmpty)
      #expect(judgement.evidence.allSatisfy { !$0.isStrong })
    case .weak: #expect(judgement.outcome == .pass)
    case .silent:
      #expect(judgement.outcome != .pass)
      if isEvidence { #expect(judgement.evidence.isEmpty) }
    }
  }

  @Test(arguments: cases) func evidenceIsQuotedAsItStands(_ trial: Case) {
    for found in trial.trial.judgement(trial.id).evidence {
      #expect(trial.trial.written(found) == found.text)
      #expect(!found.text.isEmpty)
    }
  }

  @Test(
    arguments: CriterionCatalog.criteria.filter { $0 is any EvidenceCriterion.Type }.map { $0.description })
  func criteriaThatLookForEvidenceShowWhatIsAndWhatIsNot(_ criterion: CriterionDocumentation) {
    #expect(criterion.examples.contains { $0.strength == .strong })
    #expect(criterion.examples.contains { $0.strength == .silent })
    #expect(criterion.weak.isEmpty != criterion.examples.contains { $0.strength == .weak })
  }

  @Test func failingCriteriaSayWhatToAdd() {
    for gate in GateTrial.diagram("flowchart LR\n  a --- b").verdicts() {
      for criterion in gate.criteria where criterion.outcome == .fail { #expect(!criterion.missing.isEmpty) }
    }
  }

  @Test func idsAreOneGatesOwn() {
    #expect(Set(CriterionCatalog.ids).count == CriterionCatalog.ids.count)
    #expect(CriterionCatalog.ids.count <= 64)
    for id in CriterionCatalog.ids { #expect(id.contains(".")) }
  }

  @Test func twoWeakPiecesAreEnoughWhereTheySayDifferentThings() {
    let same = GateTrial.prose("A retry storm follows.\n\nThe retry storm is long.")
    #expect(same.judgement("inc.modes").outcome == .fail)
    let different = GateTrial.prose("A retry storm follows.\n\nThe retry storm is long.\n\nSplit brain.")
    #expect(different.judgement("inc.modes").outcome == .pass)
    #expect(
      different.judgement("inc.modes").evidence.map(\.text) == ["A retry storm follows.", "Split brain."])
  }

  @Test func theDiagramComesBeforeItsChapterAndThatBeforeThePage() {
    let page = """
      # T

      The log says "pool exhausted here" in the introduction.

      ## Other

      It answered HTTP 502 elsewhere.

      ## Mine

      ```mermaid
      flowchart LR
        a --> b
      ```

      It answered HTTP 503 here.
      """
    let found = GateTrial(page).judgement("3am.errors").evidence
    #expect(found.map(\.text) == ["It answered HTTP 503 here."])
    let labelled = GateTrial(page.replacing("a --> b", with: "a --> b[HTTP 504]"))
    #expect(labelled.judgement("3am.errors").evidence.map(\.text) == ["HTTP 504"])
  }

  @Test func idsCommentsAndLinksOfADiagramAreNoEvidence() {
    let trial = GateTrial.diagram(
      """
      flowchart LR
        %% ECONNREFUSED, HTTP 503, restart the pods
        hotspot --> OOMKilled
        click hotspot "https://shop.test/HTTP-503" "x"
      """)
    #expect(trial.judgement("3am.errors").evidence.isEmpty)
    #expect(trial.judgement("cfo.reserved").evidence.isEmpty)
    #expect(trial.judgement("3am.recovery").evidence.isEmpty)
  }
}
