import AtlasCore
import AtlasMermaid

package enum PlaneColour: LintRule {
  package static let description = RuleDocumentation(
    id: "plane-colour",
    finds: "a node of one plane that is drawn in the colour of another, or in a colour of no plane",
    matters:
      "Readers tell the planes by their colours; a database in the colour of the edge is looked for at the edge.",
    bad: """
      flowchart TB
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        style DB fill:#0066CC,stroke:#004499,color:#fff

      """,
    good: """
      flowchart TB
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        style DB fill:#FF8800,stroke:#CC6600,color:#fff

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    // A statement that is wrong for all that it draws is one mistake.
    var reported: Set<Int> = []
    for place in drawing.nodePlaces {
      let element = drawing.nodes[place]
      guard let fault = fault(of: element, drawing), !reported.contains(fault.block) else { continue }
      if fault.isOfStatement {
        reported.insert(fault.block)
        report.add(fault, drawing)
      } else {
        let node = drawing.graph.nodes[place]
        report.add(fault, of: #"node "\#(node.id)""#, at: node.range, drawing)
      }
    }
    for (place, element) in drawing.subgraphs.enumerated() {
      // A nearly white subgraph is a ground to draw on.
      guard element.fill?.colour?.isPale != true, let fault = fault(of: element, drawing),
        !reported.contains(fault.block)
      else { continue }
      if fault.isOfStatement {
        reported.insert(fault.block)
        report.add(fault, drawing)
      } else {
        let id = drawing.graph.subgraphs[place].id
        report.add(fault, of: #"subgraph "\#(id)""#, at: drawing.nameRange(ofSubgraph: place), drawing)
      }
    }
  }

  fileprivate struct Fault {
    /// The plane of the element, by place in the palette.
    var plane: Int
    /// The plane whose colour it has; nil where the colour is of no plane.
    var other: Int?
    var block: Int
    var declaration: StyleBlock.Declaration
    /// Whether the statement is wrong for all that it draws; else this node has the wrong class.
    var isOfStatement: Bool
  }

  private static func fault(of element: PlaneDrawing.Element, _ drawing: PlaneDrawing) -> Fault? {
    guard let plane = element.plane, let paint = element.fill, !paint.isGround, let colour = paint.colour,
      !drawing.palette.isRetired(colour), !drawing.isMeaning(element)
    else { return nil }
    let match = drawing.palette.match(colour)
    guard match?.plane != plane else { return nil }
    // What says how a node fares is another language than planes.
    if match == nil, drawing.palette.meaningColours.contains(colour) { return nil }
    return Fault(
      plane: plane, other: match?.plane, block: paint.block, declaration: paint.declaration,
      isOfStatement: drawing.isOf(plane, block: paint.block))
  }
}

extension PlaneDrawing {
  /// Whether a statement is there for a plane alone: an element's own, a class that is named for the plane and used in no
  /// other, or a class whose colour is of no plane.
  fileprivate func isOf(_ plane: Int, block: Int) -> Bool {
    guard users(ofBlock: block).allSatisfy({ $0.plane == plane }) else { return false }
    guard !blocks[block].classes.isEmpty else { return true }
    if classes(ofBlock: block).contains(where: { $0.plane == plane }) { return true }
    return blocks[block].fill?.colour.flatMap(palette.match) == nil
      && !classes(ofBlock: block).contains { $0.plane != nil }
  }
}

extension RuleReport {
  /// A statement that is wrong for all that it draws.
  fileprivate mutating func add(_ fault: PlaneColour.Fault, _ drawing: PlaneDrawing) {
    let block = drawing.blocks[fault.block]
    let name =
      switch block.target {
      case .element(let id): #""\#(id)""#
      case .classes(let names): #"class "\#(names.first ?? "")""#
      case .links: "a link"
      }
    // A style of one node is somebody's decision; the class of a plane is not.
    let isSafe = drawing.classes(ofBlock: fault.block).contains { $0.plane == fault.plane }
    let colours = drawing.colours(of: fault.plane)
    let edits = colours.map { Recolouring.edits(block, to: $0) } ?? []
    add(
      fault.declaration.value,
      #"\#(name) is of the \#(drawing.title(fault.plane)) and drawn in "#
        + drawing.colourWords(fault.declaration, fault.other),
      help: colours.map { "use \($0.written)" } ?? "use the plane's colours",
      priority: fault.other == nil ? .medium : nil,
      fix: edits.isEmpty ? nil : Fix(safe: isSafe, edits: edits))
  }

  /// An element that has the wrong class.
  fileprivate mutating func add(
    _ fault: PlaneColour.Fault, of name: String, at range: TextRange, _ drawing: PlaneDrawing
  ) {
    let plane = drawing.palette.planes[fault.plane]
    add(
      range,
      "\(name) is of the \(plane.title) and drawn in " + drawing.colourWords(fault.declaration, fault.other),
      help: "give it the class \(plane.className)"
        + (drawing.colours(of: fault.plane).map { " (\($0.written))" } ?? ""),
      priority: fault.other == nil ? .medium : nil)
  }
}

extension PlaneDrawing {
  func title(_ plane: Int) -> String { palette.planes[plane].title }

  fileprivate func colourWords(_ declaration: StyleBlock.Declaration, _ other: Int?) -> String {
    let colour = string(declaration.value)
    return other.map { "\(colour), the colour of the \(title($0))" }
      ?? "\(colour), which is the colour of no plane"
  }
}
