import AtlasCore

/// What a diagram says of itself to those who cannot see it. The last of several statements counts, as in mermaid.js.
public struct AccessibilityText: Hashable, Sendable {
  /// The text of `accTitle: …`, without white space around it.
  public var title: TextRange?
  /// The text of `accDescr: …` or `accDescr { … }`, without white space around it.
  public var description: TextRange?

  public init() {}
}

extension AccessibilityText: SyntaxNode {
  public var range: TextRange {
    switch (title, description) {
    case (let title?, let description?): title.union(description)
    case (let one?, nil), (nil, let one?): one
    case (nil, nil): TextRange(at: 0)
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.token("accTitle", title)
    sink.token("accDescr", description)
  }
}
