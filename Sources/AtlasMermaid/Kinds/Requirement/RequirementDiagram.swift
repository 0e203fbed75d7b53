import AtlasCore

/// A requirement diagram: requirements, the elements that meet them, and relations between both.
public struct RequirementDiagram: SyntaxNode {
  public var range: TextRange
  public var statements: [RequirementStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("requirement diagram", range)
    sink.children(statements)
    sink.close()
  }
}

public enum RequirementStatement: SyntaxNode {
  case requirement(Requirement)
  case element(RequirementElement)
  case relation(RequirementRelation)
  case direction(DirectionStatement)
  case classDefinition(StyleClassDefinition)
  case classAssignment(RequirementClassAssignment)
  case style(StyleStatement)

  public var range: TextRange {
    switch self {
    case .requirement(let requirement): requirement.range
    case .element(let element): element.range
    case .relation(let relation): relation.range
    case .direction(let direction): direction.range
    case .classDefinition(let definition): definition.range
    case .classAssignment(let assignment): assignment.range
    case .style(let style): style.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .requirement(let requirement): requirement.describe(to: &sink)
    case .element(let element): element.describe(to: &sink)
    case .relation(let relation): relation.describe(to: &sink)
    case .direction(let direction): direction.describe(to: &sink)
    case .classDefinition(let definition): definition.describe(to: &sink)
    case .classAssignment(let assignment): assignment.describe(to: &sink)
    case .style(let style): style.describe(to: &sink)
    }
  }
}

/// `requirement name { id: 1 … }`
public struct Requirement: SyntaxNode {
  public enum Kind: String, Sendable {
    case requirement
    case functional = "functionalRequirement"
    case interface = "interfaceRequirement"
    case performance = "performanceRequirement"
    case physical = "physicalRequirement"
    case designConstraint
  }

  public enum Risk: String, Sendable {
    case low, medium, high
  }

  public enum Verification: String, Sendable {
    case analysis, demonstration, inspection, test
  }

  public var range: TextRange
  public var kind: Kind
  public var name: LabelText
  public var classNames: [TextRange] = []
  /// Of a field written twice the last counts, as in mermaid.js.
  public var id: LabelText?
  public var text: LabelText?
  public var risk: Risk?
  public var verification: Verification?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("requirement", range)
    sink.word("kind", kind.rawValue)
    sink.label("name", name)
    for className in classNames { sink.token("class", className) }
    if let id { sink.label("id", id) }
    if let text { sink.label("text", text) }
    if let risk { sink.word("risk", risk.rawValue) }
    if let verification { sink.word("verification", verification.rawValue) }
    sink.close()
  }
}

/// `element name { type: simulation … }`
public struct RequirementElement: SyntaxNode {
  public var range: TextRange
  public var name: LabelText
  public var classNames: [TextRange] = []
  public var type: LabelText?
  public var reference: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("element", range)
    sink.label("name", name)
    for className in classNames { sink.token("class", className) }
    if let type { sink.label("type", type) }
    if let reference { sink.label("reference", reference) }
    sink.close()
  }
}

/// `element - satisfies -> requirement`, or `requirement <- satisfies - element`
public struct RequirementRelation: SyntaxNode {
  public enum Kind: String, CaseIterable, Sendable {
    case contains, copies, derives, satisfies, verifies, refines, traces
  }

  public var range: TextRange
  public var kind: Kind
  public var from: LabelText
  public var to: LabelText

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("relation", range)
    sink.word("kind", kind.rawValue)
    sink.token("from", from.range)
    sink.token("to", to.range)
    sink.close()
  }
}

/// `class a,b name`, or `a:::name`
public struct RequirementClassAssignment: SyntaxNode {
  public var range: TextRange
  public var ids: [TextRange]
  public var classNames: [TextRange]

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("class", range)
    for id in ids { sink.token("id", id) }
    for className in classNames { sink.token("class", className) }
    sink.close()
  }
}
