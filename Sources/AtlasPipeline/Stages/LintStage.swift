import AtlasCore
import AtlasMermaid
import AtlasRules

/// The findings of the rules on one diagram, their places anchored to its elements.
enum LintStage {
  static func perform(
    _ diagram: OpenDiagram, by specification: LintSpecification
  ) -> (digest: Digest, body: [UInt8]) {
    var writer = ByteWriter()
    let findings = Linter.findings(in: diagram.view, by: specification)
    let anchors = diagram.anchors
    writer.write(findings) { $0.encode(to: &$1, anchoredBy: anchors) }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  /// The codes and severities alone.
  static func readCodes(_ body: [UInt8]) throws(ByteCodingError) -> [(code: String, severity: Severity)] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in try Finding.readCode(from: &reader) }
  }

  static func read(_ body: [UInt8], map: TextMap) throws(ByteCodingError) -> [Finding] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      try Finding(from: &reader, anchoredIn: map)
    }
  }
}
