import AtlasCore
import AtlasMermaid

package enum HappyPathOnly: LintRule {
  package static let description = RuleDocumentation(
    id: "happy-path-only",
    finds:
      "a flow in which nothing ever fails: no dashed link, no `alt`, no fallback, retry, timeout or failure",
    matters: "The drawing is read when something fails, and then it says nothing.",
    bad: "flowchart LR\n  A[Kong Gateway] --> B[Order Service] --> C[(PostgreSQL 14)]\n",
    good: """
      flowchart LR
        A[Kong Gateway] --> B[Order Service] --> C[(PostgreSQL 14)]
        B -.->|Timeout 30s| D[Fallback: read replica]

      """)

  package static let options = [
    RuleOption.limit(2, in: 0...1_000, "how many links or messages a drawing has at least"),
    RuleOption.texts(
      "words",
      [
        "fallback*", "retry", "retries", "retried", "fail*", "error*", "timeout*", "timed out",
        "circuit break*",
        "degrad*", "outage*", "down", "crash*", "unavailable", "recover*", "rollback*", "dead letter*", "dlq",
        "backup*", "standby", "throttl*", "shed", "shedding", "reject*", "exception*", "breaker*",
        "bulkhead*",
        "miss", "stale", "disaster", "loss", "lost", "partition*", "incident*", "alert*", "panic", "chaos",
        "block", "blocked", "deny",
        "denied", "abort*", "exceeded", "attack*", "active active", "active passive",
      ], "words that say that something may go wrong"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let words = settings.words("words")
    guard Double(subject.hops.count) >= settings.limit, !showsAlternatives(subject),
      !subject.labels.contains(where: { words.stands(in: $0.text) || isStatusCode($0.text) })
    else { return }
    report.add(
      subject.diagram.headerRange, "nothing fails in this diagram",
      help: "draw what happens when a hop fails: a dashed link to the fallback, a timeout, an `alt` block")
  }

  private static func showsAlternatives(_ subject: RuleSubject) -> Bool {
    if let flowchart = subject.flowchart { return flowchart.links.contains { $0.link.stroke == .dotted } }
    guard case .sequence(let sequence) = subject.diagram.syntax else { return false }
    return hasAlternative(sequence.statements)
  }

  /// Answers are dotted in every sequence diagram and show no failure.
  private static func hasAlternative(_ statements: [SequenceDiagram.Statement]) -> Bool {
    statements.contains { statement in
      switch statement {
      case .block(let block):
        switch block.keyword {
        case .alt, .opt, .critical, .break: true
        case .loop, .rect, .par, .parOver: block.sections.contains { hasAlternative($0.statements) }
        }
      case .box(let box): hasAlternative(box.statements)
      case .message(let message): message.arrow == .solidCross || message.arrow == .dottedCross
      case .participant, .destruction, .note, .activation, .numbering, .attachment: false
      }
    }
  }

  /// `HTTP 503`, `429`; no part of `1,503` or `v5.02`.
  private static func isStatusCode(_ text: [UInt8]) -> Bool {
    text.indices.contains { place in
      guard text[place] == UInt8(ascii: "4") || text[place] == UInt8(ascii: "5"), place + 3 <= text.count,
        text[place + 1] &- UInt8(ascii: "0") < 3, text[place + 2] &- UInt8(ascii: "0") < 10,
        place == 0 || !WordSet.isWord(text[place - 1]) && !".,".utf8.contains(text[place - 1])
      else { return false }
      return place + 3 == text.count || !WordSet.isWord(text[place + 3])
    }
  }
}
