import AtlasCore
import AtlasMermaid

package enum FontSize: LintRule {
  package static let description = RuleDocumentation(
    id: "font-size",
    finds: "a font smaller than 12 pixels, in a `classDef`, a `style` or a `linkStyle`",
    matters: "Drawings are scaled down to fit the page, and small print is gone first.",
    bad: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef quiet font-size:10px\n  class A quiet\n",
    good: "flowchart LR\n  A[API] --> B[(Orders)]\n  classDef quiet font-size:14px\n  class A quiet\n")

  package static let replacesTexts = true

  package static let options = [RuleOption.limit(12, in: 1...100, "the least size in pixels")]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    for style in subject.looks?.styles ?? styles(in: subject.outline) {
      guard let size = size(in: subject.diagram.source.original, style), size.pixels < settings.limit else {
        continue
      }
      report.add(
        style, "\"\(subject.string(style))\" is smaller than \(Int(settings.limit)) pixels",
        help: "write `font-size:\(Int(settings.limit))px`, or leave the size out",
        fix: Fix(safe: true, edits: [TextEdit(size.range, "\(Int(settings.limit))px")]))
    }
  }

  private static func styles(in outline: TreeOutline) -> [TextRange] {
    var sink = StyleSink()
    outline.describe(to: &sink)
    return sink.styles
  }

  private struct StyleSink: TreeSink {
    var styles: [TextRange] = []

    mutating func token(_ name: StaticString, _ range: TextRange) {
      if name.isEqual(to: "style") { styles.append(range) }
    }

    mutating func open(_ name: StaticString, _ range: TextRange) {}
    mutating func close() {}
    mutating func word(_ name: StaticString, _ value: String) {}
    mutating func number(_ name: StaticString, _ value: Int) {}
  }

  /// The value of `font-size: 10px` in pixels, and where it stands; nil for other styles and for sizes that depend on
  /// what is around.
  private static func size(in bytes: [UInt8], _ style: TextRange) -> (pixels: Double, range: TextRange)? {
    guard var start = StyleProperty.value(of: "font-size", in: style, bytes) else { return nil }
    while start < style.upperBound, bytes[start] <= 0x20 { start += 1 }
    var end = start
    while end < style.upperBound, bytes[end] == UInt8(ascii: ".") || bytes[end] &- UInt8(ascii: "0") < 10 {
      end += 1
    }
    guard let number = Double(String(decoding: bytes[start..<end], as: UTF8.self)) else { return nil }
    var last = end
    while last < style.upperBound,
      bytes[last] == UInt8(ascii: "%") || bytes[last] | 0x20 &- UInt8(ascii: "a") < 26
    {
      last += 1
    }
    let factor: Double
    switch word(bytes[end..<last]) {
    case "", "px": factor = 1
    case "pt": factor = 4.0 / 3
    case "em", "rem": factor = 16
    default: return nil
    }
    return (number * factor, TextRange(start, last))
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.filter { $0 > 0x20 }.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 },
      as: UTF8.self)
  }
}
