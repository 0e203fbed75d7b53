import AtlasCore
import AtlasMermaid
import AtlasRules

/// What the parse of a diagram leaves: the verdict with its findings, and the text map by which others' anchors become
/// places. Its output digest is the meaning alone, so that a comment or an indentation re-runs the parse and no more.
struct ParseStage: Sendable {
  struct Result: Sendable {
    var kind: String?
    var verdict: Verdict
    var title: String
    var findings: [Finding]
    var map: TextMap
  }

  static func perform(_ open: OpenDiagram) -> (digest: Digest, body: [UInt8]) {
    let diagram = open.parsed
    var writer = ByteWriter()
    writer.write(diagram.kind?.rawValue ?? "")
    writer.write(diagram.verdict.rawValue)
    writer.write(ComponentNames.text(of: open.view))
    writer.write(open.title)
    writer.write(diagram.findings) { $0.encode(to: &$1) }
    open.map.encode(to: &writer)
    return (open.meaning, writer.bytes)
  }

  /// The verdict and the names of components alone, for whoever reads the results of the whole library.
  static func readSummary(_ body: [UInt8]) throws(ByteCodingError) -> (verdict: Verdict, names: [String]) {
    var reader = ByteReader(body)
    _ = try reader.string()
    guard let verdict = Verdict(rawValue: try reader.string()) else { throw ByteCodingError() }
    let names = try reader.content().split(separator: UInt8(ascii: "\n"))
    return (verdict, names.map { String(decoding: $0, as: UTF8.self) })
  }

  static func read(_ body: [UInt8]) throws(ByteCodingError) -> Result {
    var reader = ByteReader(body)
    var result = try readTotals(from: &reader)
    result.map = try TextMap(from: &reader)
    return result
  }

  /// All but the text map, by which places are found; it is empty.
  static func readTotals(_ body: [UInt8]) throws(ByteCodingError) -> Result {
    var reader = ByteReader(body)
    return try readTotals(from: &reader)
  }

  private static func readTotals(from reader: inout ByteReader) throws(ByteCodingError) -> Result {
    let kind = try reader.string()
    guard let verdict = Verdict(rawValue: try reader.string()) else { throw ByteCodingError() }
    try reader.skipContent()
    return Result(
      kind: kind.isEmpty ? nil : kind, verdict: verdict, title: try reader.string(),
      findings: try reader.array { (reader) throws(ByteCodingError) in try Finding(from: &reader) },
      map: TextMap(ranges: []))
  }
}
