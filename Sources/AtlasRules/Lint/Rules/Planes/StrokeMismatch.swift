import AtlasCore
import AtlasMermaid

package enum StrokeMismatch: LintRule {
  package static let description = RuleDocumentation(
    id: "stroke-mismatch",
    finds: "the fill of a plane with a border that is not the plane's",
    matters:
      "A palette is pairs: a fill with its border. Borders that differ by accident look like a meaning.",
    bad: """
      flowchart LR
        API[Orders]:::serviceStyle
        classDef serviceStyle fill:#00AA00,stroke:#047857,color:#fff

      """,
    good: """
      flowchart LR
        API[Orders]:::serviceStyle
        classDef serviceStyle fill:#00AA00,stroke:#007700,color:#fff

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    for (place, block) in drawing.blocks.enumerated() where !drawing.isMeaning(place) {
      guard let fill = block.fill, let match = fill.colour.flatMap(drawing.palette.match),
        !match.isVariant, let stroke = block.last(.stroke), let colour = stroke.colour,
        let pair = drawing.palette.planes[match.plane].colours[match.profile], colour != pair.strokeColour,
        !drawing.palette.isRetired(colour), !drawing.palette.meaningColours.contains(colour)
      else { continue }
      report.add(
        stroke.value,
        "the border \(subject.string(stroke.value)) does not belong to the fill \(subject.string(fill.value)) of the \(drawing.title(match.plane))",
        help: "use stroke:\(pair.stroke)",
        fix: Fix(safe: true, edits: [TextEdit(stroke.value, pair.stroke)]))
    }
  }
}
