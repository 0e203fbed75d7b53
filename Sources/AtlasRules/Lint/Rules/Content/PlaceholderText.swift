import AtlasCore
import AtlasMermaid

package enum PlaceholderText: LintRule {
  package static let description = RuleDocumentation(
    id: "placeholder",
    finds:
      "a text that somebody meant to replace: `TBD`, `REPLACE`, `???`, `<your-database>`, `X.X`, `Example Corp`",
    matters: "At three in the morning a made-up value is worse than none.",
    bad: "pie\n  title Traffic of TBD\n  \"Reads\" : 80\n",
    good: "pie\n  title Traffic of the order service\n  \"Reads\" : 80\n")

  package static let options = [
    RuleOption.texts(
      "words",
      [
        "TODO", "FIXME", "TBD", "TBA", "XXX", "REPLACE", "lorem ipsum", "placeholder", "???", "<your-",
        "<your_",
        "[insert ", "[Company]", "X.X", "XX%",
      ], "what somebody meant to replace; in lower case any case is found"),
    RuleOption.texts(
      "names", ["Example Corp", "Example Service", "Sample Data", "Test User", "Dummy", "Acme"],
      "names that nobody has"),
    RuleOption.texts("values", ["N/A"], "what stands for a value that nobody knows; reported as LOW"),
    RuleOption.texts(
      "except",
      [
        "OR REPLACE", "REPLACE INTO", "ON CONFLICT REPLACE", "placeholder page", "placeholder image",
        "FIXME tag",
      ],
      "phrases of a trade that hold such a word"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let (words, names, values) = (settings.words("words"), settings.words("names"), settings.words("values"))
    guard subject.states(words) || subject.states(names) || subject.states(values) else { return }
    for label in subject.labels {
      if let found = words.first(in: label.text) ?? names.first(in: label.text) {
        let isTrade = settings.words("except").all(in: label.text).contains { $0.overlaps(found) }
        if isTrade { continue }
        report.add(
          label.range(of: found),
          "the text \"\(label.words)\" holds the placeholder \"\(label.string(found))\"",
          help: "give the real value, and where it comes from")
      } else if let found = values.first(in: label.text), isValue(found, of: label) {
        report.add(
          label.range(of: found), "\"\(label.words)\" says \"\(label.string(found))\" for a value",
          help: "give the value, or leave the line out", priority: .low)
      }
    }
  }

  /// Behind a colon or an equals sign, or alone on its line.
  private static func isValue(_ found: Range<Int>, of label: DiagramContent.Label) -> Bool {
    let line = label.line(at: found.lowerBound)
    let before = line[..<found.lowerBound].last { $0 > 0x20 }
    guard let before else { return !line[found.upperBound...].contains { $0 > 0x20 } }
    return before == UInt8(ascii: ":") || before == UInt8(ascii: "=")
  }
}
