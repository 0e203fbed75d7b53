import AtlasCore
import AtlasMermaid

/// To which planes the nodes and subgraphs of a flowchart belong, and in which colours each is drawn: what all rules
/// about planes stand on.
///
/// A subgraph belongs to the plane that its title names, else to the one its id names. A node belongs to the plane of
/// the innermost plane subgraph around it, else to the one that a class of it is named for.
///
/// A colour comes from the last `style` statement for the element, else from the last of its classes that has one, else
/// from `classDef default`; what then has none lies on the ground of the subgraph around it.
package struct PlaneDrawing: Sendable {
  /// A colour, and which statement gives it.
  struct Paint: Sendable {
    /// By place in `blocks`.
    var block: Int
    var declaration: StyleBlock.Declaration
    /// Whether it is the ground behind the element and not its own.
    var isGround = false

    var colour: Colour? { declaration.colour }
  }

  struct Element: Sendable {
    /// By place in the palette's planes.
    var plane: Int?
    /// Whether the plane comes from a subgraph; else from a class.
    var isPlacedBySubgraph = false
    var classes: [String]
    /// Whether a statement says anything of how it is drawn.
    var isStyled: Bool
    var fill: Paint?
    var stroke: Paint?
    var text: Paint?
  }

  package let graph: FlowchartGraph
  let palette: PlanePalette
  /// Every `classDef`, `style` and `linkStyle`, in the order of the text.
  private(set) var blocks: [StyleBlock] = []
  /// Every `class A,B name`, in the order of the text.
  private(set) var assignments: [StyleClassAssignment] = []
  /// Every `A:::name`, in the order of the text.
  private(set) var classMentions: [TextRange] = []
  /// What `click` statements speak of.
  private(set) var clickedIDs: Set<String> = []
  /// By place in `graph.subgraphs`.
  private(set) var subgraphs: [Element] = []
  /// By place in `graph.nodes`; what is the id of a subgraph is no node and drawn as that subgraph.
  private(set) var nodes: [Element] = []
  /// For each of `graph.nodes` that is a subgraph, which.
  private(set) var subgraphOfNode: [Int: Int] = [:]

  /// The places in `nodes` of what is drawn as a node.
  let nodePlaces: [Int]

  private let source: MermaidSource
  private var blocksOfClass: [String: [Int]] = [:]
  private var blocksOfElement: [String: [Int]] = [:]
  private var classesOfID: [String: [String]] = [:]

  /// Complexity: linear in the statements, and in the classes of a node.
  init(_ flowchart: FlowchartView, _ source: MermaidSource, _ palette: PlanePalette) {
    graph = flowchart.graph
    nodePlaces = flowchart.nodes
    self.source = source
    self.palette = palette
    for statement in flowchart.statements { collect(statement.statement) }
    for (place, block) in blocks.enumerated() {
      switch block.target {
      case .classes(let names): for name in names { blocksOfClass[name, default: []].append(place) }
      case .element(let id): blocksOfElement[id, default: []].append(place)
      case .links: break
      }
    }
    drawSubgraphs()
    drawNodes()
  }

  private mutating func collect(_ statement: FlowStatement) {
    switch statement {
    case .chain(let chain): classMentions += chain.nodes.compactMap(\.className)
    case .classDefinition(let definition):
      let names = definition.names.map(source.string)
      blocks.append(StyleBlock(definition.range, .classes(names), definition.styles, source))
    case .style(let style):
      blocks.append(StyleBlock(style.range, .element(source.string(style.id)), style.styles, source))
    case .classAssignment(let assignment):
      assignments.append(assignment)
      for id in assignment.ids {
        classesOfID[source.string(id), default: []].append(source.string(assignment.className))
      }
    case .click(let click): clickedIDs.formUnion(click.ids.map(source.string))
    case .linkStyle(let style): blocks.append(StyleBlock(style.range, .links, style.styles, source))
    case .subgraph, .direction: break
    }
  }

  // MARK: Subgraphs

  private mutating func drawSubgraphs() {
    var places: [String: Int] = [:]
    let foreign = foreignPlanes()
    for (place, subgraph) in graph.subgraphs.enumerated() {
      places[subgraph.id] = place
      var element = drawn(subgraph.id, classesOfID[subgraph.id] ?? [], isSubgraph: true)
      element.plane = namedPlane(of: subgraph).flatMap { foreign.contains($0) ? nil : $0 }
      element.isPlacedBySubgraph = element.plane != nil
      subgraphs.append(element)
    }
    for (place, node) in graph.nodes.enumerated() {
      guard let subgraph = places[node.id] else { continue }
      subgraphOfNode[place] = subgraph
      let more = node.classes.filter { !subgraphs[subgraph].classes.contains($0) }
      guard !more.isEmpty else { continue }
      let plane = subgraphs[subgraph].plane
      subgraphs[subgraph] = drawn(node.id, subgraphs[subgraph].classes + more, isSubgraph: true)
      subgraphs[subgraph].plane = plane
      subgraphs[subgraph].isPlacedBySubgraph = plane != nil
    }
  }

  private func namedPlane(of subgraph: FlowchartGraph.Subgraph) -> Int? {
    if let title = subgraph.subgraph.title, let plane = palette.plane(named: bytes(title.range)) {
      return plane
    }
    return subgraph.subgraph.id.flatMap { palette.plane(named: bytes($0)) }
  }

  /// The planes whose names mean another thing in this diagram: what Kubernetes calls its control plane is none of ours,
  /// unless it stands among our planes.
  private func foreignPlanes() -> Set<Int> {
    let named = graph.subgraphs.map { namedPlane(of: $0) }
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

  // MARK: Nodes

  private mutating func drawNodes() {
    /// Many nodes share few classes.
    var planes: [String: Int?] = [:]
    for (place, node) in graph.nodes.enumerated() {
      if let subgraph = subgraphOfNode[place] {
        nodes.append(subgraphs[subgraph])
        continue
      }
      var element = drawn(node.id, node.classes, isSubgraph: false)
      if let subgraph = planeSubgraph(around: node.subgraph) {
        element.plane = subgraphs[subgraph].plane
        element.isPlacedBySubgraph = true
      } else {
        for name in node.classes.reversed() where element.plane == nil {
          let plane = planes[name] ?? palette.plane(ofClass: name)
          planes[name] = .some(plane)
          element.plane = plane
        }
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

  private func drawn(_ id: String, _ classes: [String], isSubgraph: Bool) -> Element {
    let ofClasses = (isSubgraph ? classes : ["default"] + classes).flatMap { blocksOfClass[$0] ?? [] }
    let all = ofClasses + (blocksOfElement[id] ?? [])
    return Element(
      classes: classes, isStyled: !all.isEmpty || !classes.isEmpty, fill: paint("fill", all),
      stroke: paint("stroke", all), text: paint("color", all))
  }

  private func paint(_ property: String, _ places: [Int]) -> Paint? {
    for place in places.reversed() {
      if let declaration = blocks[place].last(property) {
        return Paint(block: place, declaration: declaration)
      }
    }
    return nil
  }

  func bytes(_ range: TextRange) -> [UInt8] { Array(source.original[range.bounds]) }
  func string(_ range: TextRange) -> String { source.string(range) }
}

// MARK: Questions

extension PlaneDrawing {
  var hasPlaneSubgraphs: Bool { subgraphs.contains { $0.plane != nil } }

  /// The palette that holds here: that of the specification, or the one most fills of the diagram belong to.
  var profile: String? {
    if let profile = palette.profile { return profile }
    var counts: [String: Int] = [:]
    for block in blocks {
      if let match = block.last("fill")?.colour.flatMap(palette.match) {
        counts[match.profile, default: 0] += 1
      }
    }
    let most = counts.values.max() ?? 0
    return palette.profiles.first { counts[$0, default: 0] == most }
  }

  /// The colours of a plane in the palette that holds here.
  func colours(of plane: Int) -> PlanePalette.Colours? {
    profile.flatMap { palette.planes[plane].colours[$0] }
  }

  /// The plane that a statement gives its colours for: what its class is named for, else where all that it draws is.
  func plane(ofBlock place: Int) -> Int? {
    if let named = blocks[place].classes.lazy.compactMap(palette.plane(ofClass:)).first { return named }
    let planes = Set(users(ofBlock: place).map(\.plane))
    return planes.count == 1 ? planes.first ?? nil : nil
  }

  /// Everything that takes its fill from a statement.
  func users(ofBlock place: Int) -> [Element] {
    let nodes = nodePlaces.map { self.nodes[$0] } + subgraphs
    return nodes.filter { $0.fill?.block == place && $0.fill?.isGround == false }
  }

  /// Whether a statement's classes say what happens to the nodes.
  func isMeaning(_ block: Int) -> Bool { blocks[block].classes.contains(where: palette.isMeaning) }

  /// Where a subgraph says its name: its title, else its id, else its keyword.
  func nameRange(ofSubgraph place: Int) -> TextRange {
    let subgraph = graph.subgraphs[place].subgraph
    return subgraph.title?.range ?? subgraph.id ?? subgraph.keyword
  }
}
