import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// A page with what rules ask of it.
package struct PageSubject: Sendable {
  /// One diagram of the page.
  package struct Diagram: Sendable {
    /// The diagram with what other stages ask of it, too.
    package let view: DiagramView
    package let fence: Fence

    package init(_ view: DiagramView, _ fence: Fence) {
      self.view = view
      self.fence = fence
    }

    /// A diagram that nobody else looks at.
    package init(_ parsed: ParsedDiagram, _ fence: Fence) { self.init(DiagramView(parsed), fence) }

    package var parsed: ParsedDiagram { view.diagram }

    /// Whether its tree says all that the diagram says: rules about the content of a broken one would guess.
    package var isReadable: Bool { view.isReadable }
  }

  /// Relative to its source root.
  package let path: BytePath
  package let place: PagePlace
  package let taxonomy: Taxonomy
  package let planes: PlanePalette
  /// Whether it lies below a source root: only then its folders are those of a library.
  package let isInLibrary: Bool
  package let view: PageView
  /// In the order of the page.
  package let diagrams: [Diagram]
  /// How quantities in texts are read.
  package let metrics: MetricSpecification
  private let deferredClaims: Deferred<PageClaims>

  package var page: MarkdownPage { view.page }

  package init(
    path: BytePath, place: PagePlace, taxonomy: Taxonomy, planes: PlanePalette, isInLibrary: Bool = true,
    view: PageView, diagrams: [Diagram], metrics: MetricSpecification = .standard
  ) {
    self.path = path
    self.place = place
    self.taxonomy = taxonomy
    self.planes = planes
    self.isInLibrary = isInLibrary
    self.view = view
    self.diagrams = diagrams
    self.metrics = metrics
    deferredClaims = Deferred {
      PageClaims(view, diagrams.map(\.view), by: metrics)
    }
  }

  /// What the page and its diagrams state, read when a rule first asks.
  package var claims: PageClaims { deferredClaims.value }

  /// The bytes of the page as they are written.
  package func string(_ range: TextRange) -> String {
    String(decoding: page.bytes[range.bounds], as: UTF8.self)
  }

  /// What a finding about the page as a whole points to: its title, or its first line.
  package var titleRange: TextRange {
    if let title = view.title { return title.range }
    return page.lines.range(ofLine: 1)
  }
}

/// Applies the rules about pages to one.
package enum PageLinter {
  /// What the rules say, about the page first, then about its diagrams in their order.
  package static func findings(on page: PageSubject, by specification: LintSpecification) -> [PageFinding] {
    var findings: [PageFinding] = []
    for (rule, code, settings) in specification.pageRules {
      var report = PageRuleReport(code, settings)
      rule.check(page, settings, &report)
      findings += report.findings
    }
    return findings.sorted {
      ($0.diagram ?? -1, $0.finding.range, $0.finding.code) < (
        $1.diagram ?? -1, $1.finding.range, $1.finding.code
      )
    }
  }
}
