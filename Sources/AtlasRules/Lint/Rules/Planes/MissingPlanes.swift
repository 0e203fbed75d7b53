import AtlasCore
import AtlasMermaid

package enum MissingPlanes: LintRule {
  package static let description = RuleDocumentation(
    id: "missing-planes",
    finds: "a diagram that draws some of the planes and leaves out the others",
    matters: "What is not drawn is not thought of: no control plane, no monitoring.",
    bad: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end
        subgraph ServicePlane["⚙️ Service Plane"]
          API[Orders]
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
          DB[(PostgreSQL 14)]
        end
        subgraph ControlPlane["🎛️ Control Plane"]
          Prometheus
        end

      """)

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    let drawn = Set(drawing.subgraphs.compactMap(\.plane))
    guard let first = drawing.subgraphs.firstIndex(where: { $0.plane != nil }),
      drawn.count < drawing.palette.planes.count
    else { return }
    let titles = { (places: [Int]) in places.map { "the \(drawing.title($0))" }.joined(separator: ", ") }
    let missing = drawing.palette.planes.indices.filter { !drawn.contains($0) }
    report.add(
      drawing.nameRange(ofSubgraph: first),
      "the diagram has \(titles(drawn.sorted())), but not \(titles(missing))",
      help: missing.map { drawing.palette.planes[$0] }.map { plane in
        #"add `subgraph \#(plane.title.filter { $0 != " " })["\#(plane.emoji) \#(plane.title)"]` with what belongs to it"#
          + (plane.holds.isEmpty ? "" : " (\(plane.holds.joined(separator: ", ")))")
      }.joined(separator: "; "))
  }
}
