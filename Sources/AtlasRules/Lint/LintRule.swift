import AtlasCore
import AtlasMermaid

/// One thing that can be wrong with a diagram. A rule sees the diagram and its own settings, and nothing else: no page,
/// no store, no other rule.
package protocol LintRule: Rule {
  /// Reports what is wrong.
  static func check(_ diagram: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport)
}

extension LintRule {
  package static var scope: RuleScope { .diagram }
}

/// A diagram with what several rules ask of it, found once: what other stages ask for too, and what depends on the palette.
package final class RuleSubject: Sendable {
  package let view: DiagramView
  package let diagram: ParsedDiagram
  /// Nil for another kind of diagram.
  package let flowchart: FlowchartView?
  /// To which planes what it shows belongs, and in which colours; nil for another kind of diagram.
  package let planes: PlaneDrawing?
  private let deferredQuantities: Deferred<[[Quantity]]>
  private let deferredQuantified: Deferred<[(label: DiagramContent.Label, quantities: [Quantity])]>
  private let deferredWords: Deferred<WordStarts>
  private let deferredNames: Deferred<[ShownName]>
  private let deferredHops: Deferred<[Hop]>
  private let deferredClicks: Deferred<Clicks>
  private let deferredClasses: Deferred<StyleClasses>

  package init(_ view: DiagramView, _ palette: PlanePalette, _ metrics: MetricSpecification = .standard) {
    self.view = view
    let diagram = view.diagram
    self.diagram = diagram
    let flowchart = view.flowchart
    self.flowchart = flowchart
    planes = flowchart.map { PlaneDrawing($0, diagram.source, palette) }
    let quantities = Deferred { view.quantities(by: metrics) }
    deferredQuantities = quantities
    deferredQuantified = Deferred {
      zip(view.labels, quantities.value).filter { !$0.1.isEmpty }.map { (label: $0.0, quantities: $0.1) }
    }
    deferredWords = Deferred { WordStarts(view.labels.lazy.map(\.text)) }
    deferredNames = Deferred { ShownName.all(in: diagram, flowchart, view.labels) }
    deferredHops = Deferred { Hop.all(in: diagram, flowchart, view.labels) }
    deferredClicks = Deferred { Clicks(diagram, view.outline) }
    deferredClasses = Deferred { StyleClasses(diagram.syntax, view.outline) }
  }

  /// Its tree as a list, for rules that look for a few elements of any kind of diagram.
  var outline: TreeOutline { view.outline }

  /// What it shows in words, in the order of the text.
  package var labels: [DiagramContent.Label] { view.labels }

  /// The quantities that each of `labels` states.
  package var quantities: [[Quantity]] { deferredQuantities.value }

  /// The labels that state quantities, with these.
  var quantified: [(label: DiagramContent.Label, quantities: [Quantity])] { deferredQuantified.value }

  /// Whether any of some words stands in any of `labels`: for most rules and diagrams the end of the matter.
  func states(_ set: WordSet) -> Bool { set.stands(in: words) }

  /// The texts of `labels` with the words in them.
  var words: WordStarts { deferredWords.value }

  /// A label as people see it: that of `labels`, or read anew where a comment inside cuts it or nothing is in it.
  func shown(_ label: LabelText) -> LabelPieces {
    view.content.label(at: label.range)?.pieces ?? LabelPieces(diagram.source.original, in: label.range)
  }

  /// Its components by the names that readers see, in the order of the text.
  var shownNames: [ShownName] { deferredNames.value }

  /// The steps from one component to another, in the order of the text.
  var hops: [Hop] { deferredHops.value }

  var clicks: Clicks { deferredClicks.value }

  var styleClasses: StyleClasses { deferredClasses.value }

  /// The bytes as they are written.
  package func string(_ range: TextRange) -> String { diagram.source.string(range) }
}

/// Takes a rule's findings and gives them its code, priority and severity.
package struct RuleReport {
  private let code: String
  private let settings: RuleSettings
  package private(set) var findings: [Finding] = []

  init(_ code: String, _ settings: RuleSettings) {
    self.code = code
    self.settings = settings
  }

  /// - Parameter priority: where this finding has another than the rule.
  package mutating func add(
    _ range: TextRange, _ message: String, help: String, priority: Priority? = nil, fix: Fix? = nil
  ) {
    findings.append(
      Finding(
        code: code, priority: priority ?? settings.priority, severity: settings.severity, range: range,
        message: message, help: help, fix: fix))
  }
}
