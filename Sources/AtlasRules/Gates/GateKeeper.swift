import AtlasCore
import AtlasMermaid
import Synchronization

/// How a diagram did at a gate, with evidence where it was found.
package struct GateVerdict: Sendable {
  package struct Criterion: Sendable {
    package var id: String
    package var outcome: CriterionResult.Outcome
    package var evidence: [Found]
    /// What to add, for the author; empty where the criterion is met.
    package var missing: String
  }

  /// Words that show that a criterion is met.
  package struct Found: Sendable {
    package enum Place: Sendable {
      case diagram(TextRange)
      /// An offset in the page.
      case page(Int)
    }

    package var text: String
    package var place: Place
  }

  package var id: String
  package var passed: Bool
  package var score: Int
  package var required: Bool
  package var criteria: [Criterion]
}

/// The texts of a diagram, in which evidence is looked for first.
struct GateSubject {
  let diagram: ParsedDiagram
  let texts: DiagramTexts

  init(_ diagram: ParsedDiagram) {
    self.diagram = diagram
    texts = DiagramTexts(diagram)
  }
}

/// The text around the diagrams of a page, in which evidence is looked for next. What is found holds for every diagram of
/// the page, on whatever task, so it is looked for once: else a page of n diagrams would be searched n times.
package final class PageEvidence: Sendable {
  let page: [UInt8]
  /// The stretches of the page outside its diagrams.
  let prose: [TextRange]
  /// Guards what has been found. Searching is done outside of it: at worst two tasks find the same.
  private let found = Mutex<[String: GateVerdict.Found?]>([:])

  package init(page: [UInt8], prose: [TextRange]) {
    self.page = page
    self.prose = prose
  }

  func evidence(
    for criterion: String, _ search: (_ page: [UInt8], _ prose: [TextRange]) -> GateVerdict.Found?
  ) -> GateVerdict.Found? {
    if let known = found.withLock({ $0[criterion] }) { return known }
    let result = search(page, prose)
    found.withLock { $0[criterion] = .some(result) }
    return result
  }
}

/// Judges a diagram at every gate of the specification.
package enum GateKeeper {
  package static func verdicts(
    on diagram: ParsedDiagram, page: PageEvidence, by specification: GateSpecification
  ) -> [GateVerdict] {
    let subject = GateSubject(diagram)
    return specification.gates.map { gate in
      let criteria = gate.criteria.map { CriterionCatalog.judge($0, subject, page) }
      let passed = criteria.count { $0.outcome == .pass }
      let judged = passed + criteria.count { $0.outcome == .fail }
      // Where no criterion applies there is nothing to fail; where only people can judge, nothing has passed yet.
      let needsPeople = judged == 0 && criteria.contains { $0.outcome == .human }
      let score = needsPeople ? 0 : judged == 0 ? 100 : 100 * passed / judged
      return GateVerdict(
        id: gate.id, passed: !needsPeople && score >= specification.threshold, score: score,
        required: gate.required, criteria: criteria)
    }
  }
}
