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
  /// Nil for another kind of diagram.
  let looks: FlowchartLooks?
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
    let looks = flowchart.map { FlowchartLooks($0.tree) }
    self.looks = looks
    planes = flowchart.map { PlaneDrawing($0, diagram.source, palette) }
    let quantities = Deferred { view.quantities(by: metrics) }
    deferredQuantities = quantities
    deferredQuantified = Deferred { Self.quantified(view.labels, quantities.value) }
    deferredWords = Deferred { WordStarts(view.labels.lazy.map { $0.text }) }
    deferredNames = Deferred { ShownName.all(in: view.diagram, view.flowchart, view.labels) }
    deferredHops = Deferred { Hop.all(in: view.diagram, view.flowchart, view.labels) }
    deferredClicks = Deferred { looks.map { Clicks($0) } ?? Clicks(view.diagram, view.outline) }
    deferredClasses = Deferred {
      looks.map { StyleClasses($0) } ?? StyleClasses(view.diagram.syntax, view.outline)
    }
  }

  private static func quantified(
    _ labels: [DiagramContent.Label], _ quantities: [[Quantity]]
  ) -> [(label: DiagramContent.Label, quantities: [Quantity])] {
    var quantified: [(label: DiagramContent.Label, quantities: [Quantity])] = []
    for (place, stated) in quantities.enumerated() where !stated.isEmpty {
      quantified.append((labels[place], stated))
    }
    return quantified
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

  /// How much of a label people see.
  func size(of label: LabelText) -> TextSize {
    view.content.label(at: label.range)?.size ?? TextSize(shown(label).text)
  }

  /// Its components by the names that readers see, in the order of the text.
  var shownNames: [ShownName] { deferredNames.value }

  /// The steps from one component to another, in the order of the text.
  var hops: [Hop] { deferredHops.value }

  var clicks: Clicks { deferredClicks.value }

  var styleClasses: StyleClasses { deferredClasses.value }

  /// Whether two stretches of the diagram have the same bytes.
  func isSame(_ one: TextRange, _ other: TextRange) -> Bool {
    guard one.count == other.count else { return false }
    let bytes = diagram.source.original
    for offset in 0..<one.count where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
      return false
    }
    return true
  }

  /// The bytes as they are written.
  package func string(_ range: TextRange) -> String { diagram.source.string(range) }
}

/// Takes the findings of rules, one after another, and gives them the rule's code, priority and severity.
package struct RuleReport {
  private var code = ""
  private var priority = Priority.low
  private var severity: Severity?
  package private(set) var findings: [Finding] = []

  /// What is added from now on is said by this rule.
  mutating func begin(_ code: String, _ settings: RuleSettings) {
    self.code = code
    priority = settings.priority
    severity = settings.severity
  }

  /// - Parameter priority: where this finding has another than the rule.
  package mutating func add(
    _ range: TextRange, _ message: String, help: String, priority: Priority? = nil, fix: Fix? = nil
  ) {
    findings.append(
      Finding(
        code: code, priority: priority ?? self.priority, severity: severity, range: range, message: message,
        help: help, fix: fix))
  }
}
