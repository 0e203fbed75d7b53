import AtlasCore
import AtlasMermaid

/// What was measured of a diagram, with the places of its quantities in the diagram's bytes.
package struct ExtractedMetrics: Sendable {
  package var structure: [StructuralMetric]
  /// In the order of their places.
  package var content: [(metric: ContentMetric, range: TextRange)]
}

/// Measures one diagram. It reads what the diagram says and nothing of how it is laid out: comments state no metrics,
/// so that an edit of a comment changes none.
package enum MetricExtractor {
  /// Complexity: linear in the bytes, but for the estimate of crossings, which is n log n in the links.
  package static func metrics(
    of diagram: ParsedDiagram, by specification: MetricSpecification
  ) -> ExtractedMetrics {
    let labels = DiagramLabels(diagram)
    return ExtractedMetrics(
      structure: StructureMeter.metrics(of: diagram, labels),
      content: content(of: diagram, labels, by: specification))
  }

  private static func content(
    of diagram: ParsedDiagram, _ labels: DiagramLabels, by specification: MetricSpecification
  ) -> [(metric: ContentMetric, range: TextRange)] {
    guard !specification.kinds.isEmpty else { return [] }
    var reader = QuantityReader(specification)
    var content: [(metric: ContentMetric, range: TextRange)] = []
    var lines: LineIndex?
    for label in labels.inOrder {
      let pieces = LabelPieces(diagram.source.original, in: label.range)
      for quantity in reader.read(pieces) {
        let range = pieces.rawRange(of: quantity.range)
        let index = lines ?? LineIndex(diagram.source.original)
        lines = index
        let start = index.position(of: range.lowerBound)
        content.append((ContentMetric(quantity, in: pieces, of: label.subject, at: start), range))
      }
    }
    return content
  }
}

extension ContentMetric {
  fileprivate init(_ quantity: Quantity, in pieces: LabelPieces, of subject: String, at start: LineColumn) {
    self.init(
      kind: quantity.kind, text: String(decoding: pieces.text[quantity.range.bounds], as: UTF8.self),
      amount: quantity.amount, unit: quantity.unit, qualifier: quantity.qualifier, subject: subject,
      period: quantity.period, per: quantity.per, name: quantity.name, version: quantity.version, start: start
    )
  }
}
