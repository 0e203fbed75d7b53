import AtlasCore
import AtlasMermaid
import Synchronization

/// A diagram as stages look at it: its graph, its texts, the quantities that they state. Each is made once, when the first
/// stage asks for it; all but the quantities follow from the diagram alone.
package final class DiagramView: Sendable {
  package let diagram: ParsedDiagram
  private let deferredFlowchart: Deferred<FlowchartView?>
  private let deferredOutline: Deferred<TreeOutline>
  private let deferredContent: Deferred<DiagramContent>
  private let deferredTitle: Deferred<String>
  /// Guards what was read, by the words it was read with: stages nearly always agree on them.
  private let readings = Mutex<[(vocabulary: SharedVocabulary, quantities: [[Quantity]])]>([])

  package init(_ diagram: ParsedDiagram) {
    self.diagram = diagram
    let flowchart = Deferred<FlowchartView?> {
      guard case .flowchart(let tree) = diagram.syntax else { return nil }
      return FlowchartView(tree, diagram.source)
    }
    deferredFlowchart = flowchart
    deferredOutline = Deferred { TreeOutline(diagram.syntax) }
    deferredTitle = Deferred { diagram.displayTitle }
    deferredContent = Deferred { DiagramContent(diagram, graph: flowchart.value?.graph) }
  }

  /// Whether its tree says all that the diagram says: rules about the content of a broken one would guess.
  package var isReadable: Bool { diagram.verdict == .valid || diagram.verdict == .unrenderable }

  /// Nil for another kind of diagram.
  package var flowchart: FlowchartView? { deferredFlowchart.value }

  /// Its tree as a list, for readers that look for a few elements of any kind of diagram.
  package var outline: TreeOutline { deferredOutline.value }

  /// What it is called; empty where it says no title.
  package var title: String { deferredTitle.value }

  package var content: DiagramContent { deferredContent.value }

  /// What it shows in words, in the order of the text.
  package var labels: [DiagramContent.Label] { content.labels }

  /// The quantities that each of `labels` states, of the kinds of the specification.
  package func quantities(by specification: MetricSpecification) -> [[Quantity]] {
    let all = allQuantities(by: specification)
    guard !specification.hasAllKinds else { return all }
    return all.map { $0.filter { specification.kinds.contains($0.kind) } }
  }

  /// Those of every kind, whichever the specification wants. What a kind claims of a text is claimed whether anybody wants
  /// it or not, so one reading serves all.
  func allQuantities(by specification: MetricSpecification) -> [[Quantity]] {
    readings.withLock { readings in
      let vocabulary = specification.sharedVocabulary
      if let reading = readings.first(where: { $0.vocabulary === vocabulary }) { return reading.quantities }
      let quantities = content.quantities(by: specification.readingAllKinds)
      readings.append((vocabulary, quantities))
      return quantities
    }
  }
}
