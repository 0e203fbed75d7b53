import AtlasCore
import AtlasMermaid

package struct MetricSpecification: Sendable {
  package init(metrics: JSONNode?, kinds: JSONNode?) {}
}

package struct ExtractedMetrics: Sendable {
  package var structure: [StructuralMetric]
  package var content: [(metric: ContentMetric, range: TextRange)]
}

package enum MetricExtractor {
  package static func metrics(of diagram: ParsedDiagram, by specification: MetricSpecification)
    -> ExtractedMetrics
  {
    ExtractedMetrics(
      structure: [StructuralMetric("texts", Double(DiagramTexts(diagram).texts.count))], content: [])
  }
}
