import AtlasCore
import AtlasMermaid

package enum SmallHeight: LintRule {
  package static let description = RuleDocumentation(
    id: "min-height",
    finds: "a diagram whose own settings make it lower than 400 pixels",
    matters: "Labels shrink with the picture, and on a phone nothing of them is left.",
    bad: "%%{init: {\"xyChart\": {\"height\": 300}}}%%\nxychart\n  bar [12, 40]\n",
    good: "%%{init: {\"xyChart\": {\"height\": 400}}}%%\nxychart\n  bar [12, 40]\n")

  package static let options = [RuleOption.limit(400, in: 1...10_000, "the least height in pixels")]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let bytes = subject.diagram.source.original
    let source = subject.diagram.source
    // Of front matter `config` alone is settings, and a title may say anything.
    let places =
      source.directives.map { (range: $0, keys: [String]()) }
      + [source.frontMatter?.content].compactMap { $0 }.map { (range: $0, keys: ["config"]) }
    for place in places {
      for setting in heights(of: subject.diagram.syntax) {
        guard let number = number(of: place.keys + setting, in: bytes, place.range),
          number.value < settings.limit
        else {
          continue
        }
        report.add(
          number.range, "the diagram is \(subject.string(number.range)) pixels high",
          help: "let it be \(Int(settings.limit)) or more",
          fix: Fix(safe: true, edits: [TextEdit(number.range, "\(Int(settings.limit))")]))
      }
    }
  }

  /// The settings that are the height of the whole picture, in the kinds that have one. The `height` of a sequence
  /// diagram is that of its actors.
  private static func heights(of syntax: Diagram) -> [[String]] {
    switch syntax {
    case .xychart: [["xyChart", "height"]]
    case .quadrant: [["quadrantChart", "chartHeight"]]
    case .radar: [["radar", "height"]]
    default: []
    }
  }

  /// The number behind the keys, one inside the other. Directives are JSON, or nearly; front matter is YAML.
  private static func number(
    of keys: [String], in bytes: [UInt8], _ directive: TextRange
  ) -> (value: Double, range: TextRange)? {
    var place = directive.lowerBound
    for key in keys {
      let word = Array(key.utf8)
      let last = directive.upperBound - word.count
      guard place <= last,
        let found = (place...last).first(where: { start in
          bytes[start..<(start + word.count)].elementsEqual(word) && !WordSet.isWord(bytes[start - 1])
            && !WordSet.isWord(bytes[start + word.count])
        })
      else { return nil }
      place = found + word.count
    }
    while place < directive.upperBound, bytes[place] <= 0x20 || "\"':".utf8.contains(bytes[place]) {
      place += 1
    }
    var end = place
    while end < directive.upperBound, bytes[end] &- UInt8(ascii: "0") < 10 || bytes[end] == UInt8(ascii: ".")
    {
      end += 1
    }
    return Double(String(decoding: bytes[place..<end], as: UTF8.self)).map { ($0, TextRange(place, end)) }
  }
}
