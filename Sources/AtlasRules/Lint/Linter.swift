import AtlasCore
import AtlasMermaid

/// Applies the rules to a diagram.
package enum Linter {
  /// What the rules say, in the order of their places. A diagram that mermaid.js rejects has its syntax errors and
  /// nothing else: rules about its content would guess.
  package static func findings(in view: DiagramView, by specification: LintSpecification) -> [Finding] {
    guard view.isReadable else { return [] }
    let subject = RuleSubject(view, specification.planes, specification.metrics)
    var report = RuleReport()
    for (rule, code, settings) in specification.diagramRules {
      report.begin(code, settings)
      rule.check(subject, settings, &report)
    }
    return report.findings.sorted { ($0.range, $0.code) < ($1.range, $1.code) }
  }

  /// What the rules say of a diagram that nobody else looks at.
  package static func findings(in diagram: ParsedDiagram, by specification: LintSpecification) -> [Finding] {
    findings(in: DiagramView(diagram), by: specification)
  }
}
