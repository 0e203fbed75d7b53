import AtlasCore
import AtlasMermaid

package enum MissingCapability: LintRule {
  package static let description = RuleDocumentation(
    id: "capability-label",
    finds: "links that say neither what they require nor what they provide: `requires:`, `provides:`",
    matters: "Guarantees compose only where each side says what it asks for and what it gives.",
    bad: "flowchart LR\n  A[Checkout] --> B[Consensus]\n",
    good: "flowchart LR\n  A[Checkout] -->|\"requires: linearizable\"| B[Consensus]\n")

  package static let options = [
    RuleOption.texts("words", ["requires:", "provides:"], "what such a label begins with")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let words = settings.words("words")
    let labels = subject.labels
    let bare = subject.hops.filter { hop in !(hop.label.map { words.stands(in: labels[$0].text) } ?? false) }
    guard let first = bare.first else { return }
    report.add(
      first.range, "what is required or provided is not said of \(bare.names)",
      help: "label them `requires: …` or `provides: …`")
  }
}
