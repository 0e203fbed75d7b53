import AtlasCore
import AtlasMermaid

package enum VagueClaim: LintRule {
  package static let description = RuleDocumentation(
    id: "vague-claim",
    finds:
      "praise without a number in the same text: `high performance`, `low latency`, `scalable`, `real-time`",
    matters: "Every system is fast until it is not; only a number can be missed, budgeted or watched.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Order Service<br/>High Performance]\n",
    good: "flowchart LR\n  A[Kong Gateway] --> B[Order Service<br/>p99: 8ms at 12K req/s]\n")

  package static let options = VagueWords.options

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let claims = settings.words("claims")
    let habits = settings.words("habits")
    guard subject.states(claims) || subject.states(habits) else { return }
    for label in subject.labels where mayClaim(label.carrier) {
      guard let found = claims.first(in: label.text) ?? habits.first(in: label.text), !label.hasNumber,
        !label.isQuestion,
        !settings.words("except").all(in: label.text).contains(where: { $0.overlaps(found) })
      else { continue }
      let isHabit = habits.isAll(of: label.text, found)
      report.add(
        label.range(of: found), "\"\(label.words)\" claims \"\(label.string(found))\" without a number",
        help: "give the number: p50 and p99, requests a second, 99.9x %", priority: isHabit ? .low : nil)
    }
  }

  /// Titles name what is inside them, conditions ask.
  private static func mayClaim(_ carrier: DiagramLabels.Carrier) -> Bool {
    switch carrier {
    case .node, .link, .message, .note: true
    case .subgraph, .participant, .title, .other: false
    }
  }
}
