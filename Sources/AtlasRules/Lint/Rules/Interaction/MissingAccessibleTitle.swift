import AtlasCore
import AtlasMermaid

package enum MissingAccessibleTitle: LintRule {
  package static let description = RuleDocumentation(
    id: "a11y-title",
    finds:
      "a diagram without a title: no `accTitle`, no title statement of its kind, no front matter with `title`",
    matters: "A screen reader says only \"image\", and a list of diagrams has nothing to call it by.",
    bad: "pie\n  \"Reads\" : 80\n  \"Writes\" : 20\n",
    good: "pie\n  accTitle: Share of reads and writes\n  \"Reads\" : 80\n  \"Writes\" : 20\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let diagram = subject.diagram
    guard diagram.accessibility.title == nil, subject.view.title.isEmpty else { return }
    report.add(
      diagram.headerRange, "the diagram has no title",
      help: "add `accTitle: what the diagram shows` as its first statement")
  }
}
