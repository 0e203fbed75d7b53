import AtlasCore
import AtlasMermaid

package enum MixedPalette: LintRule {
  package static let description = RuleDocumentation(
    id: "mixed-palette",
    finds: "a diagram that takes the colours of its planes from two palettes",
    matters:
      "The same plane looks like two, and a later change of one palette leaves half of the diagram behind.",
    bad: """
      flowchart LR
        CDN[Fastly]:::edgeStyle --> API[Orders]:::serviceStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff
        classDef serviceStyle fill:#10B981,stroke:#059669,color:#fff

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle --> API[Orders]:::serviceStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff
        classDef serviceStyle fill:#00AA00,stroke:#007700,color:#fff

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes, let profile = drawing.profile else { return }
    let fills = drawing.blocks.compactMap { $0.fill }
    guard let own = fills.first(where: { $0.colour.flatMap(drawing.palette.match)?.profile == profile }),
      let first = drawing.variants(of: profile).first
    else { return }
    let edits = drawing.variants(of: profile).flatMap {
      Recolouring.edits(drawing.blocks[$0.block], to: $0.colours)
    }
    report.add(
      first.declaration.value,
      #"\#(subject.string(first.declaration.value)) is of the palette "\#(first.match.profile)", and \#(subject.string(own.value)) of the palette "\#(profile)""#,
      help: #"use the palette "\#(profile)" throughout: \#(first.colours.written)"#,
      fix: Fix(safe: true, edits: edits.sorted { $0.range < $1.range }))
  }
}
