import AtlasCore
import AtlasMermaid

package enum ColourNameMismatch: LintRule {
  package static let description = RuleDocumentation(
    id: "colour-name-mismatch",
    finds: "a subgraph's title or a comment that calls a colour by the name of another",
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

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    for subgraph in subject.planes?.graph.subgraphs ?? [] {
      guard let title = subgraph.subgraph.title else { continue }
      check(title.range, isComment: false, subject, &report)
    }
    for comment in subject.diagram.comments { check(comment, isComment: true, subject, &report) }
  }

  private static func check(
    _ range: TextRange, isComment: Bool, _ subject: RuleSubject, _ report: inout RuleReport
  ) {
    let bytes = Array(subject.diagram.source.original[range.bounds])
    guard bytes.contains(UInt8(ascii: "#")) else { return }
    for mention in HexMention.all(in: bytes, knowing: subject.planes?.palette) {
      guard let word = mention.word, !mention.colour.mayBeCalled(word) else { continue }
      let place = TextRange(
        range.lowerBound + mention.range.lowerBound, range.lowerBound + mention.range.upperBound)
      report.add(
        place, "\(isComment ? "a comment" : "a title") calls \(subject.string(place)) \(word)",
        help: isComment
          ? "put the word or the code right" : "take both out of the title; the style says the colour")
    }
  }
}
