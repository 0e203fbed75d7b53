import AtlasCore

/// A Cynefin diagram: what belongs to which of the five domains, and the ways between them.
public struct CynefinDiagram: SyntaxNode {
  public enum Domain: String, CaseIterable, Sendable {
    case complex, complicated, clear, chaotic, confusion
  }

  public var range: TextRange
  public var title: TextRange?
  public var statements: [CynefinStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("cynefin", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum CynefinStatement: SyntaxNode {
  case domain(CynefinDomain)
  case transition(CynefinTransition)

  public var range: TextRange {
    switch self {
    case .domain(let domain): domain.range
    case .transition(let transition): transition.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .domain(let domain): domain.describe(to: &sink)
    case .transition(let transition): transition.describe(to: &sink)
    }
  }
}

/// `complex`, and its items on the lines below, each in quotes.
public struct CynefinDomain: SyntaxNode {
  public var range: TextRange
  public var domain: CynefinDiagram.Domain
  public var items: [LabelText] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("domain", range)
    sink.word("is", domain.rawValue)
    for item in items { sink.label("label", item) }
    sink.close()
  }
}

/// `complex --> complicated : "once understood"`
public struct CynefinTransition: SyntaxNode {
  public var range: TextRange
  public var from: CynefinDiagram.Domain
  public var to: CynefinDiagram.Domain
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("transition", range)
    sink.word("from", from.rawValue)
    sink.word("to", to.rawValue)
    if let label { sink.label("label", label) }
    sink.close()
  }
}
