import AtlasCore
import AtlasMermaid

package enum InvertedSLO: LintRule {
  package static let description = RuleDocumentation(
    id: "slo-inverted",
    finds: "a label whose lower percentile takes longer than its higher one",
    matters: "That cannot be: one of the two numbers is wrong, or they measure different things.",
    bad: "flowchart LR\n  A[Kong Gateway<br/>p50: 90ms<br/>p99: 40ms] --> B[Order Service]\n",
    good: "flowchart LR\n  A[Kong Gateway<br/>p50: 40ms<br/>p99: 90ms] --> B[Order Service]\n")

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let stated = subject.percentileLatencies
    for (place, one) in stated.enumerated().dropFirst() where stated[place - 1].label == one.label {
      let previous = stated[place - 1]
      // Rising percentiles are one set; where they fall another set may begin, if there are more than the two.
      let isPair = stated.count { $0.label == one.label } == 2
      guard one.percentile != previous.percentile, one.percentile > previous.percentile || isPair else {
        continue
      }
      let (lower, upper) = one.percentile > previous.percentile ? (previous, one) : (one, previous)
      guard lower.low > upper.high else { continue }
      let label = subject.labels[one.label]
      report.add(
        label.range(of: previous.stretch.lowerBound..<one.stretch.upperBound),
        "\"\(label.string(lower.stretch))\" is above \"\(label.string(upper.stretch))\", which no percentile can be",
        help: "check the two numbers, or say what each of them measures")
    }
  }
}
