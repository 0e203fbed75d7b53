import AtlasCore
import AtlasMermaid

package enum ColourNameMismatch: LintRule {
  package static let description = RuleDocumentation(
    id: "colour-name-mismatch",
    finds: "a subgraph's title that calls a colour by the name of another",
    matters: "Somebody replaced the code and left the word, so nobody knows which of the two was meant.",
    bad: """
      flowchart LR
        subgraph ControlPlane["🎛️ Control Plane - Red #8B5CF6"]
          Prometheus
        end

      """,
    good: """
      flowchart LR
        subgraph ControlPlane["🎛️ Control Plane - Red #CC0000"]
          Prometheus
        end

      """)

  package static let replacesTexts = true

  /// Comments are for `ColourNameInComment`: they are no part of the meaning that rules about diagrams are keyed on.
  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    for subgraph in subject.planes?.graph.subgraphs ?? [] {
      guard let title = subgraph.subgraph.title?.range else { continue }
      let bytes = Array(subject.diagram.source.original[title.bounds])
      guard bytes.contains(UInt8(ascii: "#")) else { continue }
      for mention in HexMention.all(in: bytes, knowing: subject.planes?.palette) {
        guard let word = mention.word, !mention.colour.mayBeCalled(word) else { continue }
        let place = TextRange(
          title.lowerBound + mention.range.lowerBound, title.lowerBound + mention.range.upperBound)
        report.add(
          place, "a title calls \(subject.string(place)) \(word)",
          help: "take both out of the title; the style says the colour")
      }
    }
  }
}
