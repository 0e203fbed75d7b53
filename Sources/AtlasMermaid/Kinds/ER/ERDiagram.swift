import AtlasCore

/// An entity relationship diagram as it is written, statement by statement.
public struct ERDiagram: SyntaxNode {
  public var range: TextRange
  public var statements: [ERStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("er diagram", range)
    sink.children(statements)
    sink.close()
  }
}

public enum ERStatement: SyntaxNode {
  case entity(EREntity)
  case relation(ERRelation)
  case direction(DirectionStatement)
  case classDefinition(StyleClassDefinition)
  case classAssignment(StyleClassAssignment)
  case style(StyleStatement)

  public var range: TextRange {
    switch self {
    case .entity(let entity): entity.range
    case .relation(let relation): relation.range
    case .direction(let direction): direction.range
    case .classDefinition(let definition): definition.range
    case .classAssignment(let assignment): assignment.range
    case .style(let style): style.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .entity(let entity): entity.describe(to: &sink)
    case .relation(let relation): relation.describe(to: &sink)
    case .direction(let direction): direction.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .classAssignment(let assignment): assignment.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    }
  }
}

/// An entity by its name, with the classes behind `:::`.
public struct ERReference: SyntaxNode {
  public var range: TextRange
  /// Without quotes.
  public var name: TextRange
  public var classNames: [TextRange] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.token("id", name)
    for className in classNames { sink.token("class", className) }
  }
}

/// `CUSTOMER["A customer"] { string name PK "the full one" }`
public struct EREntity: SyntaxNode {
  public var range: TextRange
  public var entity: ERReference
  /// What is shown for the name.
  public var label: LabelText?
  /// What stands between the braces; nil without braces.
  public var attributes: [ERAttribute]?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("entity", range)
    entity.describe(to: &sink)
    if let label { sink.label("label", label) }
    if let attributes { sink.children(attributes) }
    sink.close()
  }
}

/// `string name PK, FK "comment"`
public struct ERAttribute: SyntaxNode {
  public enum Key: String, Sendable {
    case primary = "PK"
    case foreign = "FK"
    case unique = "UK"
  }

  public var range: TextRange
  public var type: TextRange
  /// Whether a `?` stands behind the type.
  public var isOptional = false
  public var name: TextRange
  /// Whether type and name are written in backticks, which may hold blanks.
  public var typeIsQuoted = false
  public var nameIsQuoted = false
  public var keys: [Key] = []
  public var comment: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("attribute", range)
    sink.token("type", type)
    sink.flag("optional", isOptional)
    sink.token("name", name)
    for key in keys { sink.word("key", key.rawValue) }
    if let comment { sink.label("comment", comment) }
    sink.close()
  }
}

/// `CUSTOMER ||--o{ ORDER : places`
public struct ERRelation: SyntaxNode {
  public enum Cardinality: String, Sendable {
    case zeroOrOne = "zero or one"
    case zeroOrMore = "zero or more"
    case oneOrMore = "one or more"
    case onlyOne = "only one"
    case parent
  }

  public var range: TextRange
  public var from: ERReference
  public var to: ERReference
  public var fromCardinality: Cardinality
  public var toCardinality: Cardinality
  /// A solid line; otherwise dashed.
  public var isIdentifying: Bool
  public var label: LabelText

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("relation", range)
    from.describe(to: &sink)
    sink.word("from", fromCardinality.rawValue)
    sink.flag("identifying", isIdentifying)
    sink.word("to", toCardinality.rawValue)
    to.describe(to: &sink)
    sink.label("label", label)
    sink.close()
  }
}
