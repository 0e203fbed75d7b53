import AtlasCore
import AtlasMermaid
import AtlasRules

/// The findings of the rules on one diagram, their places anchored to its elements.
enum LintStage {
  static func perform(_ diagram: ParsedDiagram, by specification: LintSpecification) -> (
    digest: Digest, body: [UInt8]
  ) {
    let map = diagram.textMap
    var writer = ByteWriter()
    writer.write(Linter.findings(in: diagram, by: specification)) { $0.encode(to: &$1, anchoredIn: map) }
    return (Digest(of: writer.bytes), writer.bytes)
  }

  static func read(_ body: [UInt8], map: TextMap) throws(ByteCodingError) -> [Finding] {
    var reader = ByteReader(body)
    return try reader.array { (reader) throws(ByteCodingError) in
      try Finding(from: &reader, anchoredIn: map)
    }
  }
}
