import AtlasCore

/// One thing that can be wrong with a page, or with a diagram because of the page that it stands on. A rule sees the page
/// with its diagrams and its own settings, and nothing else: no other page, no store, no other rule.
package protocol PageRule: Rule {
  /// Reports what is wrong.
  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport)

  /// Where its examples stand, below the source root; for rules that judge the path.
  static var examplePaths: (bad: BytePath, good: BytePath) { get }

  /// What its entry in the specification says beside the usual for the examples, as members of a JSON object.
  static var exampleSettings: String { get }
}

extension PageRule {
  package static var scope: RuleScope { .page }
  package static var examplePaths: (bad: BytePath, good: BytePath) {
    ("incidents/example.md", "incidents/example.md")
  }
  package static var exampleSettings: String { "" }
}

/// A finding of a rule about pages.
package struct PageFinding: Hashable, Sendable {
  /// The diagram's number on the page, from 0; nil for a finding about the page.
  package var diagram: Int?
  /// Its ranges count bytes of the diagram, or of the page where it is about the page.
  package var finding: Finding
  /// The days on which it holds; nil where it does not depend on the day.
  package var days: FindingDays?

  package init(diagram: Int?, finding: Finding, days: FindingDays? = nil) {
    self.diagram = diagram
    self.finding = finding
    self.days = days
  }

  /// Whether it holds; what depends on the day does not where nobody knows the day.
  package func holds(on day: CalendarDay?) -> Bool { days?.contains(day) ?? true }
}

/// The days on which a finding holds. A rule never asks what day it is: it says from when on what it found is wrong, which
/// follows from the page alone and is cached with it, and whoever puts the report together knows the day.
package struct FindingDays: Hashable, Sendable {
  package var from: CalendarDay
  /// The first day on which it does not hold any more; nil: it holds for ever.
  package var until: CalendarDay?

  package init(from: CalendarDay, until: CalendarDay? = nil) {
    self.from = from
    self.until = until
  }

  package func contains(_ day: CalendarDay?) -> Bool {
    guard let day else { return false }
    return day >= from && until.map { day < $0 } ?? true
  }
}

/// Takes a rule's findings and gives them its code, priority and severity.
package struct PageRuleReport {
  private let code: String
  private let settings: RuleSettings
  package private(set) var findings: [PageFinding] = []

  init(_ code: String, _ settings: RuleSettings) {
    self.code = code
    self.settings = settings
  }

  /// Reports something about the page.
  ///
  /// - Parameter range: bytes of the page.
  /// - Parameter priority: where this finding has another than the rule.
  package mutating func add(
    _ range: TextRange, _ message: String, help: String, priority: Priority? = nil, fix: Fix? = nil
  ) { add(nil, range, message, help, priority, fix) }

  /// Reports something about a diagram of the page.
  ///
  /// - Parameter range: bytes of the diagram.
  package mutating func add(
    inDiagram diagram: Int, _ range: TextRange, _ message: String, help: String, priority: Priority? = nil,
    fix: Fix? = nil
  ) { add(diagram, range, message, help, priority, fix) }

  /// Reports something that holds on some days.
  ///
  /// - Parameter diagram: the one that holds the range; nil for the page.
  /// - Parameter severity: where this finding has another than the rule.
  package mutating func add(
    inDiagram diagram: Int?, on days: FindingDays, _ range: TextRange, _ message: String, help: String,
    severity: Severity? = nil
  ) {
    add(diagram, range, message, help, nil, nil)
    findings[findings.count - 1].days = days
    if let severity { findings[findings.count - 1].finding.severity = severity }
  }

  private mutating func add(
    _ diagram: Int?, _ range: TextRange, _ message: String, _ help: String, _ priority: Priority?, _ fix: Fix?
  ) {
    findings.append(
      PageFinding(
        diagram: diagram,
        finding: Finding(
          code: code, priority: priority ?? settings.priority, severity: settings.severity, range: range,
          message: message, help: help, fix: fix)))
  }
}
