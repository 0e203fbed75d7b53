import AtlasCore
import AtlasMermaid
import AtlasRules

/// What was measured of a diagram, the places of its quantities anchored to its elements.
enum MetricsStage {
  static func perform(
    _ diagram: OpenDiagram, by specification: MetricSpecification
  ) -> (digest: Digest, body: [UInt8]) {
    let metrics = MetricExtractor.metrics(of: diagram.view, by: specification)
    var writer = ByteWriter()
    writer.write(metrics.structure) { metric, writer in
      writer.write(metric.name)
      writer.write(metric.value)
    }
    let anchors = diagram.anchors
    writer.write(metrics.content) { found, writer in
      AnchoredRange(found.range, by: anchors).encode(to: &writer)
      found.metric.encode(to: &writer)
    }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  /// `place` tells where a range of the diagram stands in its page.
  static func read(
    _ body: [UInt8], map: TextMap, place: (TextRange) -> LineColumn
  ) throws(ByteCodingError) -> DiagramMetrics {
    var reader = ByteReader(body)
    let structure = try structure(from: &reader)
    let content = try reader.array { (reader) throws(ByteCodingError) in
      let range = try AnchoredRange(from: &reader).range(in: map)
      return try ContentMetric(from: &reader, start: place(range))
    }
    return DiagramMetrics(structure: structure, content: content)
  }

  /// The counts alone, for who does not ask where anything stands.
  static func readStructure(_ body: [UInt8]) throws(ByteCodingError) -> [StructuralMetric] {
    var reader = ByteReader(body)
    return try structure(from: &reader)
  }

  private static func structure(from reader: inout ByteReader) throws(ByteCodingError) -> [StructuralMetric] {
    try reader.array { (reader) throws(ByteCodingError) in
      StructuralMetric(try reader.string(), try reader.double())
    }
  }
}

extension ContentMetric {
  fileprivate func encode(to writer: inout ByteWriter) {
    writer.write(kind.rawValue)
    writer.write(text)
    writer.write(unit)
    writer.write(qualifier)
    writer.write(subject)
    writer.write(period)
    writer.write(per)
    writer.write(name)
    writer.write(version)
    switch amount {
    case .none: writer.write(byte: 0)
    case .value(let value):
      writer.write(byte: 1)
      writer.write(value)
    case .range(let low, let high):
      writer.write(byte: 2)
      writer.write(low)
      writer.write(high)
    case .change(let before, let after):
      writer.write(byte: 3)
      writer.write(before)
      writer.write(after)
    }
  }

  fileprivate init(from reader: inout ByteReader, start: LineColumn) throws(ByteCodingError) {
    guard let kind = Kind(rawValue: try reader.string()) else { throw ByteCodingError() }
    self.init(
      kind: kind, text: try reader.string(), unit: try reader.string(), qualifier: try reader.string(),
      subject: try reader.string(), period: try reader.string(), per: try reader.string(),
      name: try reader.string(), version: try reader.string(), start: start)
    switch try reader.byte() {
    case 0: amount = .none
    case 1: amount = .value(try reader.double())
    case 2: amount = .range(low: try reader.double(), high: try reader.double())
    case 3: amount = .change(before: try reader.double(), after: try reader.double())
    default: throw ByteCodingError()
    }
  }
}
