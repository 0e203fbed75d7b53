import AtlasCore

/// The elements and leaves of a tree in walk order, without words and numbers: what readers that look for a few of them
/// need. Walking a tree for a sink of another module goes through a table at every node, walking this does not; so a
/// diagram that several readers look at is walked once.
public struct TreeOutline: Sendable {
  public enum Step: Sendable {
    case open(StaticString, TextRange)
    case close
    case token(StaticString, TextRange)
  }

  public let steps: [Step]

  public init(_ syntax: Diagram) {
    var sink = OutlineSink()
    sink.steps.reserveCapacity(256)
    syntax.describe(to: &sink)
    steps = sink.steps
  }

  /// Tells a sink the steps, as the tree would.
  @inlinable
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    for step in steps {
      switch step {
      case .open(let name, let range): sink.open(name, range)
      case .close: sink.close()
      case .token(let name, let range): sink.token(name, range)
      }
    }
  }
}

private struct OutlineSink: TreeSink {
  var steps: [TreeOutline.Step] = []

  mutating func open(_ name: StaticString, _ range: TextRange) { steps.append(.open(name, range)) }
  mutating func close() { steps.append(.close) }
  mutating func token(_ name: StaticString, _ range: TextRange) { steps.append(.token(name, range)) }
  mutating func word(_ name: StaticString, _ value: String) {}
  mutating func number(_ name: StaticString, _ value: Int) {}
}
