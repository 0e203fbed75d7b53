import AtlasCore

/// A C4 diagram: people, systems, containers and components in boundaries, and relations between them.
public struct C4Diagram: SyntaxNode {
  public enum Level: String, Sendable {
    case context = "C4Context"
    case container = "C4Container"
    case component = "C4Component"
    case dynamic = "C4Dynamic"
    case deployment = "C4Deployment"
  }

  public var range: TextRange
  public var level = Level.context
  public var title: TextRange?
  public var statements: [C4Statement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("c4 diagram", range)
    sink.word("level", level.rawValue)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum C4Statement: SyntaxNode {
  /// An element, a relation or a style.
  case macro(C4Call)
  case boundary(C4Boundary)

  public var range: TextRange {
    switch self {
    case .macro(let call): call.range
    case .boundary(let boundary): boundary.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .macro(let call): call.describe(to: &sink)
    case .boundary(let boundary): boundary.describe(to: &sink)
    }
  }
}

/// `Person(id, "Label", $link="https://…")`
public struct C4Call: SyntaxNode {
  public var range: TextRange
  public var macro: C4Macro
  public var arguments: [C4Argument] = []

  /// The argument at a parameter's place, where that is not a named one.
  public func argument(_ parameter: C4Parameter) -> C4Argument? {
    guard let index = macro.parameters.firstIndex(of: parameter), index < arguments.count,
      arguments[index].name == nil
    else { return nil }
    return arguments[index]
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch macro.role {
    case .element: sink.open("node", range)
    case .boundary: sink.open("header", range)
    case .relation: sink.open("link", range)
    case .style: sink.open("style", range)
    }
    sink.word("macro", macro.rawValue)
    describeArguments(to: &sink)
    sink.close()
  }

  private func describeArguments<Sink: TreeSink>(to sink: inout Sink) {
    let parameters = macro.parameters
    for (index, argument) in arguments.enumerated() {
      if argument.name != nil {
        argument.describe(to: &sink)
      } else {
        sink.token((index < parameters.count ? parameters[index] : .other).leaf, argument.value)
      }
    }
  }
}

/// What stands between two commas.
public struct C4Argument: SyntaxNode {
  public var range: TextRange
  /// The word behind `$`; nil where the place decides.
  public var name: TextRange?
  public var parameter: C4Parameter?
  /// Without quotes and white space around it.
  public var value: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("argument", range)
    sink.token("name", parameter == nil ? name : nil)
    sink.token((parameter ?? .other).leaf, value)
    sink.close()
  }
}

/// `System_Boundary(id, "Label") { … }`
public struct C4Boundary: SyntaxNode {
  public var range: TextRange
  public var header: C4Call
  public var statements: [C4Statement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("subgraph", range)
    header.describe(to: &sink)
    sink.children(statements)
    sink.close()
  }
}
