import AtlasCore

/// The layout of a packet: fields of bits, one behind another.
public struct PacketDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var fields: [Field] = []

  public struct Field: SyntaxNode {
    /// Where the field lies.
    public enum Extent: Hashable, Sendable {
      /// `7` or `0-7`: from one bit to another, as written.
      case bits(first: TextRange, last: TextRange?)
      /// `+8`: so many bits behind the field before.
      case width(TextRange)
    }

    public var range: TextRange
    public var extent: Extent
    public var label: LabelText
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("packet", range)
    sink.token("title", title)
    sink.children(fields)
    sink.close()
  }
}

extension PacketDiagram.Field {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("field", range)
    switch extent {
    case .bits(let first, let last):
      sink.token("first", first)
      sink.token("last", last)
    case .width(let width):
      sink.token("width", width)
    }
    sink.label("label", label)
    sink.close()
  }
}
