import AtlasCore

/// One thing that can be wrong with the library as a whole, or with a page because of the others. A rule sees what the
/// stages before found of each page, and its own settings.
package protocol LibraryRule: Rule {
  /// Reports what is wrong.
  static func check(_ library: LibrarySubject, _ settings: RuleSettings, _ report: inout LibraryRuleReport)

  /// The file that its examples are: a page below `docs`, or mkdocs.yml.
  static var exampleFile: BytePath { get }
}

extension LibraryRule {
  package static var scope: RuleScope { .library }
  package static var exampleFile: BytePath { "docs/incidents/example.md" }
}

/// What a finding about the library points to. Places in pages are told by what stands there, so that an edit which moves
/// it changes nothing.
package enum LibraryPlace: Hashable, Sendable {
  /// The title of a page.
  case page(Int)
  /// A link of a page, by its number among its references.
  case link(page: Int, link: Int)
  /// The opening of a diagram, from 0.
  case diagram(page: Int, diagram: Int)
  /// Bytes of mkdocs.yml.
  case site(TextRange)
  /// What is not there at all.
  case nowhere
}

/// A finding of a rule about the library. Its range is empty; that of its fix is the destination of the link.
package struct LibraryFinding: Hashable, Sendable {
  package var place: LibraryPlace
  package var finding: Finding

  package init(place: LibraryPlace, finding: Finding) {
    self.place = place
    self.finding = finding
  }
}

/// Takes a rule's findings and gives them its code, priority and severity.
package struct LibraryRuleReport {
  private let code: String
  private let settings: RuleSettings
  package private(set) var findings: [LibraryFinding] = []

  init(_ code: String, _ settings: RuleSettings) {
    self.code = code
    self.settings = settings
  }

  /// - Parameter destination: what is safely written in place of a link's destination.
  package mutating func add(
    _ place: LibraryPlace, _ message: String, help: String, destination: String? = nil
  ) {
    let fix = destination.map { Fix(safe: true, edits: [TextEdit(TextRange(at: 0), $0)]) }
    findings.append(
      LibraryFinding(
        place: place,
        finding: Finding(
          code: code, priority: settings.priority, severity: settings.severity, range: TextRange(at: 0),
          message: message, help: help, fix: fix)))
  }
}

/// Applies the rules about the library.
package enum LibraryLinter {
  package static func findings(
    on library: LibrarySubject, by specification: LintSpecification
  ) -> [LibraryFinding] {
    var findings: [LibraryFinding] = []
    for rule in RuleCatalog.libraryRules {
      guard let settings = specification.settings[rule.description.id] else { continue }
      var report = LibraryRuleReport(rule.description.id, settings)
      rule.check(library, settings, &report)
      findings += report.findings
    }
    return findings
  }
}
