import AtlasCore
import AtlasMermaid

package enum MissingInitDirective: LintRule {
  package static let description = RuleDocumentation(
    id: "init-directive",
    finds: "a diagram that does not set how it looks: no `%%{init: …}%%`, no `config` in its front matter",
    matters: "Without it each site draws the diagram in its own theme.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Order Service]\n",
    good: "%%{init: {\"theme\": \"base\"}}%%\nflowchart LR\n  A[Kong Gateway] --> B[Order Service]\n")

  package static let options = [
    RuleOption.texts("directive", ["%%{init: {\"theme\": \"base\"}}%%"], "the line that `fix` writes")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let source = subject.diagram.source
    guard source.directives.isEmpty, source.frontMatter?.config == nil else { return }
    // Front matter counts only at the very beginning.
    let place = source.frontMatter?.range.upperBound ?? 0
    let lines = settings.texts("directive").joined(separator: "\n")
    report.add(
      subject.diagram.headerRange, "the diagram does not set its theme",
      help: "begin it with `%%{init: …}%%`",
      fix: lines.isEmpty ? nil : Fix(safe: true, edits: [TextEdit(TextRange(at: place), lines + "\n")]))
  }
}
