import AtlasCore
import AtlasMermaid

package enum PaletteVariant: LintRule {
  package static let description = RuleDocumentation(
    id: "palette-variant",
    finds: "a plane that is drawn in its colour of another palette than the one that holds",
    matters: "Two blues for one plane make a reader look for the difference.",
    bad: """
      flowchart LR
        CDN[Fastly]:::edgeStyle
        classDef edgeStyle fill:#3B82F6,stroke:#2563EB,color:#fff

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff

      """)

  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes, let profile = drawing.profile else { return }
    let holds = #", and the palette "\#(profile)" holds"#
    for variant in drawing.variants(of: profile) {
      let block = drawing.blocks[variant.block]
      report.add(
        variant.declaration.value,
        #"\#(subject.string(variant.declaration.value)) is the \#(drawing.title(variant.match.plane)) of the palette "\#(variant.match.profile)"\#(holds)"#,
        help: "use \(variant.colours.written)",
        fix: Fix(safe: true, edits: Recolouring.edits(block, to: variant.colours)))
    }
  }
}

extension PlaneDrawing {
  /// A statement whose fill is its plane's in another palette.
  struct Variant {
    var block: Int
    var declaration: StyleBlock.Declaration
    var match: PlanePalette.Match
    /// What the plane has in the palette that holds.
    var colours: PlanePalette.Colours
  }

  /// Complexity: linear in the statements, times the nodes for those in question.
  func variants(of profile: String) -> [Variant] {
    blocks.indices.compactMap { place in
      guard let fill = blocks[place].fill, let match = fill.colour.flatMap(palette.match),
        match.profile != profile, let colours = palette.planes[match.plane].colours[profile],
        plane(ofBlock: place).map({ $0 == match.plane }) ?? true
      else { return nil }
      return Variant(block: place, declaration: fill, match: match, colours: colours)
    }
  }
}
