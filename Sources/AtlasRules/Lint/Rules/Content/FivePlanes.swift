import AtlasCore
import AtlasMermaid

package enum FivePlanes: LintRule {
  package static let description = RuleDocumentation(
    id: "five-plane-text",
    finds: "a text that speaks of five planes: `5-plane`, `five planes`",
    matters: "There are four; who looks for the fifth looks for what was removed.",
    bad: "flowchart LR\n  A[5-plane architecture] --> B[Order Service]\n",
    good: "flowchart LR\n  A[4-plane architecture] --> B[Order Service]\n")

  package static let options = [
    RuleOption.texts(
      "phrases", ["five plane", "five planes", "5 plane", "5 planes"], "what speaks of five planes"),
    RuleOption.texts(
      "denials", ["not", "no", "never", "instead of", "formerly", "was"], "words before it that deny it"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let (phrases, denials) = (settings.words("phrases"), settings.words("denials"))
    guard subject.states(phrases) else { return }
    for label in subject.labels {
      guard let found = phrases.first(in: label.text),
        !denials.stands(in: Array(label.text[..<found.lowerBound]))
      else { continue }
      report.add(
        label.range(of: found), "\"\(label.words)\" speaks of five planes, and there are four",
        help: "write `four planes`: queues, logs and streams belong to the State Plane")
    }
  }
}
