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

/// A diagram with what several rules ask of it, found once.
package struct RuleSubject: Sendable {
  package let diagram: ParsedDiagram
  /// Nil for another kind of diagram.
  package let flowchart: FlowchartView?
  /// To which planes what it shows belongs, and in which colours; nil for another kind of diagram.
  package let planes: PlaneDrawing?
  private let deferredOutline: Deferred<TreeOutline>
  private let deferredContent: Deferred<DiagramContent>
  private let deferredQuantities: Deferred<[[Quantity]]>
  private let deferredNames: Deferred<[ShownName]>
  private let deferredHops: Deferred<[Hop]>
  private let deferredClicks: Deferred<Clicks>
  private let deferredClasses: Deferred<StyleClasses>

  package init(
    _ diagram: ParsedDiagram, _ palette: PlanePalette, _ metrics: MetricSpecification = .standard
  ) {
    self.diagram = diagram
    let outline = Deferred { TreeOutline(diagram.syntax) }
    deferredOutline = outline
    let flowchart: FlowchartView? =
      if case .flowchart(let tree) = diagram.syntax { FlowchartView(tree, diagram.source) } else { nil }
    self.flowchart = flowchart
    let content = Deferred { DiagramContent(diagram, graph: flowchart?.graph) }
    deferredContent = content
    deferredQuantities = Deferred { content.value.quantities(by: metrics) }
    planes = flowchart.map { PlaneDrawing($0, diagram.source, palette) }
    deferredNames = Deferred { ShownName.all(in: diagram, flowchart, content.value.labels) }
    deferredHops = Deferred { Hop.all(in: diagram, flowchart, content.value.labels) }
    deferredClicks = Deferred { Clicks(diagram, outline.value) }
    deferredClasses = Deferred { StyleClasses(diagram.syntax, outline.value) }
  }

  /// Its tree as a list, for rules that look for a few elements of any kind of diagram.
  var outline: TreeOutline { deferredOutline.value }

  /// What it shows in words, read when a rule first asks.
  package var labels: [DiagramContent.Label] { deferredContent.value.labels }

  /// The quantities that each of `labels` states, read when a rule first asks.
  package var quantities: [[Quantity]] { deferredQuantities.value }

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
