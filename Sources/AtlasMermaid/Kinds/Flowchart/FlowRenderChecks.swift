import AtlasCore

/// What mermaid.js parses and then fails to draw in a flowchart: a subgraph inside itself, a class whose name is no CSS
/// selector, the ellipse that has no drawing, a label that is no text, ids that JavaScript's objects have already.
struct FlowRenderChecks {
  private let source: MermaidSource
  private var diagnostics: Diagnostics
  /// Ids of all subgraphs, in the order in which they end.
  private var subgraphIDs: [TextRange] = []
  /// The subgraph that each of these is drawn in, by place in `subgraphIDs`, once it is known.
  private var parents: [Int: Int] = [:]
  private var hasSpecialNode = false
  private var hasLinkID = false

  static func run(_ diagram: FlowchartDiagram, _ source: MermaidSource, _ diagnostics: inout Diagnostics) {
    var checks = FlowRenderChecks(source: source, diagnostics: diagnostics)
    checks.collect(diagram.statements)
    checks.check(diagram.statements, in: nil)
    if checks.hasSpecialNode { checks.checkLastShapes(diagram.statements) }
    if checks.hasLinkID { checks.checkLinkEnds(diagram.statements) }
    diagnostics = checks.diagnostics
  }

  private init(source: MermaidSource, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
  }

  @inline(__always)
  private func bytes(_ range: TextRange) -> ArraySlice<UInt8> { source.original[range.bounds] }

  private mutating func collect(_ statements: [FlowStatement]) {
    for index in statements.indices {
      guard case .subgraph(let subgraph) = statements[index] else { continue }
      collect(subgraph.statements)
      subgraphIDs.append(subgraph.id ?? TextRange(at: 0))
    }
  }

  /// Follows the order in which mermaid.js closes subgraphs: who claims a node first keeps it.
  private mutating func check(_ statements: [FlowStatement], in subgraph: FlowSubgraph?) {
    // By index: a statement that is taken out of its list is copied with all its arrays.
    for index in statements.indices {
      switch statements[index] {
      case .subgraph(let inner): check(inner.statements, in: inner)
      case .chain(let chain): check(chain)
      case .classDefinition(let definition): check(definition)
      case .direction, .classAssignment, .style, .linkStyle, .click: break
      }
    }
    guard let subgraph else { return }
    let own = subgraph.id.flatMap { index(of: $0) }
    for index in statements.indices {
      switch statements[index] {
      case .subgraph(let inner):
        if let id = inner.id { claim(id, for: own) }
      case .chain(let chain):
        for node in chain.nodes { claim(node.id, for: own) }
      default: break
      }
    }
  }

  private mutating func claim(_ id: TextRange, for parent: Int?) {
    guard let child = index(of: id), parents[child] == nil else { return }
    guard let parent else {
      parents[child] = -1
      return
    }
    parents[child] = parent
    var ancestor = parent
    while ancestor != child {
      guard let next = parents[ancestor], next >= 0 else { return }
      ancestor = next
    }
    parents[child] = -1
    let name = ByteText.display(bytes(id))
    diagnostics.cannotRender(
      id, "the subgraph \"\(name)\" would stand inside itself", "give the node or the subgraph another id")
  }

  /// The first subgraph of this id.
  private func index(of id: TextRange) -> Int? {
    let original = source.original
    guard !id.isEmpty else { return nil }
    let first = original[id.lowerBound]
    for index in subgraphIDs.indices {
      let other = subgraphIDs[index]
      if other.count == id.count, original[other.lowerBound] == first,
        other.start == id.start || original[other.bounds].elementsEqual(original[id.bounds])
      {
        return index
      }
    }
    return nil
  }

  private mutating func check(_ chain: FlowChain) {
    if chain.links.contains(where: { $0.id != nil }) { hasLinkID = true }
    for node in chain.nodes {
      if node.shape == .ellipse || node.properties != nil { hasSpecialNode = true }
      if !chain.links.isEmpty, node.id.count >= 7, FlowRenderChecks.isObjectMember(bytes(node.id)) {
        diagnostics.cannotRender(
          node.id,
          "\"\(ByteText.display(bytes(node.id)))\" is a word that mermaid's layout takes for its own",
          "give the node another id")
      }
    }
  }

  private static func isObjectMember(_ id: ArraySlice<UInt8>) -> Bool {
    switch id.first {
    case 0x63, 0x74, 0x76, 0x68, 0x69, 0x70, 0x5F: objectMembers.contains(String(decoding: id, as: UTF8.self))
    default: false
    }
  }

  private static let objectMembers: Set<String> = [
    "constructor", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
    "toLocaleString", "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__",
    "__lookupSetter__",
  ]

  private mutating func check(_ definition: StyleClassDefinition) {
    for name in definition.names where !CSSSelector.isValid(afterDot: bytes(name)) {
      diagnostics.cannotRender(
        name, "\"\(ByteText.display(bytes(name)))\" is no name of a CSS class",
        "begin it with a letter and use letters, digits, `-` and `_`")
    }
    // A comma at an end, or two of them, name a class without a name.
    let written = definition.range
    if definition.names.count < FlowRenderChecks.commaParts(bytes(written)) {
      diagnostics.cannotRender(written, "a comma here names a class without a name", "remove the comma")
    }
  }

  /// How many names the commas of `classDef a,b …` make.
  private static func commaParts(_ statement: ArraySlice<UInt8>) -> Int {
    let names = statement.dropFirst(9).prefix { $0 > 0x20 }
    return names.count { $0 == 0x2C } + 1
  }

  // MARK: Ids of links

  /// Once a link has an id, that id makes no node any more; a link to it leads nowhere.
  private mutating func checkLinkEnds(_ statements: [FlowStatement]) {
    var chains: [FlowChain] = []
    FlowRenderChecks.gather(statements, &chains)
    var links: Set<ArraySlice<UInt8>> = []
    var nodes: Set<ArraySlice<UInt8>> = []
    var ends: [TextRange] = []
    for chain in chains {
      var next = 0
      for (index, node) in chain.nodes.enumerated() {
        while next < chain.links.count, chain.links[next].to.upperBound <= index {
          if let id = chain.links[next].id { links.insert(bytes(id)) }
          next += 1
        }
        let id = bytes(node.id)
        if !links.contains(id) { nodes.insert(id) } else if !chain.links.isEmpty { ends.append(node.id) }
      }
      for link in chain.links[next...] {
        if let id = link.id { links.insert(bytes(id)) }
      }
    }
    for end in ends where !nodes.contains(bytes(end)) && index(of: end) == nil {
      diagnostics.cannotRender(
        end, "\"\(ByteText.display(bytes(end)))\" is the id of a link, so there is no such node",
        "give the node another id")
    }
  }

  private static func gather(_ statements: [FlowStatement], _ chains: inout [FlowChain]) {
    for statement in statements {
      switch statement {
      case .chain(let chain): chains.append(chain)
      case .subgraph(let subgraph): gather(subgraph.statements, &chains)
      default: break
      }
    }
  }

  // MARK: The last mention counts

  /// The shape and the label of a node are those of its last mention that has one.
  private mutating func checkLastShapes(_ statements: [FlowStatement]) {
    var nodes: [FlowNode] = []
    FlowRenderChecks.gather(statements, &nodes)
    var problems: [ArraySlice<UInt8>: (shape: FlowNode?, label: FlowNode?)] = [:]
    for node in nodes {
      var problem = problems[bytes(node.id)] ?? (nil, nil)
      if let shape = node.shape {
        problem.shape = shape == .ellipse ? node : nil
        problem.label = nil
      }
      if let properties = node.properties {
        let facts = FlowShapeData.facts(source.cleanedText(of: properties))
        if facts.hasShape { problem.shape = nil }
        if facts.hasLabel { problem.label = facts.isLabelText ? nil : node }
      }
      problems[bytes(node.id)] = problem
    }
    for problem in problems.values {
      if let node = problem.shape, index(of: node.id) == nil {
        diagnostics.cannotRender(
          node.range, "mermaid.js has no drawing for the ellipse `(-…-)`", "write `([…])` or another shape")
      }
      if let node = problem.label, let properties = node.properties, index(of: node.id) == nil {
        diagnostics.cannotRender(properties, "this label is no text", "put it in quotes")
      }
    }
  }

  private static func gather(_ statements: [FlowStatement], _ nodes: inout [FlowNode]) {
    for statement in statements {
      switch statement {
      case .chain(let chain): nodes += chain.nodes
      case .subgraph(let subgraph): gather(subgraph.statements, &nodes)
      default: break
      }
    }
  }
}

extension FlowShapeData {
  /// What the properties say of shape and label.
  static func facts(_ inner: ArraySlice<UInt8>) -> (hasShape: Bool, hasLabel: Bool, isLabelText: Bool) {
    guard let node = try? YAMLReader.read(yaml(inner)), case .mapping(let members) = node.value else {
      return (false, false, true)
    }
    let shape = members.last { $0.key == "shape" }?.node.value
    let label = members.last { $0.key == "label" }?.node.value
    var isText = true
    if let label, isTruthy(label) {
      if case .string = label {} else { isText = false }
    }
    return (isTruthy(shape), isTruthy(label), isText)
  }
}
