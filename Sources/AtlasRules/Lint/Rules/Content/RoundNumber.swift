import AtlasCore
import AtlasMermaid

package enum RoundNumber: LintRule {
  package static let description = RuleDocumentation(
    id: "round-number",
    finds: "a diagram all of whose quantities, three or more, begin with 1 or 5 and go on with zeros",
    matters: "What was measured is seldom round; what was made up nearly always is.",
    bad: "flowchart LR\n  A[Kong Gateway<br/>p99: 100ms<br/>1000 req/s] --> B[(Orders<br/>10TB)]\n",
    good: "flowchart LR\n  A[Kong Gateway<br/>p99: 87ms<br/>1240 req/s] --> B[(Orders<br/>10TB)]\n")

  package static let options = [RuleOption.limit(3, in: 1...1_000, "how many quantities there are at least")]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    var stated: [(label: DiagramContent.Label, stretch: Range<Int>)] = []
    for (label, quantities) in subject.quantified {
      for quantity in quantities where isMeasured(quantity.kind) && quantity.amount != .none {
        guard isRound(label.text[quantity.stretch]) else { return }
        stated.append((label, quantity.stretch))
      }
    }
    guard let first = stated.first, Double(stated.count) >= settings.limit else { return }
    report.add(
      first.label.range(of: first.stretch),
      "all \(stated.count) quantities are round, from \"\(first.label.string(first.stretch))\" on",
      help: "give what was measured, and where and when")
  }

  private static func isMeasured(_ kind: ContentMetric.Kind) -> Bool {
    switch kind {
    case .latency, .throughput, .bandwidth, .storage, .cost, .users, .lag: true
    case .count, .instance, .rate, .version, .recovery, .blastRadius, .dataLoss, .date, .source: false
    }
  }

  /// Whether all its numbers are 1 or 5 and zeros. The number of a percentile is none.
  private static func isRound(_ text: ArraySlice<UInt8>) -> Bool {
    var place = text.startIndex
    while place < text.endIndex {
      guard text[place] &- UInt8(ascii: "0") < 10 else {
        place += 1
        continue
      }
      let start = place
      while place < text.endIndex, text[place] &- UInt8(ascii: "0") < 10 || ".,".utf8.contains(text[place]) {
        place += 1
      }
      if start > text.startIndex, text[start - 1] | 0x20 == UInt8(ascii: "p") { continue }
      let digits = text[start..<place].filter { $0 &- UInt8(ascii: "0") < 10 }.drop {
        $0 == UInt8(ascii: "0")
      }
      guard let first = digits.first, first == UInt8(ascii: "1") || first == UInt8(ascii: "5"),
        digits.dropFirst().allSatisfy({ $0 == UInt8(ascii: "0") })
      else { return false }
    }
    return true
  }
}
