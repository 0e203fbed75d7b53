import AtlasCore

/// A page on which nothing ever breaks.
enum MissingFailure: PageRule {
  static let description = RuleDocumentation(
    id: "failure-missing",
    finds:
      "a page that speaks of fewer than two of failures, outages, recovery, timeouts, retries and the like",
    matters: """
      People open the library when something is down. A page that shows only how a system works when it works does not \
      help them.
      """,
    bad: """
      # Orders

      The API retries once.

      ```mermaid
      flowchart LR
        api["Order API"] --> store["PostgreSQL 15"]
      ```
      """,
    good: """
      # Orders

      The API retries once; the circuit breaker opens at 50% errors.

      ```mermaid
      flowchart LR
        api["Order API"] -->|timeout 30s| store["PostgreSQL 15"]
      ```
      """)

  static let options: [RuleOption] = [
    .limit(2, in: 1...20, "of how many of the words a page has to speak"),
    .texts(
      "words",
      [
        "fail|failed|failing|fails|failure*", "outage*", "incident*", "recover*",
        "rollback*|roll back*|rolled back",
        "circuit break*", "retry*|retries|retried", "timeout*|time out|timed out|times out",
        "failover*|fail over|fails over", "degrad*", "fallback*|fall back|falls back", "bulkhead*",
      ], "words of failure; the forms of one word stand in one entry, between bars"),
  ]

  static func check(_ page: PageSubject, _ settings: RuleSettings, _ report: inout PageRuleReport) {
    guard !page.diagrams.isEmpty else { return }
    var found: [String] = []
    for entry in settings.texts("words") {
      guard let word = page.claims.firstWords(WordSet(family: entry)) else { continue }
      found.append(word)
      if Double(found.count) >= settings.limit { return }
    }
    report.add(
      page.titleRange,
      found.isEmpty
        ? "the page does not say what happens when something fails"
        : "of all that can fail the page speaks only of \(Listing.quoted(found))",
      help: "show a failure and what is done about it: timeout, retry, circuit breaker, failover, recovery")
  }
}
