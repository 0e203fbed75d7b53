import AtlasCore

/// A block diagram: blocks in columns, and links between them.
public struct BlockDiagram: SyntaxNode {
  public var range: TextRange
  public var statements: [BlockStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("block diagram", range)
    sink.children(statements)
    sink.close()
  }
}

public enum BlockStatement: SyntaxNode {
  case chain(BlockChain)
  case composite(BlockComposite)
  case space(BlockSpace)
  case columns(BlockColumns)
  case classDefinition(StyleClassDefinition)
  case classAssignment(StyleClassAssignment)
  case style(StyleStatement)

  public var range: TextRange {
    switch self {
    case .chain(let chain): chain.range
    case .composite(let composite): composite.range
    case .space(let space): space.range
    case .columns(let columns): columns.range
    case .classDefinition(let definition): definition.range
    case .classAssignment(let assignment): assignment.range
    case .style(let style): style.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .chain(let chain): chain.describe(to: &sink)
    case .composite(let composite): composite.describe(to: &sink)
    case .space(let space): space.describe(to: &sink)
    case .columns(let columns): columns.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .classAssignment(let assignment): assignment.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    }
  }
}

/// One block, or blocks with links between them: link N leads from node N to node N + 1.
public struct BlockChain: SyntaxNode {
  public var range: TextRange
  public var nodes: [BlockNode]
  public var links: [BlockLink] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("chain", range)
    for (index, node) in nodes.enumerated() {
      if index > 0 { links[index - 1].describe(to: &sink) }
      node.describe(to: &sink)
    }
    sink.close()
  }
}

/// `id["text"]:2`
public struct BlockNode: SyntaxNode {
  public enum Shape: String, Sendable {
    case square, round, circle, diamond, hexagon, stadium, subroutine, cylinder, trapezoid
    case leftArrow = "left inverted arrow"
    case doubleCircle = "double circle"
    case leanRight = "lean right"
    case leanLeft = "lean left"
    case invertedTrapezoid = "inverted trapezoid"
    case arrow
    /// Brackets that make no shape together; mermaid.js draws a rectangle.
    case unknown
  }

  public enum ArrowDirection: String, Sendable {
    case right, left, up, down
    /// Left and right.
    case horizontal = "x"
    /// Up and down.
    case vertical = "y"
  }

  public var range: TextRange
  public var id: TextRange
  public var shape: Shape?
  public var label: LabelText?
  /// Of an arrow.
  public var directions: [ArrowDirection] = []
  /// How many columns it takes, as written.
  public var width: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("node", range)
    sink.token("id", id)
    if let shape { sink.word("shape", shape.rawValue) }
    if let label { sink.label("label", label) }
    for direction in directions { sink.word("direction", direction.rawValue) }
    sink.token("width", width)
    sink.close()
  }
}

/// `-->`, `-- "text" -->`
public struct BlockLink: SyntaxNode {
  public enum Stroke: String, Sendable {
    case normal, thick, dotted
  }

  public enum Head: String, Sendable {
    case open, point, circle, cross
  }

  public var range: TextRange
  public var stroke: Stroke
  public var startHead: Head
  public var endHead: Head
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("link", range)
    sink.word("stroke", stroke.rawValue)
    if startHead != .open { sink.word("start", startHead.rawValue) }
    if endHead != .open { sink.word("end", endHead.rawValue) }
    if let label { sink.label("label", label) }
    sink.close()
  }
}

/// `block … end`, `block:id["text"] … end`
public struct BlockComposite: SyntaxNode {
  public var range: TextRange
  /// What stands behind `block:`; one node without links where the diagram means something.
  public var header: BlockChain?
  public var statements: [BlockStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("block", range)
    header?.describe(to: &sink)
    sink.children(statements)
    sink.close()
  }
}

/// `space`, `space:2`
public struct BlockSpace: SyntaxNode {
  public var range: TextRange
  /// How many columns stay free; one where it is not written.
  public var width: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("space", range)
    sink.token("width", width)
    sink.close()
  }
}

/// `columns 3`, `columns auto`
public struct BlockColumns: SyntaxNode {
  public var range: TextRange
  /// Nil for `auto`.
  public var count: TextRange?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("columns", range)
    sink.token("count", count)
    sink.close()
  }
}
