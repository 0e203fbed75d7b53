import AtlasCore

/// Receives a tree in walk order. A syntax node describes itself once, and dump, digest and text map all come from that.
///
/// What may change without changing the diagram's meaning (order of keys, spelling of a keyword) must be told in one
/// canonical form; what is layout must not be told at all.
public protocol TreeSink {
  /// Begins an element. Its range covers everything of it.
  mutating func open(_ name: StaticString, _ range: TextRange)
  /// Ends the element begun last.
  mutating func close()
  /// A leaf whose bytes are content: an id, a label, a number as written.
  mutating func token(_ name: StaticString, _ range: TextRange)
  /// A word of a fixed vocabulary: the shape of a node, the head of an edge.
  mutating func word(_ name: StaticString, _ value: String)
  mutating func number(_ name: StaticString, _ value: Int)
}

extension TreeSink {
  /// Tells a flag only where it is set.
  @inlinable
  public mutating func flag(_ name: StaticString, _ value: Bool) {
    if value { number(name, 1) }
  }

  @inlinable
  public mutating func token(_ name: StaticString, _ range: TextRange?) {
    if let range { token(name, range) }
  }

  @inlinable
  public mutating func children(_ nodes: some Sequence<some SyntaxNode>) {
    for node in nodes { node.describe(to: &self) }
  }
}

/// A part of a diagram's tree.
public protocol SyntaxNode: Sendable {
  /// All bytes of this node in the original diagram.
  var range: TextRange { get }
  /// Tells the sink this node and everything below it, in the order of the text.
  func describe<Sink: TreeSink>(to sink: inout Sink)
}
