import AtlasCore
import AtlasMermaid

package enum ColourAlone: LintRule {
  package static let description = RuleDocumentation(
    id: "colour-alone",
    finds: "two nodes with the same text, one of them red and the other green",
    matters: "One man in twelve cannot tell them apart, and a printer neither.",
    bad: """
      flowchart LR
        A[Order Service] --> B[Order Service]
        style A fill:#00AA00
        style B fill:#CC0000

      """,
    good: """
      flowchart LR
        A[✅ Order Service up] --> B[❌ Order Service down]
        style A fill:#00AA00
        style B fill:#CC0000

      """)

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    guard let planes = subject.planes, let flowchart = subject.flowchart else { return }
    // With their signs: an emoji tells them apart.
    var green: [String: String] = [:]
    var red: [(text: String, id: String, range: TextRange)] = []
    for place in flowchart.nodes {
      let node = flowchart.graph.nodes[place]
      let range =
        node.label?.range ?? TextRange(node.range.lowerBound, node.range.lowerBound + node.id.utf8.count)
      let text = subject.string(range)
      switch planes.nodes[place].fill?.colour?.status {
      case .good: if green[text] == nil { green[text] = node.id }
      case .bad: red.append((text, node.id, range))
      case nil: break
      }
    }
    for node in red {
      guard let other = green[node.text] else { continue }
      report.add(
        node.range, "only its colour tells \"\(node.id)\" from \"\(other)\", which has the same text",
        help: "say in the text what differs, or put an emoji before it")
    }
  }
}

extension Colour {
  fileprivate enum Status {
    case good, bad
  }

  /// Whether it is a green or a red.
  fileprivate var status: Status? {
    let (red, green, blue) = (Int(rgb >> 16 & 0xFF), Int(rgb >> 8 & 0xFF), Int(rgb & 0xFF))
    if green > 80, green * 10 > red * 13, green * 10 > blue * 12 { return .good }
    if red > 80, red * 10 > green * 17, red * 10 > blue * 15 { return .bad }
    return nil
  }
}
