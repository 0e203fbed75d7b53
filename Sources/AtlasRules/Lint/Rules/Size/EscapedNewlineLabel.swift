import AtlasCore
import AtlasMermaid

package enum EscapedNewlineLabel: LintRule {
  package static let description = RuleDocumentation(
    id: "escaped-newline-label",
    finds: "a `\\n` in a text of a diagram",
    matters:
      "Some kinds of diagrams break the line there, some show a backslash and an n; `<br/>` breaks it in all.",
    bad: "flowchart LR\n  A[\"API\\nGo 1.22\"] --> B[(Orders)]\n",
    good: "flowchart LR\n  A[\"API<br/>Go 1.22\"] --> B[(Orders)]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let bytes = subject.diagram.source.original
    guard ByteSearch.first(UInt8(ascii: "\\"), in: bytes) != nil else { return }
    for text in DiagramTexts(subject.diagram, subject.outline).texts {
      let places = breaks(in: bytes, text.range)
      guard let first = places.first else { continue }
      let times = places.count == 1 ? "a `\\n`" : "\(places.count) times `\\n`"
      report.add(
        first, "the text \"\(text.string)\" holds \(times)", help: "write `<br/>` in its place",
        fix: takesTags(subject.diagram)
          ? Fix(safe: true, edits: places.map { TextEdit($0, "<br/>") }) : nil)
    }
  }

  /// Elsewhere a tag would be shown, or would be an error.
  private static func takesTags(_ diagram: ParsedDiagram) -> Bool {
    switch diagram.syntax {
    case .flowchart, .sequence: true
    default: false
    }
  }

  /// The places of `\n` that are meant as a line end: not in a formula, where `\nu` is a letter, nor in a path or a
  /// pattern, nor behind another backslash.
  private static func breaks(in bytes: [UInt8], _ range: TextRange) -> [TextRange] {
    var places: [TextRange] = []
    var isFormula = false
    var index = range.lowerBound
    let end = min(range.upperBound, bytes.count)
    while index + 1 < end {
      switch (bytes[index], bytes[index + 1]) {
      case (UInt8(ascii: "$"), UInt8(ascii: "$")):
        isFormula.toggle()
        index += 2
      case (UInt8(ascii: "\\"), UInt8(ascii: "n")):
        if !isFormula, !isPath(bytes, range.lowerBound, index),
          !isPattern(bytes, range.lowerBound, index, end)
        {
          places.append(TextRange(index, index + 2))
        }
        index += 2
      case (UInt8(ascii: "\\"), _): index += 2
      default: index += 1
      }
    }
    return places
  }

  /// Whether the word up to here begins like a path of Windows: `C:\`, `\\host`.
  private static func isPath(_ bytes: [UInt8], _ start: Int, _ index: Int) -> Bool {
    var begin = index
    while begin > start, bytes[begin - 1] > 0x20, bytes[begin - 1] != UInt8(ascii: "\"") { begin -= 1 }
    let word = bytes[begin...index]
    if word.starts(with: [0x5C, 0x5C]) { return true }
    return word.count >= 3 && word[begin + 1] == UInt8(ascii: ":") && word[begin + 2] == 0x5C
  }

  /// Whether a pattern of a search is shown: `\r\n`, `[^\n]`, `\n+`.
  private static func isPattern(_ bytes: [UInt8], _ start: Int, _ index: Int, _ end: Int) -> Bool {
    let before = index > start ? bytes[index - 1] : 0
    let after = index + 2 < end ? bytes[index + 2] : 0
    if "[^(|".utf8.contains(before) || "])|*+?".utf8.contains(after) { return true }
    return index >= start + 2 && before == UInt8(ascii: "r") && bytes[index - 2] == 0x5C
  }
}
