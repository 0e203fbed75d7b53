import AtlasCore
import AtlasMermaid

package enum UnlabelledDependency: LintRule {
  package static let description = RuleDocumentation(
    id: "unlabelled-dependency",
    finds: "a link from one plane to another without a text",
    matters: "Where planes meet, protocols, timeouts and budgets meet; a bare arrow hides all three.",
    bad: """
      flowchart LR
        subgraph ServicePlane["⚙️ Service Plane"]
          API[Order Service]
        end
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        API --> DB

      """,
    good: """
      flowchart LR
        subgraph ServicePlane["⚙️ Service Plane"]
          API[Order Service]
        end
        subgraph StatePlane["💾 State Plane"]
          DB[(PostgreSQL 14)]
        end
        API -->|"SQL, p99: 5ms"| DB

      """)

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let planes = subject.planes, let flowchart = subject.flowchart else { return }
    var last: TextRange?
    for link in flowchart.links where link.link.range != last && link.link.label == nil {
      guard let from = planes.nodes[link.from].plane, let to = planes.nodes[link.to].plane, from != to else {
        continue
      }
      last = link.link.range
      let (source, target) = (flowchart.graph.nodes[link.from].id, flowchart.graph.nodes[link.to].id)
      report.add(
        link.link.range,
        "the link from \"\(source)\" in the \(planes.palette.planes[from].title) to \"\(target)\" in the \(planes.palette.planes[to].title) says nothing",
        help: "label it with the protocol and its latency: `-->|\"p99: 5ms\"|`")
    }
  }
}
