import AtlasCore
import AtlasMermaid

package enum StreamResidue: LintRule {
  package static let description = RuleDocumentation(
    id: "stream-residue",
    finds: "what is left over of the Stream Plane: a `Stream…` subgraph beside planes, a class `streamStyle`",
    matters: "It is drawn like a fifth plane, and the architecture has four.",
    bad: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end
        subgraph ServicePlane["⚙️ Service Plane"]
          API[Orders]
        end
        subgraph Stream["Stream Layer"]
          Log[Kafka 3.5]
        end

      """,
    good: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end
        subgraph ServicePlane["⚙️ Service Plane"]
          API[Orders]
        end
        subgraph StatePlane["💾 State Plane"]
          Log[Kafka 3.5]
        end

      """)

  /// A subgraph among planes is one of them only beside so many others.
  private static let siblings = "siblings"
  package static let options = [
    RuleOption.number(siblings, 2, in: 1...100, "beside how many planes a subgraph is drawn like one")
  ]

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    for retired in drawing.palette.retired {
      for place in drawing.subgraphs.indices where isLeftOver(place, retired, drawing, settings) {
        let range = drawing.nameRange(ofSubgraph: place)
        report.add(
          range, #"the subgraph "\#(subject.string(range))" stands among the planes like one of them"#,
          help: drawing.successorHelp(retired, "members"))
      }
      for name in drawing.classNames where isLeftOver(class: name, retired, drawing) {
        report.add(
          name, #"class "\#(subject.string(name))" is left over of the \#(retired.name) plane"#,
          help: drawing.successorHelp(retired, "nodes"))
      }
    }
  }

  private static func isLeftOver(
    _ place: Int, _ retired: PlanePalette.RetiredPlane, _ drawing: PlaneDrawing, _ settings: RuleSettings
  ) -> Bool {
    guard drawing.subgraphs[place].plane == nil else { return false }
    let subgraph = drawing.graph.subgraphs[place]
    guard
      subgraph.subgraph.title.map({ begins($0.range, retired, drawing) }) ?? false
        || subgraph.subgraph.id.map({ begins($0, retired, drawing) }) ?? false,
      drawing.name(of: retired, inSubgraph: place) == nil
    else { return false }
    let planes = drawing.subgraphs.indices.filter { drawing.graph.subgraphs[$0].parent == subgraph.parent }
      .compactMap { drawing.subgraphs[$0].plane }
    return Double(Set(planes).count) >= settings.number(siblings)
  }

  private static func begins(
    _ name: TextRange, _ retired: PlanePalette.RetiredPlane, _ drawing: PlaneDrawing
  ) -> Bool {
    let letters = LetterSet(drawing.slice(name))
    return retired.beginnings.contains {
      $0.mayStand(inTextWith: letters) && $0.begins(drawing.bytes(name))
    }
  }

  private static func isLeftOver(
    class name: TextRange, _ retired: PlanePalette.RetiredPlane, _ drawing: PlaneDrawing
  ) -> Bool {
    let letters = LetterSet(drawing.slice(name))
    func isAll(_ class: PlaneName) -> Bool {
      `class`.mayStand(inTextWith: letters) && `class`.isAll(of: drawing.bytes(name))
    }
    if retired.classes.contains(where: isAll) { return true }
    guard retired.colouredClasses.contains(where: isAll) else { return false }
    let blocks = drawing.blocks.filter { $0.classes.contains(drawing.string(name)) }
    return blocks.contains { block in
      block.declarations.contains { $0.colour.map(retired.colours.contains) ?? false }
    }
  }
}
