import AtlasCore
import AtlasMermaid

package enum UnstyledNode: LintRule {
  package static let description = RuleDocumentation(
    id: "unstyled-node",
    finds: "a node without class and style in a diagram that draws its planes by classes",
    matters: "Its colour is mermaid's own, which says nothing about where it belongs.",
    bad: """
      flowchart LR
        CDN[Fastly]:::edgeStyle --> Cache[(Redis 7)]
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle --> Cache[(Redis 7)]:::stateStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff
        classDef stateStyle fill:#FF8800,stroke:#CC6600,color:#fff

      """)

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes,
      drawing.nodes.contains(where: { $0.classes.contains { drawing.classes[$0].plane != nil } })
    else { return }
    for place in drawing.nodePlaces where !drawing.nodes[place].isStyled {
      let node = drawing.graph.nodes[place]
      let text = node.label?.display(in: subject.diagram.source) ?? node.id
      let plane = drawing.nodes[place].plane ?? drawing.suggestion(for: text)
      report.add(
        node.range, #"node "\#(node.id)" has neither a class nor a style"#,
        help: plane.map {
          "give it \(drawing.palette.planes[$0].className), the class of the \(drawing.title($0))"
        }
          ?? "give it the class of its plane: "
          + drawing.palette.planes.map(\.className).joined(separator: ", "))
    }
  }
}

extension PlaneDrawing {
  /// The plane whose words stand first in a label.
  fileprivate func suggestion(for text: String) -> Int? {
    let bytes = Array(text.utf8)
    let letters = LetterSet(bytes)
    return palette.planes.indices.first { plane in
      palette.planes[plane].keywords.contains { $0.mayStand(inTextWith: letters) && $0.stands(in: bytes) }
    }
  }
}
