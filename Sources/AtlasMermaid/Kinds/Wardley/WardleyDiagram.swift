import AtlasCore

/// A Wardley map: components placed by visibility and evolution, and the links between them.
public struct WardleyDiagram: SyntaxNode {
  public var range: TextRange
  public var title: TextRange?
  public var statements: [WardleyStatement] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("wardley", range)
    sink.token("title", title)
    sink.children(statements)
    sink.close()
  }
}

public enum WardleyStatement: SyntaxNode {
  case size(WardleySize)
  case evolution(WardleyEvolution)
  case node(WardleyNode)
  case link(WardleyLink)
  case evolve(WardleyEvolve)
  case pipeline(WardleyPipeline)
  case mark(WardleyMark)

  public var range: TextRange {
    switch self {
    case .size(let size): size.range
    case .evolution(let evolution): evolution.range
    case .node(let node): node.range
    case .link(let link): link.range
    case .evolve(let evolve): evolve.range
    case .pipeline(let pipeline): pipeline.range
    case .mark(let mark): mark.range
    }
  }

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch self {
    case .size(let size): size.describe(to: &sink)
    case .evolution(let evolution): evolution.describe(to: &sink)
    case .node(let node): node.describe(to: &sink)
    case .link(let link): link.describe(to: &sink)
    case .evolve(let evolve): evolve.describe(to: &sink)
    case .pipeline(let pipeline): pipeline.describe(to: &sink)
    case .mark(let mark): mark.describe(to: &sink)
    }
  }
}

/// `size [1100, 800]`
public struct WardleySize: SyntaxNode {
  public var range: TextRange
  public var width: TextRange
  public var height: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("size", range)
    sink.token("width", width)
    sink.token("height", height)
    sink.close()
  }
}

/// `evolution Genesis -> Custom@0.4 -> Product / Rental`
public struct WardleyEvolution: SyntaxNode {
  public struct Stage: Hashable, Sendable {
    public var name: LabelText
    /// Where the stage ends.
    public var boundary: TextRange?
    public var secondName: LabelText?
  }

  public var range: TextRange
  public var stages: [Stage] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("evolution", range)
    for stage in stages {
      sink.label("name", stage.name)
      sink.token("boundary", stage.boundary)
      if let second = stage.secondName { sink.label("second", second) }
    }
    sink.close()
  }
}

/// `component Kettle [0.45, 0.35] label [-20, 10] (build) inertia`, `anchor Customer [0.95, 0.6]`
public struct WardleyNode: SyntaxNode {
  public var range: TextRange
  public var isAnchor: Bool
  public var name: LabelText
  /// Nil inside a pipeline, whose parent decides it.
  public var visibility: TextRange?
  public var evolution: TextRange
  public var labelOffset: WardleyOffset?
  /// `build`, `buy`, `outsource` or `market`
  public var strategy: TextRange?
  public var hasInertia = false

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    if isAnchor { sink.open("anchor", range) } else { sink.open("component", range) }
    sink.label("name", name)
    sink.token("visibility", visibility)
    sink.token("evolution", evolution)
    if let labelOffset {
      sink.flag("left", labelOffset.isLeft)
      sink.token("dx", labelOffset.x)
      sink.flag("up", labelOffset.isUp)
      sink.token("dy", labelOffset.y)
    }
    sink.token("strategy", strategy)
    sink.flag("inertia", hasInertia)
    sink.close()
  }
}

/// `label [-20, 10]`: how far a label stands from its component.
public struct WardleyOffset: Hashable, Sendable {
  /// Without the minus.
  public var x: TextRange
  public var y: TextRange
  public var isLeft: Bool
  public var isUp: Bool
}

/// `Cup of Tea -> Kettle`, `A +'text'<> B`, `A -.-> B; text`
public struct WardleyLink: SyntaxNode {
  public enum Flow: String, Sendable {
    case forward, backward, both
  }

  public var range: TextRange
  public var from: LabelText
  public var to: LabelText
  public var isDashed = false
  public var flow: Flow?
  public var label: LabelText?

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("link", range)
    sink.token("from", from.range)
    sink.token("to", to.range)
    sink.flag("dashed", isDashed)
    if let flow { sink.word("flow", flow.rawValue) }
    if let label { sink.label("label", label) }
    sink.close()
  }
}

/// `evolve Kettle 0.62`
public struct WardleyEvolve: SyntaxNode {
  public var range: TextRange
  public var component: LabelText
  public var target: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("evolve", range)
    sink.token("component", component.range)
    sink.token("target", target)
    sink.close()
  }
}

/// `pipeline Kettle { … }`
public struct WardleyPipeline: SyntaxNode {
  public var range: TextRange
  public var parent: LabelText
  public var components: [WardleyNode] = []

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    sink.open("pipeline", range)
    sink.token("parent", parent.range)
    sink.children(components)
    sink.close()
  }
}

/// What is written on the map at a place: a note, an annotation, the box of the annotations, an accelerator.
public struct WardleyMark: SyntaxNode {
  public enum Role: String, Sendable {
    case note, annotation, annotations, accelerator, deaccelerator
  }

  public var range: TextRange
  public var role: Role
  /// The number of an annotation.
  public var number: TextRange?
  /// Nil for the box of the annotations.
  public var text: LabelText?
  public var x: TextRange
  public var y: TextRange

  public func describe<Sink: TreeSink>(to sink: inout Sink) {
    switch role {
    case .note: sink.open("note", range)
    case .annotation: sink.open("annotation", range)
    case .annotations: sink.open("annotations", range)
    case .accelerator: sink.open("accelerator", range)
    case .deaccelerator: sink.open("deaccelerator", range)
    }
    sink.token("number", number)
    if let text { sink.label("text", text) }
    sink.token("x", x)
    sink.token("y", y)
    sink.close()
  }
}
