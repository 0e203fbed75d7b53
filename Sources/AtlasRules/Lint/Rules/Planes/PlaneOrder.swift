import AtlasCore
import AtlasMermaid

package enum PlaneOrder: LintRule {
  package static let description = RuleDocumentation(
    id: "plane-order",
    finds: "a link from the State Plane straight to the Edge Plane that does not say why",
    matters: "Databases do not call CDNs; where data flows that way, it is worth a word.",
    bad: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        DB --> CDN

      """,
    good: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        DB -->|"nightly export of images"| CDN

      """)

  package static let options = [
    RuleOption.texts("from", ["state"], "the planes that a link comes from"),
    RuleOption.texts("to", ["edge"], "the planes that it goes to"),
  ]

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    let (from, to) = (settings.texts("from"), settings.texts("to"))
    // `A & B --> C` is one link of the text.
    var last: TextRange?
    for link in subject.flowchart?.links ?? [] where link.link.range != last && link.link.label == nil {
      // A class alone is too little: flows of investigation take the planes' classes for their own ends.
      let name = { (node: Int) in
        drawing.nodes[node].isPlacedBySubgraph
          ? drawing.nodes[node].plane.map { drawing.palette.planes[$0].name } : nil
      }
      guard link.link.endHead != .none, link.link.startHead == .none, let start = name(link.from),
        let end = name(link.to), from.contains(start), to.contains(end)
      else { continue }
      last = link.link.range
      let (first, second) = (drawing.graph.nodes[link.from].id, drawing.graph.nodes[link.to].id)
      report.add(
        link.link.range, #"the link from "\#(first)" (\#(start)) to "\#(second)" (\#(end)) has no label"#,
        help: "say on the link what flows, or turn it round")
    }
  }
}
