import AtlasCore
import AtlasMermaid

/// A range of a diagram told by the elements it begins and ends at. Stages after the parse keep their places so: a
/// comment or an indentation that moves everything changes nothing of what they stored.
struct AnchoredRange: Hashable, Sendable {
  var start: TextMap.Anchor
  var end: TextMap.Anchor

  /// - Parameter anchors: those of the diagram that the range is in.
  init(_ range: TextRange, by anchors: AnchorFinder) {
    (start, end) = anchors.anchors(of: range)
  }

  /// The range in the diagram whose map this is; empty at its start where the map does not fit.
  func range(in map: TextMap) -> TextRange { map.range(from: start, to: end) ?? TextRange(at: 0) }

  func encode(to writer: inout ByteWriter) {
    for anchor in [start, end] {
      writer.write(signed: anchor.ordinal)
      writer.write(anchor.isFromEnd)
      writer.write(signed: anchor.distance)
    }
  }

  init(from reader: inout ByteReader) throws(ByteCodingError) {
    start = try Self.anchor(from: &reader)
    end = try Self.anchor(from: &reader)
  }

  private static func anchor(from reader: inout ByteReader) throws(ByteCodingError) -> TextMap.Anchor {
    TextMap.Anchor(
      ordinal: try reader.signed(), isFromEnd: try reader.flag(), distance: try reader.signed())
  }
}

extension TextMap {
  func encode(to writer: inout ByteWriter) { writer.write(ranges: ranges) }

  init(from reader: inout ByteReader) throws(ByteCodingError) { self.init(ranges: try reader.ranges()) }
}
