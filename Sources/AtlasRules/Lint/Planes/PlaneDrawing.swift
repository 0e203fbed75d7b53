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
package final class PlaneDrawing: Sendable {
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
    /// By place in `classes`.
    var classes: [Int]
    /// Whether a statement says anything of how it is drawn.
    var isStyled: Bool
    var fill: Paint?
  }

  /// What the palette says of a class, found once: many elements share few classes.
  struct Class: Sendable {
    let name: String
    /// The plane that it is named for.
    let plane: Int?
    /// Whether it says what happens to its nodes.
    let isMeaning: Bool
  }

  package let graph: FlowchartGraph
  let palette: PlanePalette
  /// Every `classDef`, `style` and `linkStyle`, in the order of the text.
  let blocks: [StyleBlock]
  /// Every `class A,B name`, in the order of the text.
  let assignments: [StyleClassAssignment]
  /// Every `A:::name`, in the order of the text.
  let classMentions: [TextRange]
  /// What `click` statements speak of.
  let clickedIDs: Set<String>
  /// The classes that are defined or that something has.
  let classes: [Class]
  /// By place in `blocks`: its classes, by place in `classes`.
  let classesOfBlocks: [[Int]]
  /// By place in `graph.subgraphs`.
  let subgraphs: [Element]
  /// By place in `graph.nodes`; what is the id of a subgraph is no node and drawn as that subgraph.
  let nodes: [Element]

  private let source: MermaidSource
  private let deferredClassNames: Deferred<[TextRange]>

  /// Complexity: linear in the statements, and in the classes of a node.
  init(_ flowchart: FlowchartView, _ source: MermaidSource, _ palette: PlanePalette) {
    graph = flowchart.graph
    self.source = source
    self.palette = palette
    var assembly = PlaneAssembly(flowchart.graph, source, palette)
    assembly.collect(flowchart.tree.statements)
    assembly.drawSubgraphs()
    assembly.drawNodes()
    blocks = assembly.blocks
    assignments = assembly.assignments
    classMentions = assembly.classMentions
    clickedIDs = assembly.clickedIDs
    classes = assembly.classes
    classesOfBlocks = assembly.classesOfBlocks
    subgraphs = assembly.subgraphs
    nodes = assembly.nodes
    let (graph, assignments, mentions) = (flowchart.graph, assembly.assignments, assembly.classMentions)
    deferredClassNames = Deferred {
      var seen = NameTable()
      let used = (assignments.map(\.className) + mentions).sorted()
      return (graph.classes.map(\.range) + used).filter { range in
        let count = seen.count
        return seen.number(of: source.original[range.bounds]) == count
      }
    }
  }

  /// The places in `nodes` of what is drawn as a node.
  var nodePlaces: [Int] { graph.drawnNodes }

  /// The names of classes: each where it is defined, those that are used only where they are first used.
  var classNames: [TextRange] { deferredClassNames.value }

  func slice(_ range: TextRange) -> ArraySlice<UInt8> { source.original[range.bounds] }
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
      if let match = block.fill?.colour.flatMap(palette.match) {
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

  /// The classes that a statement defines.
  func classes(ofBlock place: Int) -> [Class] { classesOfBlocks[place].map { classes[$0] } }

  /// The plane that a statement gives its colours for: what its class is named for, else where all that it draws is.
  func plane(ofBlock place: Int) -> Int? {
    if let named = classes(ofBlock: place).lazy.compactMap(\.plane).first { return named }
    var plane: Int??
    for element in users(ofBlock: place) {
      if let plane, plane != element.plane { return nil }
      plane = .some(element.plane)
    }
    return plane ?? nil
  }

  /// Everything that takes its fill from a statement.
  func users(ofBlock place: Int) -> [Element] {
    var users: [Element] = []
    for node in nodePlaces where nodes[node].takesFill(from: place) { users.append(nodes[node]) }
    for subgraph in subgraphs where subgraph.takesFill(from: place) { users.append(subgraph) }
    return users
  }

  /// Whether a statement's classes say what happens to the nodes.
  func isMeaning(_ block: Int) -> Bool { classesOfBlocks[block].contains { classes[$0].isMeaning } }

  /// Whether an element's classes say what happens to it.
  func isMeaning(_ element: Element) -> Bool { element.classes.contains { classes[$0].isMeaning } }

  /// Where a subgraph says its name: its title, else its id, else its keyword.
  func nameRange(ofSubgraph place: Int) -> TextRange {
    let subgraph = graph.subgraphs[place].subgraph
    return subgraph.title?.range ?? subgraph.id ?? subgraph.keyword
  }
}

extension PlaneDrawing.Element {
  fileprivate func takesFill(from block: Int) -> Bool { fill?.block == block && fill?.isGround == false }
}
