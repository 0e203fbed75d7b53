import AtlasCore
import AtlasMermaid

package enum HexInLabel: LintRule {
  package static let description = RuleDocumentation(
    id: "hex-in-label",
    finds: "a label or title that spells out the code of a colour",
    matters: "Readers see the colour; the code is noise, and wrong as soon as somebody changes the style.",
    bad: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane - Blue #0066CC"]
          CDN[Fastly]
        end

      """,
    good: """
      flowchart LR
        subgraph EdgePlane["🌐 Edge Plane"]
          CDN[Fastly]
        end

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    for label in subject.labels {
      let slice = subject.diagram.source.original[label.range.bounds]
      guard slice.contains(UInt8(ascii: "#")) else { continue }
      let bytes = Array(slice)
      let mentions = HexMention.all(in: bytes, knowing: subject.planes?.palette)
      guard let first = mentions.first else { continue }
      let start = label.range.lowerBound
      let range = TextRange(start + first.range.lowerBound, start + first.range.upperBound)
      // Two codes in one label are a legend of colours, which somebody has to read.
      let removal = mentions.count == 1 && !isID(label.range, subject) ? first.removal(in: bytes) : nil
      report.add(
        range, #"the text "\#(subject.string(label.range))" spells out the colour \#(subject.string(range))"#,
        help: "take the code out of the text; the style says it",
        fix: removal.map {
          Fix(safe: true, edits: [TextEdit(TextRange(start + $0.lowerBound, start + $0.upperBound), "")])
        })
    }
  }

  /// Whether the text is also an id by which something else speaks of the subgraph.
  private static func isID(_ range: TextRange, _ subject: RuleSubject) -> Bool {
    guard let drawing = subject.planes,
      let subgraph = drawing.graph.subgraphs.first(where: { $0.subgraph.id == range })
    else { return false }
    return drawing.isMentioned(subgraph.id)
  }
}
