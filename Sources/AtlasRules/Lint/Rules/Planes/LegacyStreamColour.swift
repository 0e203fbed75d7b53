import AtlasCore
import AtlasMermaid

package enum LegacyStreamColour: LintRule {
  package static let description = RuleDocumentation(
    id: "legacy-stream-colour",
    finds: "the colours of the Stream Plane, which there is no more",
    matters: "A reader who knows the four planes cannot tell what this colour means.",
    bad: """
      flowchart LR
        Log[Kafka 3.5]:::queue
        classDef queue fill:#AA00AA,stroke:#770077,color:#fff

      """,
    good: """
      flowchart LR
        Log[Kafka 3.5]:::queue
        classDef queue fill:#FF8800,stroke:#CC6600,color:#fff

      """)

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    let palette = drawing.palette
    for block in drawing.blocks {
      for retired in palette.retired {
        let uses = block.declarations.filter { $0.colour.map(retired.colours.contains) ?? false }
        guard let first = uses.first else { continue }
        let colours = retired.successor.flatMap { drawing.colours(of: $0) }
        report.add(
          first.value,
          "\(subject.string(first.value)) is a colour of the \(retired.name) plane, which there is no more",
          help: help(retired, colours, drawing),
          // Which plane it belongs to now is a guess.
          fix: colours.map { Fix(safe: false, edits: edits(uses, $0)) })
      }
    }
  }

  private static func help(
    _ retired: PlanePalette.RetiredPlane, _ colours: PlanePalette.Colours?, _ drawing: PlaneDrawing
  ) -> String {
    guard let successor = retired.successor, let colours else { return "use the colours of another plane" }
    return "use those of the \(drawing.title(successor)): \(colours.written)"
  }

  private static func edits(
    _ uses: [StyleBlock.Declaration], _ colours: PlanePalette.Colours
  ) -> [TextEdit] {
    uses.map { TextEdit($0.value, $0.property == .stroke ? colours.stroke : colours.fill) }
  }
}
