import AtlasCore

/// A quadrant chart: points between two axes.
public struct QuadrantDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var axes: [Axis] = []
  public var quadrants: [Quadrant] = []
  public var points: [Point] = []
  public var classes: [ClassDefinition] = []

  public struct Axis: SyntaxNode {
    public enum Kind: String, Sendable {
      case x, y
    }

    public var range: TextRange
    public var kind: Kind
    /// At the left, or at the bottom.
    public var low: LabelText
    /// At the right, or at the top.
    public var high: LabelText?
    /// Whether `-->` stands there: alone it draws an arrow behind the text.
    public var hasArrow = false
  }

  public struct Quadrant: SyntaxNode {
    public var range: TextRange
    /// From 1, at the top right, against the clock.
    public var number: Int
    public var label: LabelText
  }

  public struct Point: SyntaxNode {
    public var range: TextRange
    public var label: LabelText
    public var className: TextRange?
    /// From 0 to 1, as written.
    public var x: TextRange
    public var y: TextRange
    public var styles: [TextRange] = []
  }

  public struct ClassDefinition: SyntaxNode {
    public var range: TextRange
    public var name: TextRange
    public var styles: [TextRange]
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("quadrant", range)
    sink.token("title", title)
    sink.children(axes)
    sink.children(quadrants)
    sink.children(points)
    sink.children(classes)
    sink.close()
  }
}

extension QuadrantDiagram.Axis {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("axis", range)
    sink.word("kind", kind.rawValue)
    sink.label("label", low)
    sink.flag("arrow", hasArrow)
    if let high { sink.label("label", high) }
    sink.close()
  }
}

extension QuadrantDiagram.Quadrant {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("quadrant", range)
    sink.number("number", number)
    sink.label("label", label)
    sink.close()
  }
}

extension QuadrantDiagram.Point {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("point", range)
    sink.label("label", label)
    sink.token("class", className)
    sink.token("x", x)
    sink.token("y", y)
    for style in styles { sink.token("style", style) }
    sink.close()
  }
}

extension QuadrantDiagram.ClassDefinition {
  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("classDef", range)
    sink.token("name", name)
    for style in styles { sink.token("style", style) }
    sink.close()
  }
}
