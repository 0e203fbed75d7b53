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
    of view: DiagramView, by specification: MetricSpecification
  ) -> ExtractedMetrics {
    ExtractedMetrics(
      structure: StructureMeter.metrics(of: view), content: content(of: view, by: specification))
  }

  /// What is measured of a diagram that nobody else looks at.
  package static func metrics(
    of diagram: ParsedDiagram, by specification: MetricSpecification
  ) -> ExtractedMetrics {
    metrics(of: DiagramView(diagram), by: specification)
  }

  private static func content(
    of view: DiagramView, by specification: MetricSpecification
  ) -> [(metric: ContentMetric, range: TextRange)] {
    let kinds = specification.kinds
    guard !kinds.isEmpty else { return [] }
    let stated = view.allQuantities(by: specification)
    var content: [(metric: ContentMetric, range: TextRange)] = []
    content.reserveCapacity(stated.reduce(0) { $0 + $1.count })
    var lines: LineIndex?
    let labels = view.labels
    for (place, quantities) in stated.enumerated() where !quantities.isEmpty {
      let label = labels[place]
      for quantity in quantities where kinds.contains(quantity.kind) {
        let range = label.pieces.rawRange(of: quantity.range)
        let index = lines ?? LineIndex(view.diagram.source.original)
        lines = index
        let start = index.position(of: range.lowerBound)
        content.append((ContentMetric(quantity, in: label.pieces, of: label.subject, at: start), range))
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
