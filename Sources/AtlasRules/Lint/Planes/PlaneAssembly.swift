import AtlasCore
import AtlasMermaid

/// A plane drawing while it is made: first the statements are collected, then subgraphs and nodes are drawn by them.
struct PlaneAssembly {
  typealias Paint = PlaneDrawing.Paint
  typealias Element = PlaneDrawing.Element

  private(set) var blocks: [StyleBlock] = []
  private(set) var assignments: [StyleClassAssignment] = []
  private(set) var classMentions: [TextRange] = []
  private(set) var clickedIDs: Set<String> = []
  private(set) var classes: [PlaneDrawing.Class] = []
  private(set) var classesOfBlocks: [[Int]] = []
  private(set) var subgraphs: [Element] = []
  private(set) var nodes: [Element] = []

  private let graph: FlowchartGraph
  private let source: MermaidSource
  private let palette: PlanePalette
  /// By class: the fill of the last statement that gives it one.
  private var fillsOfClasses: [Paint?] = []
  private var blocksOfElement: [String: [Int]] = [:]
  /// `default`, where a statement defines it.
  private var defaultClass: Int?

  init(_ graph: FlowchartGraph, _ source: MermaidSource, _ palette: PlanePalette) {
    self.graph = graph
    self.source = source
    self.palette = palette
  }

  // MARK: Statements

  /// Statements in the order of the text; those of a subgraph follow it.
  mutating func collect(_ statements: [FlowStatement]) {
    for statement in statements { collect(statement) }
  }

  private mutating func collect(_ statement: FlowStatement) {
    switch statement {
    case .chain(let chain):
      for node in chain.nodes.indices {
        if let name = chain.nodes[node].className { classMentions.append(name) }
      }
    case .subgraph(let subgraph): collect(subgraph.statements)
    case .classDefinition(let definition):
      let names = definition.names.map(source.string)
      add(StyleBlock(definition.range, .classes(names), definition.styles, source))
    case .style(let style):
      let id = source.string(style.id)
      blocksOfElement[id, default: []].append(blocks.count)
      add(StyleBlock(style.range, .element(id), style.styles, source))
    case .classAssignment(let assignment): assignments.append(assignment)
    case .click(let click): clickedIDs.formUnion(click.ids.map(source.string))
    case .linkStyle(let style): add(StyleBlock(style.range, .links, style.styles, source))
    case .direction: break
    }
  }

  private mutating func add(_ block: StyleBlock) {
    let numbers = block.classes.map { number(ofClass: $0) }
    if let fill = block.fill {
      for number in numbers { fillsOfClasses[number] = Paint(block: blocks.count, declaration: fill) }
    }
    if defaultClass == nil { defaultClass = numbers.first { classes[$0].name == "default" } }
    blocks.append(block)
    classesOfBlocks.append(numbers)
  }

  /// A diagram has few classes, so looking at all of them is the fastest way.
  private mutating func number(ofClass name: String) -> Int {
    if let number = classes.firstIndex(where: { $0.name == name }) { return number }
    classes.append(
      PlaneDrawing.Class(
        name: name, plane: palette.plane(ofClass: name), isMeaning: palette.isMeaning(name)))
    fillsOfClasses.append(nil)
    return classes.count - 1
  }

  // MARK: Subgraphs

  mutating func drawSubgraphs() {
    guard !graph.subgraphs.isEmpty else { return }
    subgraphs.reserveCapacity(graph.subgraphs.count)
    let assigned = assignedClasses()
    let named = graph.subgraphs.map { namedPlane(of: $0) }
    let foreign = foreignPlanes(named)
    for (place, subgraph) in graph.subgraphs.enumerated() {
      var element = drawn(subgraph.id, assigned[place], isSubgraph: true)
      element.plane = named[place].flatMap { foreign.contains($0) ? nil : $0 }
      element.isPlacedBySubgraph = element.plane != nil
      subgraphs.append(element)
    }
    for (place, node) in graph.nodes.enumerated() {
      guard let subgraph = graph.subgraphsOfNodes[place] else { continue }
      let drawn = subgraphs[subgraph]
      let more = node.classes.map { number(ofClass: $0) }.filter { !drawn.classes.contains($0) }
      guard !more.isEmpty else { continue }
      subgraphs[subgraph] = self.drawn(node.id, drawn.classes + more, isSubgraph: true)
      subgraphs[subgraph].plane = drawn.plane
      subgraphs[subgraph].isPlacedBySubgraph = drawn.plane != nil
    }
  }

  /// By subgraph: the classes that statements give it by its id.
  private mutating func assignedClasses() -> [[Int]] {
    var assigned: [[Int]] = Array(repeating: [], count: graph.subgraphs.count)
    guard !assignments.isEmpty else { return assigned }
    let numbers = graph.subgraphs.map { graph.number(of: ArraySlice($0.id.utf8)) }
    for assignment in assignments {
      let name = number(ofClass: source.string(assignment.className))
      for id in assignment.ids {
        guard let number = graph.number(of: source.original[id.bounds]) else { continue }
        for place in numbers.indices where numbers[place] == number { assigned[place].append(name) }
      }
    }
    return assigned
  }

  private func namedPlane(of subgraph: FlowchartGraph.Subgraph) -> Int? {
    if let title = subgraph.subgraph.title, let plane = palette.plane(named: bytes(title.range)) {
      return plane
    }
    return subgraph.subgraph.id.flatMap { palette.plane(named: bytes($0)) }
  }

  /// The planes whose names mean another thing in this diagram: what Kubernetes calls its control plane is none of ours,
  /// unless it stands among our planes.
  private func foreignPlanes(_ named: [Int?]) -> Set<Int> {
    guard Set(named.compactMap { $0 }).count < 2 else { return [] }
    var foreign: Set<Int> = []
    for (place, plane) in palette.planes.enumerated() where !plane.unless.isEmpty && named.contains(place) {
      let names = graph.subgraphs.map { subgraph in
        [subgraph.subgraph.title?.range, subgraph.subgraph.id].compactMap { $0 }.map(bytes)
      }
      let isForeign = names.joined().contains { name in plane.unless.contains { $0.stands(in: name) } }
      // Of a name that many use, more is asked: it must lead the title.
      let leads = zip(named, names).contains { named, names in
        named == place && plane.titles.contains { title in names.first.map(title.leads) ?? false }
      }
      if isForeign || !leads { foreign.insert(place) }
    }
    return foreign
  }

  private func bytes(_ range: TextRange) -> [UInt8] { Array(source.original[range.bounds]) }

  // MARK: Nodes

  mutating func drawNodes() {
    nodes.reserveCapacity(graph.nodes.count)
    /// Neighbours mostly have the same classes.
    var last: (names: [String], numbers: [Int]) = ([], [])
    for (place, node) in graph.nodes.enumerated() {
      if let subgraph = graph.subgraphsOfNodes[place] {
        nodes.append(subgraphs[subgraph])
        continue
      }
      if node.classes != last.names { last = (node.classes, node.classes.map { number(ofClass: $0) }) }
      var element = drawn(node.id, last.numbers, isSubgraph: false)
      if let subgraph = planeSubgraph(around: node.subgraph) {
        element.plane = subgraphs[subgraph].plane
        element.isPlacedBySubgraph = true
      } else {
        let named = last.numbers.last { classes[$0].plane != nil }
        element.plane = named.flatMap { classes[$0].plane }
      }
      if element.fill == nil, let ground = ground(of: node.subgraph) { element.fill = ground }
      nodes.append(element)
    }
  }

  /// The innermost plane subgraph that holds this one or is it.
  private func planeSubgraph(around place: Int?) -> Int? {
    var current = place
    while let place = current {
      if subgraphs[place].plane != nil { return place }
      current = graph.subgraphs[place].parent
    }
    return nil
  }

  private func ground(of place: Int?) -> Paint? {
    var current = place
    while let place = current {
      if var paint = subgraphs[place].fill {
        paint.isGround = true
        return paint
      }
      current = graph.subgraphs[place].parent
    }
    return nil
  }

  // MARK: Colours

  private func drawn(_ id: String, _ classes: [Int], isSubgraph: Bool) -> Element {
    let own = blocksOfElement.isEmpty ? nil : blocksOfElement[id]
    let common = isSubgraph ? nil : defaultClass
    var fill = own?.last { blocks[$0].fill != nil }.flatMap { place in
      blocks[place].fill.map { Paint(block: place, declaration: $0) }
    }
    if fill == nil, let name = classes.last(where: { fillsOfClasses[$0] != nil }) {
      fill = fillsOfClasses[name]
    }
    if fill == nil, let common { fill = fillsOfClasses[common] }
    return Element(
      classes: classes, isStyled: !classes.isEmpty || own != nil || common != nil, fill: fill)
  }
}
