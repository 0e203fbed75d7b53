import AtlasCore
import AtlasMermaid

package enum StreamPlane: LintRule {
  package static let description = RuleDocumentation(
    id: "stream-plane",
    finds: "a subgraph or class of the Stream Plane, which there is no more",
    matters:
      "The architecture has four planes; queues, logs and stream processors hold state and belong there.",
    bad: """
      flowchart LR
        subgraph StreamPlane["Stream Plane"]
          Log[Kafka 3.5]
        end

      """,
    good: """
      flowchart LR
        subgraph StatePlane["💾 State Plane"]
          Log[Kafka 3.5]
        end

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    for retired in drawing.palette.retired {
      for place in drawing.graph.subgraphs.indices {
        guard let range = drawing.name(of: retired, inSubgraph: place) else { continue }
        report.add(
          range, #""\#(subject.string(range))" names the \#(retired.name) plane, which there is no more"#,
          help: drawing.successorHelp(retired, "members"), fix: drawing.renaming(retired, subgraph: place))
      }
      for name in drawing.classNames where drawing.names(retired, name) {
        report.add(
          name, #"class "\#(subject.string(name))" names the \#(retired.name) plane, which there is no more"#,
          help: drawing.successorHelp(retired, "nodes"))
      }
    }
  }
}

extension PlaneDrawing {
  /// Where a subgraph names a retired plane: its title, else its id.
  func name(of retired: PlanePalette.RetiredPlane, inSubgraph place: Int) -> TextRange? {
    let subgraph = graph.subgraphs[place].subgraph
    if let title = subgraph.title?.range, names(retired, title) { return title }
    return subgraph.id.flatMap { names(retired, $0) ? $0 : nil }
  }

  /// Whether a text names a retired plane.
  func names(_ retired: PlanePalette.RetiredPlane, _ range: TextRange) -> Bool {
    let text = slice(range)
    let letters = LetterSet(text)
    return retired.titles.contains { $0.mayStand(inTextWith: letters) && $0.stands(in: text) }
  }

  func successorHelp(_ retired: PlanePalette.RetiredPlane, _ what: String) -> String {
    guard let successor = retired.successor else { return "move its \(what) to another plane" }
    let plane = palette.planes[successor]
    return what == "nodes"
      ? "give its nodes the class \(plane.className)"
      : "queues, logs and stream processors belong to the \(plane.title): move its members there"
  }

  /// The plain case: the successor is not drawn yet, so the subgraph becomes it.
  fileprivate func renaming(_ retired: PlanePalette.RetiredPlane, subgraph place: Int) -> Fix? {
    let subgraph = graph.subgraphs[place].subgraph
    let others = graph.subgraphs.indices.filter { $0 != place && name(of: retired, inSubgraph: $0) != nil }
    guard let successor = retired.successor, others.isEmpty,
      !subgraphs.contains(where: { $0.plane == successor }),
      let title = subgraph.title, retired.titles.contains(where: { $0.isAll(of: bytes(title.range)) })
    else { return nil }
    let plane = palette.planes[successor]
    guard let id = subgraph.id else { return Fix(safe: true, edits: [TextEdit(title.range, plane.title)]) }
    let newID = plane.title.filter { $0 != " " }
    let isMentioned = isMentioned(graph.subgraphs[place].id)
    if id == title.range {
      guard !isMentioned else { return nil }
      return Fix(safe: true, edits: [TextEdit(id, title.form == .plain ? newID : plane.title)])
    }
    let titleEdit = TextEdit(title.range, plane.emoji.isEmpty ? plane.title : "\(plane.emoji) \(plane.title)")
    let isTaken = graph.node(newID) != nil || graph.subgraphs.contains { $0.id == newID }
    guard !isMentioned, !isTaken, retired.titles.contains(where: { $0.isAll(of: bytes(id)) }) else {
      return Fix(safe: true, edits: [titleEdit])
    }
    return Fix(safe: true, edits: [TextEdit(id, newID), titleEdit])
  }

  /// Whether anything beside its own statement speaks of a subgraph by its id.
  func isMentioned(_ id: String) -> Bool {
    graph.node(id) != nil || graph.subgraphs.count { $0.id == id } > 1
      || blocks.contains { $0.target == .element(id) }
      || assignments.contains { $0.ids.contains { string($0) == id } }
      || clickedIDs.contains(id)
  }
}
