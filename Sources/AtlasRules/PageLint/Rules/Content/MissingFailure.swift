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
    guard !page.diagrams.isEmpty, !speaks(page.claims, settings) else { return }
    var spoken: [WordSet] = []
    for family in settings.families("words") where page.claims.speaks(of: family) {
      spoken.append(family)
      if Double(spoken.count) >= settings.limit { return }
    }
    let found = spoken.compactMap { page.claims.firstWords($0) }
    report.add(
      page.titleRange,
      found.isEmpty
        ? "the page does not say what happens when something fails"
        : "of all that can fail the page speaks only of \(Listing.quoted(found))",
      help: "show a failure and what is done about it: timeout, retry, circuit breaker, failover, recovery")
  }

  /// Whether the page speaks of enough of them, as most pages do in their first texts. Where it only seems not to, one word
  /// may stand in another: that is for the slower way to tell.
  private static func speaks(_ claims: PageClaims, _ settings: RuleSettings) -> Bool {
    let all = settings.prepared("all words") {
      WordSet(settings.texts("words").flatMap { $0.split(separator: "|").map(String.init) })
    }
    let families = settings.families("words")
    var spoken: Set<Int> = []
    for statement in claims.statements {
      var start = 0
      while let word = all.first(in: statement.bytes, from: start) {
        start = word.upperBound
        if let family = families.firstIndex(where: { $0.isAll(of: statement.bytes, word) }) {
          spoken.insert(family)
          if Double(spoken.count) >= settings.limit { return true }
        }
      }
    }
    return false
  }
}
