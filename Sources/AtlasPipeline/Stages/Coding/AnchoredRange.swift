import AtlasCore
import AtlasMermaid

/// A range of a diagram told by the elements it begins and ends at. Stages after the parse keep their places so: a
/// comment or an indentation that moves everything changes nothing of what they stored.
struct AnchoredRange: Hashable, Sendable {
  var start: TextMap.Anchor
  var end: TextMap.Anchor

  init(_ range: TextRange, in map: TextMap) {
    (start, end) = map.anchors(of: range)
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
  func encode(to writer: inout ByteWriter) {
    var last = 0
    writer.write(ranges) { range, writer in
      writer.write(signed: range.lowerBound - last)
      writer.write(range.count)
      last = range.lowerBound
    }
  }

  init(from reader: inout ByteReader) throws(ByteCodingError) {
    var last = 0
    self.init(
      ranges: try reader.array { (reader) throws(ByteCodingError) in
        let start = last &+ (try reader.signed())
        let count = try reader.integer()
        guard start >= 0, count >= 0, start <= Int(UInt32.max), count <= Int(UInt32.max) - start else {
          throw ByteCodingError()
        }
        last = start
        return TextRange(start, start + count)
      })
  }
}
