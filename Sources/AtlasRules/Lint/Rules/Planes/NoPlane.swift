import AtlasCore
import AtlasMermaid

package enum NoPlane: LintRule {
  package static let description = RuleDocumentation(
    id: "no-plane",
    finds: "an architecture without planes: neither a plane's subgraph nor a plane's class or colour",
    matters: "Readers of the library look for the four planes first.",
    bad: """
      flowchart LR
        CDN[Fastly] --> API[Orders] --> DB[(PostgreSQL 14)]
        API --> Cache[(Redis 7)]
        API --> Log[Kafka 3.5]
        Prometheus --> API

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle --> API[Orders] --> DB[(PostgreSQL 14)]
        API --> Cache[(Redis 7)]
        API --> Log[Kafka 3.5]
        Prometheus --> API
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff

      """)

  package static let options = [
    RuleOption.limit(5, in: 0...1000, "up to how many nodes a diagram needs no planes")
  ]

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes, !drawing.palette.planes.isEmpty,
      Double(drawing.nodePlaces.count) > settings.limit
    else { return }
    let elements = drawing.nodePlaces.map { drawing.nodes[$0] } + drawing.subgraphs
    let isDrawn = elements.contains { element in
      element.plane != nil || element.fill?.colour.flatMap(drawing.palette.match) != nil
    }
    guard !isDrawn else { return }
    let classes = drawing.palette.planes.map(\.className).joined(separator: ", ")
    report.add(
      subject.diagram.headerRange, "\(drawing.nodePlaces.count) nodes, and none belongs to a plane",
      help: "put them into subgraphs of their planes, or give them the classes \(classes)")
  }
}
