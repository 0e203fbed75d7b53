import AtlasCore
import AtlasMermaid

package enum MetricWithoutUnit: LintRule {
  package static let description = RuleDocumentation(
    id: "metric-no-unit",
    finds: "a percentile, a latency, a throughput or a size whose number has no unit: `p95: 12`",
    matters: "Twelve what? A factor of a thousand lies between two readers.",
    bad: "flowchart LR\n  A[Kong Gateway] -->|\"p95: 12\"| B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway] -->|\"p95: 12ms\"| B[Order Service]\n")

  package static let options = [
    RuleOption.texts(
      "words",
      [
        "p50", "p75", "p90", "p95", "p99", "p999", "latency", "response time", "throughput", "bandwidth",
        "storage",
        "disk", "memory", "heap",
      ], "what is measured in a unit")
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let words = settings.words("words")
    guard subject.states(words) else { return }
    for label in subject.labels {
      for word in words.all(in: label.text) {
        guard let number = number(behind: word.upperBound, label.text) else { continue }
        report.add(
          label.range(of: word.lowerBound..<number.upperBound),
          "\"\(label.string(word.lowerBound..<number.upperBound))\" in \"\(label.words)\" has no unit",
          help: "write the unit behind the number: ms, req/s, GB")
        break
      }
    }
  }

  /// The number behind `:`, `=`, `<` or `>` that nothing follows on its line, or only `,`, `;` or a closing bracket.
  private static func number(behind start: Int, _ text: [UInt8]) -> Range<Int>? {
    var place = start
    var hasSign = false
    while place < text.count, text[place] == 0x20 || isSign(text[place]) {
      if isSign(text[place]) { hasSign = true }
      place += 1
    }
    let first = place
    while place < text.count, isDigit(text[place]) || isPoint(text, place) { place += 1 }
    guard hasSign, place > first else { return nil }
    let end = place
    while place < text.count, text[place] == 0x20 { place += 1 }
    guard place < text.count else { return first..<end }
    let ends: [UInt8] = [0x0A, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]")]
    guard ends.contains(text[place]) else { return nil }
    // `p50, p99: 12, 40ms` has its unit at the end.
    let rest = text[place...].prefix { $0 != 0x0A }
    return rest.contains(where: isDigit) ? nil : first..<end
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    [UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "~")].contains(
      byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  private static func isPoint(_ text: [UInt8], _ place: Int) -> Bool {
    (text[place] == UInt8(ascii: ".") || text[place] == UInt8(ascii: ","))
      && place + 1 < text.count && isDigit(text[place + 1])
  }
}
