import AtlasCore
import AtlasMarkdown
import AtlasMermaid

/// A comment of a diagram that calls a colour by the name of another. It is a rule about the page, since comments are no
/// part of what a diagram means, and so of what rules about diagrams are keyed on.
enum ColourNameInComment: PageRule {
  static let description = RuleDocumentation(
    id: "colour-name-mismatch",
    finds: "a comment in a diagram that calls a colour by the name of another",
    matters: "Somebody replaced the code and left the word, so nobody knows which of the two was meant.",
    bad: "# Planes\n\n```mermaid\nflowchart LR\n  %% Control Plane: Red #8B5CF6\n  A --> B\n```\n",
    good: "# Planes\n\n```mermaid\nflowchart LR\n  %% Control Plane: Red #CC0000\n  A --> B\n```\n")

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    for (number, diagram) in page.diagrams.enumerated() where diagram.isReadable {
      for comment in diagram.parsed.comments {
        let bytes = Array(diagram.parsed.source.original[comment.bounds])
        guard bytes.contains(UInt8(ascii: "#")) else { continue }
        for mention in HexMention.all(in: bytes, knowing: page.planes) {
          guard let word = mention.word, !mention.colour.mayBeCalled(word) else { continue }
          let place = TextRange(
            comment.lowerBound + mention.range.lowerBound, comment.lowerBound + mention.range.upperBound)
          report.add(
            inDiagram: number, place,
            "a comment calls \(String(decoding: bytes[mention.range], as: UTF8.self)) \(word)",
            help: "put the word or the code right")
        }
      }
    }
  }
}
