import AtlasCore
import AtlasMermaid

/// Writes findings with their places as ranges, for the stage whose key changes whenever a byte of the text does.
extension Finding {
  func encode(to writer: inout ByteWriter) {
    encode(to: &writer) { range, writer in writer.write(range) }
  }

  init(from reader: inout ByteReader) throws(ByteCodingError) {
    try self.init(from: &reader) { (reader) throws(ByteCodingError) in try reader.range() }
  }

  /// Writes the finding with its places as anchors, for stages that key on the meaning alone.
  func encode(to writer: inout ByteWriter, anchoredBy anchors: AnchorFinder) {
    encode(to: &writer) { range, writer in AnchoredRange(range, by: anchors).encode(to: &writer) }
  }

  init(from reader: inout ByteReader, anchoredIn map: TextMap) throws(ByteCodingError) {
    try self.init(from: &reader) { (reader) throws(ByteCodingError) in
      try AnchoredRange(from: &reader).range(in: map)
    }
  }

  /// The code and the severity of a finding whose places are anchors, for whoever counts findings.
  static func readCode(
    from reader: inout ByteReader
  ) throws(ByteCodingError) -> (code: String, severity: Severity) {
    let code = try reader.string()
    guard let severity = Severity(rawValue: try reader.string()) else { throw ByteCodingError() }
    try reader.skipContent()
    _ = try AnchoredRange(from: &reader)
    try reader.skipContent()
    try reader.skipContent()
    for _ in 0..<2 where try reader.flag() {
      _ = try reader.flag()
      _ = try reader.array { (reader) throws(ByteCodingError) in
        _ = try AnchoredRange(from: &reader)
        try reader.skipContent()
      }
    }
    return (code, severity)
  }

  private func encode(to writer: inout ByteWriter, place: (TextRange, inout ByteWriter) -> Void) {
    writer.write(code)
    writer.write(severity.rawValue)
    writer.write(priority.rawValue)
    place(range, &writer)
    writer.write(message)
    writer.write(help)
    Self.encode(fix, to: &writer, place: place)
    Self.encode(guess, to: &writer, place: place)
  }

  private static func encode(
    _ repair: Fix?, to writer: inout ByteWriter, place: (TextRange, inout ByteWriter) -> Void
  ) {
    writer.write(repair != nil)
    guard let repair else { return }
    writer.write(repair.safe)
    writer.write(repair.edits.count)
    for edit in repair.edits {
      place(edit.range, &writer)
      writer.write(edit.replacement)
    }
  }

  private init(
    from reader: inout ByteReader, place: (inout ByteReader) throws(ByteCodingError) -> TextRange
  ) throws(ByteCodingError) {
    let code = try reader.string()
    guard let severity = Severity(rawValue: try reader.string()),
      let priority = Priority(rawValue: try reader.string())
    else { throw ByteCodingError() }
    self.init(
      code: code, priority: priority, severity: severity, range: try place(&reader),
      message: try reader.string(), help: try reader.string())
    fix = try Self.repair(from: &reader, place: place)
    guess = try Self.repair(from: &reader, place: place)
  }

  private static func repair(
    from reader: inout ByteReader, place: (inout ByteReader) throws(ByteCodingError) -> TextRange
  ) throws(ByteCodingError) -> Fix? {
    guard try reader.flag() else { return nil }
    return Fix(
      safe: try reader.flag(),
      edits: try reader.array { (reader) throws(ByteCodingError) in
        TextEdit(try place(&reader), try reader.string())
      })
  }
}
