import AtlasCore

/// A Venn diagram: sets, what they have in common, and texts in them.
public struct VennDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var statements: [VennStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("venn diagram", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum VennStatement: SyntaxNode {
  case subset(VennSubset)
  case text(VennText)
  case style(VennStyle)

  public var range: TextRange {
    switch self {
    case .subset(let subset): subset.range
    case .text(let text): text.range
    case .style(let style): style.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .subset(let subset): subset.describe(to: &sink)
    case .text(let text): text.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    }
  }
}

/// `set A["Label"]:10`, or `union A,B["Label"]:3`
public struct VennSubset: SyntaxNode {
  public var range: TextRange
  public var isUnion: Bool
  /// One of a set, two or more of a union; without quotes.
  public var ids: [TextRange]
  public var label: LabelText?
  public var size: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open(isUnion ? "union" : "set", range)
    for id in ids { sink.token("id", id) }
    if let label { sink.label("label", label) }
    sink.token("size", size)
    sink.close()
  }
}

/// `text A,B foo["Label"]`, or indented below a set: `text foo`
public struct VennText: SyntaxNode {
  public var range: TextRange
  /// Empty where the text belongs to the set or union above it.
  public var sets: [TextRange]
  /// Shown where there is no label.
  public var text: LabelText
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("text", range)
    for set in sets { sink.token("set", set) }
    sink.label(label == nil ? "text" : "id", text)
    if let label { sink.label("label", label) }
    sink.close()
  }
}

/// `style A,B fill:#fff, stroke: red`
public struct VennStyle: SyntaxNode {
  public struct Field: Hashable, Sendable {
    public var name: TextRange
    /// Without quotes.
    public var value: TextRange
  }

  public var range: TextRange
  public var ids: [TextRange]
  public var fields: [Field]

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("style", range)
    for id in ids { sink.token("id", id) }
    for field in fields {
      sink.token("property", field.name)
      sink.token("value", field.value)
    }
    sink.close()
  }
}
