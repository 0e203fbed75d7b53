import AtlasCore
import AtlasMermaid

package enum LowContrast: LintRule {
  package static let description = RuleDocumentation(
    id: "low-contrast",
    finds: "a text whose colour is too near to the fill behind it, by the contrast ratio of WCAG",
    matters: "People with weak eyes, and everybody on a projector, cannot read it.",
    bad: """
      flowchart LR
        DB[(PostgreSQL 14)]:::stateStyle
        classDef stateStyle fill:#FF8800,stroke:#CC6600,color:#fff

      """,
    good: """
      flowchart LR
        DB[(PostgreSQL 14)]:::stateStyle
        classDef stateStyle fill:#FF8800,stroke:#CC6600,color:#000

      """)

  package static let options = [
    RuleOption.limit(4.5, in: 1...21, "the least ratio"),
    RuleOption.number("large", 3, in: 1...21, "the least ratio of large text: bold, or of 18 px and more"),
  ]
  package static let replacesTexts = true

  package static func check(_ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport) {
    guard let drawing = subject.planes else { return }
    for block in drawing.blocks {
      guard let fill = block.fill, let ground = fill.colour, let text = block.last(.color),
        let ink = text.colour
      else { continue }
      let ratio = ground.contrast(with: ink)
      let least = isLarge(block, subject) ? settings.number("large") : settings.limit
      guard ratio < least else { continue }
      let isBlackBetter = ground.contrast(with: .black) >= ground.contrast(with: .white)
      let better = isBlackBetter ? "#000" : "#fff"
      let best = ground.contrast(with: isBlackBetter ? .black : .white)
      report.add(
        text.value,
        "text of \(subject.string(text.value)) on \(subject.string(fill.value)) has a contrast of \(shown(ratio, below: least)), and \(shown(least)) is the least",
        help: "use color:\(better), which has \(shown(best))",
        fix: best > ratio ? Fix(safe: true, edits: [TextEdit(text.value, better)]) : nil)
    }
  }

  private static func isLarge(_ block: StyleBlock, _ subject: RuleSubject) -> Bool {
    let weight = block.last(.fontWeight).map { subject.string($0.value) } ?? ""
    let size = block.last(.fontSize).map { subject.string($0.value) } ?? ""
    let number = Double(size.hasSuffix("px") ? String(size.dropLast(2)) : size) ?? 0
    return weight == "bold" || weight == "bolder" || Int(weight) ?? 0 >= 700 || number >= 18
  }

  /// Rounded to hundredths, but never up to a limit that it does not reach: 4.497 is no 4.5.
  private static func shown(_ ratio: Double, below least: Double? = nil) -> String {
    let rounded = Int((ratio * 100).rounded())
    let hundredths = least.map { Double(rounded) >= $0 * 100 } ?? false ? rounded - 1 : rounded
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
