import AtlasCore
import AtlasMermaid

package enum RoundedCorners: LintRule {
  package static let description = RuleDocumentation(
    id: "rounded-corners",
    finds: "the class of a plane without rounded corners",
    matters: "The library's diagrams have the same corners everywhere.",
    bad: """
      flowchart LR
        CDN[Fastly]:::edgeStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff

      """,
    good: """
      flowchart LR
        CDN[Fastly]:::edgeStyle
        classDef edgeStyle fill:#0066CC,stroke:#004499,color:#fff,rx:8,ry:8

      """)

  package static let options = [RuleOption.limit(8, in: 0...100, "the radius in px")]
  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    let radius = "\(Int(settings.limit))"
    for (place, block) in drawing.blocks.enumerated() {
      guard let name = drawing.classes(ofBlock: place).first(where: { $0.plane != nil })?.name,
        let last = block.declarations.last
      else { continue }
      let written = [StyleBlock.Property.rx, .ry].map { block.last($0) }
      let wrong = written.map {
        $0.map { declaration in
          let value = subject.string(declaration.value)
          return value != radius && value != radius + "px"
        } ?? false
      }
      guard written[0] == nil || wrong[0] else { continue }
      var edits: [TextEdit] = []
      for (declaration, isWrong) in zip(written, wrong) {
        if let declaration, isWrong { edits.append(TextEdit(declaration.value, radius)) }
      }
      let missing = zip(["rx", "ry"], written).filter { $0.1 == nil }.map { ",\($0.0):\(radius)" }.joined()
      let end = TextRange(at: last.value.upperBound)
      if !missing.isEmpty, !edits.contains(where: { $0.range.upperBound == end.lowerBound }) {
        edits.append(TextEdit(end, missing))
      }
      report.add(
        block.range, #"class "\#(name)" has no corners of \#(radius) px"#,
        help: "add rx:\(radius),ry:\(radius)",
        fix: Fix(safe: true, edits: edits.sorted { $0.range < $1.range }))
    }
  }
}
