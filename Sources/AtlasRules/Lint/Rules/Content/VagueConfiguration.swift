import AtlasCore
import AtlasMermaid

package enum VagueConfiguration: LintRule {
  package static let description = RuleDocumentation(
    id: "config-vague",
    finds:
      "a component that is a pool, a circuit breaker, a rate limit, a quorum …, without any of its numbers",
    matters: "In an incident the question is how many and for how long, not whether there is a pool.",
    bad: "flowchart LR\n  A[Order Service] --> B[Connection Pool]\n",
    good: "flowchart LR\n  A[Order Service] --> B[Connection Pool<br/>max 100, 30s]\n")

  package static let options = [
    RuleOption.texts(
      "settings",
      [
        "connection pool", "connection pools", "connection pooling", "thread pool", "thread pools",
        "worker pool",
        "request timeout", "connection timeout", "read timeout", "idle timeout", "session timeout",
        "execution timeout",
        "timeout policy", "timeout policies", "timeout handling", "timeout management", "timeouts",
        "retry policy",
        "retry policies", "retry logic", "retry mechanism", "retry mechanisms", "retry strategy",
        "retry handler",
        "circuit breaker", "circuit breakers", "rate limit", "rate limits", "rate limiter", "rate limiters",
        "rate limiting", "ttl", "quorum",
      ], "what is set by a number"),
    RuleOption.texts(
      "except",
      [
        "error*", "fail*", "exceed*", "exhaust*", "storm*", "occur*", "issue*", "problem*", "check*",
        "monitor*",
        "tune*", "tuning", "adjust*", "increase*", "reduce*", "verify", "review", "analy*", "no", "missing",
        "open",
        "opens", "opened", "closed", "half open", "trip*", "expire*", "test*", "set", "add", "implement*",
        "enable*",
        "disable*", "configur*", "optimi*", "fix*", "leak*", "saturat*", "full", "lost", "after", "on", "if",
        "when",
        "impact", "insufficient", "state", "health", "simultaneous*", "bottleneck*", "symptom*", "contention",
        "mitigation", "wrong", "design", "essential", "all users",
      ], "words that make an event or a task of it"),
  ]

  package static func check(
    _ subject: RuleSubject, _ settings: RuleSettings, _ report: inout RuleReport
  ) {
    let (words, except) = (settings.words("settings"), settings.words("except"))
    guard subject.states(words) else { return }
    for label in subject.labels where label.carrier == .node {
      guard let found = words.first(in: label.text), !label.hasNumber, !label.isQuestion,
        !except.stands(in: label.text)
      else { continue }
      report.add(
        label.range(of: found), "\"\(label.words)\" names \"\(label.string(found))\" without a number",
        help: "add its values: how many, how long, how often")
    }
  }
}
