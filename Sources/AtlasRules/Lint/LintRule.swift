import AtlasCore
import AtlasMermaid

/// One thing that can be wrong with a diagram. A rule sees the diagram and its own settings, and nothing else: no page,
/// no store, no other rule.
package protocol LintRule: Sendable {
  static var description: RuleDocumentation { get }

  /// Reports what is wrong.
  static func check(_ diagram: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport)
}

/// What a rule is, in its own words: the source of `atlas-build rules`, of the rule pages and of its tests.
package struct RuleDocumentation: Sendable {
  /// States the problem; never changes.
  package var id: String
  package var finds: String
  package var matters: String
  /// A diagram that the rule speaks on.
  package var bad: String
  /// The same diagram as it should be.
  package var good: String

  package init(id: String, finds: String, matters: String, bad: String, good: String) {
    self.id = id
    self.finds = finds
    self.matters = matters
    self.bad = bad
    self.good = good
  }
}

/// What the specification says of one rule.
package struct RuleSettings: Hashable, Sendable {
  package var priority: Priority
  package var severity: Severity
  package var limit: Double?
}

/// A diagram with what several rules ask of it, found once.
package struct RuleSubject: Sendable {
  package let diagram: ParsedDiagram
  package let texts: DiagramTexts

  package init(_ diagram: ParsedDiagram) {
    self.diagram = diagram
    texts = DiagramTexts(diagram)
  }
}

/// Takes a rule's findings and gives them its code and severity.
package struct RuleReport {
  private let code: String
  private let settings: RuleSettings
  package private(set) var findings: [Finding] = []

  init(_ code: String, _ settings: RuleSettings) {
    self.code = code
    self.settings = settings
  }

  package mutating func add(_ range: TextRange, _ message: String, help: String, fix: Fix? = nil) {
    findings.append(
      Finding(
        code: code, priority: settings.priority, severity: settings.severity, range: range, message: message,
        help: help, fix: fix))
  }
}
