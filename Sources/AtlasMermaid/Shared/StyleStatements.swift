import AtlasCore

/// `direction LR`, which several kinds have in common.
public struct DirectionStatement: SyntaxNode {
  public var range: TextRange
  public var direction: Direction

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("direction", range)
    sink.word("is", direction.rawValue)
    sink.close()
  }
}

/// `classDef a,b fill:#fff,color:#000`: a class of styles by one name or several.
public struct StyleClassDefinition: SyntaxNode {
  public var range: TextRange
  public var names: [TextRange]
  public var styles: [TextRange]

  /// The name in kinds that take no more than one.
  public var name: TextRange { names.first ?? TextRange(at: range.upperBound) }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("classDef", range)
    for name in names { sink.token("name", name) }
    for style in styles { sink.token("style", style) }
    sink.close()
  }
}

/// `class A,B name`: gives nodes a class of styles.
public struct StyleClassAssignment: SyntaxNode {
  public var range: TextRange
  public var ids: [TextRange]
  public var classNames: [TextRange]

  /// The class in kinds that take no more than one.
  public var className: TextRange { classNames.first ?? TextRange(at: range.upperBound) }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("class", range)
    for id in ids { sink.token("id", id) }
    for className in classNames { sink.token("class", className) }
    sink.close()
  }
}

/// `style A,B fill:#fff`: styles of the nodes themselves.
public struct StyleStatement: SyntaxNode {
  public var range: TextRange
  public var ids: [TextRange]
  public var styles: [TextRange]

  /// The id in kinds that take no more than one.
  public var id: TextRange { ids.first ?? TextRange(at: range.upperBound) }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("style", range)
    for id in ids { sink.token("id", id) }
    for style in styles { sink.token("style", style) }
    sink.close()
  }
}
